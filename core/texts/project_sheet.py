"""One project as a picture: its stages, dates, money, problems (项目图)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from core.calendar import Calendar
from core.dates import PartialDate
from core.problems.model import Problem
from core.roster.model import FieldChange, Project, Stage
from core.roster.nodes import node_lines
from core.texts import lamps, queries, words
from core.texts.catalogue import say
from core.texts.lamps import Lit
from core.texts.pages import Tile
from core.texts.sheets import (  # fmt: skip
    FULL,
    LAMPS,
    Cell,
    Curve,
    Drawing,
    Ladder,
    Point,
    Sheet,
    Step,
    Table,
    Tiles,
    Words,
    joined,
    share,
)

STAGES = (Stage.TALKS, Stage.SIGNED, Stage.BUILDING, Stage.FINISHED, Stage.PRODUCING)
MONEY = "total_in_yuan"
WAN = 10_000
POINTS = 10
"""Points of the curve that carry their value; of more, every so many."""
PROBLEMS = 8


def project_sheet(
    project: Project,
    lit: Lit,
    people: Mapping[str, Sequence[str]],
    units: tuple[str, str],
    problems: Sequence[Problem],
    changes: Sequence[FieldChange],
    today: date,
    calendar: Calendar,
) -> Drawing:
    """
    Args:
        people: leader, liaison, site → names; ``units``: county, host.
        changes: what has changed in the ledger, newest first.
    """
    facts = [
        say("sheet_of.leaders", names=say("word.list_stop").join(people.get("leader", ())) or "—"),
        say("status.where", county=units[0] or "—", host=units[1] or "—", investor=project.investor or "—"),
        lamps.reasons(lit),
    ]
    stuck = [queries.problem(one) for one in problems]
    more = [say("bulletin.more", n=len(stuck) - PROBLEMS)] if len(stuck) > PROBLEMS else []
    sheet = Sheet(
        issuer=project.code,
        corner=say("sheet_of.as_of", day=words.day(today)),
        title=project.name,
        under=project.investor,
        blocks=(
            Tiles(tuple(_tiles(project))),
            Ladder(say("sheet_of.stages"), tuple(_steps(project)), _lamp(lit), _left(project)),
            Table(say("sheet_of.nodes"), tuple(say("sheet_of.nodes_heads").split("|")), (3, 4, 4, 5), "llll",
                  tuple(_nodes(project, changes, today))),
            Curve(say("sheet_of.money"), tuple(_curve(changes, calendar)), say("sheet_of.no_curve")),
            Words(say("sheet_of.problems", n=len(problems)), (*stuck[:PROBLEMS], *more), say("problems.none")),
            Words(say("sheet_of.about"), tuple(filter(None, facts))),
        ),
        notes=(say("sheet_of.note"),),
    )  # fmt: skip
    caption = joined([
        say("status.title", code=project.code, name=project.name),
        say("status.stage", light=words.LIGHTS[lit.light], stage=words.stage(project.stage)),
        *(say("sheet_of.tile", label=one.label, value=one.value + one.unit) for one in _tiles(project)),
        *(say("sheet_of.dated", node=row[0].text, planned=row[1].text, real=row[2].text) for row in _nodes(project, changes, today)),
        *facts, *stuck,
    ])  # fmt: skip
    return Drawing(sheet, say("sheet_of.name.project", name=project.name), caption)


def _tiles(project: Project) -> Iterator[Tile]:
    arrived, total = project.total_in_yuan or 0, project.total_yuan or 0
    yield money_tile("total", project.total_yuan)
    yield money_tile("arrived", project.total_in_yuan)
    yield Tile(say("sheet_of.rate"), words.rate(arrived, total), "", "", "")
    yield money_tile("year", project.year_in_yuan)


def money_tile(name: str, yuan: int | None) -> Tile:
    """The number apart from its unit."""
    said = words.money(yuan)
    at = next((n for n, letter in enumerate(said) if letter in "万亿元"), len(said))
    return Tile(say(f"sheet_of.{name}"), said[:at], said[at:], "", "")


def _lamp(lit: Lit) -> Cell:
    return Cell(say(f"sheet_of.lamp.{lit.light.value}"), lamp=LAMPS[lit.light])


def _steps(project: Project) -> Iterator[Step]:
    here = STAGES.index(project.stage) if project.stage in STAGES else _reached(project)
    days = {
        Stage.SIGNED: project.signed_on,
        Stage.BUILDING: project.real_start_on,
        Stage.PRODUCING: project.real_production_on,
    }
    for number, stage in enumerate(STAGES):
        state = "now" if number == here else "done" if number < here else "ahead"
        day = days.get(stage)
        yield Step(words.stage(stage), words.partial(day) if day and number <= here else "", state)


def _reached(project: Project) -> int:
    """How far a stopped or ended project had come; −1 where nothing is known."""
    if project.stage is None:
        return -1
    return STAGES.index(Stage.BUILDING if project.real_start_on else Stage.SIGNED if project.signed_on else Stage.TALKS)  # fmt: skip


def _left(project: Project) -> str:
    off = project.stage in (Stage.PAUSED, Stage.ENDED)
    return say("sheet_of.left", stage=words.stage(project.stage)) if off else ""


def _nodes(project: Project, changes: Sequence[FieldChange], today: date) -> Iterator[tuple[Cell, ...]]:
    """The signing, and every key node that is planned or reached."""
    yield Cell(say("sheet_of.node.signed"), "strong"), Cell("—", "soft"), _day(project.signed_on), Cell("")
    for line in node_lines(project, changes, today):
        real = _day(line.reached_on) if line.reached_on or not line.reached else Cell(say("sheet_of.done"))
        late = say("sheet_of.late", days=line.overdue) if line.overdue else ""
        first = say("nodes.first", day=line.first, n=line.revised) if line.revised else ""
        note = say("word.clause_stop").join(filter(None, (late, first)))
        yield Cell(words.node(line.node), "strong"), _day(line.planned_on), real, Cell(note, "up" if late else "soft")  # fmt: skip


def _day(on: PartialDate | None) -> Cell:
    return Cell(words.partial(on)) if on else Cell("—", "soft")


def _curve(changes: Sequence[FieldChange], calendar: Calendar) -> Iterator[Point]:
    """Money arrived in all, as the ledger learnt of it."""
    known = [
        (one.at, _yuan(one.old), new)
        for one in reversed(changes)
        if one.field == MONEY and one.at is not None and (new := _yuan(one.new)) is not None
    ]
    if not known:
        return
    first, last = known[0][0], known[-1][0]
    most = max(new for _, _, new in known) or 1
    every = -(-len(known) // POINTS)
    length = (last - first).total_seconds()
    before = known[0][1]
    if before is not None:
        yield Point(0, share(before, most), say("sheet_of.before"), words.money(before))
    offset = 150 if before is not None else 0
    for number, (at, _, new) in enumerate(known):
        told = (len(known) - 1 - number) % every == 0
        x = offset + round((at - first).total_seconds() * (FULL - offset) / length) if length else FULL
        label = f"{calendar.local(at):%m-%d}" if told else ""
        yield Point(x, share(new, most), label, words.money(new) if told else "")


def _yuan(shown: str) -> int | None:
    """What ``core.roster.showing`` wrote of a sum; None for nothing."""
    number = shown.removesuffix("万元").replace(",", "")
    return int(Decimal(number) * WAN) if number else None
