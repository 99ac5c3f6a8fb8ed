"""Correct a published bulletin (更正通报): a new edition of its result and a new numbered issue; the old one stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.bulletins.figures import figures_of
from core.bulletins.mistakes import Corrected, Mistake, day_of
from core.bulletins.model import Bulletin, BulletinState, Plan
from core.calendar import Calendar
from core.errors import BadArgument, WrongState
from core.figures.effects import changes
from core.ports import UnitOfWork
from core.roster.light_setting import light_rules
from core.roster.model import Person, Project
from core.scoring.amend import amended, set_right
from core.scoring.excusing import LEAST_WORDS
from core.scoring.freeze import freeze
from core.scoring.model import Fact, Ruling, Snapshot
from core.scoring.written import LATEST
from core.texts import corrections as texts

LONGEST = 500
"""Characters of a reason."""


def correctable(work: UnitOfWork, bulletin_id: int) -> Snapshot:
    """The frozen result of a published bulletin, as the next edition begins with it.

    Raises:
        WrongState: it is not published; a newer issue corrects it already, or is drafted; or it was frozen before
            units were kept.
    """
    bulletin = work.bulletins.get(bulletin_id)
    if bulletin.state is not BulletinState.PUBLISHED:
        raise WrongState("correction", "unpublished")
    if any(one.state is not BulletinState.DROPPED for one in work.bulletins.corrections_of(bulletin_id)):
        raise WrongState("correction", "corrected")
    frozen = work.bulletins.snapshot(bulletin.snapshot_id)
    if not frozen.units or frozen.as_of is None:
        raise WrongState("correction", "too_old")
    return replace(frozen, id=0, format=LATEST, edition=work.bulletins.last_edition(frozen.round_id) + 1)


def correct(
    work: UnitOfWork,
    bulletin_id: int,
    done: Corrected,
    why: str,
    by: Person,
    calendar: Calendar,
    now: datetime,
) -> Bulletin:
    """Freeze the new edition under the name of ``by``, a ruling for every change, and draft the one issue that tells
    of them all; it is approved like any other.

    Raises:
        BadArgument: no reason.
        WrongState: see ``correctable``.
    """
    reason = " ".join(why.split())
    if not LEAST_WORDS <= len(reason) <= LONGEST:
        raise BadArgument("ruling")
    before = correctable(work, bulletin_id)
    first = max((one.number for one in before.rulings), default=0) + 1
    ruled = tuple(
        Ruling(number, one.unit_id, one.project_id, "", accepted=True, reason=reason, change=one.change)
        for number, one in enumerate(done.told, first)
    )
    frozen = freeze(work, done.made, by, now, (*before.rulings, *ruled))
    old = work.bulletins.get(bulletin_id)
    figures = figures_of(frozen, work.bulletins.last_snapshot(frozen.taken_at))
    said = [one.change for one in done.told]
    text = texts.correction_text(old, before, figures, said, reason, calendar)
    drafted = work.bulletins.draft(frozen.id, calendar.today(now).year, texts.title(frozen), text, now)
    plan = work.editions.plan(bulletin_id)
    work.editions.set_plan(
        Plan(drafted.id, plan.kind, plan.since_id, groups=plan.groups, leaders=plan.leaders, units=plan.units)
    )
    work.bulletins.note_correction(drafted.id, bulletin_id, reason)
    facts = {"corrects": str(bulletin_id), "change": "; ".join(said), "why": reason}
    work.audit.note(now, by.id, "bulletin.corrected", f"bulletin:{drafted.id}", facts)
    return drafted


def follow_in_ledger(
    work: UnitOfWork, frozen: Snapshot, mistakes: Sequence[Mistake], by: Person, now: datetime
) -> None:
    """The ledger is set right, too, where it still says what was frozen; what it has learnt since stays."""
    facts = {fact.project_id: fact for fact in frozen.facts}
    for project in work.projects.many({one.project_id for one in mistakes if one.project_id}).values():
        own = [one for one in mistakes if one.project_id == project.id]
        right = _right(work, frozen, facts[project.id], project, own)
        found = changes(project, right)
        if found:
            work.projects.change(right, found, by.id, now)
            said = "; ".join(f"{one.field}: {one.old} → {one.new}" for one in found)
            work.audit.note(now, by.id, "project.set_right", f"project:{project.id}", {"changes": said})


def _right(
    work: UnitOfWork, frozen: Snapshot, fact: Fact, project: Project, mistakes: Sequence[Mistake]
) -> Project:
    day, pace, rules = day_of(frozen), frozen.scheme.pace, light_rules(work)
    right = project
    for one in mistakes:
        if one.item is None or one.value is None:
            continue
        if amended(fact, project, one.item, day, pace, rules) == fact:
            right = set_right(right, one.item, one.value)
    return right
