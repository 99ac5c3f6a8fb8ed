"""The office's own weights in chat: their screen, what a change would do, why weights cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.chat import Button, Card
from core.presses import encode
from core.rounds.periods import Period
from core.scoring.lists import TARGET
from core.scoring.model import Scheme, UnitScore
from core.scoring.weight_effects import AsIf
from core.scoring.weight_words import Names
from core.scoring.weights import NEVER, Fault, Weighing, Weights, Wrong, full_of, number, weights_of
from core.texts import words
from core.texts.catalogue import say
from core.texts.own_weights import day, listed, name, with_name
from core.texts.scores import heading, scheme_name

SHOWN = 10
"""Units of a preview whose place would change."""


def names_of(scheme: Scheme) -> Names:
    """What may be typed: as the scheme prints them, and as they are shown here."""
    return {one.code: (one.name, name(one.code)) for one in scheme.indicators}


def _names(codes: Iterable[str]) -> str:
    return say("word.list_stop").join(map(name, codes))


def _by(made: Weighing) -> dict[str, str]:
    return {"by": made.name, "day": day(made.on)}


def periods(begin: Sequence[Period]) -> str:
    """2026年第48周、2026年12月."""
    return say("word.list_stop").join(words.period(period.name) for period in begin)


@dataclass(frozen=True, slots=True)
class Screen:
    """A published scheme with the weights that count, and what was decided and does not count yet, from when on.

    ``in_use``: it is the one that the office has chosen.
    """

    scheme: Scheme
    weights: Weights
    made: Weighing | None
    waiting: Weighing | None
    waits: Weights
    begin: Sequence[Period]
    in_use: bool


def screen(one: Screen) -> Card:
    own = one.made is not None and one.weights != weights_of(one.scheme)
    head = say("weights.own", **_by(one.made)) if own and one.made else say("weights.published")
    lines = [head, *_rows(one.weights), say("weights.total", total=number(full_of(one.scheme)))]
    if one.waiting:
        lines.append(pending_line(one.waiting, one.waits, one.begin))
    if not one.in_use:
        lines.append(say("weights.unused"))
    base = one.scheme.version
    buttons = [Button(say("button.weights.change"), encode("wn", base))]
    if one.weights != weights_of(one.scheme):
        buttons.append(Button(say("button.weights.published"), encode("wp", base)))
    if one.waiting:
        buttons.append(Button(say("button.weights.back"), encode("wb", base, one.waiting.mark)))
    buttons.append(Button(say("button.back"), encode("st", "scheme")))
    text = "\n".join([*lines, "", say("weights.how")])
    return Card(text, title=_title(one.scheme), buttons=tuple((each,) for each in buttons))


def _title(scheme: Scheme) -> str:
    return say("weights.title", name=scheme.name)


def _rows(weights: Weights) -> list[str]:
    return [
        say("weights.never", name=name(code))
        if code in NEVER
        else say("weights.row", name=name(code), weight=number(weight))
        for code, weight in weights.items()
    ]


def pending_line(made: Weighing, weights: Weights, begin: Sequence[Period]) -> str:
    return say("weights.waiting", periods=periods(begin), weights=listed(weights), **_by(made))


def says(now: str, begin: Sequence[Period]) -> str:
    """For the first card of the settings, while a change waits."""
    return say("weights.pending", now=now, periods=periods(begin))


def open_button(scheme: Scheme) -> Button:
    return Button(say("weights.button", name=scheme.name), encode("wg", scheme.version))


def ask(scheme: Scheme, weights: Weights) -> Card:
    total = number(full_of(scheme))
    return Card(say("weights.ask", name=scheme.name, total=total, example=_example(weights)))


def _example(weights: Weights) -> str:
    return " ".join(with_name(code, weight) for code, weight in weights.items() if code not in NEVER)


def refusal(scheme: Scheme, weights: Weights, faults: Sequence[Fault], so_far: Weights) -> Card:
    """Why it cannot be, each fault in a line; what was noted so far stands below. The question stays open."""
    lines = [_fault(scheme, weights, fault) for fault in _together(faults)]
    kept = [say("weights.so_far", weights=listed(so_far))] if so_far else []
    return Card("\n".join([*lines, *kept]), title=_title(scheme))


def _together(faults: Sequence[Fault]) -> list[Fault]:
    """Those of a kind in one line; what could be several indicators stays apart."""
    found: dict[object, Fault] = {}
    for fault in faults:
        key = fault if fault.wrong is Wrong.UNCLEAR else fault.wrong
        one = found.get(key, Fault(fault.wrong))
        words, codes = dict.fromkeys(one.words + fault.words), dict.fromkeys(one.codes + fault.codes)
        found[key] = Fault(fault.wrong, tuple(words), tuple(codes), fault.total)
    return list(found.values())


def _fault(scheme: Scheme, weights: Weights, fault: Fault) -> str:
    if fault.wrong is Wrong.SUM:
        by, full = fault.total - full_of(scheme), number(full_of(scheme))
        key = "weights.wrong.over" if by > 0 else "weights.wrong.under"
        return say(key, total=number(fault.total), full=full, by=number(abs(by)))
    codes = fault.codes or tuple(code for code in weights if code not in NEVER)
    said = say("weights.and").join(fault.words)
    return say(
        f"weights.wrong.{fault.wrong.value}", said=said, names=_names(codes), example=_example(weights)
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a change would be. ``mark`` tells its button from that of another one; ``frozen_by``: the scheme of the
    result that it is tried on, where that is another than the one compared with."""

    scheme: Scheme
    old: Weights
    new: Weights
    effect: AsIf | None
    frozen_by: Scheme | None
    replaces: tuple[Weighing, Weights] | None
    begin: Sequence[Period]
    by: str
    mark: str


def proposal(one: Proposal) -> Card:
    """Old beside new, whose place would change, from when on; nothing is written."""
    lines = [say("weights.proposal"), *_changes(one), say("weights.total", total=number(full_of(one.scheme)))]
    lines += ["", *_effect(one), "", say("weights.from", periods=periods(one.begin), by=one.by)]
    if one.replaces:
        made, weights = one.replaces
        lines.append(say("weights.replaces", weights=listed(weights), **_by(made)))
    row = (
        Button(say("button.weights.save"), encode("wy", one.scheme.version, one.mark)),
        Button(say("button.weights.leave"), encode("wz", one.scheme.version)),
    )
    return Card("\n".join(lines), title=_title(one.scheme), buttons=(row,))


def _changes(one: Proposal) -> list[str]:
    rows = [
        say(
            "weights.keep" if one.old[code] == new else "weights.change",
            name=name(code),
            old=number(one.old[code]),
            new=number(new),
        )
        for code, new in one.new.items()
        if code not in NEVER
    ]
    dropped = [code for code, new in one.new.items() if one.old[code] and not new]
    if dropped:
        rows.append(say("weights.dropped", names=_names(dropped)))
    if TARGET in dropped:
        rows.append(say("weights.no_lists", name=name(TARGET)))
    return rows


def _effect(one: Proposal) -> list[str]:
    effect = one.effect
    if effect is None:
        return [say("weights.no_result")]
    period = words.period(effect.period)
    if one.frozen_by:
        head = say("weights.as_if_other", period=period, scheme=scheme_name(one.frozen_by))
    else:
        head = say("weights.as_if", period=period)
    if not effect.moved:
        return [head, say("weights.nobody")]
    rows = [_moved(*pair) for pair in effect.moved[:SHOWN]]
    if len(effect.moved) > SHOWN:
        rows.append(say("weights.more", n=len(effect.moved) - SHOWN))
    return [head, *rows, *([say("weights.stays", n=effect.stays)] if effect.stays else [])]


def _moved(before: UnitScore, after: UnitScore) -> str:
    unit = after.unit
    if after.kind:
        unit = say("weights.of_list", unit=unit, kind=heading(after.kind))
    facts = {"unit": unit, "before": _place(before), "after": _place(after)}
    if before.total is None or after.total is None:
        return say("weights.moved_no_score", **facts)
    return say("weights.moved", old=before.total, new=after.total, **facts)


def _place(score: UnitScore) -> str:
    return say("weights.place", rank=score.rank) if score.rank else say("weights.no_place")
