"""Close a round: show the result to the units, or freeze it and draft the bulletin. Nothing is published here."""

from __future__ import annotations

from datetime import date, datetime

from core.bulletins.drafting import draft
from core.bulletins.kind import kind_of
from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.model import Round, RoundState
from core.rounds.timetable import Product
from core.scoring.choosing import scheme_for
from core.scoring.freeze import freeze, result_of
from core.scoring.occasion import occasion_of
from core.scoring.previewing import open_preview
from core.scoring.windows import days_for


def rounds_to_close(work: UnitOfWork, now: datetime) -> tuple[int, ...]:
    """Open rounds whose deadline has come."""
    return tuple(r.id for r in work.rounds.in_state(RoundState.OPEN) if r.deadline_at <= now)


def close_round(work: UnitOfWork, round_id: int, by: int | None, calendar: Calendar, now: datetime) -> bool:
    """Close it, once: False if it was closed before.

    Where the units may object first (``core.scoring.windows``) they are shown the result, and a named person signs
    it later. Else it is frozen at once, and the draft goes to the office when its files are made
    (``core.bulletins.parts``); a person decides. A rule that makes neither bulletin nor score only asks.
    """
    if not work.rounds.set_state(round_id, RoundState.CLOSED, now):
        return False
    round_ = work.rounds.get(round_id)
    work.outbox.cancel(now, batch=f"round:{round_id}")
    work.audit.note(now, by, "round.closed", f"round:{round_id}", {"period": round_.period})
    if not {Product.BULLETIN, Product.SCORE} & set(work.rounds.cadence(round_.cadence_id).products):
        return True
    score(work, round_, by, calendar, now)
    return True


def score(
    work: UnitOfWork,
    round_: Round,
    by: int | None,
    calendar: Calendar,
    now: datetime,
    day: date | None = None,
) -> None:
    """Show the result to the units, or freeze it and draft its bulletin.

    Args:
        by: who closed the round, if anybody.
        day: see ``result_of``.
    """
    scheme = scheme_for(work, round_)
    days = days_for(work, occasion_of(scheme, round_.period))
    made = result_of(work, round_, scheme, calendar, now, day)
    if days:
        open_preview(work, made, days, calendar, now)
        return
    signer = work.people.get(by) if by else None
    snapshot = freeze(work, made, signer, now)
    draft(work, kind_of(work, round_), snapshot, calendar, now)
