"""Which of several open problems is over (解决的是哪一个): asked before any of them is closed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from core.problems.model import Problem
from core.roster.model import Project
from core.rounds.echo.drafting import Drafted
from core.rounds.echo.model import Ask, Question
from core.rounds.model import Answer, Finding

ALL = "all"
BETWEEN = "："


def held_back(result: Drafted, projects: Mapping[int, Project], tickets: Collection[Problem]) -> Drafted:
    """What was said to be over and fits several open tickets becomes a question.

    Args:
        projects: by line number, as in ``drafted``.
        tickets: open ones of these projects.
    """
    findings, questions = dict(result.findings), list(result.questions)
    for no, finding in result.findings.items():
        about = projects[no].id
        unclear = [one for one in finding.resolved if len(_fitting(one, about, tickets)) > 1]
        for category in unclear:
            held = Finding(Answer.ON_TRACK, resolved=(category,))
            questions.append(Question(Ask.TICKET, finding.quote, about, held))
        if unclear:
            left = replace(finding, resolved=tuple(one for one in finding.resolved if one not in unclear))
            findings[no] = replace(left, progress=finding.quote) if left.is_plain else left
    return Drafted(findings, tuple(questions), result.lost)


def fitting(question: Question, tickets: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of ``tickets`` that this question may be about."""
    category = question.held.resolved[0] if question.held else ""
    return tuple(_fitting(category, question.project_id, tickets))


def _fitting(category: str, project_id: int, tickets: Iterable[Problem]) -> list[Problem]:
    return [one for one in tickets if one.project_id == project_id and one.category.value == category]


def over(finding: Finding, question: Question, closed: Sequence[Problem], round_id: int) -> Finding:
    """The answer about the project once these tickets are closed; none: nothing is over, the words stay.

    What was said of them in this round stands no more.
    """
    if not closed:
        words = (*finding.notes, finding.progress)
        return (
            finding if question.quote in words else replace(finding, notes=(*finding.notes, question.quote))
        )
    here = [(one.category.value, one.text) for one in closed if one.round_id == round_id]
    troubles = tuple(one for one in finding.problems if (one.category, one.text) not in here)
    gone = finding.answer is Answer.PROBLEM and not troubles
    return replace(
        finding,
        answer=Answer.ON_TRACK if gone else finding.answer,
        problems=troubles,
        resolved=(*finding.resolved, *(_named(one) for one in closed)),
        progress="" if finding.progress == finding.quote else finding.progress,
    )


def _named(ticket: Problem) -> str:
    """With its words: the category alone would close what else is open of it."""
    return f"{ticket.category.value}{BETWEEN}{ticket.text}"
