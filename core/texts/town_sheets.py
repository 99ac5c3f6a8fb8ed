"""The whole town as pictures: funnel, trend of the last periods, lists (漏斗, 走势, 名单)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.bulletins.figures import Figures
from core.bulletins.funnel import Layer, funnel_of
from core.calendar import Calendar
from core.roster.model import Light
from core.scoring.lists import Lists, Zero, lists_of
from core.scoring.model import Snapshot, UnitScore
from core.texts import words
from core.texts.catalogue import say
from core.texts.document_sections import format_yi
from core.texts.pages import worry
from core.texts.scores import heading
from core.texts.sheets import (  # fmt: skip
    FULL,
    LAMPS,
    Bar,
    Bars,
    Cell,
    Curve,
    Drawing,
    Point,
    Sheet,
    Table,
    Words,
    joined,
    share,
)

WORRIES = 30
"""Overdue projects in one picture."""


@dataclass(frozen=True, slots=True)
class Past:
    """The result of one published period."""

    taken_at: datetime
    period: str
    scores: tuple[UnitScore, ...]


def funnel(snapshot: Snapshot, issuer: str, calendar: Calendar) -> Drawing:
    """How many projects, and for how much, come how far."""
    layers = funnel_of(snapshot.facts)
    most = layers[0].count
    before = (layers[0], *layers)
    bars = tuple(_layer(layer, above, most) for layer, above in zip(layers, before, strict=False))
    cut = words.moment(snapshot.taken_at, calendar)
    sheet = Sheet(
        issuer=issuer,
        corner=words.period(snapshot.period),
        title=say("sheet_of.funnel"),
        under=say("sheet_of.cut", at=cut),
        blocks=(Bars(say("sheet_of.funnel_heading"), bars, centred=True),)
        if most
        else (Words(say("sheet_of.funnel_heading"), (), say("page.nothing")),),
        notes=(say("sheet_of.funnel_note"),),
    )
    lines = [say("sheet_of.layer", label=bar.label, value=bar.value, note=bar.note) for bar in bars]
    title = say("sheet_of.funnel")
    return Drawing(sheet, say("sheet_of.name.town", title=title, period=words.period(snapshot.period)),
                   joined([title, say("sheet_of.cut", at=cut), *lines]))  # fmt: skip


def _layer(layer: Layer, above: Layer, most: int) -> Bar:
    note = say("sheet_of.layer_money", money=format_yi(layer.yuan))
    if layer is not above:
        note += say("sheet_of.layer_rate", rate=words.rate(layer.count, above.count))
    label = say(f"sheet_of.layer.{layer.name}")
    return Bar(
        label, str(layer.count), note, share(layer.count, most), "top" if layer.name == "producing" else ""
    )


def trend(past: Sequence[Past], own: Sequence[int], issuer: str, calendar: Calendar) -> Drawing:
    """
    Args:
        past: oldest first.
        own: units of whoever asks; their totals are drawn as a curve.
    """
    last = past[-1]
    days = tuple(f"{calendar.local(one.taken_at):%m-%d}" for one in past)
    tables = []
    for kind in dict.fromkeys(score.kind for score in last.scores):
        ranked = [score for score in last.scores if score.kind == kind and score.rank is not None]
        name = say("page.ranking", list=heading(kind) if kind else "")
        heads = (say("page.unit"), *days, say("page.score"))
        rows = tuple(_past_of(score, past, len(ranked)) for score in ranked)
        widths = (7 if len(past) > 6 else 5, *(2 for _ in past), 3)
        tables.append(Table(say("sheet_of.places", list=name), heads, widths, "l" + "c" * len(past) + "r", rows, say("page.nothing")))  # fmt: skip
    curves = [
        Curve(say("sheet_of.totals", unit=score.unit), tuple(_totals(score.unit_id, past, days)), say("sheet_of.one_period"))
        for score in last.scores if score.unit_id in own and score.total is not None
    ]  # fmt: skip
    title = say("sheet_of.trend")
    sheet = Sheet(
        issuer, words.period(last.period), title, say("sheet_of.periods", n=len(past)), (*curves, *tables),
        (say("sheet_of.trend_note"),),
    )  # fmt: skip
    lines = [
        say("sheet_of.past_row", unit=score.unit, places="→".join(_places(score.unit_id, past)), total=score.total)
        for score in last.scores if score.rank is not None
    ]  # fmt: skip
    caption = joined([title, say("sheet_of.periods", n=len(past)), *lines])
    return Drawing(sheet, say("sheet_of.name.town", title=title, period=words.period(last.period)), caption)


def _past_of(score: UnitScore, past: Sequence[Past], among: int) -> tuple[Cell, ...]:
    cells = [Cell(place, _tone(place, among)) for place in _places(score.unit_id, past)]
    return Cell(score.unit, "strong"), *cells, Cell(str(score.total), "strong")


def _tone(place: str, among: int) -> str:
    """The first three are strong, the last quarter of a longer list is pale."""
    if not place.isdigit():
        return "soft"
    return "strong" if int(place) <= 3 else "soft" if among > 7 and int(place) > among * 3 // 4 else ""


def _places(unit_id: int, past: Sequence[Past]) -> Iterator[str]:
    for one in past:
        score = next((each for each in one.scores if each.unit_id == unit_id), None)
        yield str(score.rank) if score and score.rank is not None else "—"


def _totals(unit_id: int, past: Sequence[Past], days: Sequence[str]) -> Iterator[Point]:
    """Out of a hundred, so that curves can be compared."""
    for number, (one, day) in enumerate(zip(past, days, strict=True)):
        score = next((each for each in one.scores if each.unit_id == unit_id), None)
        if score is not None and score.total is not None:
            x = round(number * FULL / max(1, len(past) - 1))
            yield Point(x, share(float(score.total), 100), day, str(score.total))


def lists(figures: Figures, issuer: str, calendar: Calendar) -> Drawing:
    """Zero lists and the longest overdue projects; drafts, for the office alone."""
    snapshot = figures.snapshot
    found = lists_of(snapshot)
    units = {unit.id: unit.name for unit in snapshot.units}
    worst = [fact for fact in figures.worries if fact.overdue][:WORRIES]
    left = sum(bool(fact.overdue) for fact in figures.worries) - len(worst)
    overdue = Table(
        say("sheet_of.overdue", n=len(worst) + left),
        tuple(say("sheet_of.overdue_heads").split("|")),
        (2, 10, 5, 9),
        "clll",
        tuple(
            (Cell("", lamp=LAMPS[Light(fact.light)]), Cell(fact.name, "strong"),
             Cell(units.get(fact.unit_id or fact.host_id or 0, "")), Cell(worry(fact)))
            for fact in worst
        ),
        say("sheet_of.no_overdue"),
    )  # fmt: skip
    rolls = (*_rolls(found), *_excused(snapshot))
    title = say("sheet_of.lists")
    cut = say("sheet_of.cut", at=words.moment(snapshot.taken_at, calendar))
    notes = (*((say("bulletin.more", n=left),) if left else ()), say("sheet_of.lists_note"))
    sheet = Sheet(issuer, words.period(snapshot.period), title, cut, (*rolls, overdue), notes)
    said = [say("sheet_of.tile", label=roll.heading, value=say("word.list_stop").join(roll.lines) or roll.nothing) for roll in rolls]  # fmt: skip
    rows = [f"{words.LIGHTS[Light(fact.light)]}{fact.name} {worry(fact)}" for fact in worst]
    name = say("sheet_of.name.town", title=title, period=words.period(snapshot.period))
    return Drawing(sheet, name, joined([title, cut, *said, *rows]))


def _rolls(found: Lists) -> Iterator[Words]:
    nobody = say("sheet_of.nobody")
    for name, zeros in (("no_leads", found.no_leads), ("no_signing", found.no_signing)):
        yield Words(say(f"sheet_of.{name}"), tuple(map(_zero, zeros)), nobody)
    wiped = tuple(say("sheet_of.wiped_row", unit=unit.name, n=n) for unit, n in found.wiped_out)
    yield Words(say("sheet_of.wiped_out"), wiped, nobody)


def _excused(snapshot: Snapshot) -> Iterator[Words]:
    """Projects without a light for now, and on no list: 白石项目（暂缓）; nothing if there are none."""
    rows = tuple(
        say("sheet_of.excused_row", name=fact.name, kind=say(f"excuse.kind.{fact.excuse}"))
        for fact in snapshot.facts
        if fact.excuse
    )
    more = (say("bulletin.more", n=len(rows) - WORRIES),) if len(rows) > WORRIES else ()
    if rows:
        yield Words(say("sheet_of.excused", n=len(rows)), (*rows[:WORRIES], *more), "")


def _zero(zero: Zero) -> str:
    return say("sheet_of.zero", unit=zero.unit.name, day=zero.since) if zero.since else zero.unit.name
