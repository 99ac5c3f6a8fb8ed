"""A change of a rule while the office looks at it: its parts to tap, then old and new before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.bulletins.model import BulletinKind
from core.calendar import Calendar
from core.chat import Button, Card
from core.presses import encode
from core.rounds.audience import Reach
from core.rounds.model import Rung, Step
from core.rounds.planning import Firing
from core.rounds.timetable import Cadence, Every, Product
from core.texts import words
from core.texts.catalogue import say
from core.texts.rule_screens import TO_LIST, in_rows, shown_parts
from core.texts.rule_words import Units, kind, named_people, part, reached, rung_words, wordings
from core.texts.timetable import firing_lines, rule


def changed_lines(old: Cadence, new: Cadence, units: Units, day: timedelta) -> list[str]:
    """Each part that differs, old → new."""
    lines = []
    for name in dict.fromkeys((*shown_parts(old), *shown_parts(new))):
        before, after = part(name, old, units, day), part(name, new, units, day)
        if before != after or (name == "ask" and old.wordings != new.wordings):
            lines.append(say("rule.changed", part=say(f"button.rule.{name}"), old=before, new=after))
        if name == "ask":
            lines += [line for line in wordings(new) if line not in wordings(old)]
    return lines


def becomes(old: Cadence, new: Cadence, units: Units, day: timedelta) -> list[str]:
    """Each part that differs, as it will be."""
    return [
        say("rule.becomes", part=say(f"button.rule.{name}"), new=part(name, new, units, day))
        for name in dict.fromkeys((*shown_parts(old), *shown_parts(new)))
        if part(name, old, units, day) != part(name, new, units, day)
        or (name == "ask" and old.wordings != new.wordings)
    ]


def proposal(
    title: str,
    lines: Sequence[str],
    begins: date | None,
    reach: Reach | None,
    firings: Sequence[Firing],
    remarks: Sequence[str],
    back: str,
    calendar: Calendar,
) -> Card:
    """What will change; nothing has. ``reach`` and ``firings`` where they differ from today's."""
    text = [*lines]
    if reach:
        text.append(say("rule.reached", who=reached(reach), names=named_people(reach)))
    text += remarks
    if begins:
        text.append(say("rule.begins", day=words.day(begins)))
    if firings:
        text += [say("rule.firings"), *firing_lines(firings, calendar)]
    buttons = (
        (Button(say("button.save_rules"), encode("ky")), Button(say("button.change_more"), back)),
        (Button(say("button.give_up"), encode("kz")),),
    )
    return Card("\n".join(text), title=title, buttons=buttons)


def nothing() -> str:
    return say("rule.nothing_changed")


def new_rule(cadence: Cadence) -> str:
    return say("rule.if_new", name=cadence.name, rule=rule(cadence))


def saved(cadence: Cadence) -> str:
    return say("rule.saved", day=words.day(cadence.from_on)) if cadence.from_on else say("settings.saved")


def editor(name: str, draft: Cadence, units: Units, day: timedelta, extra: Sequence[str] = ()) -> Card:
    """One part of the draft with what may be tapped, or said."""
    buttons = _CHOICES[name](draft)
    text = "\n".join(
        [say(f"rule.line.{name}", what=part(name, draft, units, day)), *extra, say(f"rule.how.{name}")]
    )
    last = (Button(say("button.look_rule"), encode("kq")), Button(say("button.give_up"), encode("kz")))
    wide = 3 if name == "who" else 2
    return Card(text, title=_title(draft, name), buttons=(*in_rows(buttons, wide), last))


def _title(draft: Cadence, name: str) -> str:
    return say("rule.title", name=draft.name, part=say(f"button.rule.{name}"))


def _time(draft: Cadence) -> list[Button]:
    if draft.every is Every.DAY:
        return [
            Button(say(f"button.days.{code}"), encode("kt", "d", code)) for code in ("all", "135", "24", "1")
        ]
    moves = ("oe", "ol", "ce", "cl")
    return [Button(say(f"button.time.{move}"), encode("kt", "t", move)) for move in moves]


def _who(_: Cadence) -> list[Button]:
    lists = [Button(say(f"button.who.{name}"), encode("kw", name)) for name in ("u", "k", "s", "v")]
    return [Button(say("button.who.all"), encode("kt", "a", "all")), *lists]


def _ask(draft: Cadence) -> list[Button]:
    sets = [
        Button(_on(say(f"button.ask.{name}"), on=draft.questions.value == name), encode("kt", "q", name))
        for name in ("four", "five", "none")
    ]
    return [*sets, Button(say("button.first_wordings"), encode("kt", "q", "default"))]


def _chase(draft: Cadence) -> list[Button]:
    rungs = [Button(say(f"step.{rung.step.value}"), encode("kj", rung.step.value)) for rung in draft.ladder]
    return [*rungs, Button(say("button.add_rung"), encode("kj", "add"))]


def _make(draft: Cadence) -> list[Button]:
    products = [
        Button(_on(say(f"product.{each.value}"), on=each in draft.products), encode("kt", "p", each.value))
        for each in Product
    ]
    return [
        *products,
        Button(say("button.bulletin_kind", kind=kind(draft.bulletin)), encode("kt", "b", "next")),
    ]


_CHOICES = {"time": _time, "who": _who, "ask": _ask, "chase": _chase, "make": _make}
KINDS: tuple[BulletinKind | None, ...] = (
    None, BulletinKind.WEEKLY, BulletinKind.NEWS, BulletinKind.MONTHLY, BulletinKind.QUARTERLY,
)  # fmt: skip


def _on(label: str, *, on: bool) -> str:
    return say("settings.on", name=label) if on else label


def switches(
    draft: Cadence, field: str, options: Sequence[tuple[str, str, bool]], page: int, pages: int, said: str
) -> Card:
    """(word, label, on): units, kinds, stages or levels to tick. ``said``: whom the draft turns to."""
    buttons = [Button(_on(label, on=on), encode("kt", field, word, page)) for word, label, on in options]
    turn = [Button(say("button.previous"), encode("kw", field, page - 1))] if page else []
    turn += [Button(say("button.next"), encode("kw", field, page + 1))] if page < pages - 1 else []
    last = (Button(say("button.look_rule"), encode("kq")), Button(say("button.back"), encode("kw", "back")))
    rows = (*in_rows(buttons), *((tuple(turn),) if turn else ()), last)
    return Card(said, title=_title(draft, "who"), buttons=rows)


def rung(draft: Cadence, step: Step, day: timedelta) -> Card:
    """One rung: sooner, later, away."""
    found = next(each for each in draft.ladder if each.step is step)
    moves = [
        Button(say(f"button.rung.{move}"), encode("kt", "g", step.value, move))
        for move in ("h-", "h+", "d-", "d+")
    ]
    rest = [
        Button(say("button.rung.x"), encode("kt", "g", step.value, "x")),
        Button(say("button.back"), encode("kj", "back")),
    ]
    return Card(rung_words(found, day), title=_title(draft, "chase"), buttons=in_rows([*moves, *rest]))


def add_rung(draft: Cadence) -> Card:
    held = {rung.step for rung in draft.ladder}
    buttons = [
        Button(say(f"step.{step.value}"), encode("kt", "g", step.value, "a"))
        for step in Step
        if step not in held
    ]
    buttons += [
        Button(say("button.first_ladder"), encode("kt", "g", "default", "a")),
        Button(say("button.back"), encode("kj", "back")),
    ]
    return Card(say("rule.which_rung"), title=_title(draft, "chase"), buttons=in_rows(buttons))


def too_late(rungs: Sequence[Rung], day: timedelta) -> str:
    """Steps that the deadline overtakes."""
    return say("rule.too_late", steps=say("word.list_stop").join(rung_words(rung, day) for rung in rungs))


def ask_campaign(base: Cadence) -> Card:
    return Card(
        say("campaign.ask", name=base.name), title=say("timetable.campaign"),
        buttons=((Button(say("button.back"), TO_LIST),),),
    )  # fmt: skip


def how_tight(days: str) -> Card:
    codes = ("all", "135", "24", "week")
    buttons = [Button(say(f"button.days.{code}"), encode("kd", code)) for code in codes]
    return Card(
        say("campaign.how_tight", days=days), title=say("timetable.campaign"),
        buttons=(*in_rows(buttons), (Button(say("button.give_up"), encode("kz")),)),
    )  # fmt: skip


def campaign_line(first: date, until: date, base: Cadence, made: Cadence) -> str:
    last = date.fromordinal(until.toordinal() - 1)
    facts = {"first": words.day(first), "last": words.day(last), "rule": rule(made)}
    return say("timetable.if_campaign", name=base.name, **facts)


def campaign_note(note: str) -> str:
    return say("campaign.note", note=note)
