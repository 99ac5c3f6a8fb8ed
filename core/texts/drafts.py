"""A draft of a bulletin as the office sees it: exactly what would leave, to whom, and what should be known before."""

from __future__ import annotations

from collections.abc import Sequence

from core.bulletins.look import Look
from core.bulletins.model import Artefact, Bulletin, BulletinKind, Part, Wording
from core.bulletins.numbers import Foreign
from core.bulletins.target_values import LEADERS, UNITS, Targets
from core.calendar import Calendar
from core.chat import Button, Card, Channel, Rows
from core.presses import encode
from core.roster.model import Group, Person
from core.texts import words
from core.texts.bulletin import files, part, under
from core.texts.bulletin_words import kind
from core.texts.catalogue import say
from core.texts.pictures import on_paper

DOUBTS = 6
OLDER = 3
"""Titles of older drafts."""
SHOWN = 900
"""Characters of a version among others."""
WECOM_MESSAGE = 2000
"""Bytes of a text there. Source: ``bot.wecom.measure``."""
AT_ONCE = 6
"""Buttons under a draft; the decisions come first, the others wait behind one. A card in WeCom holds as many."""


def draft_card(bulletin: Bulletin, look: Look, reader: int) -> Card:
    """What the office sees: exactly what will be posted, and what it should know before deciding.

    Args:
        reader: the person, for whoever has put it forward does not approve it.
    """
    state, targets = look.state, look.targets
    head = say("bulletin.draft_head", cards=state.cards, complete=state.complete, groups=len(targets.groups))
    lines = [head + _readers(targets), number(look), files(look.parts), *_warnings(look)]
    if look.waiting:
        lines.append(say("review.waiting", n=look.waiting))
    proposed = bool(look.proposer and look.second)
    if look.older and not proposed:
        lines.append(_older(look.older))
    rows = _decisions(bulletin, look, reader)
    others = _review(look) if proposed else _others(bulletin, look)
    room = AT_ONCE - sum(map(len, rows))
    if len(others) > room:
        others = (*others[: max(room - 1, 0)], (_button("button.more", "bm", bulletin),))
    return Card(
        under("\n".join(filter(None, lines)), bulletin),
        title=say("bulletin.draft_title", number=look.number),
        buttons=rows + others,
    )


def number(look: Look) -> str:
    """Which number it would have, and whether its files show it yet."""
    made = len(look.parts) == len(Part)
    return say("drafts.number" if made else "drafts.making", number=look.number)


def _older(older: Sequence[Bulletin]) -> str:
    names = say("word.list_stop").join(one.title for one in older[:OLDER])
    return say("drafts.older", n=len(older), names=names)


def older_dropped(dropped: Sequence[Bulletin]) -> str:
    return say("drafts.older_dropped", n=len(dropped))


def _decisions(bulletin: Bulletin, look: Look, reader: int) -> Rows:
    if look.proposer and look.second:
        return (_second(bulletin, own=look.plan.proposed_by == reader),)
    rows: Rows = (
        (_button("button.publish", "bp", bulletin), _button("button.drop_draft", "bd", bulletin)),
        (_button("button.reword", "bw", bulletin), _button("button.targets", "bt", bulletin)),
        *_redo(look.parts),
    )
    return rows


def more(bulletin: Bulletin, look: Look) -> Card:
    """What can be done with a draft besides deciding about it."""
    rows = (*_others(bulletin, look), (Button(say("button.back"), encode("bn", bulletin.id)),))
    return Card(say("drafts.more"), title=bulletin.title, buttons=rows)


def _review(look: Look) -> Rows:
    return ((Button(say("button.review"), encode("vo")),),) if look.waiting else ()


def _others(bulletin: Bulletin, look: Look) -> Rows:
    """One button to a row, what is wanted most first."""
    rows = _review(look)
    if look.older:
        tidy = say("button.drop_older", n=len(look.older))
        rows = ((Button(tidy, encode("bz", bulletin.id)),), *rows)
    rows = (*rows, (on_paper(bulletin.id),))
    if look.versions > 1:
        rows = (*rows, (_button("button.wordings", "bv", bulletin),))
    if look.plan.pages:
        pages = say("button.unit_pages", n=len(look.plan.pages))
        rows = (*rows, (Button(pages, encode("bg", bulletin.id, 0, "new")),))
    if look.pack:
        pack = BulletinKind.MEETING
        rows = (*rows, (Button(say("button.draft_kind", kind=kind(pack)), encode("bk", pack.value)),))
    return rows


def _second(bulletin: Bulletin, *, own: bool) -> tuple[Button, ...]:
    if own:
        return (_button("button.unpropose", "br", bulletin),)
    return (
        _button("button.second_yes", "by", bulletin),
        _button("button.second_no", "br", bulletin),
        _button("button.draft_files", "bs", bulletin),
    )


def _button(label: str, verb: str, bulletin: Bulletin) -> Button:
    return Button(say(label), encode(verb, bulletin.id))


def _redo(parts: Sequence[Artefact]) -> Rows:
    return tuple(
        (Button(say("button.redo", part=part(one.part)), encode("bf", one.bulletin_id, one.part.value)),)
        for one in parts
        if one.file is None
    )


def _readers(targets: Targets) -> str:
    said = say("drafts.readers", n=len(targets.readers)) if targets.readers else ""
    return said + (say("drafts.lost", n=len(targets.lost)) if targets.lost else "")


def _warnings(look: Look) -> list[str]:
    lines = [numbers(look.doubts)]
    if look.proposer and look.second:
        lines.append(say("drafts.proposed", by=look.proposer))
    return lines


def numbers(doubts: Sequence[Foreign]) -> str:
    """Which numbers of an office's own words the frozen figures do not say; empty if they say them all."""
    shown = [
        say("drafts.not_of_unit", number=one.text, unit=one.unit) if one.unit else say("drafts.unknown", number=one.text)
        for one in doubts[:DOUBTS]
    ]  # fmt: skip
    return say("drafts.doubts", n=len(doubts), shown=say("word.list_stop").join(shown)) if doubts else ""


def publish_question(bulletin: Bulletin, look: Look) -> Card:
    """Exactly who will get exactly which words and files; the second tap publishes, or asks a second person."""
    titles = [group.title for group in look.targets.groups]
    question = say(
        "bulletin.publish_question",
        title=bulletin.title,
        n=len(titles),
        groups=say("word.list_stop").join(titles),
    )
    yes = (
        _button("button.propose", "bo", bulletin)
        if look.second
        else _button("button.publish_yes", "by", bulletin)
    )
    row = (yes, Button(say("button.no"), encode("bn", bulletin.id)))
    look_at = (_button("button.draft_files", "bs", bulletin),)
    wanted = say("drafts.second_wanted") if look.second else ""
    lines = [
        question + _readers(look.targets),
        _pieces(bulletin, look.targets),
        *_warnings(look),
        wanted,
        number(look),
        files(look.parts),
    ]
    return Card(under("\n".join(filter(None, lines)), bulletin), buttons=(row, look_at))


def _pieces(bulletin: Bulletin, targets: Targets) -> str:
    """That a long text comes in several messages where the service cuts them."""
    pieces = -(-len(f"{bulletin.title}\n{bulletin.text}".encode()) // WECOM_MESSAGE)
    there = [group.title for group in targets.groups if group.address.channel is Channel.WECOM]
    if pieces < 2 or not there:
        return ""
    return say("drafts.pieces", groups=say("word.list_stop").join(there), n=pieces)


def targets_card(bulletin: Bulletin, look: Look, bound: Sequence[Group]) -> Card:
    """Groups and people to choose from; a tick says chosen."""
    chosen = {group.id for group in look.targets.groups}
    rows: list[tuple[Button, ...]] = [
        (_choice(bulletin, str(group.id), group.title, on=group.id in chosen),) for group in bound[:15]
    ]
    rows.append(
        (
            _choice(bulletin, LEADERS, say("targets.leaders"), on=look.plan.leaders),
            _choice(bulletin, UNITS, say("targets.units"), on=look.plan.units),
        )
    )
    rows.append((Button(say("button.back"), encode("bn", bulletin.id)),))
    text = say("targets.now", groups=len(look.targets.groups), people=len(look.targets.readers))
    pages = "\n" + say("targets.pages") if look.plan.pages else ""
    return Card(text + _readers(look.targets) + pages, title=bulletin.title, buttons=tuple(rows))


def _choice(bulletin: Bulletin, what: str, label: str, *, on: bool) -> Button:
    return Button(say("settings.on", name=label) if on else label, encode("bx", bulletin.id, what))


def ask_words(bulletin: Bulletin, limit: int) -> tuple[Card, Card]:
    """What to send, and the words as they are now, alone, so that they can be copied."""
    return Card(say("drafts.ask_words", title=bulletin.title, limit=limit)), Card(bulletin.text)


def wordings(
    bulletin: Bulletin, versions: Sequence[Wording], people: dict[int, str], calendar: Calendar
) -> Card:
    """Every version with who and when; the whole text of the newest two, old and new."""
    rows = [
        say("drafts.version", no=one.version, at=words.short_moment(one.said_at, calendar),
            by=people[one.said_by] if one.said_by else say("drafts.generated"))
        for one in versions
    ]  # fmt: skip
    if len(versions) > 1:
        old, new = versions[-2], versions[-1]
        rows += [
            "",
            say("drafts.old", no=old.version),
            _beginning(old.text),
            "",
            say("drafts.new", no=new.version),
            _beginning(new.text),
        ]
    buttons: Rows = (
        (
            _button("button.first_words", "bu", bulletin),
            Button(say("button.back"), encode("bn", bulletin.id)),
        ),
    )
    return Card("\n".join(rows), title=bulletin.title, buttons=buttons)


def returned(bulletin: Bulletin, by: Person) -> Card:
    """To whoever had put it forward."""
    return Card(say("drafts.returned", title=bulletin.title, by=by.name))


def _beginning(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
