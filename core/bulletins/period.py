"""Which days an issue of each kind is about, and against which snapshot its changes are measured. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from core.bulletins.model import BulletinKind
from core.rounds.periods import named
from core.rounds.timetable import Every
from core.scoring.model import Snapshot, UnitScore

BY_ROUND = (BulletinKind.WEEKLY, BulletinKind.MEETING)
"""Kinds about one round: changes are those since the snapshot before."""


EVERY = {
    Every.HALF_MONTH: BulletinKind.NEWS,
    Every.MONTH: BulletinKind.MONTHLY,
    Every.QUARTER: BulletinKind.QUARTERLY,
}


def kind_for(period: str) -> BulletinKind:
    """What is drafted when a round of this period closes: a month's is a monthly one; a week's, and any other, weekly."""
    return EVERY.get(named(period).every, BulletinKind.WEEKLY)


def first_day(kind: BulletinKind, period: str, as_of: date) -> date:
    """Of the period of an issue: that of the round if it is of that length, else the one around ``as_of``."""
    if kind not in BY_ROUND and kind_for(period) is kind:
        round_ = named(period)
        if kind is BulletinKind.QUARTERLY:
            return date(round_.year, round_.number * 3 - 2, 1)
        return date(round_.year, round_.number, 16 if round_.half == "B" else 1)
    return begins(kind, as_of)


def begins(kind: BulletinKind, as_of: date) -> date:
    """The first day of the half-month, month or quarter around ``as_of``; for a round it is Monday."""
    if kind is BulletinKind.NEWS:
        return as_of.replace(day=1 if as_of.day <= 15 else 16)
    if kind is BulletinKind.MONTHLY:
        return as_of.replace(day=1)
    if kind is BulletinKind.QUARTERLY:
        return as_of.replace(month=(as_of.month - 1) // 3 * 3 + 1, day=1)
    return date.fromordinal(as_of.toordinal() - as_of.weekday())


def measured_against(snapshot: Snapshot, before: Snapshot | None) -> Snapshot:
    """The same result with its movement against ``before``, the last snapshot of the period before this one.

    Nothing else changes: points and places are the frozen ones. Without ``before`` everybody is there for the
    first time.
    """
    then = {score.unit_id: score for score in before.scores} if before else {}
    return replace(snapshot, scores=tuple(_moved(score, then) for score in snapshot.scores))


def _moved(score: UnitScore, then: Mapping[int, UnitScore]) -> UnitScore:
    old = then.get(score.unit_id)
    previous = old.rank if old else None
    moved = previous - score.rank if previous is not None and score.rank is not None else None
    return replace(score, previous=previous, moved=moved, listed=old is not None)
