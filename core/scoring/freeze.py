"""Freeze a round's facts, scheme and result, so that every figure can be asked about years later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.roster.light_setting import light_rules
from core.roster.model import Person
from core.rounds.model import Round
from core.scoring.entering import service_on
from core.scoring.excuse import ExcuseState, in_force
from core.scoring.facts import facts_of
from core.scoring.model import Ruling, Scheme, Signed, Snapshot, UnitFact, UnitScore
from core.scoring.score import score_units, units_in
from core.scoring.unit_facts import unit_facts
from core.scoring.weighing import approval_of
from core.scoring.written import LATEST, digest, is_whole, texts_of

__all__ = ["freeze", "is_whole", "places", "result_of", "scored_again", "units_on"]


def result_of(
    work: UnitOfWork,
    round_: Round,
    scheme: Scheme,
    calendar: Calendar,
    now: datetime,
    day: date | None = None,
) -> Snapshot:
    """Score the units on the confirmed figures of the ledger; nothing is stored yet.

    Reported figures (填报数) are not in it: only what the office has confirmed (核定数) counts.

    Args:
        day: of which the year, the targets due and the excuses are; today unless a period is over already.
    """
    today = day or calendar.today(now)
    projects, _ = in_force(work.excuses.in_state(ExcuseState.GRANTED), today)
    facts = tuple(facts_of(work.projects.all(), today, scheme.pace, projects, light_rules(work)))
    units = units_on(work, scheme, calendar, today)
    before = work.bulletins.last_scores(now)
    listed = {score.unit_id for score in before}
    scores = score_units(scheme, facts, units, places(before), listed)
    made = Snapshot(0, round_.id, round_.period, now, scheme, facts, scores, "", LATEST, units, today)
    made = replace(made, approved=approval_of(work, scheme, round_.period, round_.opened_at))
    return replace(made, digest=digest(texts_of(made)))


def units_on(work: UnitOfWork, scheme: Scheme, calendar: Calendar, day: date) -> tuple[UnitFact, ...]:
    """What is known of every unit on that day."""
    _, excused = in_force(work.excuses.in_state(ExcuseState.GRANTED), day)
    return unit_facts(
        work.projects.units(),
        work.projects.targets(day.year),
        work.target_plans.months(day.year),
        day,
        scheme.pace,
        excused,
        service_on(work, calendar, day),
    )


def freeze(
    work: UnitOfWork,
    made: Snapshot,
    by: Person | None,
    now: datetime,
    rulings: tuple[Ruling, ...] = (),
) -> Snapshot:
    """Store it for good, signed by a named person, or by nobody where the clock freezes at the cut-off."""
    signed = Signed(by.id, by.name, now) if by else None
    whole = replace(made, signed=signed, rulings=rulings, digest="")
    frozen = work.bulletins.freeze(replace(whole, digest=digest(texts_of(whole))))
    facts = {"digest": frozen.digest, "edition": str(frozen.edition)}
    work.audit.note(now, by.id if by else None, "snapshot.frozen", f"round:{made.round_id}", facts)
    return frozen


def places(scores: Iterable[UnitScore]) -> Mapping[int, int]:
    """Unit id → place, of those that were ranked."""
    return {score.unit_id: score.rank for score in scores if score.rank is not None}


def scored_again(snapshot: Snapshot) -> tuple[UnitScore, ...]:
    """The result once more from the frozen inputs; equal to what was frozen, however old it is."""
    scores = snapshot.scores
    previous = {s.unit_id: s.previous for s in scores if s.previous is not None}
    listed = {s.unit_id for s in scores if s.listed}
    return score_units(
        snapshot.scheme, snapshot.facts, units_in(snapshot), previous, listed, with_rows=snapshot.format == 1
    )
