"""One answer in words, piece by piece: on cards, in lists and in echoes."""

from __future__ import annotations

from core.dates import PartialDate, one_day
from core.roster.model import Node, Stage
from core.rounds.model import Answer, Done, Finding, Plan, Trouble
from core.rounds.reading.model import Flag
from core.texts import words
from core.texts.catalogue import say

_LONG = 60
_NOT_YET = frozenset({Flag.NOT_STARTED, Flag.NOT_STOCKED, Flag.NOT_COUNTED})
_AFTER = {Node.START: Stage.BUILDING, Node.COMPLETED: Stage.FINISHED, Node.PRODUCTION: Stage.PRODUCING}
"""A stage that goes without saying."""


def found(finding: Finding) -> str:
    """有问题（用地）：林地手续未批 · 本周到位2000万元."""
    return say("word.list_gap_dot").join(pieces(finding))


def pieces(finding: Finding, *, openly: bool = False) -> tuple[str, ...]:
    """Everything the answer says; at least the answer itself.

    ``openly``: also say what was taken for granted.
    """
    facts = _facts(finding, openly=openly)
    plain = finding.answer is Answer.NO_CHANGE or not facts
    return (words.answer(finding.answer), *facts) if plain else tuple(facts)


def _facts(finding: Finding, *, openly: bool) -> list[str]:
    facts = [_trouble(one) for one in finding.troubles]
    facts += [_done(one, openly=openly) for one in finding.nodes]
    if finding.stage and not any(_AFTER.get(one.node) is finding.stage for one in finding.nodes):
        facts.append(say("finding.stage", stage=words.stage(finding.stage)))
    for one in finding.sums:
        money = words.money(one.yuan)
        said = say("finding.about", money=money) if one.approximate else money
        facts.append(say(f"sum.{one.period}", money=said))
    if finding.percent is not None:
        facts.append(say("finding.percent", percent=finding.percent))
    facts += [say(f"flag.{flag}") for flag in finding.flags if flag in _NOT_YET]
    if finding.resolved:
        facts.append(say("finding.resolved", what=say("word.list_stop").join(finding.resolved)))
    facts += [_plan(one) for one in finding.plans]
    if finding.progress:
        facts.append(words.clip(finding.progress, _LONG))
    facts += [words.clip(one, _LONG) for one in finding.notes]
    if finding.text and finding.answer is not Answer.PROBLEM:
        facts.append(words.clip(finding.text, _LONG))
    return facts


def _trouble(one: Trouble) -> str:
    text = say("card.problem", category=one.category) if one.category else words.answer(Answer.PROBLEM)
    if one.text and one.text != one.category:
        text += say("card.said", text=words.clip(one.text, _LONG))
    if one.department and one.due_on:
        return text + say("finding.to_by", department=one.department, day=_day(one.due_on))
    if one.department:
        return text + say("finding.to", department=one.department)
    return text + say("finding.by", day=_day(one.due_on)) if one.due_on else text


def _day(due: PartialDate) -> str:
    """A deadline means the last possible day."""
    return words.partial(one_day(due.last))


def _done(one: Done, *, openly: bool) -> str:
    key = "finding.assumed" if one.assumed and openly else "card.milestone"
    return say(key, node=words.node(one.node), day=words.partial(one.on))


def _plan(one: Plan) -> str:
    event = words.clip(one.event, _LONG)
    return (
        say("finding.plan_on", event=event, day=words.partial(one.on))
        if one.on
        else say("finding.plan", event=event)
    )
