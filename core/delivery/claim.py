"""Take letters into our hands, ready to be sent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.chat import Card
from core.delivery.model import POLICIES, Claimed, Kind, Lane, Letter, State, Verdict
from core.delivery.settle import Sent, settle_sent
from core.ports import UnitOfWork

PAUSE = timedelta(seconds=15)  # between looks for a letter that is just leaving; each look counts as a try
Draw = Callable[[UnitOfWork, Letter, datetime], Card]
"""What an edit or a notice says at the moment it leaves."""


def as_written(_work: UnitOfWork, letter: Letter, _now: datetime) -> Card:
    return letter.card


def turn_over(
    work: UnitOfWork, sent: Sequence[Sent], now: datetime, owner: str, lease_until: datetime, limit: int,
    lanes: Collection[Lane], draw: Draw,
) -> tuple[Sequence[Claimed], Sequence[Claimed]]:  # fmt: skip
    """Record what has left and take what leaves next, in one commit.

    Returns:
        Letters to send now; letters of ``sent`` that were no longer ours.
    """
    strays = settle_sent(work, sent, now)
    return claim(work, now, owner, lease_until, limit, lanes, draw), strays


def claim(
    work: UnitOfWork, now: datetime, owner: str, lease_until: datetime, limit: int,
    lanes: Collection[Lane], draw: Draw = as_written,
) -> Sequence[Claimed]:  # fmt: skip
    """Due letters of these lanes, edits completed with the message they replace.

    Edits that must wait do not use up the limit: else many of them would hold up the very letters for
    which they wait.
    """
    ready: list[Claimed] = []
    while len(ready) < limit:
        taken = work.outbox.claim(now, owner, lease_until, limit - len(ready), lanes)
        if not taken:
            break
        ready += complete(work, taken, now, draw)
    return ready


def complete(
    work: UnitOfWork, claimed: Sequence[Claimed], now: datetime, draw: Draw = as_written
) -> Sequence[Claimed]:
    """Those that can be sent now; a notice says what has been said by now. An edit of a letter that never left is cancelled, one of a letter that
    is just leaving waits for it.
    """
    return [ready for letter in claimed if (ready := _completed(work, letter, now, draw))]


def _completed(work: UnitOfWork, claimed: Claimed, now: datetime, draw: Draw) -> Claimed | None:
    letter = claimed.letter
    if letter.kind is Kind.NOTICE:
        return replace(claimed, letter=replace(letter, card=draw(work, letter, now)))
    if not letter.edits or letter.edits_message:
        return claimed
    earlier = work.outbox.find(letter.edits)
    if earlier and earlier.state is State.SENT and earlier.message_id:
        card = draw(work, letter, now)
        return replace(claimed, letter=replace(letter, card=card, edits_message=earlier.message_id))
    coming = earlier is not None and earlier.state in (State.PENDING, State.SENDING)
    if coming and claimed.tries < POLICIES[letter.kind].max_tries:
        verdict = Verdict(State.PENDING, now + PAUSE, why="the edited letter is on its way")
    else:
        verdict = Verdict(State.CANCELLED, why="the edited letter never left")
    work.outbox.finish(claimed, verdict, now)
    return None
