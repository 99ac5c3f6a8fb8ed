"""Freeze a round's facts, scheme and result, so that every figure can be asked about years later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.roster.model import STARTED, Project, Stage
from core.rounds.model import Round
from core.scoring.model import Fact, Scheme, Snapshot, UnitScore
from core.scoring.score import score_units

CONTRACT = "合同"


def freeze(work: UnitOfWork, round_: Round, scheme: Scheme, calendar: Calendar, now: datetime) -> Snapshot:
    """Score the units on the confirmed figures of the ledger and store the snapshot.

    Reported figures (填报数) are not in it: only what the office has confirmed (核定数) counts.
    """
    facts = tuple(facts_of(work.projects.all(), calendar.today(now)))
    before = work.bulletins.last_snapshot(now)
    scores = score_units(scheme, facts, work.projects.units(), places(before))
    made = Snapshot(0, round_.id, round_.period, now, scheme, facts, scores, digest(scheme, facts, scores))
    frozen = work.bulletins.freeze(made)
    work.audit.note(now, None, "snapshot.frozen", f"round:{round_.id}", {"digest": frozen.digest})
    return frozen


def places(snapshot: Snapshot | None) -> Mapping[int, int]:
    """Unit id → place, of those that were ranked."""
    return {s.unit_id: s.rank for s in snapshot.scores if s.rank is not None} if snapshot else {}


def facts_of(projects: Iterable[Project], today: date) -> Iterable[Fact]:
    """One fact per project with a county (属地); a project counts once, for the place it stands in."""
    return (_fact(project, project.county_id, today) for project in projects if project.county_id is not None)


def _fact(project: Project, unit_id: int, today: date) -> Fact:
    due = project.plan_production_on
    return Fact(
        project_id=project.id,
        code=project.code,
        name=project.name,
        unit_id=unit_id,
        contract=project.nature == CONTRACT,
        started=project.stage in STARTED,
        producing=project.stage is Stage.PRODUCING,
        production_due=due is not None and due.last <= today,
        ended=project.stage is Stage.ENDED,
        contract_yuan=project.total_yuan or 0,
        arrived_yuan=project.total_in_yuan or 0,
    )


def digest(scheme: Scheme, facts: Sequence[Fact], scores: Sequence[UnitScore]) -> str:
    """SHA-256 over canonical JSON of inputs, scheme and result."""
    whole = {
        "scheme": asdict(scheme),
        "facts": [asdict(f) for f in facts],
        "scores": [asdict(s) for s in scores],
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


def is_whole(snapshot: Snapshot) -> bool:
    """Whether inputs, scheme and result are still those that were frozen."""
    return digest(snapshot.scheme, snapshot.facts, snapshot.scores) == snapshot.digest
