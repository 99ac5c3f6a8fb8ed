"""What a rule is, part by part, in words (对象、提问、催报、产出)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from core.bulletins.model import BulletinKind
from core.roster.levels import Level
from core.roster.model import Stage, Unit, UnitKind
from core.rounds.audience import STAGES, Reach
from core.rounds.model import Rung
from core.rounds.questions import Push, pushes
from core.rounds.timetable import Audience, Cadence, Product
from core.texts import words
from core.texts.catalogue import say
from core.texts.timetable import names, rule

Units = Mapping[int, Unit]
NAMES = 12
"""People named in a preview; the rest is counted."""
LISTED = 4
"""Units named in one line."""


def part(name: str, cadence: Cadence, units: Units, day: timedelta) -> str:
    """One of ``PARTS`` in a line of its own words."""
    match name:
        case "time":
            return rule(cadence)
        case "who":
            return whom(cadence, units)
        case "ask":
            return asks(cadence)
        case "chase":
            return ladder(cadence.ladder, day)
        case _:
            return makes(cadence)


PARTS = ("time", "who", "ask", "chase", "make")


def whom(cadence: Cadence, units: Units) -> str:
    """全体包抓领导; 东岭县、西河县（在建）项目的市级包抓领导."""
    if cadence.audience is Audience.OFFICE:
        return say("asked.office")
    only, stop = cadence.whom, say("word.list_stop")
    stages = only.stages or STAGES.get(cadence.audience, frozenset())
    named = [units[one].name for one in sorted(only.units) if one in units]
    if len(named) > LISTED:
        named = [*named[:LISTED], say("rule.and_more_units", n=len(named))]
    of_units = stop.join(
        [*(say(f"rule.kind.{kind.value}") for kind in UnitKind if kind in only.kinds), *named]
    )
    of_stages = stop.join(words.stage(stage) for stage in Stage if stage in stages)
    levels = stop.join(say(f"level.{level.value}") for level in Level if level in only.levels)
    if not (of_units or of_stages):
        return say("rule.only_level", level=levels) if levels else say("asked.leaders")
    of = say("rule.units_and_stages", units=of_units, stages=of_stages) if of_units and of_stages else ""
    return say("rule.only", of=of or of_units or of_stages, level=levels)


def reached(reach: Reach) -> str:
    """3位领导、5个项目."""
    return say("rule.reach", n=len(reach.leaders), projects=reach.projects)


def named_people(reach: Reach) -> str:
    shown = say("word.list_stop").join(person.name for person in reach.leaders[:NAMES])
    more = len(reach.leaders) - NAMES
    return shown + (say("office.and_more", n=more) if more > 0 else "")


def asks(cadence: Cadence) -> str:
    if not cadence.asks:
        return say("asked.office")
    own = say("rule.own_wordings", n=len(cadence.wordings)) if cadence.wordings else ""
    return say(f"questions.{cadence.questions.value}") + own


def wordings(cadence: Cadence) -> list[str]:
    """What each stage is asked; the office's own marked."""
    own = dict(cadence.wordings)
    return [
        say(
            "rule.wording_own" if push.value in own else "rule.wording",
            push=say(f"push.{push.value}"),
            text=own.get(push.value) or say(f"push.ask.{push.value}"),
        )
        for push in pushes(cadence.questions)
    ]


def asked_of(push: Push, own: Mapping[str, str]) -> str:
    """At the end of a card's line."""
    return say(
        "card.push", push=say(f"push.{push.value}"), text=own.get(push.value) or say(f"push.ask.{push.value}")
    )


def ladder(rungs: Sequence[Rung], day: timedelta) -> str:
    """3小时提醒联络员 → 1个工作日再次提醒本人 → 2个工作日报未报名单."""
    return say("rule.then").join(rung_words(rung, day) for rung in rungs) or say("settings.nothing")


def rung_words(rung: Rung, day: timedelta) -> str:
    return say("rule.rung", after=grace(rung.after, day), step=say(f"step.{rung.step.value}"))


def grace(after: timedelta, day: timedelta) -> str:
    """In office hours below two working days, unless it is a whole one; then in days."""
    days, rest = divmod(after, day)
    hours = f"{rest.total_seconds() / 3600:.1f}".removesuffix(".0")
    if days and not rest:
        return say("rule.days", n=days)
    if days > 1:
        return say("rule.days", n=days) + say("rule.hours", n=hours)
    return say("rule.hours", n=f"{after.total_seconds() / 3600:.1f}".removesuffix(".0"))


def makes(cadence: Cadence) -> str:
    """项目调度、通报（月通报）、调度会材料."""
    own = say("rule.bulletin_kind", kind=kind(cadence.bulletin)) if cadence.bulletin else ""
    return say("word.list_stop").join(
        names([each]) + (own if each is Product.BULLETIN else "") for each in cadence.products
    ) or say("settings.nothing")


def kind(bulletin: BulletinKind | None) -> str:
    return say(f"bulletin.kind.{bulletin.value}") if bulletin else say("rule.kind_of_period")


def counts(cadence: Cadence, today: date) -> str:
    """现行; 自11月23日起; 到12月31日止."""
    said = []
    if cadence.from_on and cadence.from_on > today:
        said.append(say("timetable.from", day=words.day(cadence.from_on)))
    if cadence.until_on:
        last = date.fromordinal(cadence.until_on.toordinal() - 1)
        said.append(say("timetable.until", day=words.day(last)))
    return say("rule.comma").join(said) or say("rule.counts_now")
