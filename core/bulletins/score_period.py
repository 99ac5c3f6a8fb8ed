"""The score of a period without a round of its own: a quarter, a year (综合考核排名)."""

from __future__ import annotations

from datetime import datetime

from core.bulletins.close import score
from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.cadence import Due
from core.rounds.model import RoundState
from core.rounds.timetable import Cadence


def score_period(work: UnitOfWork, cadence: Cadence, due: Due, calendar: Calendar, now: datetime) -> None:
    """Score the ledger as it stands now under the name of the period and by its last day, once; where the units may object first,
    they are shown the result.

    A period with cards has its round, which scores when it closes, and needs no second one.
    """
    round_ = work.rounds.open(cadence, due.period, RoundState.CLOSED, now, now, None)
    if round_ is not None:
        score(work, round_, None, calendar, now, min(due.last, calendar.today(now)))
