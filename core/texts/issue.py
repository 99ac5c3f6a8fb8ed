"""One issue of a bulletin as all its files are made from it: figures, and every word beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.bulletins.figures import Figures
from core.bulletins.letterhead import Letterhead
from core.calendar import Calendar
from core.problems.model import Problem
from core.roster.model import Light, Node, Project
from core.scoring.model import Fact
from core.texts import excused, letterheads, words
from core.texts.catalogue import say
from core.texts.documents import Document, document
from core.texts.pages import Page, page, worry

Cell = str | int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook. ``rows`` are empty for those that the workbook computes from the figures."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """``kinds``: the heading of each list of units, where there are several."""

    title: str
    under: str
    ranking: Sheet
    lines: Sheet
    worries: Sheet
    problems: Sheet
    excused: Sheet
    kinds: tuple[str, ...]
    unranked: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Who issues it. ``place``: whose ledger it is, or empty; ``day``: on which the draft was written."""

    letterhead: Letterhead
    place: str
    day: date
    template: bytes = b""


@dataclass(frozen=True, slots=True)
class Issue:
    """``names``: what the files are called, by the ending. ``template``: the office's own for the document, or empty.
    ``pages``: (unit, text) of a meeting pack, one to a page of the document."""

    figures: Figures
    page: Page
    book: Book
    names: Mapping[str, str]
    document: Document
    template: bytes = b""
    pages: tuple[tuple[str, str], ...] = ()


def issue_of(
    figures: Figures,
    title: str,
    number: tuple[int, int],
    problems: Sequence[Problem],
    projects: Mapping[int, Project],
    calendar: Calendar,
    heading: Heading,
) -> Issue:
    """
    Args:
        number: year and number.
        problems: those that were overdue at the cut-off; ``projects`` they belong to.
    """
    shown = page(figures, title, *number, calendar)
    shown = replace(shown, issuer=letterheads.issuer(heading.letterhead, heading.place))
    as_of = figures.snapshot.as_of or calendar.today(figures.snapshot.taken_at)
    units = {score.unit_id: score.unit for score in figures.snapshot.scores}
    units |= {unit.id: unit.name for unit in figures.snapshot.units}
    book = Book(
        title=f"{title} {shown.issue}",
        under=shown.cut_off,
        ranking=Sheet(say("sheet.ranking"), _ranking_heads(shown), nothing=shown.nothing),
        lines=Sheet(say("sheet.lines"), tuple(say("sheet.lines_heads").split("|"))),
        worries=Sheet(
            say("sheet.worries"),
            tuple(say("sheet.worries_heads").split("|")),
            tuple(_worry(n, fact, units) for n, fact in enumerate(figures.worries, 1)),
            say("sheet.no_worries"),
        ),
        problems=Sheet(
            say("sheet.problems"),
            tuple(say("sheet.problems_heads").split("|")),
            tuple(_problem(n, one, projects, as_of) for n, one in enumerate(problems, 1)),
            say("sheet.no_problems"),
        ),
        excused=Sheet(
            say("sheet.excused"),
            tuple(say("sheet.excused_heads").split("|")),
            excused.rows(figures.excused),
            say("sheet.no_excused"),
        ),
        kinds=tuple(table.heading for table in shown.tables),
        unranked=say("sheet.unranked"),
    )
    stem = say("page.file", title=title, year=number[0], number=number[1])
    names = {end: f"{stem}.{end}" for end in ("png", "docx", "xlsx")}
    lists = {
        "worries": _listed(book.worries, (0, 1, 3, 4, 7)),
        "problems": _listed(book.problems, (0, 2, 4, 5, 6, 7)),
    }
    paper = document(figures, shown, heading.letterhead, number, heading.day, problems, lists)
    return Issue(figures, shown, book, names, paper, heading.template)


def _listed(sheet: Sheet, columns: Sequence[int]) -> list[tuple[str, ...]]:
    """Some columns of a sheet, as the document shows them."""
    return [tuple(str(row[column]) for column in columns) for row in sheet.rows]


def _ranking_heads(shown: Page) -> tuple[str, ...]:
    unit, score, moved, *rates, _ = shown.columns
    lights = say("sheet.lights").split("|")
    return (say("sheet.rank"), unit, score, moved, *rates, *lights)


def _worry(number: int, fact: Fact, units: Mapping[int, str]) -> tuple[Cell, ...]:
    light = say(f"sheet.light.{Light(fact.light).value}")
    node = words.node(Node(fact.next_node)) if fact.next_node else ""
    unit = units.get(fact.unit_id or fact.host_id or 0, "")
    return number, light, fact.code, fact.name, unit, node, fact.overdue, worry(fact)


def _problem(number: int, one: Problem, projects: Mapping[int, Project], as_of: date) -> tuple[Cell, ...]:
    project = projects[one.project_id]
    due = words.partial(one.due_on) if one.due_on else ""
    late = (as_of - one.due_on.last).days if one.due_on else 0
    return number, project.code, project.name, one.category.value, one.text, one.department, due, late
