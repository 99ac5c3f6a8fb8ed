"""Close a round: freeze, draft the bulletin. Nothing is published here."""

from __future__ import annotations

from datetime import datetime

from core.bulletins.drafting import draft
from core.bulletins.model import Bulletin
from core.bulletins.period import kind_for
from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.model import RoundState
from core.scoring.choosing import scheme_for
from core.scoring.freeze import freeze


def rounds_to_close(work: UnitOfWork, now: datetime) -> tuple[int, ...]:
    """Open rounds whose deadline has come."""
    return tuple(r.id for r in work.rounds.in_state(RoundState.OPEN) if r.deadline_at <= now)


def close_round(
    work: UnitOfWork, round_id: int, by: int | None, calendar: Calendar, now: datetime
) -> Bulletin | None:
    """Close it, once: later calls do nothing and return None.

    The draft goes to the office once its files are made (``core.bulletins.parts``); a person decides.
    """
    if not work.rounds.set_state(round_id, RoundState.CLOSED, now):
        return None
    round_ = work.rounds.get(round_id)
    work.outbox.cancel(now, batch=f"round:{round_id}")
    work.audit.note(now, by, "round.closed", f"round:{round_id}", {"period": round_.period})
    snapshot = freeze(work, round_, scheme_for(work, round_), calendar, now)
    return draft(work, kind_for(round_.period), snapshot, calendar, now)
