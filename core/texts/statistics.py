"""The way into the statistics, in words (入库纳统)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.chat import Button, Card, Rows
from core.milestones.entering import REASON, Entered, at_hand, next_step
from core.presses import encode
from core.roster.excused import Excused
from core.roster.model import STARTED, Project, Stage
from core.roster.nodes import STATISTICS_LINE, KeyNode, is_reached, reached_on
from core.texts import lamps, words
from core.texts.catalogue import say
from core.texts.paging import paged

_ROW = 2
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class View:
    """What one reader is shown and may do. ``papers``: step → the papers it needs."""

    papers: Mapping[KeyNode, Sequence[str]]
    reasons: Sequence[str]
    cutoff: date
    ticks: bool
    enters: bool


def overview(
    counts: Entered,
    waiting: Sequence[Project],
    excused: Mapping[int, Excused],
    cutoff: date,
    page: int,
) -> Card:
    """Both numbers side by side, and who has begun and is not entered, with the reason or the excuse."""
    head = [
        say("statistics.stocked", started=counts.started, n=counts.stocked, rate=words.rate(counts.stocked, counts.started)),
        say("statistics.counted", producing=counts.producing, n=counts.counted, rate=words.rate(counts.counted, counts.producing)),
        say("statistics.both", arrived=words.money(counts.arrived_yuan), fixed=words.money(counts.fixed_yuan)),
        say("statistics.cutoff", day=words.day(cutoff)),
    ]  # fmt: skip
    entries = [_waiting(project, excused.get(project.id)) for project in waiting]
    shown = waiting[page * _SHOWN : (page + 1) * _SHOWN]
    rows: Rows = tuple((Button(words.clip(p.name, 24), encode("wx", p.id)),) for p in shown)
    title = say("statistics.title", n=len(waiting))
    made = paged(title, entries or [say("statistics.none")], page, "statistics", extra=rows)
    return Card("\n".join([*head, "", made.text]), title=made.title, buttons=made.buttons)


def _waiting(project: Project, excused: Excused | None) -> str:
    step = next_step(project)
    what = words.node(KeyNode.COUNTED if project.in_stock else step or KeyNode.STOCKED)
    reason = project.details.get(REASON) or say("statistics.no_reason")
    reason = lamps.excused_briefly(excused) if excused else reason
    return say("statistics.row", code=project.code, name=project.name, stage=words.stage(project.stage), step=what, reason=reason)  # fmt: skip


def one(project: Project, view: View) -> Card:
    """Its three steps with their papers; buttons for whoever may tick."""
    percent = say("statistics.percent", percent=project.percent) if project.percent is not None else ""
    lines = [
        say("statistics.stage", stage=words.stage(project.stage), percent=percent),
        say("statistics.both", arrived=words.money(project.total_in_yuan), fixed=words.money(project.fixed_yuan)),
        *(_step(project, node, view) for node in STATISTICS_LINE),
        say("statistics.reason", reason=project.details[REASON]) if project.details.get(REASON) else "",
        say("statistics.cutoff", day=words.day(view.cutoff)),
    ]  # fmt: skip
    title = say("status.title", code=project.code, name=project.name)
    return Card("\n".join(filter(None, lines)), title=title, buttons=_buttons(project, view))


def _step(project: Project, node: KeyNode, view: View) -> str:
    if is_reached(project, node):
        on = reached_on(project, node)
        return say("statistics.reached", node=words.node(node), day=words.partial(on) if on else "")
    papers, have = view.papers[node], at_hand(project, node)
    lacking = say("word.list_stop").join(paper for paper in papers if paper not in have)
    missing = say("statistics.lacking", papers=lacking) if lacking else say("statistics.complete")
    n = sum(paper in have for paper in papers)
    return say("statistics.open", node=words.node(node), n=n, of=len(papers), missing=missing)


def _buttons(project: Project, view: View) -> Rows:
    node = next_step(project)
    if node is None or not view.ticks:
        return ()
    have = at_hand(project, node)
    papers = [
        Button(say("settings.on", name=paper) if paper in have else paper,
               encode("wt", project.id, project.version, node.name, n))
        for n, paper in enumerate(view.papers[node])
    ]  # fmt: skip
    rows = list(_pairs(papers))
    if view.enters:
        done = encode("we", project.id, project.version, node.name)
        rows.append((Button(say("button.entered", node=words.node(node)), done),))
    if project.stage in STARTED and (not project.in_stock or project.stage is Stage.PRODUCING):
        rows += _pairs(
            [
                Button(say("button.reason", reason=reason), encode("wr", project.id, project.version, n))
                for n, reason in enumerate(view.reasons)
            ]
        )
    return tuple(rows)


def _pairs(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[i : i + _ROW]) for i in range(0, len(buttons), _ROW)]


def cutoff_line(day: int) -> str:
    return say("statistics.every_month", day=day)


def ahead_line(days: int) -> str:
    return say("statistics.ahead", days=days) if days else say("statistics.not_ahead")


def both_lines(day: int, ahead: int) -> str:
    return say("word.clause_stop").join([cutoff_line(day), ahead_line(ahead)])
