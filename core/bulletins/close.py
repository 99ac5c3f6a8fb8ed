"""Close a round: freeze, draft the bulletin. Nothing is published here."""

from __future__ import annotations

from datetime import datetime

from core.bulletins.figures import Figures, figures_of
from core.bulletins.model import Bulletin
from core.calendar import Calendar
from core.figures.model import FigureState
from core.ports import UnitOfWork
from core.rounds.model import Round, RoundState
from core.scoring.choosing import scheme_for
from core.scoring.freeze import freeze
from core.texts import bulletin as texts


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
    return draft(work, round_, snapshot.id, calendar, now)


def draft(work: UnitOfWork, round_: Round, snapshot_id: int, calendar: Calendar, now: datetime) -> Bulletin:
    """Write the one-screen text of a snapshot as a new draft."""
    figures = frozen_figures(work, snapshot_id)
    confirmed = work.figures.of_round(round_.id, FigureState.CONFIRMED)
    problems = [p for p in work.problems.open_for(None) if p.round_id == round_.id]
    projects = work.projects.many({one.project_id for one in confirmed} | {p.project_id for p in problems})
    title, text = texts.bulletin_text(figures, confirmed, problems, projects, calendar)
    return work.bulletins.draft(snapshot_id, calendar.today(now).year, title, text, now)


def frozen_figures(work: UnitOfWork, snapshot_id: int) -> Figures:
    """What a bulletin on this snapshot shows, against the snapshot before it."""
    snapshot = work.bulletins.snapshot(snapshot_id)
    return figures_of(snapshot, work.bulletins.last_snapshot(snapshot.taken_at))
