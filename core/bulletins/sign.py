"""Sign a result that the units have seen: it is frozen, and its bulletin is drafted (定稿)."""

from __future__ import annotations

from datetime import datetime

from core.bulletins.drafting import draft
from core.bulletins.kind import kind_of
from core.bulletins.model import Bulletin
from core.calendar import Calendar
from core.errors import WrongState
from core.ports import UnitOfWork
from core.roster.model import Person
from core.scoring.freeze import freeze
from core.scoring.preview import ObjectionState, PreviewState, rulings


def sign(work: UnitOfWork, preview_id: int, by: Person, calendar: Calendar, now: datetime) -> Bulletin:
    """Freeze it under the name of ``by``, once.

    Raises:
        WrongState: the window is still open, an objection is undecided, or it was signed before.
    """
    preview = work.previews.get(preview_id)
    if preview.state is PreviewState.OPEN and now < preview.closes_at:
        raise WrongState("preview", "running")
    objections = work.previews.objections(preview_id)
    if any(one.state is ObjectionState.OPEN for one in objections):
        raise WrongState("preview", "undecided")
    if not work.previews.sign(preview_id):
        raise WrongState("preview", "signed")
    work.outbox.cancel(now, batch=f"preview:{preview_id}")
    frozen = freeze(work, preview.made, by, now, rulings(objections))
    return draft(work, kind_of(work, work.rounds.get(frozen.round_id)), frozen, calendar, now)
