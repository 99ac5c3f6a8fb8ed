"""The number of a draft is provisional (拟第N期): it is given when the issue is published, and its files show it."""

from __future__ import annotations

from core.bulletins.model import Bulletin, BulletinState
from core.ports import UnitOfWork


def provisional(work: UnitOfWork, bulletin: Bulletin) -> int:
    """The number it has, or would have if it were published now."""
    return bulletin.number or work.bulletins.next_number(bulletin.year)


def freshen(work: UnitOfWork, bulletin: Bulletin) -> bool:
    """Have the files of a draft made anew if another issue has taken the number that they show.

    Called when somebody looks at it or decides about it, and not before: an issue that is published sends no other
    draft to the office again.

    Returns:
        Whether they are being made; until then it cannot be published.
    """
    if bulletin.state is not BulletinState.DRAFT:
        return False
    number = work.bulletins.next_number(bulletin.year)
    stale = any(one.number != number for one in work.bulletins.parts(bulletin.id))
    if stale:
        work.bulletins.forget_parts(bulletin.id)
    return stale
