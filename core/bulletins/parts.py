"""The files of a draft: made outside any transaction, kept once, shown to the office, sent when it is published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.bulletins.choose_letterhead import LETTERHEAD
from core.bulletins.choose_red_head import template
from core.bulletins.drafting import figures_for
from core.bulletins.model import Artefact, Bulletin, BulletinState, Part
from core.bulletins.numbering import provisional
from core.bulletins.showing import show_draft
from core.calendar import Calendar
from core.chat import Attachment, Card
from core.files import DOCX, PNG, XLSX
from core.ports import UnitOfWork
from core.problems.model import Problem
from core.roster.ledger_title import place
from core.rounds.tell import tell_office
from core.settings import chosen
from core.texts import bulletin as texts
from core.texts.bulletin_page import on_paper
from core.texts.issue import Heading, Issue, issue_of

MEDIA: Mapping[Part, tuple[str, str]] = {
    Part.PICTURE: ("png", PNG),
    Part.DOCUMENT: ("docx", DOCX),
    Part.WORKBOOK: ("xlsx", XLSX),
}
"""Ending and media type."""


@dataclass(frozen=True, slots=True)
class Made:
    """One part, or why it could not be made."""

    part: Part
    content: bytes = b""
    shown: bool = False
    why: str = ""


Make = Callable[[Issue, Collection[Part]], Sequence[Made]]
"""Makes these parts of an issue; slow, touches no database, never raises."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be made for a draft, and under which number."""

    bulletin_id: int
    number: int
    issue: Issue
    parts: tuple[Part, ...]


def parts_due(work: UnitOfWork) -> tuple[int, ...]:
    """Drafts that lack a part."""
    return tuple(work.bulletins.unfinished())


def task_for(work: UnitOfWork, bulletin_id: int, calendar: Calendar) -> Task | None:
    """What its missing parts are made from; None if nothing is missing any more."""
    bulletin = work.bulletins.get(bulletin_id)
    known = {one.part for one in work.bulletins.parts(bulletin_id)}
    lacking = tuple(part for part in Part if part not in known)
    if bulletin.state is not BulletinState.DRAFT or not lacking:
        return None
    issue = issue_for(work, bulletin, calendar)
    number = work.bulletins.next_number(bulletin.year)
    return Task(bulletin_id, number, issue, lacking)


def issue_for(work: UnitOfWork, bulletin: Bulletin, calendar: Calendar) -> Issue:
    """What the files of an issue are made from; a draft shows the number it would have."""
    figures = figures_for(work, bulletin)
    snapshot = figures.snapshot
    as_of = snapshot.as_of or calendar.today(snapshot.taken_at)
    overdue = [
        one for one in work.problems.open_for(None)
        if one.opened_at <= snapshot.taken_at and one.due_on is not None and one.due_on.last < as_of
    ]  # fmt: skip
    projects = work.projects.many({one.project_id for one in overdue})
    number = provisional(work, bulletin)
    issue = issue_of(
        figures,
        bulletin.title,
        (bulletin.year, number),
        _latest_first(overdue),
        projects,
        calendar,
        _heading(work, calendar.today(bulletin.drafted_at)),
    )
    pages = work.editions.plan(bulletin.id).pages
    return replace(issue, pages=tuple((page.unit, on_paper(page.text)) for page in pages))


def _heading(work: UnitOfWork, day: date) -> Heading:
    own = template(work)
    return Heading(chosen(work, LETTERHEAD), place(work), day, own.content if own else b"")


def _latest_first(overdue: Sequence[Problem]) -> list[Problem]:
    return sorted(overdue, key=lambda one: (one.due_on.last if one.due_on else one.opened_at.date(), one.id))


def keep_parts(work: UnitOfWork, task: Task, made: Sequence[Made], calendar: Calendar, now: datetime) -> None:
    """Keep what was made, and lay the draft before the office: the files, then the words with the buttons. Whoever
    has seen a file of it before is not sent another one; his copy of the draft says how it stands.

    What is there already stays; for a draft that was decided or got another number meanwhile nothing is kept.
    """
    bulletin = work.bulletins.get(task.bulletin_id)
    if bulletin.state is not BulletinState.DRAFT or work.bulletins.next_number(bulletin.year) != task.number:
        return
    for one in made:
        artefact = _stored(work, task, one, now)
        if work.bulletins.keep_part(artefact) and artefact.file is not None:
            key = f"bulletin:{bulletin.id}:preview:{artefact.part.value}"  # once: nobody asked for it again
            tell_office(work, key, file_card(artefact, draft=True), calendar, now)
    show_draft(work, bulletin, calendar, now)


def _stored(work: UnitOfWork, task: Task, made: Made, now: datetime) -> Artefact:
    if made.why:
        return Artefact(task.bulletin_id, made.part, task.number, now, why=made.why)
    ending, media = MEDIA[made.part]
    file = work.files.put(task.issue.names[ending], media, made.content, now)
    return Artefact(
        task.bulletin_id, made.part, task.number, now, file.id, file.name, file.sha256, shown=made.shown
    )


def file_card(artefact: Artefact, *, draft: bool = False) -> Card:
    """The file with its name, so that it says what it is without its text; of a draft that its number may change."""
    assert artefact.file is not None, artefact  # noqa: S101 - only of files that were made
    return Card(
        texts.caption(artefact, draft=draft), file=Attachment(artefact.file, artefact.name, artefact.shown)
    )
