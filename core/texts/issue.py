"""One issue of a bulletin as all its files are made from it: figures, and every word beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.bulletins.figures import Figures
from core.calendar import Calendar
from core.problems.model import Problem
from core.roster.model import Light, Node, Project
from core.scoring.model import Fact
from core.texts import words
from core.texts.catalogue import say
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
    kinds: tuple[str, ...]
    unranked: str


@dataclass(frozen=True, slots=True)
class Issue:
    """``names``: what the files are called, by the ending."""

    figures: Figures
    page: Page
    book: Book
    names: Mapping[str, str]


def issue_of(
    figures: Figures,
    title: str,
    year: int,
    number: int,
    problems: Sequence[Problem],
    projects: Mapping[int, Project],
    calendar: Calendar,
) -> Issue:
    """Args: ``problems`` that were overdue at the cut-off; ``projects`` they belong to."""
    shown = page(figures, title, year, number, calendar)
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
            tuple(_worry(number, fact, units) for number, fact in enumerate(figures.worries, 1)),
            say("sheet.no_worries"),
        ),
        problems=Sheet(
            say("sheet.problems"),
            tuple(say("sheet.problems_heads").split("|")),
            tuple(_problem(number, one, projects, as_of) for number, one in enumerate(problems, 1)),
            say("sheet.no_problems"),
        ),
        kinds=tuple(table.heading for table in shown.tables),
        unranked=say("sheet.unranked"),
    )
    stem = say("page.file", title=title, year=year, number=number)
    return Issue(figures, shown, book, {end: f"{stem}.{end}" for end in ("png", "xlsx")})


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
