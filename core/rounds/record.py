"""Keep what somebody said about projects in a round, and let everybody's cards show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Letter, State
from core.errors import NotAllowed, StaleButton
from core.ports import UnitOfWork
from core.rights import Right
from core.roster.model import Person
from core.rounds.card import card_view
from core.rounds.model import Finding, Item, Prompt, Report, Round, RoundState, Source
from core.rounds.open_round import card_key
from core.rounds.slot import free_slot
from core.rounds.who import answerable
from core.texts import cards
from core.texts.notices import answered_for_you


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something, how, and in which message (empty for taps)."""

    by: Person
    source: Source
    message: str
    at: datetime


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
    round_ = work.rounds.get(prompt.round_id)
    items = _lines(work, prompt, findings, said, calendar)
    if round_.state is RoundState.MISSED:
        raise StaleButton
    kept = work.reports.current(round_.id, [item.project_id for item in items])
    reports = tuple(
        _keep(work, round_, prompt, item, findings[item.no], said, kept.get(item.project_id))
        for item in items
    )
    refresh(work, round_, prompt, [item.project_id for item in items], said, calendar)
    if said.by.id != prompt.leader_id:
        _tell_leader(work, prompt, said, calendar)
    return reports


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
    if kept and kept.finding == finding and kept.said_by == said.by.id and said.source is Source.TAP:
        return kept  # pressed twice
    report = work.reports.save(
        round_.id,
        item.project_id,
        finding,
        said_by=said.by.id,
        said_for=None if said.by.id == prompt.leader_id else prompt.leader_id,
        said_at=said.at,
        source=said.source,
        late=said.at >= round_.deadline_at or round_.state is RoundState.CLOSED,
        message=said.message,
    )
    facts = {"answer": finding.answer.value, "version": str(report.version), "source": said.source.value}
    work.audit.note(
        said.at, said.by.id, "report.saved", f"round:{round_.id}/project:{item.project_id}", facts
    )
    return report


def refresh(
    work: UnitOfWork,
    round_: Round,
    prompt: Prompt,
    project_ids: Iterable[int],
    said: Said,
    calendar: Calendar,
) -> None:
    """After answers came or went: note which cards are complete, and redraw the cards of others."""
    touched = {prompt.id: prompt}
    for project_id in project_ids:
        touched.update((p.id, p) for p in work.rounds.prompts_with(round_.id, project_id))
    for each in touched.values():
        _note_completeness(work, round_, each, said.at)
        if each.leader_id != said.by.id or said.source is not Source.TAP:
            _redraw(work, each, said, calendar)


def _note_completeness(work: UnitOfWork, round_: Round, prompt: Prompt, now: datetime) -> None:
    items = work.rounds.items(prompt.id)
    answered = work.reports.current(round_.id, [item.project_id for item in items])
    complete = len(answered) == len(items)
    if complete != (prompt.answered_at is not None):
        work.rounds.answered(prompt.id, now if complete else None)
    if complete:
        work.outbox.cancel(now, key=f"prompt:{prompt.id}:leader")


def _redraw(work: UnitOfWork, prompt: Prompt, said: Said, calendar: Calendar) -> None:
    key = card_key(prompt.id, prompt.leader_id)
    posted = work.outbox.find(key)
    if posted is None or posted.state not in (State.SENT, State.SENDING):
        return
    leader = work.people.get(prompt.leader_id)
    view = card_view(work, prompt, leader, calendar, said.at)
    edition = f"{said.at.timestamp():.6f}:{said.by.id}"
    work.outbox.put(
        Letter(
            key=f"{key}:edit:{edition}",
            kind=Kind.EDIT,
            to=posted.to,
            card=cards.card(view, calendar),
            due_at=said.at,
            person_id=prompt.leader_id,
            edits=key,
        )
    )


def _tell_leader(work: UnitOfWork, prompt: Prompt, said: Said, calendar: Calendar) -> None:
    """One quiet line a day, in the day's one unasked message; his card shows it at once anyway."""
    account = work.people.account_of(prompt.leader_id)
    slot = free_slot(work, prompt.leader_id, calendar, said.at)
    if account is None or account.lost_because or slot is None:
        return
    key = f"prompt:{prompt.id}:notice:{said.by.id}:{calendar.today(said.at)}"
    card = answered_for_you(prompt, said.by, said.at, calendar)
    work.outbox.put(Letter(key, Kind.NOTICE, account.address, card, slot, None, prompt.leader_id))
