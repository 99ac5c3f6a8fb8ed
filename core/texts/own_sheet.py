"""Everything that one person carries, as a picture (我的项目图)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from core.roster.excused import Excused
from core.roster.model import Light
from core.roster.nodes import Planned
from core.texts import lamps, words
from core.texts.catalogue import say
from core.texts.lamps import Row
from core.texts.pages import Tile
from core.texts.project_sheet import money_tile
from core.texts.sheets import LAMPS, Cell, Drawing, Sheet, Table, Tiles, joined

MOST = 60
"""Projects in one picture."""
ORDER = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)


def own_sheet(person: str, title: str, rows: Sequence[Row], today: date) -> Drawing:
    """The longest overdue and the red ones first."""
    ranked = sorted(
        rows, key=lambda row: (ORDER.index(row[1]), -(row[2].overdue if row[2] else 0), row[0].code)
    )
    shown = ranked[:MOST]
    tiles = _tiles(rows)
    heading = say("sheet_of.lights", **_lights(rows))
    more = (say("bulletin.more", n=len(rows) - MOST),) if len(rows) > MOST else ()
    sheet = Sheet(
        issuer=words.titled(person, title),
        corner=say("sheet_of.as_of", day=words.day(today)),
        title=say("sheet_of.own"),
        under=heading,
        blocks=(
            Tiles(tiles),
            Table(
                say("mine.title", n=len(rows)),
                tuple(say("sheet_of.own_heads").split("|")),
                (2, 11, 5, 7, 4, 3),
                "cllrrr",
                tuple(_row(row) for row in shown),
                say("mine.none"),
            ),
        ),
        notes=(*more, say("sheet_of.note")),
    )
    lines = [
        say("mine.row", light=words.LIGHTS[light], name=project.name, stage=words.stage(project.stage),
            node=f" · {node}" if (node := _node(planned, excused)) else "", problems=say("mine.problems", n=n) if n else "")
        for project, light, planned, n, excused in shown
    ]  # fmt: skip
    facts = [say("sheet_of.tile", label=one.label, value=one.value + one.unit) for one in tiles]
    return Drawing(sheet, say("sheet_of.name.own", name=person), joined([heading, *facts, *lines]))


def _tiles(rows: Sequence[Row]) -> tuple[Tile, ...]:
    total = sum(project.total_yuan or 0 for project, *_ in rows)
    arrived = sum(project.total_in_yuan or 0 for project, *_ in rows)
    return (
        Tile(say("sheet_of.projects"), str(len(rows)), say("page.projects"), "", ""),
        money_tile("total", total),
        money_tile("arrived", arrived),
        Tile(say("sheet_of.rate"), words.rate(arrived, total), "", "", ""),
    )


def _lights(rows: Sequence[Row]) -> dict[str, int]:
    count = Counter(light for _, light, *_ in rows)
    return {light.value: count[light] for light in Light}


def _row(row: Row) -> tuple[Cell, ...]:
    project, light, planned, problems, excused = row
    late = bool(planned and planned.overdue and not excused)
    return (
        Cell("", lamp=LAMPS[light]),
        Cell(project.name, "strong"),
        Cell(words.stage(project.stage)),
        Cell(_node(planned, excused), "up" if late else "soft"),
        Cell(words.rate(project.total_in_yuan or 0, project.total_yuan or 0)),
        Cell(str(problems) if problems else "—", "up" if problems else "soft"),
    )


def _node(planned: Planned | None, excused: Excused | None) -> str:
    if excused is not None:
        return lamps.excused_briefly(excused)
    if planned is None:
        return ""
    node = words.node(planned.node)
    if planned.overdue:
        return say("sheet_of.node_late", node=node, days=planned.overdue)
    return say("sheet_of.node_due", node=node, day=words.partial(planned.planned_on))
