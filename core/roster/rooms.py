"""Groups that are configured, not found: what is announced goes there from the start (通报群)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.chat import Address, Channel
from core.ports import UnitOfWork


def declare_rooms(work: UnitOfWork, channel: Channel, rooms: Mapping[str, str], now: datetime) -> None:
    """Make bulletin targets of these groups, and of no other configured ones.

    Args:
        rooms: address → title.
    """
    known = {group.address.chat: group for group in work.groups.bound() if group.address.channel is channel}
    for chat in known.keys() - rooms.keys():
        work.groups.removed(Address(channel, chat), now)
    for chat, title in rooms.items():
        group = work.groups.seen(Address(channel, chat), title, now)
        if group.bound_at is None:
            work.groups.bind(group.id, None, now)
            work.audit.note(now, None, "group.bound", f"group:{group.id}", {"title": title})
