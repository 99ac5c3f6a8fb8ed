"""Contacts with firms, in words (联系记录)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.milestones.contact_words import Met
from core.milestones.model import Contact, ContactKind
from core.presses import encode
from core.roster.model import Project
from core.texts import words
from core.texts.catalogue import say

TAPPED = (ContactKind.VISIT, ContactKind.TALK, ContactKind.CALL)
"""What one tap notes for today."""
_COMMANDS = {
    "走访": ContactKind.VISIT,
    "调研": ContactKind.SURVEY,
    "座谈": ContactKind.TALK,
    "联系": ContactKind.OTHER,
    "/contact": ContactKind.OTHER,
}
"""What the word says with which a message begins."""


def begun_with(text: str) -> ContactKind | None:
    return next((kind for word, kind in _COMMANDS.items() if text.strip().startswith(word)), None)


def kind(one: ContactKind) -> str:
    return say(f"contact.kind.{one.value}")


def met(one: Met) -> str:
    """联系记录：11月18日（周三）走访."""
    return say("contact.met", day=words.day(one.on), kind=kind(one.kind))


def noted(contact: Contact, project: Project, *, again: bool) -> Card:
    """What was understood; one tap takes it back."""
    text = say("contact.noted", name=project.name, day=words.day(contact.on), kind=kind(contact.kind))
    said = (
        say("contact.result", text=words.clip(contact.text, 120))
        if contact.text
        else say("contact.more", code=project.code)
    )
    back = (Button(say("button.contact.back"), encode("cb", contact.id)),)
    see = (Button(say("button.contact.all"), encode("cv", project.id)),)
    return Card("\n".join([say("contact.known") if again else "", text, said]).strip(), buttons=(back + see,))


def taken_back(contact: Contact, project: Project) -> Card:
    return Card(
        say("contact.taken_back", name=project.name, day=words.day(contact.on), kind=kind(contact.kind))
    )


def sheet(
    project: Project,
    found: Sequence[Contact],
    names: Mapping[int, str],
    his: Collection[int],
    *,
    notes: bool,
) -> Card:
    """The contacts of a project that stand, newest first.

    Args:
        his: ids of those this reader may take back.
        notes: he may note one himself.
    """
    rows = [_row(one, names) for one in found] or [say("contact.none")]
    today = tuple(
        Button(say(f"button.contact.{one.value}"), encode("ct", project.id, one.name)) for one in TAPPED
    )
    buttons: Rows = (today,) if notes else ()
    buttons += tuple(
        (
            Button(
                say("button.contact.back_of", day=f"{one.on:%m-%d}", kind=kind(one.kind)),
                encode("cb", one.id),
            ),
        )
        for one in found[:4]
        if one.id in his
    )
    how = say("contact.how", code=project.code) if notes else ""
    title = say("contact.title", name=project.name)
    return Card("\n".join(filter(None, [*rows, how])), title=title, buttons=buttons)


def _row(one: Contact, names: Mapping[int, str]) -> str:
    text = say("contact.text", text=words.clip(one.text, 80)) if one.text else ""
    return say("contact.row", day=words.day(one.on), kind=kind(one.kind), by=names[one.by], text=text)


def briefly(one: Contact, by: str) -> str:
    """最近联系：11月18日（周三）走访，苏小满."""
    return say("contact.last", day=words.day(one.on), kind=kind(one.kind), by=by)


def in_history(one: Contact, by: str, calendar: Calendar) -> str:
    """A line of /history, at the moment it was noted."""
    text = say("contact.text", text=words.clip(one.text, 80)) if one.text else ""
    gone = "" if one.stands else say("history.taken_back")
    facts = {"day": words.day(one.on), "kind": kind(one.kind), "by": by, "text": text, "gone": gone}
    return say("contact.told", at=words.short_moment(one.noted_at, calendar), **facts)


WORDS = tuple(word for word in _COMMANDS if not word.startswith("/"))
