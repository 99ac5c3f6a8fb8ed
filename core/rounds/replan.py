"""The office changes what happens when (调度频次), after a look at what would come of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from core.calendar import Calendar
from core.errors import StaleButton, WrongState
from core.ports import UnitOfWork
from core.rounds.planning import checked, ended, follower_of, in_force, with_rule
from core.rounds.timetable import Cadence
from core.rounds.written import in_words
from core.settings import Setting

PRESET: Setting[str] = Setting("preset", "", to_json=lambda name: name, from_json=str)
"""The preset that the rules came from, whatever was changed in them since."""


def save(work: UnitOfWork, planned: Sequence[Cadence], by: int, now: datetime, preset: str = "") -> None:
    """Write what a preview showed. Unchanged rules stay as they are."""
    known = {each.id: each for each in work.rounds.cadences()}
    for each in planned:
        old = known.get(each.id) or known.get(each.follows or 0)
        if known.get(each.id) == each:
            continue
        kept = work.rounds.save_cadence(each)
        facts = {"name": kept.name, "old": in_words(old) if old else "", "new": in_words(kept)}
        work.audit.note(now, by, "cadence.changed", f"cadence:{kept.id}", facts)
    if preset:
        work.settings.set(PRESET.name, json.dumps(preset))


def change(work: UnitOfWork, changed: Cadence, by: int, calendar: Calendar, now: datetime) -> Cadence:
    """One rule as it counts from its next period on; the one of that name that will.

    Raises:
        StaleButton: somebody else has changed or stopped it meanwhile.
        WrongState: the rules could not stand together.
    """
    today, known = calendar.today(now), work.rounds.cadences()
    wanted = running_rule(known, changed.id, today)
    if follower_of(known, wanted, today) or (wanted.until_on and not wanted.campaign_of):
        raise StaleButton
    planned = with_rule(known, changed, today)
    checked(planned, today)
    save(work, planned, by, now)
    return max(work.rounds.cadences(), key=lambda each: each.id)


def running_rule(cadences: Sequence[Cadence], cadence_id: int, today: date) -> Cadence:
    """
    Raises:
        StaleButton: it has ended.
    """
    wanted = next((each for each in in_force(cadences, today) if each.id == cadence_id), None)
    if wanted is None:
        raise StaleButton
    return wanted


def stop(work: UnitOfWork, cadence_id: int, by: int, calendar: Calendar, now: datetime) -> Cadence:
    """After the period that has begun it ends; the only rule that sends cards cannot be stopped.

    Raises:
        WrongState: it is that one.
        StaleButton: it has ended.
    """
    today = calendar.today(now)
    running = in_force(work.rounds.cadences(), today)
    wanted = running_rule(running, cadence_id, today)
    others = [each for each in running if each.asks and each.id != cadence_id and not each.campaign_of]
    if wanted.asks and not wanted.campaign_of and not any(each.until_on is None for each in others):
        raise WrongState("cadence", "last")
    kept = work.rounds.save_cadence(ended(wanted, today))
    work.audit.note(
        now, by, "cadence.stopped", f"cadence:{kept.id}", {"name": kept.name, "until": str(kept.until_on)}
    )
    return kept


def revocable(cadences: Sequence[Cadence], wanted: Cadence, today: date) -> bool:
    """Whether something has been decided about this rule that does not count yet."""
    if wanted.from_on and wanted.from_on > today:
        return True
    ends = wanted.until_on is not None and not wanted.campaign_of
    return ends or follower_of(cadences, wanted, today) is not None


def take_back(
    work: UnitOfWork, cadence_id: int, by: int, calendar: Calendar, now: datetime
) -> Cadence | None:
    """What was decided and does not count yet is as if it had not been: a change, a stop, a new rule.

    Returns:
        The rule that goes on; None if a new one was taken back.

    Raises:
        StaleButton: it counts by now.
        WrongState: without it no rule would send cards.
    """
    today, known = calendar.today(now), work.rounds.cadences()
    wanted = running_rule(known, cadence_id, today)
    if not revocable(known, wanted, today):
        raise StaleButton
    pending = wanted if wanted.from_on and wanted.from_on > today else follower_of(known, wanted, today)
    before = next(
        (each for each in known if pending and each.id == pending.follows), None if pending else wanted
    )
    planned = [each for each in known if each not in (pending, before)]
    if pending:
        planned.append(replace(pending, enabled=False))
    goes_on = replace(before, until_on=pending.until_on if pending else None) if before else None
    if goes_on:
        planned.append(goes_on)
    checked(planned, today)
    save(work, planned, by, now)
    return goes_on
