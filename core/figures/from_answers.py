"""What follows from answers: problem tickets and figures come and go with the reports that state them (随报随办)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from core.calendar import Calendar
from core.dialogue import Topic
from core.figures.keep import confirm, keep, withdraw
from core.figures.model import Figure, FigureState
from core.figures.reported import settle
from core.figures.tell import forget_corrected
from core.ports import UnitOfWork
from core.problems.follow import follow, follow_voided
from core.roster.model import Person
from core.rounds.echo.model import Sentence, SentenceState
from core.rounds.model import Report


def follow_up(
    work: UnitOfWork, reports: Sequence[Report], calendar: Calendar, now: datetime, *, confirmed: bool
) -> tuple[Figure, ...]:
    """These answers were kept. Their figures wait for 确认 unless the person has ``confirmed`` each."""
    follow(work, reports, now)
    figures = keep(work, reports, confirmed=confirmed)
    settle(work, {report.project_id for report in reports}, calendar, now)
    forget_corrected(work, reports, calendar, now)
    return figures


def forget(work: UnitOfWork, voided: Sequence[Report], calendar: Calendar, now: datetime) -> None:
    """These answers were taken back: what counted before counts again, with its figures."""
    if not voided:
        return
    withdraw(work, [report.id for report in voided], now)
    follow_voided(work, voided, now)
    for report in work.reports.current(voided[0].round_id, {r.project_id for r in voided}).values():
        sentence = work.sentences.of_message(report.message) if report.message else None
        confirmed = sentence is None or not (sentence.stated or report.project_id in sentence.retold)
        keep(work, [report], confirmed=confirmed)
    settle(work, {report.project_id for report in voided}, calendar, now)


def confirm_stated(
    work: UnitOfWork,
    sentence: Sentence,
    reports: Sequence[Report],
    by: Person,
    calendar: Calendar,
    now: datetime,
) -> Sentence:
    """确认: what the sentence states in these reports is reported; it stays open while it has questions."""
    confirm(work, [report.id for report in reports], by.id, now)
    settle(work, {report.project_id for report in reports}, calendar, now)
    forget_corrected(work, reports, calendar, now)
    state = SentenceState.OPEN if sentence.questions else SentenceState.CONFIRMED
    confirmed = replace(sentence, state=state, stated=False)
    work.sentences.change(confirmed)
    return confirmed


def take_over(
    work: UnitOfWork, before: Iterable[Report], person: Person, now: datetime
) -> tuple[Sentence, ...]:
    """After 修改 and the choice of a line, a tap replaces what ``person``'s sentence said of it, with its figures.

    Args:
        before: what counted for the lines until they were tapped.

    Returns:
        The sentences of which a line was taken over, as they are now.
    """
    left: dict[int, Sentence] = {}
    for report in before:
        sentence = work.sentences.of_message(report.message) if report.message else None
        if not sentence or sentence.person_id != person.id or report.project_id not in sentence.retold:
            continue
        said = work.reports.of_message(sentence.message)
        withdraw(work, [one.id for one in said if one.project_id == report.project_id], now)
        figures = work.figures.of_reports([one.id for one in said])
        waits = any(one.state is FigureState.SAID for one in figures)
        left[sentence.id] = replace(sentence.without(report.project_id), stated=waits)
        work.sentences.change(left[sentence.id])
        _no_longer_asked(work, sentence, person, now)
    return tuple(left.values())


def _no_longer_asked(work: UnitOfWork, sentence: Sentence, person: Person, now: datetime) -> None:
    waiting = work.dialogues.get(person.id, now)
    if waiting and (waiting.topic, waiting.data.get("sentence")) == (Topic.REPORT_AGAIN, str(sentence.id)):
        work.dialogues.clear(person.id)
