"""What the artefacts of a bulletin show, as strings: formatted once, so that all of them say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.bulletins.figures import Figures, Ground, Headline, Lights, Named, Standing, Topic, Why, line_of
from core.calendar import Calendar
from core.money import MoneyUnit, in_unit
from core.scoring.model import Fact, Line, UnitScore
from core.scoring.ratios import RATIOS, Measure
from core.texts import excused, own_weights, words
from core.texts.catalogue import language, say
from core.texts.scores import heading, option_names

FULL_BAR = 1000
PRAISED = 3
FEW = 3
"""Fewer projects below the line than this, and their counts are shown, too."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure. ``trend``: up, down, or empty."""

    label: str
    value: str
    unit: str
    change: str
    trend: str


@dataclass(frozen=True, slots=True)
class Row:
    """One ranked unit.

    Attributes:
        bar: length of its bar, 0 to ``FULL_BAR``.
        tone: top, low (on the black list), or empty.
        moved: up, down, same, new or none; ``steps`` says by how many places, or what else.
        rates: beside the score, in the order of the columns; ``behind`` marks those below their target.
    """

    rank: str
    unit: str
    total: str
    bar: int
    tone: str
    moved: str
    steps: str
    rates: tuple[str, ...]
    behind: tuple[bool, ...]
    lights: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """One list of units. ``unranked`` is a sentence, or empty."""

    heading: str
    rows: tuple[Row, ...]
    unranked: str


@dataclass(frozen=True, slots=True)
class Cited:
    unit: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Roll:
    """The red or the black list; ``nobody`` is shown where it is empty."""

    heading: str
    cited: tuple[Cited, ...]
    nobody: str


@dataclass(frozen=True, slots=True)
class Page:
    """``columns``: unit, score, movement, the rates, lights. ``rolls``: none, or red and black."""

    issuer: str
    issue: str
    title: str
    cut_off: str
    tiles: tuple[Tile, ...]
    columns: tuple[str, ...]
    tables: tuple[Table, ...]
    nothing: str
    lights: tuple[str, str, str]
    lights_label: str
    rolls: tuple[Roll, ...]
    notes: tuple[str, ...]


def page(figures: Figures, title: str, year: int, number: int, calendar: Calendar) -> Page:
    """The page of one issue."""
    snapshot = figures.snapshot
    names = {indicator.code: indicator.name for indicator in snapshot.scheme.indicators}
    rates = [names[code] for code in figures.columns]
    several = len(figures.ranked) > 1
    tables = tuple(_table(group, figures, several=several) for group in figures.ranked)
    return Page(
        issuer=say("page.issuer"),
        issue=say("page.issue", year=year, number=number),
        title=title,
        cut_off=cut_off(figures, calendar),
        tiles=tuple(tile(headline) for headline in figures.headlines),
        columns=(say("page.unit"), say("page.score"), say("page.moved"), *rates, say("page.lights")),
        tables=tables,
        nothing="" if tables else say("page.nothing"),
        lights=shown_lights(figures.lights),
        lights_label=say("page.all_lights") if figures.lights.known else "",
        rolls=rolls(figures),
        notes=_notes(figures),
    )


def cut_off(figures: Figures, calendar: Calendar) -> str:
    at = words.moment(figures.snapshot.taken_at, calendar)
    facts = {"at": at, "version": own_weights.version(figures.snapshot)}
    if own := own_weights.approved(figures.snapshot):
        return say("bulletin.cut_off_own", own=own, **facts)
    return say("bulletin.cut_off", **facts)


def _notes(figures: Figures) -> tuple[str, ...]:
    """Which rules, what the lights mean, and where it can be checked."""
    snapshot = figures.snapshot
    notes = [say("page.rules", version=own_weights.version(snapshot), name=snapshot.scheme.name)]
    notes.append(own_weights.note(snapshot))
    if options := option_names(snapshot.scheme):
        notes.append(say("page.options", options=options))
    notes.append(excused.sentence(figures.excused))
    if figures.lights.known:
        notes.append(say("page.legend"))
    notes.append(say("page.check", digest=snapshot.digest[:12]))
    return tuple(filter(None, notes))


def tile(headline: Headline) -> Tile:
    value, unit = _value(headline.topic, headline.numerator, headline.denominator)
    change, trend = _change(headline)
    return Tile(say(f"page.tile.{headline.topic.value}"), value, unit, change, trend)


def _value(topic: Topic, numerator: int, denominator: int | None) -> tuple[str, str]:
    if denominator is not None:
        return words.rate(numerator, denominator).removesuffix("%"), "%" if denominator else ""
    if topic is Topic.ARRIVED:
        return _money(numerator)
    return str(numerator), say("page.projects")


def _money(yuan: int) -> tuple[str, str]:
    """98.60 and 亿元, always two decimals; in English ¥9.86 billion is one word."""
    if language() == "en":
        return words.money(yuan), ""
    return str(in_unit(yuan, MoneyUnit.YI, 2)), MoneyUnit.YI.label


def _change(headline: Headline) -> tuple[str, str]:
    """What is different from last time; empty where there was no last time."""
    if headline.before is None:
        return "", ""
    then, of = headline.before
    if headline.denominator is not None:
        if not of or not headline.denominator:
            return "", ""
        points = _percent(headline.numerator, headline.denominator) - _percent(then, of)
        return _signed(points, say("page.points", n=abs(points)))
    more = headline.numerator - then
    if headline.topic is Topic.ARRIVED:
        return _signed(Decimal(more), "".join(_money(abs(more))))
    return _signed(Decimal(more), str(abs(more)))


def _percent(numerator: int, denominator: int) -> Decimal:
    """As it is shown: the difference of two shown figures is what readers compute themselves."""
    return Decimal(words.rate(numerator, denominator).removesuffix("%"))


def _signed(size: Decimal, text: str) -> tuple[str, str]:
    if not size:
        return say("page.unchanged"), ""
    return (f"+{text}", "up") if size > 0 else (f"−{text}", "down")


def _table(group: Sequence[Standing], figures: Figures, *, several: bool) -> Table:
    ranked = [one for one in group if one.score.rank is not None]
    unranked = [one.score.unit for one in group if one.score.rank is None]
    most = max([Decimal(100), *(one.score.total for one in ranked if one.score.total is not None)])
    low = {named.score.unit_id for named in figures.black}
    name = heading(group[0].score.kind) if several else ""
    return Table(
        heading=say("page.ranking", list=name),
        rows=tuple(_row(one, figures, most, is_low=one.score.unit_id in low) for one in ranked),
        unranked=say("bulletin.unranked", names=say("word.list_stop").join(unranked)) if unranked else "",
    )


def _row(standing: Standing, figures: Figures, most: Decimal, *, is_low: bool) -> Row:
    score = standing.score
    total = score.total if score.total is not None else Decimal(0)
    moved, steps = movement(score)
    rates, behind = [], []
    for code in figures.columns:
        line = line_of(score, code)
        rates.append(_rate(line) if line else "—")
        behind.append(bool(line and RATIOS[code].of_target and line.numerator < line.denominator))
    tone = "low" if is_low else "top" if (score.rank or PRAISED + 1) <= PRAISED else ""
    return Row(
        rank=str(score.rank), unit=score.unit, total=str(total), bar=int(total * FULL_BAR / most), tone=tone,
        moved=moved, steps=steps, rates=tuple(rates), behind=tuple(behind), lights=shown_lights(standing.lights),
    )  # fmt: skip


def _rate(line: Line) -> str:
    """A percentage of one or two projects says little: the counts stand beside it."""
    rate = words.rate(line.numerator, line.denominator)
    few = 0 < line.denominator < FEW and RATIOS[line.code].measure is Measure.COUNT
    return say("page.few", rate=rate, numerator=line.numerator, denominator=line.denominator) if few else rate


def movement(score: UnitScore) -> tuple[str, str]:
    """up 2, down 1, same 持平, new 首次, none —."""
    if score.moved is None:
        back = score.listed and score.previous is None
        return ("none", say("rank.was_unranked")) if back else ("new", say("rank.new"))
    if not score.moved:
        return "same", say("rank.same")
    return "up" if score.moved > 0 else "down", str(abs(score.moved))


def shown_lights(lights: Lights) -> tuple[str, str, str]:
    """Green, yellow, red; all empty when they were not frozen."""
    return (str(lights.green), str(lights.yellow), str(lights.red)) if lights.known else ("", "", "")


def rolls(figures: Figures) -> tuple[Roll, ...]:
    if not figures.lists:
        return ()
    red = Roll(say("page.red"), tuple(map(cited, figures.red)), say("page.red_nobody"))
    return red, Roll(say("page.black"), tuple(map(cited, figures.black)), say("page.black_nobody"))


def cited(named: Named) -> Cited:
    reasons = [ground(one) for one in named.grounds]
    return Cited(named.score.unit, say("word.clause_stop").join(reasons))


def ground(one: Ground) -> str:
    if one.why in (Why.TASK_MET, Why.TASK_MISSED):
        return say(f"page.why.{one.why.value}", n=words.rate(one.number, one.denominator or 0))
    return say(f"page.why.{one.why.value}", n=one.number)


def worry(fact: Fact) -> str:
    """Why its light is not green."""
    reasons = [
        say(f"page.overdue.{fact.next_node}", days=fact.overdue) if fact.next_node and fact.overdue else "",
        say("page.paused") if fact.paused else "",
        say("page.behind") if fact.building and fact.on_pace is False else "",
        say("page.unstocked")
        if fact.started and not (fact.producing or fact.paused or fact.in_stock)
        else "",
    ]
    return say("word.list_stop").join(filter(None, reasons))
