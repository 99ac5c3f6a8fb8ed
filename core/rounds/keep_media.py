"""Keep a photo, voice message or video with what its sender reports (附件)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.chat import Address, Held
from core.media import Media
from core.ports import UnitOfWork
from core.roster.model import Person
from core.rounds.model import Report, RoundState

ALBUM = timedelta(seconds=15)
"""What comes this soon after another one belongs to it: photos are sent by the handful."""


def keep_media(
    work: UnitOfWork,
    person: Person,
    address: Address,
    held: Held,
    size: int,
    caption: str,
    message: str,
    now: datetime,
) -> tuple[Report, ...]:
    """Store it. With a caption it belongs to whatever that sentence reports; without one to what the person
    reported last in the open round, if that was one sentence or one tap; else to the round only.

    Returns:
        The earlier reports to which it was added.
    """
    rounds = work.rounds.in_state(RoundState.OPEN)[:1]
    round_id = rounds[0].id if rounds else None
    last: Sequence[Report] = ()
    if not caption and round_id is not None:
        last = work.reports.last_by(round_id, person.id)
    said = message if caption else (last[0].message if last else "")
    tapped = last[0] if len(last) == 1 and not said else None
    work.attachments.add(
        Media(
            0, person.id, address, held.kind, held.file_id, size, caption, now, round_id, said,
            tapped.project_id if tapped else None, tapped.id if tapped else None,
        )
    )  # fmt: skip
    return tuple(last) if said or tapped else ()


def in_album(work: UnitOfWork, person: Person, now: datetime) -> bool:
    """Whether another one has just been kept and answered."""
    before = work.attachments.last_by(person.id)
    return before is not None and now - before.sent_at < ALBUM
