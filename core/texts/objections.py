"""Objections to a result (异议): what a unit says is wrong, what the office may do about it, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.roster.model import Person, Project, Stage
from core.scoring.amend import Item, items_for
from core.scoring.excuse import ExcuseKind
from core.scoring.model import Fact, Snapshot
from core.scoring.preview import Objection, ObjectionState, Own, Preview, own_place
from core.texts import words
from core.texts.catalogue import say

PROJECTS = 8
"""Buttons for projects that an objection may be about."""


def row(one: Objection, unit: str) -> str:
    said = say(f"objection.state.{one.state.value}")
    return say("objection.row", no=one.id, unit=unit, about=about(one.code), state=said)


def opener(one: Objection, unit: str) -> Button:
    return Button(say("button.objection", no=one.id, unit=words.clip(unit, 10)), encode("jo", one.id))


def queue(found: Sequence[tuple[Objection, str]]) -> Card:
    """Undecided objections of all results."""
    if not found:
        return Card(say("objection.queue_empty"), title=say("objection.queue"))
    rows: Rows = tuple((opener(one, unit),) for one, unit in found[:PROJECTS])
    text = "\n".join(row(one, unit) for one, unit in found)
    return Card(text, title=say("objection.queue"), buttons=rows)


WHOLE = "-"
"""In a button: no single indicator, but something else."""


def about(code: str) -> str:
    """The indicator's name; 其他 where it is about none."""
    return say(f"indicator.name.{code}") if code not in ("", WHOLE) else say("objection.other")


def which_line(preview: Preview, shown: Own) -> Card:
    """What is wrong?"""
    unit = shown.score.unit_id
    buttons = [
        Button(about(line.code), encode("ji", preview.id, unit, line.code)) for line in shown.score.lines
    ]
    rows: Rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    other = Button(say("objection.other"), encode("ji", preview.id, unit, WHOLE))
    return Card(say("objection.which_line"), buttons=(*rows, (other,)))


def which_project(preview: Preview, unit_id: int, code: str, facts: Sequence[Fact]) -> Card:
    """Which project is it about? Those not counted come first."""
    rows: Rows = tuple(
        (Button(words.clip(fact.name, 24), encode("jp", preview.id, unit_id, code, fact.project_id)),)
        for fact in facts[:PROJECTS]
    )
    none = Button(say("objection.no_project"), encode("jp", preview.id, unit_id, code, 0))
    return Card(say("objection.which_project", about=about(code)), buttons=(*rows, (none,)))


def ask_words(code: str, project: str) -> Card:
    where = say("objection.where", about=about(code), project=project) if project else about(code)
    return Card(say("objection.ask", where=where))


def received(made: Objection) -> Card:
    """It is on file; proof is welcome, never demanded."""
    row = (
        Button(say("button.proof_done"), encode("jd", made.id)),
        Button(say("button.withdraw"), encode("jt", made.id)),
    )
    return Card(say("objection.received", no=made.id), buttons=(row,))


def proof_kept(n: int) -> Card:
    return Card(say("objection.proof_kept", n=n))


def objection(
    one: Objection, unit: str, by: Person, project: Project | None, proofs: int, calendar: Calendar
) -> Card:
    """To the office: who says what is wrong, and what may be done."""
    where = (
        say("objection.where", about=about(one.code), project=project.name) if project else about(one.code)
    )
    facts = {"by": words.titled(by.name, by.title), "at": words.short_moment(one.said_at, calendar)}
    text = say("objection.card", where=where, text=one.text, **facts)
    if proofs:
        text += "\n" + say("objection.proofs", n=proofs)
    if one.state is not ObjectionState.OPEN:
        text += "\n" + _verdict(one)
        return Card(text, title=say("objection.title", no=one.id, unit=unit))
    look: Rows = ((Button(say("button.media", n=proofs), encode("jm", one.id)),),) if proofs else ()
    decide = (
        Button(say("button.accept"), encode("ja", one.id)),
        Button(say("button.refuse"), encode("jn", one.id)),
    )
    refresh: Rows = () if proofs else ((Button(say("button.objection_look"), encode("jo", one.id)),),)
    return Card(text, title=say("objection.title", no=one.id, unit=unit), buttons=(*look, decide, *refresh))


def ways(one: Objection) -> Card:
    """采纳, how: a value set right, the ledger as it stands now, an excuse."""
    rows: Rows = ()
    if one.project_id:
        rows = tuple(
            (Button(item_name(item), encode("jk", one.id, item.value)),) for item in items_for(one.code)
        )
    again = Button(say("button.retake"), encode("jr", one.id))
    excuse = Button(say("button.excuse_it"), encode("jx", one.id))
    return Card(say("objection.ways"), buttons=(*rows, (again,), (excuse,)))


def item_name(item: Item) -> str:
    return say(f"item.{item.value}")


def ask_value(one: Objection, item: Item, project: Project, now: str) -> Card:
    """A button where few values are possible, else a sentence."""
    text = say("objection.ask_value", item=item_name(item), project=project.name, now=now or "—")
    if item is Item.STAGE:
        buttons = [Button(s.value, encode("jq", one.id, item.value, s.name)) for s in Stage]
        return Card(text, buttons=tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)))
    if item in (Item.STOCK, Item.STATS):
        yes = Button(say("word.yes"), encode("jq", one.id, item.value, "1"))
        return Card(text, buttons=((yes, Button(say("word.no"), encode("jq", one.id, item.value, "0"))),))
    return Card(text)


def which_excuse(one: Objection) -> Card:
    rows: Rows = tuple(
        (Button(say(f"excuse.kind.{kind.value}"), encode("jx", one.id, kind.value)),) for kind in ExcuseKind
    )
    return Card(say("objection.which_excuse"), buttons=rows)


def ask_excuse(kind: ExcuseKind) -> Card:
    return Card(say("objection.ask_excuse", kind=say(f"excuse.kind.{kind.value}")))


def effect(before: Snapshot, after: Snapshot, unit_id: int, change: str, yes: str, no: str) -> Card:
    """What accepting would do to the unit, and how many others change their place; ``yes``, ``no``: data of buttons."""
    text = say(
        "objection.effect", change=change, before=_short(before, unit_id), after=_short(after, unit_id)
    )
    others = sum(
        own_place(before.scores, s.unit_id) != own_place(after.scores, s.unit_id)
        for s in after.scores
        if s.unit_id != unit_id and s.rank is not None
    )
    if others:
        text += "\n" + say("objection.others", n=others)
    row = (Button(say("button.accept_yes"), yes), Button(say("button.no"), no))
    return Card(text, buttons=(row,))


def _short(made: Snapshot, unit_id: int) -> str:
    found = own_place(made.scores, unit_id)
    total: Decimal | None = found.score.total if found else None
    if found is None or total is None:
        return say("preview.short_unranked")
    return say("preview.short", total=total, rank=found.score.rank, of=found.of)


def change(item: Item, project: str, old: str, new: str) -> str:
    return say("objection.change", project=project, item=item_name(item), old=old or "—", new=new or "—")


def retaken_change(names: Sequence[str]) -> str:
    if not names:
        return say("objection.change_unit")
    return say("objection.change_ledger", names=say("word.list_stop").join(names))


def excused_change(kind: ExcuseKind, name: str) -> str:
    return say("objection.change_excuse", name=name, kind=say(f"excuse.kind.{kind.value}"))


def ruling(one: Objection, unit: str, by: Person) -> Card:
    """To the unit: what was decided, by whom, and why."""
    facts = {"no": one.id, "unit": unit, "about": about(one.code), "by": words.titled(by.name, by.title)}
    return Card(f"{say('objection.ruling', **facts)}\n{_verdict(one)}")


def _verdict(one: Objection) -> str:
    if one.state is ObjectionState.ACCEPTED:
        return say("objection.accepted", change=one.change)
    if one.state is ObjectionState.REFUSED:
        return say("objection.refused", reason=one.reason)
    return say("objection.withdrawn")


def ask_reason() -> Card:
    return Card(say("objection.ask_reason"))
