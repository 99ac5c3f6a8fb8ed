"""Papers ticked, reasons given, steps reached on the way into the statistics (入库纳统)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from core.dates import PartialDate
from core.errors import NotAllowed, StaleButton
from core.milestones.change import change_project
from core.milestones.entering import PAPERS, REASON, ticked, with_reason
from core.milestones.model import WordList
from core.milestones.word_lists import words_of
from core.ports import UnitOfWork
from core.rights import Right, Role
from core.roster.model import Person, Project
from core.roster.nodes import KeyNode, with_reached
from core.roster.seeing import visible
from core.settings import Setting

STATISTICS = "统计"
"""What the name of the statistics office's unit contains."""
CUTOFF: Setting[int] = Setting("statistics.cutoff", 20, lambda day: day, lambda stored: int(str(stored)))
"""Day of the month until which papers are taken."""
CUTOFFS = (5, 10, 15, 18, 20, 22, 25, 28)


def is_statistics(work: UnitOfWork, person: Person) -> bool:
    """Whether he is of the statistics office: a department whose name says so."""
    if Role.DEPARTMENT not in person.roles or person.unit_id is None:
        return False
    return STATISTICS in work.projects.unit(person.unit_id).name


def seen(work: UnitOfWork, person: Person, today: date) -> Collection[int] | None:
    """Ids of the projects whose way into the statistics he may see: the statistics office every one."""
    return None if is_statistics(work, person) else visible(work, person, today)


def may_enter(work: UnitOfWork, person: Person) -> bool:
    """Whether he may say that a step is reached: the office, and the statistics office."""
    return person.may(Right.REVIEW) or is_statistics(work, person)


def may_tick(work: UnitOfWork, person: Person) -> bool:
    """Whether he may tick papers and give reasons: also whoever carries the project."""
    return person.may(Right.PLAN) or may_enter(work, person)


def tick(work: UnitOfWork, project: Project, node: KeyNode, number: int, by: Person, now: datetime) -> None:
    """The ``number``-th paper is at hand, or not any more.

    Raises:
        NotAllowed: he may only look.
        StaleButton: there is no such paper now.
    """
    _check(may_tick(work, by))
    papers = words_of(work, PAPERS[node])
    if number >= len(papers):
        raise StaleButton
    then = ticked(project, node, papers[number], papers)
    change_project(work, project, then, "", by.id, now, "project.papers")


def give_reason(work: UnitOfWork, project: Project, number: int, by: Person, now: datetime) -> None:
    """Why it is not entered.

    Raises:
        NotAllowed, StaleButton: as ``tick``.
    """
    _check(may_tick(work, by))
    reasons = words_of(work, WordList.UNENTERED)
    if number >= len(reasons):
        raise StaleButton
    then = with_reason(project, reasons[number])
    change_project(work, project, then, "", by.id, now, "project.unentered")


def enter(
    work: UnitOfWork, project: Project, node: KeyNode, on: PartialDate, by: Person, now: datetime
) -> None:
    """The step is reached; a reason why not is taken back.

    Raises:
        NotAllowed: neither the office nor the statistics office.
    """
    _check(may_enter(work, by))
    then = with_reached(project, node, on)
    if node is not KeyNode.FILED and then.details.get(REASON):
        then = with_reason(then, "")
    change_project(work, project, then, "", by.id, now, "project.entered")


def _check(allowed: bool) -> None:  # noqa: FBT001 - the answer to a question just asked
    if not allowed:
        raise NotAllowed(Right.STATISTICS)
