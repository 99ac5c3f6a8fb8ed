"""What the office sees of its rules: all of them, one of them, what has been decided about it (调度频次)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.chat import Button, Card, Rows
from core.presses import encode
from core.rounds.audience import Reach
from core.rounds.timetable import Cadence
from core.texts import words
from core.texts.catalogue import say
from core.texts.rule_words import PARTS, Units, counts, part, reached
from core.texts.timetable import preset_name, rule

TO_LIST = encode("st", "cadence")


def in_rows(buttons: Sequence[Button], wide: int = 2) -> Rows:
    return tuple(tuple(buttons[start : start + wide]) for start in range(0, len(buttons), wide))


def listed(rules: Sequence[tuple[Cadence, Cadence | None]], preset: str, today: date) -> Card:
    """(rule, the change of it that waits) – one line each, and a button."""
    head = [say("timetable.preset", name=preset_name(preset))] if preset else []
    rows = [_row(each, change, today) for each, change in rules]
    buttons = [Button(each.name, encode("kr", each.id)) for each, _ in rules]
    buttons += [Button(say("button.campaign"), encode("kc")), Button(say("button.more"), encode("kg"))]
    text = "\n".join([*head, *rows, "", say("setting.how.cadence")])
    return Card(
        text, title=say("setting.cadence"),
        buttons=(*in_rows(buttons), (Button(say("button.back"), encode("st")),)),
    )  # fmt: skip


def _row(cadence: Cadence, change: Cadence | None, today: date) -> str:
    row = say("timetable.row", name=cadence.name, rule=rule(cadence))
    if change and change.from_on:
        return row + say("rule.brackets", what=say("rule.changes_from", day=words.day(change.from_on)))
    limited = cadence.until_on or (cadence.from_on and cadence.from_on > today)
    return row + (say("rule.brackets", what=counts(cadence, today)) if limited else "")


def further(presets: Sequence[str]) -> Card:
    """What else may be done with the rules as a whole."""
    buttons = [
        Button(say("button.firings"), encode("kf")),
        Button(say("button.write"), encode("sw", "cadence")),
        Button(say("button.new_rule"), encode("kn")),
        *(Button(say("button.preset", name=preset_name(name)), encode("kp", name)) for name in presets),
    ]
    rows = (*in_rows(buttons), (Button(say("button.back"), TO_LIST),))
    return Card(say("rule.further"), title=say("setting.cadence"), buttons=rows)


def templates(named: Sequence[tuple[str, Cadence]], over: Sequence[Cadence]) -> Card:
    """Rules to add: (key, rule) of the presets, and those that were switched off."""
    lines = [
        say("timetable.row", name=each.name, rule=rule(each)) for each in (*(t for _, t in named), *over)
    ]
    buttons = [Button(each.name, encode("kn", key)) for key, each in named]
    buttons += [Button(say("button.resume_rule", name=each.name), encode("ki", each.id)) for each in over]
    rows = (*in_rows(buttons), (Button(say("button.back"), encode("kg")),))
    return Card("\n".join([say("rule.new"), *lines]), title=say("button.new_rule"), buttons=rows)


def one(
    cadence: Cadence, reach: Reach, pending: Sequence[str], units: Units, day: timedelta, today: date
) -> Card:
    """Everything a rule is, with a button for each part. ``pending``: what has been decided and does not count yet."""
    lines = [say(f"rule.line.{name}", what=part(name, cadence, units, day)) for name in shown_parts(cadence)]
    if cadence.asks:
        lines[1] += say("rule.brackets", what=reached(reach))
    if cadence.note:
        lines.append(say("rule.line.note", what=cadence.note))
    lines += pending or [say("rule.line.counts", what=counts(cadence, today))]
    buttons = [Button(say(f"button.rule.{name}"), encode("ke", cadence.id, name)) for name in PARTS]
    buttons.append(Button(say("button.more"), encode("km", cadence.id)))
    return Card("\n".join(lines), title=cadence.name, buttons=in_rows(buttons, 3))


def shown_parts(cadence: Cadence) -> tuple[str, ...]:
    """A rule without cards asks nobody and chases nobody."""
    return PARTS if cadence.asks else ("time", "who", "make")


def pending_line(change: Cadence, what: Sequence[str]) -> str:
    day = words.day(change.from_on) if change.from_on else ""
    return say("rule.pending", day=day, what=say("rule.comma").join(what))


def more(cadence: Cadence, *, stops: bool, revokes: bool, goes_back: bool) -> Card:
    buttons = [Button(say("button.firings"), encode("kf", cadence.id))]
    if revokes:
        buttons.append(Button(say("button.take_back_rule"), encode("kb", cadence.id)))
    if goes_back:
        buttons.append(Button(say("button.rule_before"), encode("kh", cadence.id)))
    if stops:
        buttons.append(Button(say("button.stop_rule"), encode("ko", cadence.id)))
    buttons.append(Button(say("button.all_rules"), TO_LIST))
    buttons.append(Button(say("button.back"), encode("kr", cadence.id)))
    return Card(say("rule.more"), title=cadence.name, buttons=in_rows(buttons))
