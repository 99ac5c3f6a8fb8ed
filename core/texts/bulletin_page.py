"""One unit's page of the meeting pack: standing, what has changed, reds, open problems, what was promised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from core.bulletins.material import Own, Room
from core.calendar import Calendar
from core.dates import PartialDate
from core.problems.model import Problem
from core.roster.model import Light, Node
from core.roster.nodes import KeyNode, planned_on
from core.scoring.model import Fact
from core.texts import bulletin_fields as fields
from core.texts import pages, words
from core.texts.bulletin_blocks import entries
from core.texts.catalogue import say
from core.texts.scores import moved

Field = Callable[[Own, Room, Calendar], str]
_LIGHTS = {light.value: mark for light, mark in words.LIGHTS.items()}


def _unit(own: Own, _: Room, __: Calendar) -> str:
    return own.standing.score.unit


def _standing(own: Own, _: Room, __: Calendar) -> str:
    score, lights = own.standing.score, own.standing.lights
    placed = (
        say("unit_page.unranked")
        if score.rank is None
        else say("unit_page.ranked", rank=score.rank, total=score.total, moved=moved(score))
    )
    counts = {"red": lights.red, "yellow": lights.yellow, "green": lights.green, "n": len(own.rows)}
    return say("unit_page.standing", placed=placed, **counts)


def _changes(own: Own, room: Room, _: Calendar) -> str:
    """What differs from the snapshot before, project by project; that nothing does is said."""
    rows = []
    for fact in own.rows:
        news = say("word.clause_stop").join(_news(fact, own.then.get(fact.project_id)))
        if news:
            rows.append(say("unit_page.row", project=words.clip(fact.name, 24), text=news))
    heading = say("unit_page.changes")
    return entries(heading, rows, room) or f"{heading}\n{say('unit_page.no_changes')}"


def _news(fact: Fact, then: Fact | None) -> Iterator[str]:
    if then is None:
        yield say("unit_page.new")
        return
    if fact.started and not then.started:
        yield words.node(Node.START)
    if fact.producing and not then.producing:
        yield words.node(Node.PRODUCTION)
    if fact.arrived_yuan > then.arrived_yuan:
        yield say("unit_page.arrived", money=words.money(fact.arrived_yuan - then.arrived_yuan))
    if fact.light != then.light and fact.light and then.light:
        yield f"{_LIGHTS[then.light]}→{_LIGHTS[fact.light]}"


def _reds(own: Own, room: Room, _: Calendar) -> str:
    reds = sorted(
        (f for f in own.rows if f.light == Light.RED.value), key=lambda f: (-f.overdue, f.project_id)
    )
    rows = [say("unit_page.row", project=words.clip(f.name, 24), text=pages.worry(f)) for f in reds]
    return entries(say("unit_page.reds", n=len(rows)), rows, room)


def _problems(own: Own, room: Room, _: Calendar) -> str:
    rows = [_problem(own, one) for one in own.waiting]
    return entries(say("unit_page.problems", n=len(rows)), rows, room)


def _problem(own: Own, one: Problem) -> str:
    project = words.clip(own.material.projects[one.project_id].name, 24)
    text = say(
        "unit_page.problem",
        category=one.category.value,
        text=words.clip(one.text, 30),
        department=one.department or say("bulletin.no_department"),
    )
    late = (own.material.as_of - one.due_on.last).days if one.due_on else 0
    more = say("unit_page.late", days=late) if late > 0 else _until(one.due_on)
    return say("unit_page.row", project=project, text=text + more)


def _until(due_on: PartialDate | None) -> str:
    return say("unit_page.until", on=words.partial(due_on)) if due_on else ""


def _promises(own: Own, room: Room, _: Calendar) -> str:
    """The next planned node of every project with its day: what the unit has committed itself to; soonest first."""
    found = sorted(_planned(own), key=lambda each: (each[2].last, each[0].project_id))
    rows = [
        say(
            "unit_page.row",
            project=words.clip(fact.name, 24),
            text=say("unit_page.promise", node=words.node(node), on=words.partial(on)),
        )
        for fact, node, on in found
    ]
    return entries(say("unit_page.promises", n=len(rows)), rows, room)


def _planned(own: Own) -> Iterator[tuple[Fact, KeyNode, PartialDate]]:
    for fact in own.rows:
        project = own.material.projects.get(fact.project_id)
        if project is None or not fact.next_node:
            continue
        on = planned_on(project, KeyNode(fact.next_node))
        if on is not None:
            yield fact, KeyNode(fact.next_node), on


PAGE_FIELDS: Mapping[str, Field] = {
    "unit": _unit,
    "standing": _standing,
    "changes": _changes,
    "unit_reds": _reds,
    "open_problems": _problems,
    "promises": _promises,
    "period": lambda own, _, __: fields.period(own.material),
}
"""By the name that ``template.field.…`` shows."""


def on_paper(text: str) -> str:
    """The same with words for the lights, which printed pages have no colours for."""
    green, yellow, red = say("sheet.lights").split("|")
    named = {Light.GREEN: green, Light.YELLOW: yellow, Light.RED: red, Light.GREY: say("unit_page.grey")}
    for light, name in named.items():
        text = text.replace(words.LIGHTS[light], name)
    return text
