"""An edited sentence is a correction, and so is one that is said again: it replaces what was said (编辑即更正)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.model import Finding, Prompt, Report
from core.rounds.record import record
from core.rounds.refresh import Said, cards_of, refresh
from core.rounds.undo import void
from core.rounds.who import his_projects


def correct(
    work: UnitOfWork,
    earlier: Sequence[Report],
    now: Sequence[tuple[Prompt, Mapping[int, Finding]]],
    said: Said,
    calendar: Calendar,
) -> tuple[tuple[Report, ...], tuple[Report, ...]]:
    """Replace the ``earlier`` reports of one message by what it says ``now``, card by card.

    Projects it no longer mentions go back to what counted before; the others get a new version. Projects
    that are not his to answer any more stay as they are.

    Returns:
        Those taken back, and those that count now.
    """
    lines = {(p.id, item.no): item.project_id for p, _ in now for item in work.rounds.items(p.id)}
    mentioned = {lines.get((prompt.id, no)) for prompt, findings in now for no in findings}
    gone = [report for report in earlier if report.project_id not in mentioned]
    if gone:
        his = his_projects(work, said.by, gone[0].round_id, calendar.today(said.at))
        gone = [report for report in gone if report.project_id in his]
    gone.reverse()  # newest first: an earlier edit of the same message must not count again
    voided = void(work, gone, said.by, said.at)
    kept: tuple[Report, ...] = ()
    for prompt, findings in now:
        kept += record(work, prompt, findings, said, calendar)
    for report in voided:
        for prompt in work.rounds.prompts_with(report.round_id, report.project_id)[:1]:
            refresh(work, prompt, cards_of(work, prompt, [report.project_id]), said, calendar)
    return voided, kept
