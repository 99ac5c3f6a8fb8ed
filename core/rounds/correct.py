"""An edited sentence is a correction: what it says now replaces what it said (编辑即更正)."""

from __future__ import annotations

from collections.abc import Mapping

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.model import Finding, Prompt, Report
from core.rounds.record import Said, record
from core.rounds.undo import take_back


def correct(
    work: UnitOfWork, prompt: Prompt, findings: Mapping[int, Finding], said: Said, calendar: Calendar
) -> tuple[Report, ...]:
    """Replace the reports of the edited message by what it says now.

    Lines it no longer mentions go back to what counted before; the others get a new version.

    Returns:
        Every report that was touched, taken back or new.
    """
    earlier = tuple(work.reports.of_message(said.message))
    lines = {item.project_id: item.no for item in work.rounds.items(prompt.id)}
    gone = tuple(report for report in earlier if lines.get(report.project_id) not in findings)
    take_back(work, gone, said.by, calendar, said.at)
    return gone + record(work, prompt, findings, said, calendar)
