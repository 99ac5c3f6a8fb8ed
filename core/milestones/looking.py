"""Flags of many projects at once, and of those about whom the third 无变化 in a row was said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

from core.calendar import Calendar
from core.milestones.contacts import later
from core.milestones.flags import CHOICES, FlagRules, Raised, counting, flags, last_contact, streak
from core.ports import UnitOfWork
from core.roster.model import Project
from core.settings import Json, Setting, choose, chosen

LOOKED_BACK = timedelta(weeks=26)


def _from_json(stored: Json) -> FlagRules:
    if not isinstance(stored, dict):
        raise ValueError(stored)  # noqa: TRY004 - what was stored is wrong, not the call
    rules = FlagRules()
    for name, value in stored.items():
        if name in CHOICES and isinstance(value, int):
            rules = replace(rules, **{name: value})
    return rules


FLAGS: Setting[FlagRules] = Setting("flags", FlagRules(), lambda rules: {**asdict(rules)}, _from_json)


def next_choice(work: UnitOfWork, name: str, by: int, now: datetime) -> None:
    """The next of the numbers offered.

    Raises:
        KeyError: no such rule.
    """
    rules, offered = chosen(work, FLAGS), CHOICES[name]
    held: int = getattr(rules, name)
    following = offered[(offered.index(held) + 1) % len(offered)] if held in offered else offered[0]
    choose(work, FLAGS, replace(rules, **{name: following}), by, now)


def flagged(
    work: UnitOfWork, projects: Iterable[Project], calendar: Calendar, now: datetime
) -> Mapping[int, tuple[Raised, ...]]:
    """Project id → what stands out; projects about which nothing does are left out, as are excused ones."""
    rules, today = chosen(work, FLAGS), calendar.today(now)
    excused = work.excuses.holding(today)
    asked = [project for project in projects if project.id not in excused]
    ids = {project.id for project in asked}
    spoken, met = counting(work.reports.lately(ids, now - LOOKED_BACK)), work.contacts.last_on(ids)
    since = _silent_since(work, ids - spoken.keys() - met.keys(), calendar, now)
    found = {}
    for project in asked:
        said = spoken.get(project.id, [])
        day_of = {one.said_at: calendar.today(one.said_at) for one in said[:1]}
        heard_on = later(last_contact(project, said, day_of), met.get(project.id)) or since.get(project.id)
        raised = flags(project, heard_on, streak(said), today, rules)
        if raised:
            found[project.id] = raised
    return found


def _silent_since(
    work: UnitOfWork, project_ids: Collection[int], calendar: Calendar, now: datetime
) -> Mapping[int, date]:
    """Of which nothing was heard: the day on which somebody was first asked, at most as long ago as was looked
    back. Who was never asked owes no answer, and nothing is claimed."""
    first = work.contacts.first_asked(project_ids) if project_ids else {}
    return {i: calendar.today(max(asked_at, now - LOOKED_BACK)) for i, asked_at in first.items()}


def stalled(work: UnitOfWork, project_ids: Collection[int], now: datetime) -> Mapping[int, int]:
    """Of these, where the reason should be asked for: at the third 无变化 in a row, and every third after it
    (the number is the office's). Project id → how many in a row."""
    every = chosen(work, FLAGS).unchanged
    if not every or not project_ids:
        return {}
    spoken = counting(work.reports.lately(set(project_ids), now - LOOKED_BACK))
    rows = {project_id: (streak(said), streak(said[1:])) for project_id, said in spoken.items()}
    return {project_id: n for project_id, (n, before) in rows.items() if n > before and n % every == 0}
