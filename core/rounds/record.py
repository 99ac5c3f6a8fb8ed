"""Keep what somebody said about projects in a round (填报)."""

from __future__ import annotations

from collections.abc import Mapping

from core.calendar import Calendar
from core.errors import NotAllowed, StaleButton
from core.ports import UnitOfWork
from core.rights import Right
from core.rounds.model import Answer, Finding, Item, Prompt, Report, Round, RoundState, Source
from core.rounds.refresh import Said, cards_of, refresh
from core.rounds.who import answerable


def record(
    work: UnitOfWork, prompt: Prompt, findings: Mapping[int, Finding], said: Said, calendar: Calendar
) -> tuple[Report, ...]:
    """Store one finding per line number; the same answer twice is stored once.

    Late answers are kept and marked. When a liaison answers, both names are kept and the leader
    gets one line.

    Raises:
        StaleButton: the round was missed, or a line number is not on the card.
        NotAllowed: none of the card's lines is this person's.
    """
    items = _lines(work, prompt, findings, said, calendar)
    round_ = work.rounds.get(prompt.round_id)
    if round_.state is RoundState.MISSED:
        raise StaleButton
    ids = [item.project_id for item in items]
    cards = cards_of(work, prompt, ids)
    before = work.reports.current(round_.id, ids)
    reports = [
        _keep(work, round_, prompt, item, findings[item.no], said, before.get(item.project_id))
        for item in items
    ]
    refresh(work, prompt, cards, said, calendar)
    return tuple(reports)


def _lines(
    work: UnitOfWork, prompt: Prompt, findings: Mapping[int, Finding], said: Said, calendar: Calendar
) -> list[Item]:
    allowed = answerable(work, said.by, prompt, calendar.today(said.at))
    if not allowed:
        raise NotAllowed(Right.REPORT)
    items = [item for item in allowed if item.no in findings]
    if len(items) != len(findings):
        raise StaleButton
    return items


def _keep(
    work: UnitOfWork,
    round_: Round,
    prompt: Prompt,
    item: Item,
    finding: Finding,
    said: Said,
    kept: Report | None,
) -> Report:
    if kept and _again(kept, finding, said):
        return kept
    report = work.reports.save(
        round_.id,
        item.project_id,
        finding,
        said_by=said.by.id,
        said_for=None if said.by.id == prompt.leader_id else prompt.leader_id,
        said_at=said.at,
        source=said.source,
        late=said.at >= round_.ends_at,
        message=said.message,
    )
    facts = {"answer": finding.answer.value, "version": str(report.version), "source": said.source.value}
    work.audit.note(
        said.at, said.by.id, "report.saved", f"round:{round_.id}/project:{item.project_id}", facts
    )
    return report


def _again(kept: Report, finding: Finding, said: Said) -> bool:
    """Pressed twice, or edited without changing what it says. A problem tapped once more keeps its words."""
    if kept.said_by != said.by.id or (kept.message != said.message and said.source is not Source.TAP):
        return False
    tapped_again = said.source is Source.TAP and finding.answer is Answer.PROBLEM
    same_problem = tapped_again and (kept.finding.answer, kept.finding.category) == (
        Answer.PROBLEM,
        finding.category,
    )
    return same_problem or kept.finding == finding
