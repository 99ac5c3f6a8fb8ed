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
from core.rounds.model import Answer, Finding, Item, Prompt, Report, Round, RoundState, Source
from core.rounds.open_round import card_key
from core.rounds.slot import free_slot
from core.rounds.who import answerable, liaisons, prompts_for
from core.texts import cards
from core.texts.notices import answered_for_you


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something, how, and in which message (empty for taps).

    ``card``: the message id of the tapped card; the answer to the tap redraws that one anyway.
    """

    by: Person
    source: Source
    message: str
    at: datetime
    card: str = ""


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
    reports = keep(work, prompt, findings, said, calendar)
    refresh(work, prompt, [report.project_id for report in reports], said, calendar)
    return reports


def keep(
    work: UnitOfWork, prompt: Prompt, findings: Mapping[int, Finding], said: Said, calendar: Calendar
) -> tuple[Report, ...]:
    """Store, and nothing else; ``refresh`` follows in the same transaction.

    Raises:
        StaleButton, NotAllowed: as ``record``.
    """
    round_ = work.rounds.get(prompt.round_id)
    items = _lines(work, prompt, findings, said, calendar)
    if round_.state is RoundState.MISSED:
        raise StaleButton
    cards_of(work, prompt, [item.project_id for item in items])
    kept = work.reports.current(round_.id, [item.project_id for item in items])
    return tuple(
        _keep(work, round_, prompt, item, findings[item.no], said, kept.get(item.project_id))
        for item in items
    )


def cards_of(work: UnitOfWork, prompt: Prompt, project_ids: Iterable[int]) -> tuple[Prompt, ...]:
    """This card and those of other leaders with one of these projects, locked: of two people who answer
    at once the second one draws every card with both answers."""
    others = {p.id for i in project_ids for p in work.rounds.prompts_with(prompt.round_id, i)}
    return prompt, *(work.rounds.prompt(other) for other in sorted(others - {prompt.id}))


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


def refresh(
    work: UnitOfWork, prompt: Prompt, project_ids: Iterable[int], said: Said, calendar: Calendar
) -> None:
    """After answers came or went: note which cards are complete, take back letters that have become
    pointless, tell the leader what was said in his name, and redraw the cards that others look at."""
    for each in cards_of(work, prompt, project_ids):
        said_for_him = _note_completeness(work, each, said, calendar)
        if said.by.id == each.leader_id or not said_for_him:
            work.outbox.cancel(said.at, batch=notice_batch(each))
        elif each.id == prompt.id and said.source is not Source.UNDO:
            _tell_leader(work, each, said, calendar)
        _redraw(work, each, said, calendar)


def _note_completeness(work: UnitOfWork, prompt: Prompt, said: Said, calendar: Calendar) -> bool:
    """Whether anything on the card counts that somebody else said for the leader."""
    items = work.rounds.items(prompt.id)
    answered = work.reports.current(prompt.round_id, [item.project_id for item in items])
    complete = len(answered) == len(items)
    if complete != (prompt.answered_at is not None):
        work.rounds.answered(prompt.id, said.at if complete else None)
    if complete:
        _cancel_reminders(work, prompt, said, calendar)
    return any(report.said_for == prompt.leader_id for report in answered.values())


def _cancel_reminders(work: UnitOfWork, prompt: Prompt, said: Said, calendar: Calendar) -> None:
    """Nobody is reminded, and no card is sent, when nothing of this round is left to him."""
    day = calendar.today(said.at)
    for person in (work.people.get(prompt.leader_id), *liaisons(work, prompt, day)):
        waiting = prompts_for(work, person, prompt.round_id, day)
        if all(each.answered_at for each in waiting):
            work.outbox.cancel(said.at, batch=f"round:{prompt.round_id}", person_id=person.id)


def _redraw(work: UnitOfWork, prompt: Prompt, said: Said, calendar: Calendar) -> None:
    """Edit the leader's card; one that is still to be sent is corrected right after that.

    An older drawing that has not left yet must not come after this one.
    """
    key = card_key(prompt.id, prompt.leader_id)
    work.outbox.cancel(said.at, batch=f"{key}:edits")
    posted = work.outbox.find(key)
    if posted is None or posted.state not in (State.PENDING, State.SENT, State.SENDING):
        return
    if posted.message_id and posted.message_id == said.card and said.by.id == prompt.leader_id:
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
            due_at=max(said.at, posted.due_at),
            person_id=prompt.leader_id,
            batch=f"{key}:edits",
            edits=key,
        )
    )


def _tell_leader(work: UnitOfWork, prompt: Prompt, said: Said, calendar: Calendar) -> None:
    """One quiet line, in the next day's free message; his card shows it at once anyway. While one
    waits to be sent, there is no second one."""
    account = work.people.account_of(prompt.leader_id)
    slot = free_slot(work, prompt.leader_id, calendar, said.at)
    waiting = work.outbox.count(notice_batch(prompt)).get(State.PENDING, 0)
    if account is None or account.lost_because or slot is None or waiting:
        return
    key = f"prompt:{prompt.id}:notice:{said.at.timestamp():.6f}"
    card = answered_for_you(prompt, said.by, said.at, calendar)
    batch = notice_batch(prompt)
    work.outbox.put(Letter(key, Kind.NOTICE, account.address, card, slot, None, prompt.leader_id, batch))


def notice_batch(prompt: Prompt) -> str:
    """Groups the notices of one card, so that they can be taken back once the leader has acted himself."""
    return f"notice:{prompt.id}"
