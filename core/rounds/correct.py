"""An edited sentence is a correction: what it says now replaces what it said (编辑即更正)."""

from __future__ import annotations

from collections.abc import Mapping

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.model import Finding, Prompt, Report
from core.rounds.record import keep
from core.rounds.refresh import Said, refresh
from core.rounds.undo import void
from core.rounds.who import answerable


def correct(
    work: UnitOfWork, prompt: Prompt, findings: Mapping[int, Finding], said: Said, calendar: Calendar
) -> tuple[Report, ...]:
    """Replace the reports of the edited message by what it says now.

    Lines it no longer mentions go back to what counted before; the others get a new version. Lines that
    are not his to answer any more stay as they are.

    Returns:
        Every report that was touched, taken back or new.
    """
    earlier = tuple(work.reports.of_message(said.message))
    his = answerable(work, said.by, prompt, calendar.today(said.at))
    gone_from = {item.project_id for item in his if item.no not in findings}
    gone = [report for report in earlier if report.project_id in gone_from]
    gone.reverse()  # newest first: an earlier edit of the same message must not count again
    touched = void(work, gone, said.by, said.at) + keep(work, prompt, findings, said, calendar)
    refresh(work, prompt, [report.project_id for report in touched], said, calendar)
    return touched
