"""Tickets follow answers: every problem that is said opens one, a changed mind withdraws it (问题台账)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.ports import UnitOfWork
from core.problems.model import Category, Problem
from core.rounds.model import Report, Trouble


def follow(work: UnitOfWork, reports: Iterable[Report], now: datetime) -> None:
    """Bring the tickets in line with these answers, which count.

    One ticket per project, round and problem said: in other words it is reworded, in another category too
    as long as it is the only one. Tickets of earlier rounds and of the ledger are left alone, unless a
    sentence says that what they are about is over.
    """
    for report in reports:
        _follow(work, report, report, now)


def follow_voided(work: UnitOfWork, voided: Iterable[Report], now: datetime) -> None:
    """Bring them in line with what counts again now that these answers were taken back, if anything does."""
    for report in voided:
        current = work.reports.current(report.round_id, [report.project_id]).get(report.project_id)
        if report.finding.resolved and report.message and (current is None or current.id != report.id):
            _reopen(work, report, now)
        _follow(work, report, current, now)


def _follow(work: UnitOfWork, report: Report, current: Report | None, now: datetime) -> None:
    troubles = current.finding.troubles if current else ()
    if current and current.finding.resolved:
        _resolved(work, current, now)
    mine = [p for p in work.problems.open_for([report.project_id]) if p.round_id == report.round_id]
    if mine or troubles:
        for ticket, trouble in _pairs(mine, troubles):
            _bring_in_line(work, ticket, trouble, current or report, now)


def _pairs(
    tickets: list[Problem], troubles: Iterable[Trouble]
) -> list[tuple[Problem | None, Trouble | None]]:
    """Each ticket with the problem it is about: of the same category, else what is left in order."""
    left, pairs, others = list(tickets), list[tuple[Problem | None, Trouble | None]](), list[Trouble]()
    for trouble in troubles:
        same = next((ticket for ticket in left if ticket.category is category_of(trouble)), None)
        if same:
            left.remove(same)
            pairs.append((same, trouble))
        else:
            others.append(trouble)
    pairs += [(left.pop(0) if left else None, trouble) for trouble in others]
    return pairs + [(ticket, None) for ticket in left]


def _bring_in_line(
    work: UnitOfWork, ticket: Problem | None, trouble: Trouble | None, report: Report, now: datetime
) -> None:
    if ticket is None and trouble:
        _open(work, trouble, report, now)
    elif ticket and trouble is None:
        if work.problems.resolve(ticket.id, report.said_by, now):
            work.audit.note(now, report.said_by, "problem.withdrawn", f"problem:{ticket.id}", {})
    elif ticket and trouble:
        who, due_on = trouble.department or ticket.department, trouble.due_on or ticket.due_on
        said = (category_of(trouble), trouble.text, who, due_on)
        if said != (ticket.category, ticket.text, ticket.department, ticket.due_on):
            work.problems.reword(ticket.id, *said)


def _open(work: UnitOfWork, trouble: Trouble, report: Report, now: datetime) -> None:
    problem = work.problems.add(
        report.project_id, category_of(trouble), trouble.text, now, report.said_by, report.round_id,
        trouble.department, trouble.due_on,
    )  # fmt: skip
    work.audit.note(
        now, report.said_by, "problem.opened", f"problem:{problem.id}", {"category": problem.category.value}
    )


def _resolved(work: UnitOfWork, report: Report, now: datetime) -> None:
    """环评批了 closes the one open ticket of that category; of several the person is asked which, and
    then it is named with its words."""
    for category in report.finding.resolved:
        found = [p for p in work.problems.open_for([report.project_id]) if p.category.value == category]
        if len(found) == 1:
            resolve(work, found[0].id, report.said_by, now, report.message)


def _reopen(work: UnitOfWork, report: Report, now: datetime) -> None:
    """What a sentence closed is open again once the sentence is taken back."""
    for problem_id in work.problems.reopen(report.project_id, report.message):
        work.audit.note(now, report.said_by, "problem.reopened", f"problem:{problem_id}", {})


def resolve(work: UnitOfWork, problem_id: int, by: int, now: datetime, message: str = "") -> bool:
    """Close a ticket; False if it was closed before. ``message``: the sentence that says so."""
    done = work.problems.resolve(problem_id, by, now, message)
    if done:
        work.audit.note(now, by, "problem.resolved", f"problem:{problem_id}", {})
    return done


def category_of(trouble: Trouble) -> Category:
    """其他 when none was said."""
    return Category(trouble.category) if trouble.category in set(Category) else Category.OTHER
