"""What the office reads: rounds, missing lists, invitations, imports (招商办)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.calendar import Calendar
from core.chat import Button, Card
from core.presses import encode
from core.rights import Role
from core.roster.model import Group, Person, Unit
from core.rounds.model import Round, RoundState
from core.texts import words
from core.texts.catalogue import say

NAMES = 40
"""Names written out in a list; the rest is counted."""
BUTTONS = 90
"""Below the 100 that Telegram takes in one keyboard."""


def missed(round_: Round, calendar: Calendar) -> Card:
    return Card(
        say(
            "office.missed",
            week=words.period(round_.period),
            deadline=words.moment(round_.deadline_at, calendar),
        )
    )


def still_silent(
    round_: Round, silent: Sequence[Person], unreachable: Sequence[Person], calendar: Calendar
) -> Card:
    """The office's list at the top of the chase ladder: who heard and did not answer, who cannot hear."""
    lines = [
        say(
            "office.silent",
            week=words.period(round_.period),
            n=len(silent) + len(unreachable),
            deadline=words.moment(round_.deadline_at, calendar),
        ),
        say("office.silent_reminded", names=names(silent)) if silent else "",
        say("office.silent_unreachable", names=names(unreachable)) if unreachable else "",
    ]
    return Card(
        "\n".join(filter(None, lines)),
        buttons=((Button(say("button.missing"), encode("om")), Button(say("button.remind"), encode("oc"))),),
    )


def names(people: Sequence[Person]) -> str:
    text = say("word.list_stop").join(person.name for person in people[:NAMES])
    return text + (say("office.and_more", n=len(people) - NAMES) if len(people) > NAMES else "")


def round_preview(
    period: str,
    leaders: int,
    projects: int,
    deadline_at: datetime,
    silent: Sequence[Person],
    calendar: Calendar,
) -> Card:
    """Whom, what, until when; nothing has happened yet."""
    lines = [
        say(
            "round.preview", leaders=leaders, projects=projects, deadline=words.moment(deadline_at, calendar)
        ),
        say("round.unreachable", n=len(silent), names=names(silent)) if silent else "",
    ]
    row = (Button(say("button.open_round"), encode("oo")), Button(say("button.no"), encode("no")))
    return Card(
        "\n".join(filter(None, lines)), title=say("round.title", week=words.period(period)), buttons=(row,)
    )


def round_opened(round_: Round, cards: int, calendar: Calendar) -> Card:
    text = say("round.opened", cards=cards, deadline=words.moment(round_.deadline_at, calendar))
    return Card(text, title=say("round.title", week=words.period(round_.period)), buttons=((_missing(),),))


def round_state(round_: Round, cards: int, complete: int, unreachable: int, calendar: Calendar) -> Card:
    """How far it is, with what the office may do now."""
    key = "round.state_open" if round_.state is RoundState.OPEN else "round.state_closed"
    facts = {"cards": cards, "complete": complete, "left": cards - complete, "unreachable": unreachable}
    text = say(key, deadline=words.moment(round_.closed_at or round_.deadline_at, calendar), **facts)
    rows: list[tuple[Button, ...]] = [(_missing(), Button(say("button.remind"), encode("oc")))]
    if round_.state is RoundState.OPEN:
        rows.append((Button(say("button.close_round"), encode("oq", round_.id)),))
    else:
        rows.append((Button(say("button.new_round"), encode("on")),))
    return Card(text, title=say("round.title", week=words.period(round_.period)), buttons=tuple(rows))


def close_question(round_: Round, left: int) -> Card:
    row = (Button(say("button.close_yes"), encode("ox", round_.id)), Button(say("button.no"), encode("no")))
    return Card(say("round.close_question", week=words.period(round_.period), left=left), buttons=(row,))


def _missing() -> Button:
    return Button(say("button.missing"), encode("om"))


def unplaced_entries(rows: Sequence[tuple[Person, datetime, str]], n: int, calendar: Calendar) -> list[str]:
    """Words about no project, who said them and when; the first line is the heading. ``n``: how many in all."""
    lines = [
        say(
            "missing.unplaced",
            name=person.name,
            at=words.short_moment(at, calendar),
            quote=words.clip(quote, 80),
        )
        for person, at, quote in rows
    ]
    return ["\n" + say("missing.unplaced_head", n=n, shown=len(lines)), *lines] if lines else []


def missing_entries(silent: Sequence[tuple[Person, int, int, str, Sequence[Person]]]) -> list[str]:
    """One entry per silent card: leader, open of all lines, why unreachable, liaisons."""
    entries = []
    for leader, left, lines, unreachable, liaisons in silent:
        entry = say("missing.row", name=leader.name, title=leader.title, left=left, lines=lines)
        if unreachable:
            entry += say(f"missing.{unreachable}")
        if liaisons:
            entry += say("missing.liaisons", names=say("word.list_stop").join(p.name for p in liaisons[:4]))
        entries.append(entry)
    return entries


def remind_question(silent: int, to_liaisons: int, nobody: Sequence[Person]) -> Card:
    lines = [say("remind.question", n=silent - to_liaisons - len(nobody), liaisons=to_liaisons)]
    if nobody:
        lines.append(say("remind.nobody", names=names(nobody)))
    row = (Button(say("button.remind_yes"), encode("or")), Button(say("button.no"), encode("no")))
    return Card("\n".join(lines), buttons=(row,))


def invited(
    person: Person, role: Role, link: str, token: str, expires_at: datetime, calendar: Calendar
) -> Card:
    """The link to pass on; it works once."""
    facts = {"name": person.name, "role": words.role(role), "expires": words.moment(expires_at, calendar)}
    key = "invite.link" if link else "invite.token"
    return Card(say(key, link=link, token=token, **facts))


def which_role(name: str) -> Card:
    buttons = [Button(words.role(role), encode("iv", role.value)) for role in Role]
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    return Card(say("invite.which_role", name=name), buttons=rows)


def which_unit(name: str, role: Role, units: Sequence[Unit]) -> Card:
    buttons = [Button(unit.name, encode("iv", role.value, unit.id)) for unit in units[:BUTTONS]]
    rows = tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))
    return Card(say("invite.which_unit", name=name, role=words.role(role)), buttons=rows)


def which_leader(name: str, leaders: Sequence[Person]) -> Card:
    buttons = [
        Button(leader.name, encode("iv", Role.LIAISON.value, leader.id)) for leader in leaders[:BUTTONS]
    ]
    buttons.append(Button(say("button.by_ledger"), encode("iv", Role.LIAISON.value, 0)))
    rows = tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))
    return Card(say("invite.which_leader", name=name), buttons=rows)


def group_bound(group: Group) -> Card:
    return Card(say("group.bound", title=group.title))


def group_lost(group: Group) -> Card:
    return Card(say("group.lost", title=group.title))
