"""What a person hears back after saying or tapping something (回执)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.roster.model import Person
from core.rounds.model import Finding, Prompt, Report
from core.rounds.views import CardView
from core.texts import words
from core.texts.cards import found
from core.texts.catalogue import say


def receipt(
    view: CardView, findings: Mapping[int, Finding], unclear: Sequence[str], calendar: Calendar
) -> Card:
    """Everything that was understood, line by line, and what was not, quoted."""
    names = {line.no: line.project.name for line in view.lines}
    lines = [say("receipt.row", no=no, name=names[no], said=found(f)) for no, f in sorted(findings.items())]
    head = say(
        "receipt.late" if view.late else "receipt.head",
        deadline=words.moment(view.round.deadline_at, calendar),
    )
    parts = ["\n".join([head, *lines])] if findings else []
    if unclear:
        parts.append(ask_back(unclear))
    parts.append(_left(view) if findings else "")
    rows: Rows = (
        ((Button(say("button.look"), encode("rb", view.prompt_id)),),) if unclear or view.open else ()
    )
    return Card("\n\n".join(filter(None, parts)), buttons=rows)


def ask_back(unclear: Sequence[str]) -> str:
    quoted = say("receipt.quote_gap").join(words.clip(piece, 80) for piece in unclear)
    return say("receipt.unclear", quoted=quoted)


def _left(view: CardView) -> str:
    return say("receipt.left", n=view.open) if view.open else say("receipt.complete")


def tapped(finding: Finding, *, late: bool) -> str:
    """The toast over a pressed button."""
    return say("toast.late" if late else "toast.saved", said=words.clip(found(finding), 60))


def problem_question(no: int, name: str, category: str) -> Card:
    """After the category: one sentence, or leave it."""
    return Card(say("receipt.problem_text", no=no, name=name, category=category))


def date_question(no: int, name: str, node: str) -> Card:
    return Card(say("receipt.node_date", no=no, name=name, node=node))


def whose(prompts: Sequence[tuple[Prompt, Person]], verb: str) -> Card:
    """A liaison of several leaders: whom does he answer for?"""
    rows = tuple(
        (Button(say("button.for", leader=leader.name), encode(verb, prompt.id)),)
        for prompt, leader in prompts
    )
    return Card(say("receipt.whose"), buttons=rows)


def undone(reports: Sequence[Report], names: Mapping[int, str]) -> Card:
    rows = [say("receipt.undone_row", name=names[r.project_id], said=found(r.finding)) for r in reports]
    return Card("\n".join([say("receipt.undone"), *rows]))


def welcome(person: Person, role: str, next_step: str) -> Card:
    return Card(say("start.welcome", name=words.titled(person.name, person.title), role=role, next=next_step))
