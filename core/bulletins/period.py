"""Which days an issue of each kind is about, and against which snapshot its changes are measured. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from core.bulletins.model import BulletinKind
from core.scoring.model import Snapshot, UnitScore

BY_ROUND = (BulletinKind.WEEKLY, BulletinKind.MEETING)
"""Kinds about one round: changes are those since the snapshot before."""


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
