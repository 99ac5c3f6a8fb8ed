"""What the answer to one question makes of what was held back. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.errors import StaleButton
from core.money import MOST_YUAN, MoneyUnit
from core.problems.model import Category
from core.roster.model import Project, Stage
from core.rounds.echo.doubts import doubt_about
from core.rounds.echo.model import Ask, Question
from core.rounds.model import Answer, Finding, Period, Plan, Trouble

NOT_COUNTED = "no"
YES, DONE, PLANNED, STILL, OVER = "yes", "done", "plan", "still", "over"
UNITS = {"wan": MoneyUnit.WAN, "yi": MoneyUnit.YI, "yuan": MoneyUnit.YUAN}
PERIODS = tuple(period.value for period in Period)
_CHOICES = {
    Ask.PROBLEM: tuple(category.name for category in Category),
    Ask.OVER: (STILL, OVER),
    Ask.WHICH: tuple(stage.name for stage in Stage if stage is not Stage.TALKS),
    Ask.HEARSAY: (YES,),
    Ask.SEVERAL: (YES,),
    Ask.UNIT: tuple(UNITS),
    Ask.PERIOD: PERIODS,
    Ask.FALLS: (YES,),
    Ask.HIGH: (YES,),
    Ask.WEEK: (YES, Period.TOTAL.value),
    Ask.PERCENT: (YES,),
    Ask.STAGE: (DONE, PLANNED),
}


def choices(question: Question) -> tuple[str, ...]:
    """What the buttons of a question stand for; those about projects and leaders come from elsewhere."""
    offered = _CHOICES[question.ask]
    return offered if question.ask in (Ask.STAGE, Ask.OVER) else (*offered, NOT_COUNTED)


@dataclass(frozen=True, slots=True)
class Settled:
    """``finding`` is the answer about the project as it is now; ``next`` what still has to be asked first."""

    finding: Finding
    next: Question | None = None


def settle(question: Question, choice: str, finding: Finding, project: Project) -> Settled:
    """
    Args:
        finding: what was certain about the project until now.

    Raises:
        StaleButton: it is no answer to this question.
    """
    if choice not in choices(question):
        raise StaleButton
    if choice in (NOT_COUNTED, STILL):
        return Settled(finding if choice == STILL else _not_counted(question, finding))
    if question.ask is Ask.PROBLEM:
        return Settled(_named(finding, question.quote, Category[choice]))
    if choice == OVER:
        return Settled(_over(finding))
    if question.ask is Ask.WHICH:
        stage = Stage[choice] if Stage[choice] is not project.stage else None
        return Settled(plus(finding, Finding(Answer.ON_TRACK, stage=stage)))
    if choice == PLANNED:
        return Settled(_planned(finding, question.quote))
    held = _as_answered(question, choice)
    asks = question.then or _size(held, project)
    if asks and not (question.ask in (Ask.FALLS, Ask.HIGH, Ask.WEEK) and choice == YES):
        return Settled(finding, replace(question, ask=asks[0], then=asks[1:], held=held))
    return Settled(plus(finding, held))


def _as_answered(question: Question, choice: str) -> Finding:
    held = question.held or Finding(Answer.ON_TRACK)
    if not held.sums:
        return held
    (amount,) = held.sums
    if choice in UNITS:
        yuan = amount.yuan // MoneyUnit.WAN.value * UNITS[choice].value
        rest = amount.yuan % MoneyUnit.WAN.value * UNITS[choice].value // MoneyUnit.WAN.value
        return replace(held, sums=(replace(amount, yuan=min(yuan + rest, MOST_YUAN)),))
    if choice in PERIODS:
        return replace(held, sums=(replace(amount, period=Period(choice)),))
    return held


def _size(held: Finding, project: Project) -> tuple[Ask, ...]:
    """Once unit and span are known, the size may be strange."""
    asks = [ask for amount in held.sums for ask in doubt_about(amount, project)]
    return tuple(asks[:1])


def plus(finding: Finding, held: Finding) -> Finding:
    """The answer with what was held back; a figure that is there already stays."""
    periods = {one.period for one in finding.sums}
    answer = Answer.MILESTONE if held.nodes and finding.answer is not Answer.PROBLEM else finding.answer
    news = held.sums or held.nodes or held.stage or held.percent is not None
    return replace(
        finding,
        answer=Answer.ON_TRACK if news and answer is Answer.NO_CHANGE else answer,
        sums=finding.sums + tuple(one for one in held.sums if one.period not in periods),
        percent=held.percent if finding.percent is None else finding.percent,
        stage=finding.stage or held.stage,
        nodes=finding.nodes + held.nodes,
        progress=_without(finding),
    )


def _without(finding: Finding) -> str:
    """While all it says was held back, the words stood in its place."""
    return "" if finding.progress == finding.quote and finding.progress else finding.progress


def _not_counted(question: Question, finding: Finding) -> Finding:
    """It stays words; a problem that was none is taken away."""
    if question.ask is Ask.PROBLEM:
        problems = tuple(one for one in finding.problems if one.category)
        left = Answer.PROBLEM if problems else Answer.ON_TRACK
        finding = replace(finding, problems=problems, answer=left if finding.problems else finding.answer)
    if question.quote in (*finding.notes, finding.progress, finding.quote):
        return finding
    return replace(finding, notes=(*finding.notes, question.quote))


def _planned(finding: Finding, quote: str) -> Finding:
    return replace(finding, plans=(*finding.plans, Plan(quote)), progress=_without(finding))


def _named(finding: Finding, quote: str, kind: Category) -> Finding:
    """The problem of which only 有问题 was said gets its kind; words that may be one become one."""
    named = Trouble(kind.value, quote)
    problems = tuple(
        replace(one, category=kind.value) if not one.category else one for one in finding.problems
    )
    if problems == finding.problems:
        problems = (*problems, named)
    return replace(finding, answer=Answer.PROBLEM, problems=problems, progress=_without(finding))


def _over(finding: Finding) -> Finding:
    """The last problem is solved."""
    *left, last = finding.problems
    answer = finding.answer if left or finding.answer is not Answer.PROBLEM else Answer.ON_TRACK
    return replace(finding, answer=answer, problems=tuple(left), resolved=(*finding.resolved, last.category))
