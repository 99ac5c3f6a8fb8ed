"""Bulletins in the chat: drafts, the question before publishing, what became of it (通报)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.bulletins.figures import Figures
from core.bulletins.material import Material
from core.bulletins.model import Artefact, Bulletin, BulletinKind, BulletinState, Form, Part, UnitPage
from core.bulletins.period import begins
from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.figures.model import Figure
from core.presses import encode
from core.problems.model import Problem
from core.roster.model import Person, Project
from core.rounds.views import State
from core.texts import words
from core.texts.bulletin_words import kind, own_template, text_of, title_of
from core.texts.catalogue import say
from core.texts.pictures import on_paper


def bulletin_text(
    figures: Figures,
    confirmed: Sequence[Figure],
    problems: Sequence[Problem],
    projects: Mapping[int, Project],
    calendar: Calendar,
) -> tuple[str, str]:
    """(title, text) of a weekly issue as the product words it.

    ``confirmed``: figures of the round that the office has confirmed; no others are in it.
    """
    taken_at = figures.snapshot.taken_at
    as_of = figures.snapshot.as_of or calendar.today(taken_at)
    since = begins(BulletinKind.WEEKLY, as_of)
    material = Material(
        BulletinKind.WEEKLY, figures, since, as_of, confirmed=confirmed, opened=problems, projects=projects
    )
    return title_of(material), text_of(own_template(Form.WEEKLY), material, calendar)


def draft_card(
    bulletin: Bulletin,
    state: State,
    groups: int,
    waiting: int,
    parts: Sequence[Artefact],
    *,
    offers_pack: bool = False,
) -> Card:
    """What the office sees: exactly what will be posted, and what it should know before deciding.

    ``waiting``: reported figures that nobody has confirmed yet. ``offers_pack``: the round is followed by a meeting.
    """
    head = say("bulletin.draft_head", cards=state.cards, complete=state.complete, groups=groups)
    head += "\n" + files(parts)
    rows: Rows = (_decisions(bulletin), *_redo(parts), (on_paper(bulletin.id),))
    if waiting:
        head += "\n" + say("review.waiting", n=waiting)
        rows = (*rows, (Button(say("button.review"), encode("vo")),))
    if offers_pack:
        pack = BulletinKind.MEETING
        rows = (*rows, (Button(say("button.draft_kind", kind=kind(pack)), encode("bk", pack.value)),))
    return Card(_under(head, bulletin), title=say("bulletin.draft_title"), buttons=rows)


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


def caption(artefact: Artefact) -> str:
    return say("bulletin.caption", part=part(artefact.part), name=artefact.name.rpartition(".")[0])


def _redo(parts: Sequence[Artefact]) -> Rows:
    return tuple(
        (Button(say("button.redo", part=part(one.part)), encode("bf", one.bulletin_id, one.part.value)),)
        for one in parts
        if one.file is None
    )


def _decisions(bulletin: Bulletin) -> tuple[Button, ...]:
    return (
        Button(say("button.publish"), encode("bp", bulletin.id)),
        Button(say("button.drop_draft"), encode("bd", bulletin.id)),
    )


def publish_question(bulletin: Bulletin, titles: Sequence[str], parts: Sequence[Artefact]) -> Card:
    """Exactly which groups will get exactly which words and files; the second tap publishes."""
    names = say("word.list_stop").join(titles)
    row = (
        Button(say("button.publish_yes"), encode("by", bulletin.id)),
        Button(say("button.no"), encode("bn", bulletin.id)),
    )
    question = say("bulletin.publish_question", title=bulletin.title, n=len(titles), groups=names)
    return Card(_under(f"{question}\n{files(parts)}", bulletin), buttons=(row,))


def decided(bulletin: Bulletin, by: Person, groups: int) -> Card:
    """What became of a draft, and by whom: in place of the draft, without its buttons."""
    key = f"bulletin.decided.{bulletin.state.value}"
    return Card(_under(say(key, number=numbered(bulletin), groups=groups, by=by.name), bulletin))


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


def _under(head: str, bulletin: Bulletin) -> str:
    return f"{head}\n{say('bulletin.rule')}\n{bulletin.title}\n\n{bulletin.text}"


def numbered(bulletin: Bulletin) -> str:
    """招商引资项目调度通报（2026年第47周）〔2026〕3号; without a number for a draft."""
    if bulletin.number is None:
        return bulletin.title
    return say("bulletin.numbered", title=bulletin.title, year=bulletin.year, number=bulletin.number)


def listed(bulletins: Sequence[Bulletin], calendar: Calendar) -> list[str]:
    return [
        say("bulletin.listed", title=numbered(b), state=say(f"bulletin.state.{b.state.value}"),
            at=words.short_moment(b.decided_at or b.drafted_at, calendar))
        for b in bulletins
    ]  # fmt: skip


def shown(bulletin: Bulletin, parts: Sequence[Artefact], unsent: int, pages: int = 0) -> Card:
    """``unsent``: letters of a published one that did not get to a group. ``pages``: those of a meeting pack."""
    rows: Rows = ()
    text = bulletin.text + (f"\n\n{files(parts)}" if parts else "")
    if bulletin.state is BulletinState.DRAFT:
        rows = (_decisions(bulletin), *_redo(parts))
    if pages:
        rows = (*rows, (Button(say("button.unit_pages", n=pages), encode("bg", bulletin.id, 0, "new")),))
    rows = (*rows, (on_paper(bulletin.id),))
    if unsent:
        text += "\n" + say("bulletin.unsent", n=unsent)
        rows = (*rows, (Button(say("button.send_again"), encode("ba", bulletin.id)),))
    return Card(text, title=numbered(bulletin), buttons=rows)
