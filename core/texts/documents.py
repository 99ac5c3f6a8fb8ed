"""The official document of a bulletin in words (公文): four blocks, praise first, and its annexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.bulletins.figures import Figures
from core.bulletins.letterhead import Form, Letterhead
from core.problems.model import Problem
from core.texts import own_weights, words
from core.texts.catalogue import say
from core.texts.document_sections import Section, full_day, sections
from core.texts.pages import Page, Table

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
        sections=tuple(sections(figures, page, problems, numbers)),
        columns=_columns(page),
        tables=page.tables,
        closing=(say("document.closing", issuer=issuer), say("document.end")),
        annexes=tuple(_annexes(annexes)),
        annex_words=say("document.annexes"),
        issuer=issuer,
        day=full_day(day),
        copies=_copies(letterhead, _addressees(figures, letterhead)),
        printer=letterhead.printer or issuer,
        printed=say("document.printed", day=full_day(day)),
    )


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
    snapshot = figures.snapshot
    facts = {"name": snapshot.scheme.name, "week": words.period(snapshot.period)}
    facts["version"] = own_weights.version(snapshot)
    if own := own_weights.approved(snapshot):
        return say("document.intro_own", own=own, **facts)
    return say("document.intro", **facts)


def _columns(page: Page) -> Row:
    unit, score, moved, *rates, lights = page.columns
    shown = say("sheet.lights").split("|") if page.lights[0] else []
    return (say("sheet.rank"), unit, score, moved, *rates, *(shown or ([lights] if page.lights[0] else [])))


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
