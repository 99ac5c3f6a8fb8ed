"""What a person hears back after saying or tapping something (回执)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.problems.model import Category
from core.roster.model import Node, Person
from core.rounds.model import Finding, Prompt, Report
from core.rounds.views import CardView, Line
from core.texts import words
from core.texts.catalogue import say
from core.texts.findings import found


def receipt(view: CardView, findings: Mapping[int, Finding], calendar: Calendar) -> Card:
    """What was kept after a question, line by line."""
    names = {line.no: line.project.name for line in view.lines}
    lines = [say("receipt.row", no=no, name=names[no], said=found(f)) for no, f in sorted(findings.items())]
    deadline = words.moment(view.round.ends_at, calendar)
    head = say("receipt.late" if view.late else "receipt.head", deadline=deadline)
    rows: Rows = ((Button(say("button.look"), encode("rb", view.prompt_id)),),) if view.open else ()
    return Card("\n\n".join(["\n".join([head, *lines]), _left(view)]), buttons=rows)


def _left(view: CardView) -> str:
    return say("receipt.left", n=view.open) if view.open else say("receipt.complete")


def tapped(view: CardView, findings: Mapping[int, Finding], calendar: Calendar) -> str:
    """The toast over a pressed button."""
    first, *more = findings.values()
    key = ("toast.all" if more else "toast.saved", "toast.all_late" if more else "toast.late")[view.late]
    deadline = words.moment(view.round.ends_at, calendar)
    return say(key, said=words.clip(found(first), 60), n=len(findings), deadline=deadline)


def problem_question(view: CardView, line: Line, category: Category) -> Card:
    """After the category: one sentence, or leave it. The button also tells what a reply is about."""
    leave = Button(say("button.no_words"), encode("rk", view.prompt_id, line.no, "p", category.name))
    text = say("receipt.problem_text", no=line.no, name=line.project.name, category=category.value)
    return Card(text, buttons=((leave,),))


def date_question(view: CardView, line: Line, node: Node) -> Card:
    leave = Button(say("button.no_date"), encode("rk", view.prompt_id, line.no, "m", node.name))
    text = say("receipt.node_date", no=line.no, name=line.project.name, node=words.node(node))
    return Card(text, buttons=((leave,),))


def problem_left(line: Line, category: Category) -> Card:
    return Card(say("receipt.problem_left", no=line.no, name=line.project.name, category=category.value))


def date_left(line: Line, node: Node) -> Card:
    return Card(say("receipt.date_left", no=line.no, name=line.project.name, node=words.node(node)))


def problem_kept(line: Line, finding: Finding) -> Card:
    return Card(say("receipt.problem_kept", no=line.no, name=line.project.name, said=found(finding)))


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
