"""Before the monthly cut-off of the statistics: what is missing, to whom (入库纳统提醒)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from core.chat import Button, Card, Rows
from core.milestones.entering import at_hand, next_step
from core.presses import encode
from core.roster.model import Project
from core.roster.nodes import KeyNode
from core.texts import words
from core.texts.catalogue import say

Papers = Mapping[KeyNode, Sequence[str]]
"""Step → the papers it needs."""
MOST, OFFERED = 10, 4
"""Projects that one message names, and for which it has a button."""


def own(waiting: Sequence[Project], papers: Papers, cutoff: date, today: date) -> Card:
    """To whoever has the papers of these projects."""
    head = say("entering.own", day=words.day(cutoff), when=_when(cutoff, today), n=len(waiting))
    rows = [_row(project, papers) for project in waiting[:MOST]]
    buttons: Rows = tuple(
        (Button(words.clip(project.name, 24), encode("wx", project.id)),) for project in waiting[:OFFERED]
    )
    lines = [head, *rows, _more(waiting), say("entering.how")]
    return Card("\n".join(filter(None, lines)), buttons=buttons)


def whole(waiting: Sequence[Project], papers: Papers, cutoff: date, today: date) -> Card:
    """To the statistics office: all that wait, those with every paper first."""
    ranked = sorted(waiting, key=lambda project: (bool(_lacking(project, papers)), project.code))
    ready = sum(not _lacking(project, papers) for project in waiting)
    head = say("entering.whole", day=words.day(cutoff), when=_when(cutoff, today), n=len(waiting))
    rows = [_row(project, papers) for project in ranked[:MOST]]
    lines = [head, say("entering.ready", n=ready), *rows, _more(waiting), say("entering.see")]
    return Card("\n".join(filter(None, lines)))


def _when(cutoff: date, today: date) -> str:
    return say("entering.left", days=(cutoff - today).days)


def _row(project: Project, papers: Papers) -> str:
    """• 青禾饮用水项目　待备案：材料1/3，缺备案证."""
    step = _step(project)
    lacking = _lacking(project, papers)
    missing = say("statistics.lacking", papers=say("word.list_stop").join(lacking)) if lacking else say("statistics.complete")  # fmt: skip
    n, of = len(papers[step]) - len(lacking), len(papers[step])
    return say(
        "entering.row", name=words.clip(project.name, 20), step=words.node(step), n=n, of=of, missing=missing
    )


def _step(project: Project) -> KeyNode:
    return next_step(project) or (KeyNode.COUNTED if project.in_stock else KeyNode.STOCKED)


def _lacking(project: Project, papers: Papers) -> list[str]:
    step = _step(project)
    have = at_hand(project, step)
    return [paper for paper in papers[step] if paper not in have]


def _more(waiting: Sequence[Project]) -> str:
    return say("entering.more", n=len(waiting) - MOST) if len(waiting) > MOST else ""
