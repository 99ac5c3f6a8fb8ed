"""The leader's card: one message, edited in place, never a form (调度卡)."""

from __future__ import annotations

from collections.abc import Mapping

from core.calendar import Calendar
from core.chat import Button, Card, Listed, Rows
from core.presses import encode
from core.problems.model import Category
from core.roster.lights import open_nodes
from core.roster.nodes import Planned
from core.rounds.model import Answer, Report
from core.rounds.views import CardView, Line
from core.texts import lamps, words
from core.texts.catalogue import say
from core.texts.findings import found
from core.texts.rule_words import asked_of

PAGE = 6
"""Projects shown at once: six take a phone's screen with their buttons."""
NEAR = 14
"""Days before a node from which the card counts them."""
_NAME = 16
_SHORT = {
    Answer.ON_TRACK: "g",
    Answer.NO_CHANGE: "u",
    Answer.PROBLEM: "p",
    Answer.MILESTONE: "m",
}


def card(view: CardView, calendar: Calendar, page: int = 0) -> Card:
    """The whole card, or its ``page``-th part when there are more than six projects."""
    pages = max(1, -(-len(view.lines) // PAGE))
    page = min(max(page, 0), pages - 1)
    own = dict(view.round.wordings)
    shown = view.lines[page * PAGE : (page + 1) * PAGE]
    text = "\n".join(
        [_head(view, calendar), "", *(_line(line, calendar, own) for line in shown), "", _foot(view)]
    )
    rows = [*(_choices(view, line) for line in shown), *_pager(view, page, pages), *_all_unchanged(view)]
    return Card(text, title=_title(view), buttons=tuple(rows), about=tuple(_listed(line) for line in shown))


def category_card(view: CardView, line: Line) -> Card:
    """Which kind of problem: one tap."""
    buttons = [
        Button(category.value, encode("rc", view.prompt_id, line.no, category.name)) for category in Category
    ]
    rows: Rows = (*(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)), (_back(view),))
    return Card(
        say("card.which_problem", no=line.no, name=line.project.name), title=_title(view), buttons=rows
    )


def node_card(view: CardView, line: Line) -> Card:
    """Which node, finished today or another day: one tap."""
    rows = tuple(
        (
            Button(
                say("card.node_today", node=words.node(node)),
                encode("rn", view.prompt_id, line.no, node.name, "t"),
            ),
            Button(
                say("card.node_other", node=words.node(node)),
                encode("rn", view.prompt_id, line.no, node.name, "o"),
            ),
        )
        for node in open_nodes(line.project)
    )
    return Card(
        say("card.which_node", no=line.no, name=line.project.name),
        title=_title(view),
        buttons=(*rows, (_back(view),)),
    )


def _title(view: CardView) -> str:
    return say("card.title", week=words.period(view.round.period), leader=view.leader.name)


def _head(view: CardView, calendar: Calendar) -> str:
    deadline = words.moment(view.round.ends_at, calendar)
    own = "card.head" if view.viewer_id == view.leader.id else "card.head_for"
    key = "card.head_late" if view.late else own
    return say(key, n=len(view.lines), deadline=deadline, leader=view.leader.name)


def _foot(view: CardView) -> str:
    if not view.open:
        return say("card.foot_done")
    why = say("card.more_often", note=view.round.note) if view.round.note else ""
    return say("card.foot", open=view.open) + why


def _line(line: Line, calendar: Calendar, own: Mapping[str, str]) -> str:
    """Two or three short lines: name and light; stage and next node; what was said."""
    project = line.project
    parts = [
        f"{line.no}. {words.LIGHTS[line.light]} {project.name}",
        say("card.stage", stage=words.stage(project.stage), node=_planned(line.planned)),
    ]
    if line.excused:
        parts.append(say("card.excused", what=lamps.excused_briefly(line.excused)))
    if line.push:
        parts[-1] += asked_of(line.push, own)
    if line.said:
        parts.append(_said(line.said, line.said_by, calendar))
    elif line.before:
        parts.append(say("card.before", said=found(line.before.finding), day=_day(line.before, calendar)))
    if line.problems and not line.said:
        parts.append(say("card.problems", n=len(line.problems), what=words.clip(line.problems[0].text, 24)))
    return "\n".join(parts)


def _said(report: Report, by: str, calendar: Calendar) -> str:
    key = "card.answered_late" if report.late else "card.answered"
    key += "_for" if report.said_for else ""
    return say(key, said=found(report.finding), by=by, at=words.short_moment(report.said_at, calendar))


def _planned(planned: Planned | None) -> str:
    if planned is None:
        return ""
    facts = words.planned(planned)
    if 0 < planned.left <= NEAR:
        return say("card.near", left=planned.left, **facts)
    return say("card.overdue" if planned.overdue else "card.next", **facts)


def _listed(line: Line) -> Listed:
    said = found(line.said.finding) if line.said else ""
    mark = f"{line.no} {words.LIGHTS[line.light]}"
    if line.said and (line.said.said_for or line.said.late):
        key = "card.listed_late" if line.said.late else "card.listed"
        key += "_for" if line.said.said_for else ""
        return Listed(mark, line.project.name, say(key, said=said, by=line.said_by), settled=True)
    waiting = lamps.excused_briefly(line.excused) if line.excused else ""
    return Listed(mark, line.project.name, said or waiting, settled=bool(said))


def _choices(view: CardView, line: Line) -> tuple[Button, ...]:
    """Four taps for a project; the one that counts is marked."""
    said = line.said.finding.answer if line.said else None
    return tuple(
        Button(
            say(f"button.{answer.value}", no="✓" if answer is said else line.no),
            encode("r", view.prompt_id, line.no, short),
        )
        for answer, short in _SHORT.items()
    )


def _pager(view: CardView, page: int, pages: int) -> Rows:
    if pages == 1:
        return ()
    row = []
    if page:
        row.append(Button(say("button.previous"), encode("rp", view.prompt_id, page - 1)))
    row.append(Button(say("button.page", page=page + 1, pages=pages), encode("rp", view.prompt_id, page)))
    if page < pages - 1:
        row.append(Button(say("button.next"), encode("rp", view.prompt_id, page + 1)))
    return (tuple(row),)


def _all_unchanged(view: CardView) -> Rows:
    if not view.open:
        return ()
    key = "button.all_unchanged" if view.open == len(view.lines) else "button.rest_unchanged"
    return ((Button(say(key), encode("ru", view.prompt_id)),),)


def _back(view: CardView) -> Button:
    return Button(say("button.back"), encode("rb", view.prompt_id))


def _day(report: Report, calendar: Calendar) -> str:
    return f"{calendar.local(report.said_at):%m-%d}"
