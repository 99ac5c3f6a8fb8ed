"""An office ledger brings projects, people, targets and the problems it names, in one go."""

from __future__ import annotations

from datetime import date, datetime

from core.ports import UnitOfWork
from core.problems.model import Category, Problem, names_in
from core.roster.import_ledger import import_ledger
from core.roster.ledger import Ledger, LedgerProject
from core.roster.ledger_title import LEDGER_TITLE
from core.roster.light_setting import begin_silence, never_chosen
from core.roster.model import ImportResult, Project

NONE = frozenset({"无", "/", "—", "暂无"})


def take_ledger(work: UnitOfWork, ledger: Ledger, by: int | None, today: date, now: datetime) -> ImportResult:
    """Import the roster part, then let tickets follow the column 存在问题.

    A ticket from the ledger is reworded when the text changes and resolved when the ledger says 无;
    a blank cell leaves it alone. The first one begins the month in which lights are the office's alone.
    """
    if never_chosen(work) and not work.projects.all():
        begin_silence(work, today, by, now)
    result = import_ledger(work, ledger, by, today, now)
    if ledger.meta.title:
        work.settings.set(LEDGER_TITLE, ledger.meta.title)
    named = [row for row in ledger.projects if row.problem]
    ids = {row.row: project.id for row in named if (project := _stored(work, row))}
    tickets = {p.project_id: p for p in work.problems.open_for(set(ids.values())) if p.round_id is None}
    for row in named:
        if row.row in ids:
            _follow(work, row, ids[row.row], tickets.get(ids[row.row]), by, now)
    return result


def _stored(work: UnitOfWork, row: LedgerProject) -> Project | None:
    return (work.projects.by_code(row.code) if row.code else None) or work.projects.by_name(row.name)


def department(row: LedgerProject) -> str:
    """Who should solve it, by name; the ledger also says 属地政府 and 招引单位."""
    meant = {"属地政府": f"{row.county}政府" if row.county else "", "招引单位": row.host}
    return "、".join(meant.get(name, "") or name for name in names_in(row.helper))


def _follow(
    work: UnitOfWork,
    row: LedgerProject,
    project_id: int,
    ticket: Problem | None,
    by: int | None,
    now: datetime,
) -> None:
    category = Category(row.problem_kind) if row.problem_kind in set(Category) else Category.OTHER
    if row.problem in NONE:
        if ticket:
            work.problems.resolve(ticket.id, by, now)
    elif ticket is None:
        work.problems.add(project_id, category, row.problem, now, by, None, department(row))
    elif (ticket.text, ticket.category) != (row.problem, category):
        work.problems.reword(ticket.id, category, row.problem)
