"""Tickets follow answers: 有问题 opens or rewords one, a changed mind withdraws it (问题台账)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.ports import UnitOfWork
from core.problems.model import Category, Problem
from core.rounds.model import Answer, Report


def follow(work: UnitOfWork, reports: Iterable[Report], now: datetime) -> None:
    """Bring the tickets in line with what now counts for the projects of these reports.

    One ticket per project and round: saying it again in other words rewords it. Tickets of earlier
    rounds or from the ledger are left alone; only a person resolves those.
    """
    for report in reports:
        current = work.reports.current(report.round_id, [report.project_id]).get(report.project_id)
        ticket = _ticket(work, report.project_id, report.round_id)
        if current is None or current.finding.answer is not Answer.PROBLEM:
            if ticket:
                _withdraw(work, ticket, report, now)
        elif ticket:
            work.problems.reword(ticket.id, _category(current), _text(current))
        else:
            _open(work, current, now)


def _ticket(work: UnitOfWork, project_id: int, round_id: int) -> Problem | None:
    mine = (p for p in work.problems.open_for([project_id]) if p.round_id == round_id)
    return next(mine, None)


def _open(work: UnitOfWork, report: Report, now: datetime) -> None:
    problem = work.problems.add(
        report.project_id, _category(report), _text(report), now, report.said_by, report.round_id, ""
    )
    work.audit.note(
        now, report.said_by, "problem.opened", f"problem:{problem.id}", {"category": problem.category.value}
    )


def _withdraw(work: UnitOfWork, ticket: Problem, report: Report, now: datetime) -> None:
    if work.problems.resolve(ticket.id, report.said_by, now):
        work.audit.note(now, report.said_by, "problem.withdrawn", f"problem:{ticket.id}", {})


def resolve(work: UnitOfWork, problem_id: int, by: int, now: datetime) -> bool:
    """Close a ticket; False if it was closed before."""
    done = work.problems.resolve(problem_id, by, now)
    if done:
        work.audit.note(now, by, "problem.resolved", f"problem:{problem_id}", {})
    return done


def _category(report: Report) -> Category:
    word = report.finding.category
    return Category(word) if word in set(Category) else Category.OTHER


def _text(report: Report) -> str:
    return report.finding.text
