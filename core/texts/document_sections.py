"""The four sections of the official document (指标任务 · 签约落地 · 在建推进 · 建成投运): praise first, then who is behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.bulletins.blocks import Blocks, Rate, Rated, blocks_of
from core.bulletins.figures import Figures, Headline, Named, Topic
from core.money import MoneyUnit, in_unit
from core.problems.model import Problem, names_in
from core.scoring.model import UnitScore
from core.texts import excused, words
from core.texts.catalogue import language, say
from core.texts.pages import Page, cited, tile

NAMED = 10
"""Units written out in one sentence."""
FIRST = 3


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]


def full_day(on: date) -> str:
    """2026年11月20日."""
    months = say("word.months").split()
    return say("date.day", year=on.year, month=months[on.month - 1], day=on.day)


def sections(
    figures: Figures, page: Page, problems: Sequence[Problem], annex: Mapping[str, int]
) -> Iterator[Section]:
    blocks = blocks_of(figures)
    parts = (
        ("target", _target(figures, blocks, page)),
        ("landing", _landing(figures, blocks)),
        ("building", _building(figures, blocks, problems, annex)),
        ("production", _production(figures, blocks)),
    )
    for numeral, (name, sentences) in zip(say("document.numerals").split("|"), parts, strict=True):
        heading = say("document.heading", number=numeral, name=say(f"document.{name}"))
        yield Section(heading, tuple(filter(None, sentences)))


def _target(figures: Figures, blocks: Blocks, page: Page) -> Iterator[str]:
    """Praise first; who is behind stands after it, with the number; then the ranking is announced."""
    told = {headline.topic: headline for headline in figures.headlines}
    snapshot = figures.snapshot
    overall = say(
        "document.overall",
        day=full_day(snapshot.as_of or snapshot.taken_at.date()),
        contracts=_with_change(told[Topic.CONTRACTS]),
        arrived=_with_change(told[Topic.ARRIVED]),
    )
    yield overall + excused.sentence(figures.excused)
    yield _leading(page) + _risen(snapshot.scores) + _met(blocks)
    if figures.red:
        yield say("document.red", names=_cited(figures.red))
    if blocks.behind:
        yield say("document.behind", n=len(blocks.behind), names=_rates(blocks.behind))
    if figures.black:
        yield say("document.black", names=_cited(figures.black))
    yield say("document.see_table") if page.tables else ""


def _met(blocks: Blocks) -> str:
    if not blocks.met:
        return ""
    key = "document.met" if blocks.behind else "document.met_all"
    return say(key, n=len(blocks.met), names=_rates(blocks.met))


def _with_change(headline: Headline) -> str:
    """80个（较上期增加8个）, 74.1%（较上期提高3.2个百分点）."""
    shown = tile(headline)
    value = shown.value + shown.unit
    if not shown.change:
        return value
    if not shown.trend:
        return value + say("document.unchanged")
    of_rates = headline.denominator is not None
    how = {True: {"up": "rose", "down": "fell"}, False: {"up": "up", "down": "down"}}[of_rates][shown.trend]
    amount = shown.change[1:] + (shown.unit if headline.topic is Topic.CONTRACTS else "")
    return value + say("document.compared", how=say(f"document.{how}", n=amount))


def _leading(page: Page) -> str:
    if not page.tables:
        return say("document.no_ranking")
    several = len(page.tables) > 1
    said = [
        say("document.first_of", list=table.heading, names=_names([row.unit for row in table.rows if row.rank == "1"]))
        if several
        else say("document.first", names=_names([row.unit for row in table.rows[:FIRST]]))
        for table in page.tables
    ]  # fmt: skip
    return "".join(said)


def _risen(scores: Sequence[UnitScore]) -> str:
    risen = [(one.unit, one.moved) for one in scores if one.moved is not None and one.moved > 1]
    names = [say("document.risen_by", unit=unit, n=n) for unit, n in sorted(risen, key=lambda one: -one[1])]
    return say("document.risen", names=_names(names)) if names else ""


def _landing(figures: Figures, blocks: Blocks) -> Iterator[str]:
    started = next(h for h in figures.headlines if h.topic is Topic.STARTED)
    money = format_yi(blocks.signed_yuan)
    said = say("document.signed", n=blocks.signed, money=money, begun=blocks.begun)
    said += say("document.started", rate=_with_change(started))
    best = [one for one in blocks.landed if one.rate[0]][:FIRST]
    yield said + (say("document.landed", names=_rates(best)) if best else "")
    if blocks.late:
        names = _names([say("document.counted", unit=unit, n=n) for unit, n in blocks.late_units])
        yield say("document.late", n=blocks.late, names=names)
    else:
        yield say("document.no_late")


def _building(
    figures: Figures, blocks: Blocks, problems: Sequence[Problem], annex: Mapping[str, int]
) -> Iterator[str]:
    said = say("document.under_way", n=blocks.building)
    if blocks.on_pace[1]:
        k, n = blocks.on_pace
        said += say("document.on_pace", k=k, n=n, rate=words.rate(k, n))
    yield said + (say("document.paused", n=blocks.paused) if blocks.paused else "")
    if figures.lights.known:
        where = say("document.annex_here", n=annex["worries"]) if "worries" in annex else ""
        lights = figures.lights
        yield say("document.lights", green=lights.green, yellow=lights.yellow, red=lights.red, annex=where)
    if problems:
        yield say("document.problems", n=len(problems), annex=annex["problems"], names=_departments(problems))
    else:
        yield say("document.no_problems")


def _departments(problems: Sequence[Problem]) -> str:
    count: dict[str, int] = {}
    for one in problems:
        for name in names_in(one.department):
            count[name] = count.get(name, 0) + 1
    most = sorted(count.items(), key=lambda one: (-one[1], one[0]))
    return _names([say("document.counted", unit=unit, n=n) for unit, n in most]) or "—"


def _production(figures: Figures, blocks: Blocks) -> Iterator[str]:
    due = next(h for h in figures.headlines if h.topic is Topic.PRODUCING)
    said = say("document.produced", n=blocks.produced, rate=_with_change(due))
    for key, rate in (("stock", blocks.in_stock), ("stats", blocks.in_stats)):
        if rate and rate[1]:
            said += say(f"document.{key}", rate=words.rate(*rate), k=rate[0], n=rate[1])
    yield said
    if blocks.overdue:
        yield say("document.overdue", n=blocks.overdue)


def format_yi(yuan: int) -> str:
    """98.60亿元, always two decimals."""
    return (
        words.money(yuan) if language() == "en" else f"{in_unit(yuan, MoneyUnit.YI, 2)}{MoneyUnit.YI.label}"
    )


def _rates(units: Sequence[Rated]) -> str:
    return _names([say("document.rated", unit=one.unit, rate=_rate(one.rate)) for one in units])


def _rate(rate: Rate) -> str:
    return words.rate(*rate)


def _cited(named: Sequence[Named]) -> str:
    shown = [cited(one) for one in named]
    return _names([say("document.named", unit=one.unit, reasons=one.reasons) for one in shown])


def _names(names: Sequence[str]) -> str:
    joined = say("word.list_stop").join(names[:NAMED])
    return say("document.names_more", names=joined, n=len(names)) if len(names) > NAMED else joined
