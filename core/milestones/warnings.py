"""Warnings before and after planned nodes (节点预警): one message a day at most, and none where a card says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.calendar import Calendar
from core.delivery.model import Kind, Letter
from core.milestones.warning_rules import CHOICES, DEFAULT, WarningRules, is_warned
from core.ports import UnitOfWork
from core.roster.model import Account, Duty, hears
from core.roster.nodes import Planned, open_plans
from core.rounds.model import RoundState
from core.rounds.slot import a_round_opens, notice_slot
from core.settings import Json, Setting, choose, chosen
from core.texts import milestones as texts

WARNED_ON = "node_warnings_on"
"""A note of the machinery: the last day that was looked at."""


def _to_json(rules: WarningRules) -> Json:
    return {"before": [*rules.before], "weekly": rules.weekly}


def _from_json(stored: Json) -> WarningRules:
    if not isinstance(stored, dict):
        raise ValueError(stored)  # noqa: TRY004 - what was stored is wrong, not the call
    before = stored.get("before")
    days = tuple(day for day in before if isinstance(day, int)) if isinstance(before, list) else ()
    return WarningRules(days, bool(stored.get("weekly", True)))


WARNINGS: Setting[WarningRules] = Setting("node_warnings", DEFAULT, _to_json, _from_json)


@dataclass(frozen=True, slots=True)
class Warned:
    """What one leader should hear today: (project, node) in the order of project codes."""

    leader_id: int
    nodes: tuple[tuple[int, Planned], ...]


def choose_before(work: UnitOfWork, before: tuple[int, ...], by: int, now: datetime) -> None:
    """
    Raises:
        ValueError: not one of those that are offered.
    """
    if before not in CHOICES:
        raise ValueError(before)
    choose(work, WARNINGS, replace(chosen(work, WARNINGS), before=before), by, now)


def switch_weekly(work: UnitOfWork, by: int, now: datetime) -> None:
    rules = chosen(work, WARNINGS)
    choose(work, WARNINGS, replace(rules, weekly=not rules.weekly), by, now)


def warnings_due(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[Warned, ...] | None:
    """Who should hear of which nodes; None: today was looked at, it is a quiet hour, or cards still leave today.

    Days that were not looked at, such as holidays, are made up for.
    """
    today = calendar.today(now)
    last = work.settings.get(WARNED_ON)
    if (
        last == today.isoformat()
        or calendar.next_speaking(now) != now
        or a_round_opens(work, now, calendar, now)
    ):
        return None
    since = date.fromisoformat(last) if last else today - timedelta(days=1)
    with_card = _carded(work, calendar, today)
    found = _by_leader(work, since, today)
    return tuple(Warned(leader, nodes) for leader, nodes in found if leader not in with_card)


def warn(work: UnitOfWork, due: Warned, calendar: Calendar, now: datetime) -> bool:
    """Write it for the day's free slot, to the leader or, where nothing gets to him, to his stand-in."""
    account = _listening(work, due.leader_id, calendar.today(now))
    if account is None:
        return False
    slot = notice_slot(work, account.person_id, calendar, now)
    if slot is None:
        return False
    projects = work.projects.many({project_id for project_id, _ in due.nodes})
    rows = [(projects[project_id], planned) for project_id, planned in due.nodes]
    card = texts.warning(rows, calendar.today(slot))
    key = f"nodes:{due.leader_id}:{calendar.today(now)}"
    return work.outbox.put(Letter(key, Kind.NOTICE, account.address, card, slot, None, account.person_id))


def note_warned(work: UnitOfWork, calendar: Calendar, now: datetime) -> None:
    work.settings.set(WARNED_ON, calendar.today(now).isoformat())


def _by_leader(
    work: UnitOfWork, since: date, today: date
) -> Iterator[tuple[int, tuple[tuple[int, Planned], ...]]]:
    rules = chosen(work, WARNINGS)
    leaders: dict[int, list[int]] = defaultdict(list)
    for each in work.projects.assigned(today, duty=Duty.LEADER):
        leaders[each.project_id].append(each.person_id)
    found: dict[int, list[tuple[int, Planned]]] = defaultdict(list)
    excused = work.excuses.holding(today)
    for project in work.projects.all():
        if project.id not in leaders or project.id in excused:
            continue
        for planned in open_plans(project, today):
            if is_warned(planned.planned_on.last, rules, since, today):
                for leader in leaders[project.id]:
                    found[leader].append((project.id, planned))
    for leader in sorted(found):
        yield leader, tuple(found[leader])


def _carded(work: UnitOfWork, calendar: Calendar, today: date) -> set[int]:
    """Leaders whose card of today shows these nodes anyway."""
    opened = [r for r in work.rounds.in_state(RoundState.OPEN) if calendar.today(r.opened_at) == today]
    return {prompt.leader_id for round_ in opened for prompt in work.rounds.prompts(round_.id)}


def _listening(work: UnitOfWork, leader_id: int, today: date) -> Account | None:
    for person_id in (leader_id, *(one.id for one in work.people.stand_ins(leader_id, today))):
        account = work.people.account_of(person_id)
        if hears(account):
            return account
    return None
