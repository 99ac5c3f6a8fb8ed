"""The official document of a bulletin in words (公文): four blocks, praise first, and its annexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.bulletins.blocks import Blocks, Rate, Rated, blocks_of
from core.bulletins.figures import Figures, Headline, Named, Topic
from core.bulletins.letterhead import Form, Letterhead
from core.money import MoneyUnit, in_unit
from core.problems.model import Problem, names_in
from core.scoring.model import UnitScore
from core.texts import excused, words
from core.texts.catalogue import language, say
from core.texts.pages import Page, Table, cited, tile

NAMED = 10
"""Units written out in one sentence."""
FIRST = 3
LISTED = 60
"""Rows of an annex; the workbook has all of them."""
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """A table that follows the text. ``more``: what became of further rows, or empty."""

    label: str
    title: str
    heads: Row
    rows: tuple[Row, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Every word of it. What the office has not chosen is empty and not printed.

    Attributes:
        head: the red name of who issues it (发文机关标志), or of the brief (简报).
        number: 发文字号, or the number of the brief.
        tables: the ranking, list by list, after the first section; ``columns`` are its heads.
        closing: after the last section.
        copies: 抄送; for a brief whom it is sent to.
    """

    form: Form
    head: str
    number: str
    signer: str
    title: str
    addressees: str
    intro: str
    sections: tuple[Section, ...]
    columns: Row
    tables: tuple[Table, ...]
    closing: tuple[str, ...]
    annexes: tuple[Annex, ...]
    annex_words: str
    issuer: str
    day: str
    copies: tuple[str, ...]
    printer: str
    printed: str


def document(
    figures: Figures,
    page: Page,
    letterhead: Letterhead,
    number: tuple[int, int],
    day: date,
    problems: Sequence[Problem],
    annexes: Mapping[str, Sequence[Row]],
) -> Document:
    """
    Args:
        number: year and number of the issue.
        day: on which it is made.
        annexes: rows of the lists (worries, problems), as the workbook shows them.
    """
    issuer = page.issuer
    brief = letterhead.form is Form.BRIEF
    numbers = {name: number for number, name in enumerate(_enclosed(annexes), 1)}
    return Document(
        form=letterhead.form,
        head=say("document.brief") if brief else issuer + say("document.file"),
        number=_number(letterhead, number),
        signer=say("document.signer", name=letterhead.signer) if letterhead.signer else "",
        title=page.title,
        addressees=_addressees(figures, letterhead),
        intro=_intro(figures),
        sections=tuple(_sections(figures, page, problems, numbers)),
        columns=_columns(page),
        tables=page.tables,
        closing=(say("document.closing", issuer=issuer), say("document.end")),
        annexes=tuple(_annexes(annexes)),
        annex_words=say("document.annexes"),
        issuer=issuer,
        day=_day(day),
        copies=_copies(letterhead, _addressees(figures, letterhead)),
        printer=letterhead.printer or issuer,
        printed=say("document.printed", day=_day(day)),
    )


def _day(on: date) -> str:
    months = say("word.months").split()
    return say("date.day", year=on.year, month=months[on.month - 1], day=on.day)


def _number(letterhead: Letterhead, number: tuple[int, int]) -> str:
    if letterhead.form is Form.BRIEF:
        return say("document.brief_number", number=number[1])
    return say("document.number", code=letterhead.code, year=number[0], number=number[1])


def _addressees(figures: Figures, letterhead: Letterhead) -> str:
    if letterhead.addressees:
        return say("document.chosen_addressees", names=letterhead.addressees)
    known = {unit.id: unit.kind.value for unit in figures.snapshot.units}
    scored = [known.get(score.unit_id) or score.kind for score in figures.snapshot.scores]
    kinds = list(dict.fromkeys(filter(None, scored)))
    names = [say(f"document.kind.{kind}") for kind in kinds] or [say("document.kind.other")]
    return say("document.addressees", units=say("word.list_stop").join(names))


def _copies(letterhead: Letterhead, addressees: str) -> tuple[str, ...]:
    if letterhead.form is Form.BRIEF:
        reported = [say("document.report", names=letterhead.copies)] if letterhead.copies else []
        return (*reported, say("document.send", names=addressees.rstrip("：:")))
    return (say("document.copies", names=letterhead.copies),) if letterhead.copies else ()


def _intro(figures: Figures) -> str:
    scheme, week = figures.snapshot.scheme, words.period(figures.snapshot.period)
    return say("document.intro", name=scheme.name, version=scheme.version, week=week)


def _columns(page: Page) -> Row:
    unit, score, moved, *rates, lights = page.columns
    shown = say("sheet.lights").split("|") if page.lights[0] else []
    return (say("sheet.rank"), unit, score, moved, *rates, *(shown or ([lights] if page.lights[0] else [])))


def _sections(
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
        day=_day(snapshot.as_of or snapshot.taken_at.date()),
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


def _annexes(rows: Mapping[str, Sequence[Row]]) -> Iterator[Annex]:
    """Those that have rows, numbered if there are several."""
    names = _enclosed(rows)
    for number, name in enumerate(names, 1):
        of, label = rows[name], say("document.annex", number=number if len(names) > 1 else "")
        left = len(of) - LISTED
        more = say("document.annex_more", shown=LISTED, more=left) if left > 0 else ""
        heads = tuple(say(f"document.{name}_heads").split("|"))
        yield Annex(label, say(f"document.annex.{name}"), heads, tuple(of[:LISTED]), more)


def _enclosed(rows: Mapping[str, Sequence[Row]]) -> list[str]:
    return [name for name in ("worries", "problems") if rows[name]]
