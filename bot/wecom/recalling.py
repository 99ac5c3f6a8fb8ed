"""Messages taken back: within a day, in the client of WeCom only, for everybody who got them.

Source: WeCom, "Recalling application messages", read 2026-11.
https://developer.work.weixin.qq.com/document/path/94867
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.wecom.client import WeComClient
from bot.wecom.faults import Class, WeComRefused
from core.chat import Channel
from core.delivery.model import Posted, State
from core.ports import UnitOfWork

MOST = 5000


@dataclass(frozen=True, slots=True)
class Recalled:
    """Messages by what became of them. ``late``: older than a day, or taken back before."""

    done: int
    late: int


def message_ids(work: UnitOfWork, batch: str) -> tuple[str, ...]:
    """WeCom's ids of all that was sent to members for this batch."""
    letters = work.outbox.listed(State.SENT, MOST, batch)
    return tuple(
        each for letter in letters if letter.to.channel is Channel.WECOM for each in _of(work, letter)
    )


def _of(work: UnitOfWork, letter: Posted) -> tuple[str, ...]:
    handle = work.handles.get(letter.to, letter.message_id)
    return handle.recalls if handle else tuple(filter(None, [letter.message_id]))


async def recall(client: WeComClient, ids: Iterable[str]) -> Recalled:
    """
    Raises:
        WeComRefused, WeComAway: WeCom takes nothing back at all.
    """
    done = late = 0
    for each in ids:
        try:
            await client.call("/cgi-bin/message/recall", {"msgid": each})
        except WeComRefused as refused:
            if refused.kind not in (Class.TOO_LATE, Class.UNDELIVERABLE):
                raise
            late += 1
        else:
            done += 1
    return Recalled(done, late)
