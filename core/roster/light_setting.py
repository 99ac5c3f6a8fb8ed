"""The office's choice of ``LightRules``, and the silent first month (观察期)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime

from core.dates import months_after
from core.ports import UnitOfWork
from core.roster.light_rules import CHOICES, DEFAULT, LightRules
from core.settings import Json, Setting, choose, chosen

SILENT_MONTHS = 1


def _to_json(rules: LightRules) -> Json:
    until = rules.silent_until.isoformat() if rules.silent_until else None
    return {**asdict(rules), "silent_until": until}


def _from_json(stored: Json) -> LightRules:
    if not isinstance(stored, dict):
        raise ValueError(stored)  # noqa: TRY004 - what was stored is wrong, not the call
    until = stored.get("silent_until")
    rules = LightRules(silent_until=date.fromisoformat(until) if isinstance(until, str) else None)
    return _with(rules, {n: value for n, value in stored.items() if n in CHOICES and isinstance(value, int)})


def _with(rules: LightRules, numbers: Mapping[str, int]) -> LightRules:
    return replace(rules, **numbers)  # type: ignore[arg-type]  # of CHOICES, which are numbers


LIGHTS: Setting[LightRules] = Setting("lights", DEFAULT, _to_json, _from_json)


def light_rules(work: UnitOfWork) -> LightRules:
    """What counts now."""
    return chosen(work, LIGHTS)


def next_choice(work: UnitOfWork, name: str, by: int, now: datetime) -> None:
    """The next of the numbers offered for a rule.

    Raises:
        KeyError: no such rule.
    """
    rules, offered = light_rules(work), CHOICES[name]
    held: int = getattr(rules, name)
    following = offered[(offered.index(held) + 1) % len(offered)] if held in offered else offered[0]
    choose(work, LIGHTS, _with(rules, {name: following}), by, now)


def end_silence(work: UnitOfWork, by: int | None, now: datetime) -> None:
    """The colours are everybody's from now on."""
    choose(work, LIGHTS, replace(light_rules(work), silent_until=None), by, now)


def begin_silence(work: UnitOfWork, today: date, by: int | None, now: datetime) -> None:
    """A new register: for a month the office alone sees the colours, and sets its numbers meanwhile."""
    until = months_after(today, SILENT_MONTHS)
    choose(work, LIGHTS, replace(light_rules(work), silent_until=until), by, now)


def never_chosen(work: UnitOfWork) -> bool:
    return work.settings.get(LIGHTS.name) is None
