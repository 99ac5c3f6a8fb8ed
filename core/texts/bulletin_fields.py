"""The fields of a bulletin's template: each a piece of text from the frozen figures, or empty (模板字段)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from core.bulletins.figures import Topic
from core.bulletins.material import Material, Room, unit_of
from core.bulletins.model import BulletinKind
from core.calendar import Calendar
from core.figures.fields import NODES
from core.problems.model import Problem
from core.roster.model import Light, Project
from core.scoring.model import Fact, UnitScore
from core.texts import bulletin_blocks as blocks
from core.texts import excused, pages, words
from core.texts.catalogue import say
from core.texts.scores import list_rows, moved

PRAISED = 3
Field = Callable[[Material, Room, Calendar], str]


def period(material: Material) -> str:
    """2026年第47周 · 2026年11月下半月 · 2026年11月 · 2026年第四季度."""
    first = material.since
    facts = {"year": first.year, "month": say("word.months").split()[first.month - 1]}
    if material.kind is BulletinKind.NEWS:
        return say("period.first_half" if first.day == 1 else "period.second_half", **facts)
    if material.kind is BulletinKind.MONTHLY:
        return say("date.month", **facts)
    if material.kind is BulletinKind.QUARTERLY:
        return say("date.quarter", year=first.year, quarter=(first.month + 2) // 3)
    return words.period(material.figures.snapshot.period)


def _period(material: Material, _: Room, __: Calendar) -> str:
    return period(material)


def _cut_off(material: Material, _: Room, calendar: Calendar) -> str:
    return pages.cut_off(material.figures, calendar)


def _headlines(material: Material, _: Room, __: Calendar) -> str:
    """合同项目80个（+8），累计到位资金316.45亿元（+19.70亿元）…"""
    said = []
    for tile in map(pages.tile, material.figures.headlines):
        change = say("bulletin.change", change=tile.change) if tile.change else ""
        said.append(
            say("bulletin.headline", label=tile.label, value=tile.value, unit=tile.unit, change=change)
        )
    return say("bulletin.headlines", all=say("word.clause_stop").join(said))


def _praise(material: Material, room: Room, _: Calendar) -> str:
    scores = material.figures.snapshot.scores
    one_list = len({s.kind for s in scores if s.rank is not None}) == 1
    top = [s.unit for s in scores if s.rank is not None and s.rank <= (PRAISED if one_list else 1)]
    risen = [s.unit for s in scores if s.moved is not None and s.moved > 1]
    lines = [say("bulletin.top", names=_named(top, room)) if top else ""]
    lines.append(say("bulletin.risen", names=_named(risen, room)) if risen else "")
    return "\n".join(filter(None, lines))


def _named(names: Sequence[str], room: Room) -> str:
    most = max(room.entries, PRAISED)
    shown = say("word.list_stop").join(names[:most])
    return say("bulletin.and_others", names=shown, n=len(names)) if len(names) > most else shown


def _table(material: Material, room: Room, _: Calendar) -> str:
    """List by list where there are several; those without a place are named below, unless nobody there has one."""
    snapshot = material.figures.snapshot
    ranked = [s for s in snapshot.scores if s.rank is not None]
    kinds = {s.kind for s in ranked}
    shown = [s for kind in dict.fromkeys(s.kind for s in ranked) for s in _of(ranked, kind)[: room.rows]]
    rows = list_rows(shown, _row)
    if len(shown) < len(ranked):
        rows.append(say("bulletin.rest", n=len(ranked) - len(shown)))
    unranked = [s.unit for s in snapshot.scores if s.rank is None and s.kind in kinds]
    if unranked:
        rows.append(say("bulletin.unranked", names=_named(unranked, room)))
    rows.append(excused.sentence(material.figures.excused))
    return "\n".join([say("bulletin.table"), *filter(None, rows)])


def _of(scores: Sequence[UnitScore], kind: str) -> list[UnitScore]:
    return [score for score in scores if score.kind == kind]


def _row(score: UnitScore) -> str:
    return say("bulletin.row", rank=score.rank, unit=score.unit, total=score.total, moved=moved(score))


def _lights(material: Material, _: Room, __: Calendar) -> str:
    lights = material.figures.lights
    if not lights.known:
        return ""
    green, yellow, red = pages.shown_lights(lights)
    return say("bulletin.lights", green=green, yellow=yellow, red=red)


def _reds(material: Material, room: Room, _: Calendar) -> str:
    """Red projects with their unit and the reason, the longest overdue first."""
    reds = [fact for fact in material.figures.worries if fact.light == Light.RED.value]
    names = material.unit_names()
    return blocks.entries(say("bulletin.reds", n=len(reds)), [_red(fact, names) for fact in reds], room)


def _red(fact: Fact, names: Mapping[int, str]) -> str:
    unit, name = unit_of(fact, names), words.clip(fact.name, 24)
    return say("bulletin.red", unit=unit, project=name, why=pages.worry(fact))


def _red_list(material: Material, room: Room, _: Calendar) -> str:
    return _roll(pages.rolls(material.figures)[:1], room)


def _black_list(material: Material, room: Room, _: Calendar) -> str:
    return _roll(pages.rolls(material.figures)[1:], room)


def _roll(rolls: Sequence[pages.Roll], room: Room) -> str:
    for roll in rolls:
        heading = say("bulletin.roll", heading=roll.heading)
        cited = [say("bulletin.cited", unit=one.unit, reasons=one.reasons) for one in roll.cited]
        fair = replace(room, entries=max(room.entries, PRAISED))  # whoever is named hears why
        return blocks.entries(heading, cited, fair) or f"{heading}\n{roll.nobody}"
    return ""


def _news(material: Material, room: Room, _: Calendar) -> str:
    """Nodes reached; nothing if there are none."""
    done = [
        say(
            "bulletin.node",
            project=_name(material.projects, one.project_id),
            node=words.node(NODES[one.field]),
        )
        for one in sorted(material.confirmed, key=lambda one: (one.project_id, one.id))
        if one.field in NODES
    ]
    return blocks.entries(say("bulletin.news"), list(dict.fromkeys(done)), room)


def _problems(material: Material, room: Room, _: Calendar) -> str:
    """New problems of the period, briefly; the person who said it is not named."""
    rows = [_problem(material, one) for one in material.opened]
    return blocks.entries(say("bulletin.problems", n=len(rows)), rows, room)


def _problem(material: Material, one: Problem) -> str:
    project = _name(material.projects, one.project_id)
    return say(
        "bulletin.problem", project=project, category=one.category.value, text=words.clip(one.text, 30)
    )


def _name(projects: Mapping[int, Project], project_id: int) -> str:
    return words.clip(projects[project_id].name, 24)


def _solved(material: Material, _: Room, __: Calendar) -> str:
    facts = {"opened": len(material.opened), "solved": material.solved, "waiting": len(material.waiting)}
    return say("bulletin.solved", overdue=len(material.overdue), **facts) if any(facts.values()) else ""


def _overdue(material: Material, room: Room, _: Calendar) -> str:
    """Problems past their deadline, each with the department that owes the answer."""
    rows = [
        say(
            "bulletin.late_problem",
            project=_name(material.projects, one.project_id),
            category=one.category.value,
            department=one.department or say("bulletin.no_department"),
            days=(material.as_of - one.due_on.last).days,
        )
        for one in material.overdue
        if one.due_on is not None
    ]
    return blocks.entries(say("bulletin.late_problems", n=len(rows)), rows, room)


def _appeal(_: Material, __: Room, ___: Calendar) -> str:
    return say("bulletin.foot")


def _tile(topic: Topic) -> Field:
    def value(material: Material, _: Room, __: Calendar) -> str:
        tiles = [pages.tile(one) for one in material.figures.headlines if one.topic is topic]
        return "".join(f"{tile.value}{tile.unit}" for tile in tiles)

    return value


def _first(material: Material, _: Room, __: Calendar) -> str:
    first = [score.unit for score in material.figures.snapshot.scores if score.rank == 1]
    return say("word.list_stop").join(first)


def _count(light: Light) -> Field:
    return lambda material, _, __: str(getattr(material.figures.lights, light.value))


FIELDS: Mapping[str, Field] = {
    "period": _period,
    "cut_off": _cut_off,
    "headlines": _headlines,
    "praise": _praise,
    "table": _table,
    "lights": _lights,
    "reds": _reds,
    "red_list": _red_list,
    "black_list": _black_list,
    "news": _news,
    "problems": _problems,
    "solved": _solved,
    "overdue": _overdue,
    "asks": blocks.asks,
    "appeal": _appeal,
    "targets": blocks.targets,
    "signed": blocks.signed,
    "building": blocks.building,
    "running": blocks.running,
    "course": blocks.course,
    "contracts": _tile(Topic.CONTRACTS),
    "arrived": _tile(Topic.ARRIVED),
    "start_rate": _tile(Topic.STARTED),
    "production_rate": _tile(Topic.PRODUCING),
    "first": _first,
    "green": _count(Light.GREEN),
    "yellow": _count(Light.YELLOW),
    "red": _count(Light.RED),
}
"""By the name that ``template.field.…`` shows; the same in every kind of bulletin."""
