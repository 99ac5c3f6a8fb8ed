"""Bulletins in the chat: drafts, the question before publishing, what became of it (通报)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.bulletins.model import Artefact, Bulletin, BulletinKind, Part, UnitPage
from core.bulletins.receipt import Receipt
from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.roster.model import Person
from core.texts import receipts, words
from core.texts.bulletin_words import kind
from core.texts.catalogue import say
from core.texts.pictures import on_paper


def files(parts: Sequence[Artefact]) -> str:
    """What goes with the text, with its check code; and what could not be made, with the reason."""
    return "\n".join(
        say("bulletin.file", name=one.name, sha=one.sha256[:12])
        if one.file is not None
        else say("bulletin.not_made", part=part(one.part), why=words.clip(one.why, 80))
        for one in parts
    )


def part(value: Part) -> str:
    return say(f"bulletin.part.{value.value}")


def caption(artefact: Artefact, *, draft: bool = False) -> str:
    name = artefact.name.rpartition(".")[0]
    if draft:
        return say("bulletin.draft_caption", part=part(artefact.part), name=name, number=artefact.number)
    return say("bulletin.caption", part=part(artefact.part), name=name)


def decided(bulletin: Bulletin, by: Person, groups: int, readers: int = 0) -> Card:
    """What became of a draft, and by whom: in place of the draft, without its buttons."""
    key = f"bulletin.decided.{bulletin.state.value}"
    head = say(key, number=numbered(bulletin), groups=groups, by=by.name)
    return Card(under(head + (say("drafts.readers", n=readers) if readers else ""), bulletin))


def kinds() -> Card:
    """What the office can have drafted, and where the rest is."""
    buttons = [Button(kind(each), encode("bk", each.value)) for each in BulletinKind]
    more = Button(say("button.templates"), encode("tl"))
    rows: Rows = (tuple(buttons[:3]), (*buttons[3:], more))
    return Card(say("bulletin.which_kind"), buttons=rows)


def unit_page(bulletin: Bulletin, pages: Sequence[UnitPage], index: int) -> Card:
    """One page of a meeting pack, with buttons to the others."""
    row = [
        Button(say("button.page", page=index + 1, pages=len(pages)), encode("bg", bulletin.id, index)),
    ]
    if index:
        row.insert(0, Button(say("button.previous"), encode("bg", bulletin.id, index - 1)))
    if index < len(pages) - 1:
        row.append(Button(say("button.next"), encode("bg", bulletin.id, index + 1)))
    return Card(pages[index].text, title=bulletin.title, buttons=(tuple(row),))


def under(head: str, bulletin: Bulletin) -> str:
    return f"{head}\n{say('bulletin.rule')}\n{bulletin.title}\n\n{bulletin.text}"


def numbered(bulletin: Bulletin) -> str:
    """招商引资项目调度通报（2026年第47周）〔2026〕3号; without a number for a draft."""
    if bulletin.number is None:
        return bulletin.title
    return say("bulletin.numbered", title=bulletin.title, year=bulletin.year, number=bulletin.number)


def short(bulletin: Bulletin, calendar: Calendar) -> str:
    """For a button with room for ten characters: 2026年第3期, 草稿 11-20."""
    if bulletin.number is not None:
        return say("page.issue", year=bulletin.year, number=bulletin.number)
    state = say(f"bulletin.state.{bulletin.state.value}")
    return f"{state} {words.short_moment(bulletin.drafted_at, calendar)[:5]}"


def listed(bulletins: Sequence[Bulletin], lost: Collection[int], calendar: Calendar) -> list[str]:
    """Args: ``lost``: ids of those that did not get to everybody."""
    return [
        say("bulletin.listed", title=numbered(b), state=say(f"bulletin.state.{b.state.value}"),
            at=words.short_moment(b.decided_at or b.drafted_at, calendar))
        + (say("receipts.some_lost") if b.id in lost else "")
        for b in bulletins
    ]  # fmt: skip


def shown(
    bulletin: Bulletin,
    parts: Sequence[Artefact],
    got: Sequence[Receipt],
    unsent: int,
    calendar: Calendar,
    by: str,
) -> Card:
    """One that was decided: its words, who decided, its files, and who has got what.

    Args:
        unsent: letters that did not get to a group or a person.
        by: who decided.
    """
    text = bulletin.text + (f"\n\n{files(parts)}" if parts else "")
    if bulletin.decided_at is not None:
        state, at = (
            say(f"bulletin.state.{bulletin.state.value}"),
            words.short_moment(bulletin.decided_at, calendar),
        )
        text += "\n" + say("receipts.decided", state=state, by=by, at=at)
    if got:
        text += "\n" + receipts.listed(got, calendar)
    rows: Rows = ((on_paper(bulletin.id),),)
    if unsent:
        text += "\n" + say("bulletin.unsent", n=unsent)
        rows = (*rows, (Button(say("button.send_again"), encode("ba", bulletin.id)),))
    return Card(text, title=numbered(bulletin), buttons=rows)
