"""Why a project is yellow or red, and the numbers behind it (亮灯)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.chat import Button, Card, Rows
from core.dates import one_day
from core.presses import encode
from core.roster.excused import Excused
from core.roster.light_rules import CHOICES, OFF, LightRules
from core.roster.lights import Cause
from core.roster.model import Light, Project
from core.roster.nodes import Planned
from core.texts import words
from core.texts.catalogue import say

OPEN = "open"
"""The word of the button that ends the silent month."""
_COLOURED = (Light.GREEN, Light.YELLOW, Light.RED, Light.GREY)


@dataclass(frozen=True, slots=True)
class Lit:
    """A project's light for one reader. ``silent_until``: the colours are not public before the day after;
    ``excused``: it has none while that runs."""

    light: Light
    causes: tuple[Cause, ...] = ()
    silent_until: date | None = None
    planned: Planned | None = None
    excused: Excused | None = None


Row = tuple[Project, Light, Planned | None, int, Excused | None]
"""One of somebody's own projects: what is planned next, how many problems are open, what it is excused for."""


def reasons(lit: Lit) -> str:
    """亮灯原因：计划开工已逾期95天、开工68天仍未入库; in the silent month with its end; an excuse with its reason."""
    if lit.excused:
        return excuse(lit.excused)
    parts = [cause(one) for one in lit.causes]
    said = say("lamp.reasons", what=say("word.list_stop").join(parts)) if parts else ""
    silent = say("lamp.silent", day=words.day(lit.silent_until)) if lit.silent_until else ""
    return "\n".join(filter(None, (said, silent)))


def cause(one: Cause) -> str:
    node = words.node(one.node) if one.node else ""
    return say(f"lamp.why.{one.why.value}", n=one.amount, node=node)


def excuse(one: Excused) -> str:
    """免责（暂缓）至12月31日（周四）：林地调整待省里批复。"""
    kind = say(f"excuse.kind.{one.kind}")
    return say("lamp.excused", kind=kind, day=_last(one), reason=words.clip(one.reason, 60))


def excused_briefly(one: Excused) -> str:
    """For a line of a list: 免责（暂缓）至12月31日（周四）."""
    return say("lamp.excused_briefly", kind=say(f"excuse.kind.{one.kind}"), day=_last(one))


def _last(one: Excused) -> str:
    return words.partial(one_day(one.until_on))


def summary(lights: Sequence[Light], rules: LightRules, today: date) -> str:
    """🟢12 🟡5 🔴28 ⚪15, and whether it is public."""
    count = Counter(lights)
    shown = " ".join(f"{words.LIGHTS[one]}{count[one]}" for one in _COLOURED)
    if rules.is_silent(today) and rules.silent_until:
        return shown + say("lamp.not_public", day=words.day(rules.silent_until))
    return shown


def settings(lights: Sequence[Light], rules: LightRules, today: date) -> Card:
    """Each number with a tap to the next one; what they make of the projects stands above."""
    rows: list[tuple[Button, ...]] = [
        (Button(_number(name, getattr(rules, name)), encode("sc", "lights", name)),) for name in CHOICES
    ]
    if rules.is_silent(today):
        rows.append((Button(say("button.lamp.open"), encode("sc", "lights", OPEN)),))
    buttons: Rows = (*rows, (Button(say("button.back"), encode("st")),))
    text = say("lamp.now", counts=summary(lights, rules, today)) + "\n" + say("setting.how.lights")
    return Card(text, title=say("setting.lights"), buttons=buttons)


def _number(name: str, value: int) -> str:
    off = value == OFF
    return say(f"lamp.rule.{name}", n=say("lamp.off") if off else say(f"lamp.unit.{name}", n=value))
