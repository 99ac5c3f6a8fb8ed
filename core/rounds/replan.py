"""The office changes what happens when (调度频次), after a look at what would come of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from core.calendar import Calendar
from core.errors import StaleButton, WrongState
from core.ports import UnitOfWork
from core.rounds.planning import ended, in_force, written
from core.rounds.timetable import Cadence
from core.settings import Setting

PRESET: Setting[str] = Setting("preset", "", to_json=lambda name: name, from_json=str)
"""The preset that the rules came from, whatever was changed in them since."""


def save(work: UnitOfWork, planned: Sequence[Cadence], by: int, now: datetime, preset: str = "") -> None:
    """Write what a preview showed. Unchanged rules stay as they are."""
    known = {each.id: each for each in work.rounds.cadences()}
    for each in planned:
        if known.get(each.id) == each:
            continue
        kept = work.rounds.save_cadence(each)
        facts = {"name": kept.name, "every": kept.every.value, "opens": written(kept.opens),
                 "closes": written(kept.closes), "from": str(kept.from_on), "until": str(kept.until_on)}  # fmt: skip
        work.audit.note(now, by, "cadence.changed", f"cadence:{kept.id}", facts)
    if preset:
        work.settings.set(PRESET.name, json.dumps(preset))


def stop(work: UnitOfWork, cadence_id: int, by: int, calendar: Calendar, now: datetime) -> Cadence:
    """After the period that has begun it ends; the only rule that sends cards cannot be stopped.

    Raises:
        WrongState: it is that one.
        StaleButton: it has ended.
    """
    today = calendar.today(now)
    running = in_force(work.rounds.cadences(), today)
    wanted = next((each for each in running if each.id == cadence_id), None)
    if wanted is None:
        raise StaleButton
    others = [each for each in running if each.asks and each.id != cadence_id and not each.campaign_of]
    if wanted.asks and not wanted.campaign_of and not any(each.until_on is None for each in others):
        raise WrongState("cadence", "last")
    kept = work.rounds.save_cadence(ended(wanted, today))
    work.audit.note(
        now, by, "cadence.stopped", f"cadence:{kept.id}", {"name": kept.name, "until": str(kept.until_on)}
    )
    return kept
