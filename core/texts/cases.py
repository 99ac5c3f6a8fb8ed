"""Accountability cases in words (问责): for the office and the inspector alone; drafts begin with what went well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.roster.model import Person
from core.scoring.cases import LEVELS, Case, CaseState, Link, Step, missing, next_links
from core.scoring.evidence import Pack
from core.texts import words
from core.texts.catalogue import say
from core.texts.evidence import in_short, praise, title

SHOWN = 8
PRAISED = 3
"""Sentences of praise on a card; the evidence has all of them."""


def drafted(quarter: str, n: int) -> Card:
    """To the office alone: there are drafts to look at."""
    button = Button(say("button.cases"), encode("gl"))
    return Card(say("case.drafted", quarter=words.period(quarter), n=n), buttons=((button,),))


def listed(found: Sequence[tuple[Case, Sequence[Step]]]) -> Card:
    """Drafts and open cases, with the link that is missing."""
    rows = [_row(case, steps) for case, steps in found]
    buttons: Rows = tuple(
        (Button(words.clip(case.name, 20), encode("gs", case.id)),) for case, _ in found[:SHOWN]
    )
    text = "\n".join([*(rows or [say("case.none")]), "", say("usage.case")])
    return Card(text, title=say("case.list"), buttons=buttons)


def _row(case: Case, steps: Sequence[Step]) -> str:
    gaps = missing(steps)
    lacking = say("case.lacking", links=_links(gaps)) if gaps else ""
    at = say(f"case.link.{steps[-1].link.value}") if steps else say(f"case.state.{case.state.value}")
    return say("case.row", name=case.name, quarter=words.period(case.quarter), at=at, lacking=lacking)


def _links(links: Sequence[Link]) -> str:
    return say("word.list_stop").join(say(f"case.link.{link.value}") for link in links)


def one(case: Case, steps: Sequence[Step], names: Mapping[int, str], pack: Pack, calendar: Calendar) -> Card:
    """The case: what went well, how it came about, what was done by whom, what is missing, what may follow."""
    lines = [say("case.state_line", state=say(f"case.state.{case.state.value}"))]
    if good := praise(pack)[:PRAISED]:
        lines += [say("evidence.part.good"), *good]
    lines += [in_short(one) for one in pack.quarters]
    if case.why:
        lines.append(say("case.by_hand", why=case.why, by=names.get(case.opened_by or 0, "")))
    if case.decided_by:
        facts = {"by": names[case.decided_by], "reason": case.reason or "—"}
        lines.append(say("case.decided", **facts))
    lines += ["", *(_step(step, names, calendar) for step in steps)] if steps else []
    gaps = missing(steps)
    if gaps:
        lines.append(say("case.missing", links=_links(gaps)))
    if case.state is CaseState.OPEN and next_links(steps):
        lines.append(say("case.next", links=_links(next_links(steps))))
    lines += ["", say("case.foot")]
    return Card("\n".join(lines), title=title(case), buttons=_buttons(case, steps, pack))


def _step(step: Step, names: Mapping[int, str], calendar: Calendar) -> str:
    level = say(f"case.level.{step.level}") if step.level else ""
    name = say(f"case.link.{step.link.value}")
    text = say(
        "case.step",
        link=name,
        level=level or "—",
        by=names[step.by],
        day=calendar.today(step.at),
        text=step.text,
    )
    if step.promise:
        text += "\n" + say("case.promise", promise=step.promise, day=step.follow_up_on)
    return text


def _buttons(case: Case, steps: Sequence[Step], pack: Pack) -> Rows:
    look: Rows = ((Button(say("button.evidence"), encode("ge", case.id)),),) if pack.quarters else ()
    if case.state is CaseState.DRAFT:
        decide = (
            Button(say("button.case_open"), encode("go", case.id)),
            Button(say("button.case_drop"), encode("gd", case.id)),
        )
        return (*look, decide)
    if case.state is not CaseState.OPEN:
        return look
    done = {step.link for step in steps}
    chain = [link for link in Link if link not in done]
    rows: Rows = tuple(
        (Button(say(f"button.case.{link.value}"), encode("gn", case.id, link.value)),)
        for link in chain
        if link not in (Link.REPAIR, Link.LIFT) or link in next_links(steps)
    )
    draft = (Button(say("button.case_letter"), encode("gt", case.id)),)
    return (*look, *rows, draft)


def which_level(case_id: int, link: Link) -> Card:
    rows: Rows = tuple(
        (Button(say(f"case.level.{level}"), encode("gn", case_id, link.value, level)),)
        for level in LEVELS[link]
    )
    return Card(say("case.which_level", link=say(f"case.link.{link.value}")), buttons=rows)


def ask(link: Link, level: str) -> Card:
    """The minutes, the decision, or what was put right."""
    how = say(f"case.level.{level}") if level else ""
    name = say(f"case.link.{link.value}") + (say("case.of_level", level=how) if how else "")
    return Card(say(f"case.ask.{link.value}", link=name))


def confirm(case: Case, link: Link, level: str, text: str, by: Person) -> Card:
    """Exactly what would be kept, and under whose name; another sentence takes the place of the words."""
    how = say(f"case.level.{level}") if level else "—"
    name = say(f"case.link.{link.value}")
    row = (
        Button(say("button.case_keep"), encode("gc", case.id)),
        Button(say("button.case_leave"), encode("gx", case.id)),
    )
    facts = {"link": name, "level": how, "by": words.titled(by.name, by.title)}
    return Card(say("case.confirm", text=text, **facts), title=title(case), buttons=(row,))


def ask_promise() -> Card:
    return Card(say("case.ask_promise"))


def ask_reason() -> Card:
    return Card(say("case.ask_reason"))


def follow_up(case: Case, step: Step) -> Card:
    """To the office on the day: what was promised."""
    text = say("case.follow_up", name=case.name, promise=step.promise, day=step.follow_up_on)
    return Card(text, buttons=((Button(say("button.case_look"), encode("gs", case.id)),),))
