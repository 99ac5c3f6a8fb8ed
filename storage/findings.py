"""What one answer says, as the columns and the JSON of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from core.dates import PartialDate, date_from_json, date_json
from core.roster.model import Node, Stage
from core.rounds.model import Amount, Answer, Done, Finding, Period, Plan, Trouble
from core.rounds.reading.model import Flag

_VALUE = attrgetter("value")


def columns_of(finding: Finding) -> dict[str, Any]:
    """The columns of a report; ``details`` is None for what four taps can say."""
    return {
        "answer": finding.answer,
        "category": finding.category,
        "text": finding.text,
        "node": finding.node,
        "node_on": finding.node_on,
        "details": _details(finding) or None,
    }


def finding_from(
    answer: Answer, category: str, text: str, node: Node | None, node_on: PartialDate | None, details: Any
) -> Finding:
    """The inverse of ``columns_of``."""
    said: Mapping[str, Any] = details or {}
    nodes = tuple(_done(one) for one in said.get("nodes", ()))
    if node and node_on and not nodes:
        nodes = (Done(node, node_on),)
    return Finding(
        answer,
        category,
        text,
        nodes,
        sums=tuple(Amount(Period(p), yuan, about) for p, yuan, about in said.get("sums", ())),
        percent=said.get("percent"),
        stage=Stage(said["stage"]) if "stage" in said else None,
        problems=tuple(_trouble(one) for one in said.get("problems", ())),
        resolved=tuple(said.get("resolved", ())),
        plans=tuple(Plan(one["event"], date_from_json(one.get("on"))) for one in said.get("plans", ())),
        flags=tuple(Flag(one) for one in said.get("flags", ())),
        progress=said.get("progress", ""),
        notes=tuple(said.get("notes", ())),
        quote=said.get("quote", ""),
    )


def finding_json(finding: Finding) -> dict[str, Any]:
    """All of it in one object, for a sentence that waits."""
    taps = {"answer": finding.answer.value, "category": finding.category, "text": finding.text}
    return taps | _details(finding, all_nodes=True)


def finding_from_json(said: Mapping[str, Any]) -> Finding:
    return finding_from(Answer(said["answer"]), said["category"], said["text"], None, None, said)


def _details(finding: Finding, *, all_nodes: bool = False) -> dict[str, Any]:
    """What is not empty; a single node with its own day has columns of its own."""
    nodes = finding.nodes
    if not all_nodes and len(nodes) < 2 and not any(done.assumed for done in nodes):
        nodes = ()
    lists: tuple[tuple[str, tuple[Any, ...], Callable[[Any], Any]], ...] = (
        ("nodes", nodes, _node_json),
        ("sums", finding.sums, _sum_json),
        ("problems", finding.problems, _trouble_json),
        ("plans", finding.plans, _plan_json),
        ("flags", finding.flags, _VALUE),
        ("resolved", finding.resolved, str),
        ("notes", finding.notes, str),
    )
    details: dict[str, Any] = {name: list(map(as_json, each)) for name, each, as_json in lists if each}
    if finding.stage:
        details["stage"] = finding.stage.value
    if finding.progress:
        details["progress"] = finding.progress
    if finding.quote:
        details["quote"] = finding.quote
    if finding.percent is not None:
        details["percent"] = finding.percent
    return details


def _node_json(done: Done) -> dict[str, Any]:
    return {"node": done.node.value, "on": date_json(done.on), "assumed": done.assumed}


def _sum_json(one: Amount) -> list[Any]:
    return [one.period.value, one.yuan, one.approximate]


def _plan_json(one: Plan) -> dict[str, Any]:
    return {"event": one.event, "on": date_json(one.on)}


def _done(said: Mapping[str, Any]) -> Done:
    on = date_from_json(said["on"])
    assert on is not None  # noqa: S101 - a node is never written without its day
    return Done(Node(said["node"]), on, said["assumed"])


def _trouble_json(one: Trouble) -> dict[str, Any]:
    return {
        "category": one.category,
        "text": one.text,
        "department": one.department,
        "due": date_json(one.due_on),
    }


def _trouble(said: Mapping[str, Any]) -> Trouble:
    return Trouble(said["category"], said["text"], said["department"], date_from_json(said["due"]))
