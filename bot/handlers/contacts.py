"""/contact: who was in touch with the firm of a project (联系, 走访): noted with a tap or a sentence, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.context import Context
from bot.handlers import report
from bot.handlers.meant import named_project
from core.chat import Card, Reply
from core.date_words import Lean, read_reply_date
from core.errors import BadArgument, BadDate, NotFound, StaleButton
from core.milestones.contact_words import OLDEST, Met, kind_of
from core.milestones.contacts import may_take_back, note, take_back, undoable
from core.milestones.model import Contact, ContactKind
from core.rights import Right
from core.roster.model import Project
from core.roster.seeing import project_by_id
from core.rounds.reading.model import Grain
from core.rounds.reading.when import find_when
from core.rounds.undo import last_said
from core.texts import contacts as texts

SHOWN = 6
"""Contacts on a project's card."""


def show(ctx: Context) -> Reply:
    """/contact X [DAY] WORDS notes one; /contact X shows them. 走访 and 座谈 also begin ordinary sentences.

    Raises:
        BadArgument: no project.
        NotFound: no such project.
        BadDate: the day has not come, or is longer ago than a year.
    """
    kind = texts.begun_with(ctx.incoming.text) or ContactKind.OTHER
    parts = ctx.arg.split()
    for cut in range(1, len(parts) + 1):  # the shortest beginning that names a project
        try:
            project = named_project(ctx, " ".join(parts[:cut]))
        except NotFound:
            continue
        words = " ".join(parts[cut:])
        return Reply(say=(_noted(ctx, project, _met(ctx, words, kind)) if words else _sheet(ctx, project),))
    if kind is not ContactKind.OTHER and ctx.person.may(Right.REPORT):
        return report.sentence(ctx)
    if parts:
        raise NotFound("project", parts[0])
    raise BadArgument("contact")


def by_id(ctx: Context) -> Reply:
    """cv:<project>."""
    return Reply(say=(_sheet(ctx, _pressed(ctx)),))


def tap(ctx: Context) -> Reply:
    """ct:<project>:<kind> – today."""
    project, word = _pressed(ctx), ctx.pressed.word(1)
    if word not in ContactKind.__members__:
        raise StaleButton
    card = _noted(ctx, project, Met(ContactKind[word], ctx.today, ""))
    return Reply(say=(card,))


def back(ctx: Context) -> Reply:
    """cb:<contact>."""
    contact = ctx.work.contacts.get(ctx.pressed.number(0))
    take_back(ctx.work, contact, ctx.person, ctx.now)
    return Reply(replace=texts.taken_back(contact, ctx.work.projects.get(contact.project_id)))


def undo(ctx: Context) -> Reply:
    """/undo – the last contact if that was later than the last report, else the last tap or sentence."""
    said_at = last_said(ctx.work, ctx.person, ctx.calendar, ctx.now)
    last = undoable(ctx.work, ctx.person, said_at, ctx.now)
    if last is None:
        return report.undo(ctx)
    take_back(ctx.work, last, ctx.person, ctx.now)
    return Reply(say=(texts.taken_back(last, ctx.work.projects.get(last.project_id)),))


def _met(ctx: Context, words: str, kind: ContactKind) -> Met:
    """What the words say; today unless they begin with a day."""
    on, rest = _day(words, ctx.today)
    if not ctx.today - OLDEST <= on <= ctx.today:
        raise BadDate(words.partition(" ")[0])
    return Met((kind_of(rest) or kind) if kind is ContactKind.OTHER else kind, on, rest)


def _day(words: str, today: date) -> tuple[date, str]:
    """11月18日, 11.18, 2026-11-18, 昨天 at the beginning, and what follows it."""
    first, _, rest = words.partition(" ")
    written = read_reply_date(first[:40], today, Lean.PAST).value
    if written is not None and written.first == written.last:
        return written.last, rest.strip()
    found = find_when(words, today, Lean.PAST)
    if found is None or found.start or found.when is None or found.when.grain is not Grain.DAY:
        return today, words
    return found.when.last, words[found.end :].strip(" ，,、:：")


def _noted(ctx: Context, project: Project, met: Met) -> Card:
    before = {one.id for one in ctx.work.contacts.of_project(project.id, SHOWN)}
    contact = note(ctx.work, project.id, met, ctx.person, ctx.now)
    return texts.noted(contact, project, again=contact.id in before)


def _pressed(ctx: Context) -> Project:
    return project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)


def _sheet(ctx: Context, project: Project) -> Card:
    found = [one for one in ctx.work.contacts.of_project(project.id, 4 * SHOWN) if one.stands][:SHOWN]
    his = {one.id for one in found if may_take_back(ctx.person, one)}
    return texts.sheet(project, found, names_of(ctx, found), his, notes=ctx.person.may(Right.PLAN))


def names_of(ctx: Context, contacts: Iterable[Contact]) -> Mapping[int, str]:
    return {i: ctx.work.people.get(i).name for i in {one.by for one in contacts}}
