"""Which nodes the clauses about one project say are reached, and when (完成节点). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.date_patterns import DateFlag
from core.date_words import Lean, read_reply_date
from core.dates import PartialDate, Precision, one_day
from core.roster.model import STARTED, Node, Project, Stage
from core.rounds.model import Done
from core.rounds.reading.model import Flag, Grain, Item
from core.rounds.reading.stages import find_stage
from core.rounds.reading.when import find_when

_FILL = r"(?:已经?|目前|项目|顺利|全部|全面|整体|如期|按期|提前|正式|实现|完成|于|在|今天|昨天|就|了)*"
_TOPPED = re.compile(rf"{_FILL}主体(?:结构|工程|建筑)?{_FILL}封顶了?{_FILL}")
_BY_STAGE = {
    Stage.BUILDING: (Node.START, re.compile(r"复工")),
    Stage.FINISHED: (Node.COMPLETED, re.compile(r"试生产|试运")),
    Stage.PRODUCING: (Node.PRODUCTION, re.compile(r"(?!)")),
}
"""The node a stage stands for, unless these words are said: 复工 is no start of construction."""
_STAGES = frozenset(node for node, _ in _BY_STAGE.values())
_BY_FLAG = {Flag.STOCKED: (Node.STOCKED, "入库"), Flag.COUNTED: (Node.COUNTED, "统")}


@dataclass(frozen=True, slots=True)
class Nodes:
    """``clauses`` say nothing beside their node; ``no_day``: 9月31日, or one that is still ahead."""

    done: tuple[Done, ...] = ()
    clauses: tuple[str, ...] = ()
    quote: str = ""
    no_day: bool = False


_NONE = Nodes()


def nodes_in(clauses: Sequence[str], item: Item, project: Project, today: date) -> Nodes:
    """The nodes of ``item``, in the order they are said; those the ledger knows stay words."""
    topped = "封顶" in (item.progress or "")
    if not (topped or item.flags or item.stage in _BY_STAGE):
        return _NONE
    done: list[Done] = []
    pure: list[str] = []
    quote, no_day = "", False
    for clause in clauses:
        node = _node(clause, item, today, topped=topped)
        if node is None:
            continue
        on = _day(clause, today)
        if _known(node, project) or any(one.node is node for one in done):
            continue
        if node is Node.TOPPED and on:
            pure.append(clause)
        if on:
            done.append(Done(node, on[0], assumed=on[1]))
        no_day = no_day or (on is None and node in _STAGES)
        quote = quote or (clause if node in _STAGES else "")
    return Nodes(tuple(done), tuple(pure), quote, no_day)


def _node(clause: str, item: Item, today: date, *, topped: bool) -> Node | None:
    words = _without_day(clause, today)
    if topped and _TOPPED.fullmatch(words):
        return Node.TOPPED
    said = find_stage(words) if item.stage in _BY_STAGE else None
    if item.stage in _BY_STAGE and said and said.stage is item.stage and not said.negated:
        node, unless = _BY_STAGE[item.stage]
        return None if unless.search(words) else node
    for flag, (node, word) in _BY_FLAG.items():
        if flag in item.flags and word in clause:
            return node
    return None


def _without_day(clause: str, today: date) -> str:
    found = find_when(clause, today, Lean.PAST)
    words = clause if found is None else clause[: found.start] + clause[found.end :]
    return words.strip(" ，,。；;的")


def _day(clause: str, today: date) -> tuple[PartialDate, bool] | None:
    """(day, assumed); today when no day is said, None when it cannot be."""
    found = find_when(clause, today, Lean.PAST)
    if found is None:
        return one_day(today), True
    bad = DateFlag.INVALID_DAY in read_reply_date(clause[found.start : found.end], today, Lean.PAST).flags
    if bad or found.when is None or found.when.first > today:
        return None
    if found.when.grain is Grain.WEEK:
        return one_day(min(found.when.last, today)), True
    return PartialDate(found.when.first, found.when.last, Precision(found.when.grain.value)), False


def _known(node: Node, project: Project) -> bool:
    """Whether the ledger says so already."""
    match node:
        case Node.START:
            return project.stage in STARTED or project.real_start_on is not None
        case Node.COMPLETED:
            return project.stage in (Stage.FINISHED, Stage.PRODUCING)
        case Node.PRODUCTION:
            return project.stage is Stage.PRODUCING
        case Node.STOCKED:
            return project.in_stock
        case Node.COUNTED:
            return project.in_stats
        case Node.TOPPED:
            return project.stage in (Stage.FINISHED, Stage.PRODUCING)
