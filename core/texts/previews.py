"""A result before it is frozen (预公示): what a unit sees of its own, how it stands for the office, the signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.roster.model import Person
from core.scoring.extras import in_all
from core.scoring.model import Line, Snapshot
from core.scoring.occasion import CHOICES, Occasion
from core.scoring.preview import Objection, ObjectionState, Own, Preview
from core.scoring.ratios import RATIOS
from core.texts import objections, own_weights, words
from core.texts.catalogue import say
from core.texts.scores import amount

MORE_DAYS = (1, 2, 3)
"""Working days by which a window may be extended."""


def own(preview: Preview, shown: Own, calendar: Calendar, *, takes: bool) -> Card:
    """Praise first, then the sum and the place, then every line; nothing of anybody else but the middle."""
    score = shown.score
    until = words.moment(preview.closes_at, calendar)
    foot = say("preview.until" if takes else "preview.closed", until=until)
    parts = [
        _praise(score.lines),
        _standing(shown, preview.made),
        "\n".join(_line(line) for line in score.lines),
        own_weights.note(preview.made),
        say("preview.cut", at=words.moment(preview.made.taken_at, calendar)) + "\n" + foot,
    ]
    object_ = ((Button(say("button.object"), encode("jb", preview.id, score.unit_id)),),) if takes else ()
    rows: Rows = (*object_, (Button(say("button.preview_why"), encode("jw", preview.id, score.unit_id)),))
    title = say("preview.title", unit=score.unit, week=words.period(preview.made.period))
    return Card("\n\n".join(filter(None, parts)), title=title, buttons=rows)


def _praise(lines: Sequence[Line]) -> str:
    full = [line.code for line in lines if line.points is not None and line.points == line.weight]
    names = say("word.list_stop").join(say(f"indicator.name.{code}") for code in full)
    return say("preview.full", names=names) if full else ""


def _standing(shown: Own, made: Snapshot) -> str:
    score = shown.score
    if score.total is None:
        return say("preview.unranked")
    facts = {"total": score.total, "rank": score.rank, "of": shown.of, "median": shown.median}
    text = say("preview.standing", **facts)
    if not (score.bonus or score.deductions):
        return text
    plus = in_all(score.bonus, made.scheme.bonus_cap)
    minus = in_all(score.deductions, made.scheme.deduction_cap)
    return text + say("preview.extras", bonus=plus, taken=minus)


def _line(line: Line) -> str:
    name = say(f"indicator.name.{line.code}")
    if line.points is None:
        return say("preview.none", name=name)
    measure = RATIOS[line.code].measure
    return say(
        "preview.line",
        name=name,
        numerator=amount(line.numerator, measure),
        denominator=amount(line.denominator, measure),
        points=line.points,
        weight=line.weight,
    )


def opened(preview: Preview, units: int, unheard: Sequence[str], calendar: Calendar) -> Card:
    """To the office: the window is open, and who could not be told."""
    facts = {"week": words.period(preview.made.period), "until": words.moment(preview.closes_at, calendar)}
    text = say("preview.opened", n=units - len(unheard), **facts)
    if unheard:
        text += "\n" + say("preview.unheard", names=say("word.list_stop").join(unheard))
    return Card(text, buttons=((_look(preview),),))


def over(preview: Preview, objections: int, waiting: int) -> Card:
    """To the office, once the window is over: what is left to decide, then the signature."""
    week = words.period(preview.made.period)
    key = "preview.over_waiting" if waiting else "preview.over"
    return Card(say(key, week=week, n=objections, waiting=waiting), buttons=((_look(preview),),))


def _look(preview: Preview) -> Button:
    return Button(say("button.preview"), encode("jv", preview.id))


def state(
    preview: Preview, found: Sequence[tuple[Objection, str]], by: str, calendar: Calendar, now: datetime
) -> Card:
    """How it stands, for the office: objections with their state, more time, the signature.

    ``found``: objections with the names of their units; ``by``: who gave more time.
    """
    facts = {"week": words.period(preview.made.period), "n": len(preview.made.scores)}
    lines = [say("preview.state", until=words.moment(preview.closes_at, calendar), **facts)]
    if preview.extended_by:
        lines.append(say("preview.extended", by=by, why=preview.extended_why))
    lines += [objections.row(one, unit) for one, unit in found] or [say("objection.none")]
    waiting = [(one, unit) for one, unit in found if one.state is ObjectionState.OPEN]
    rows: Rows = tuple((objections.opener(one, unit),) for one, unit in waiting[: objections.PROJECTS])
    if preview.extended_by is None:
        rows = (*rows, (Button(say("button.extend"), encode("je", preview.id)),))
    if now >= preview.closes_at and not waiting:
        rows = (*rows, (Button(say("button.sign"), encode("js", preview.id)),))
    return Card("\n".join(lines), title=say("preview.state_title"), buttons=rows)


def extend_how(preview: Preview) -> Card:
    row = tuple(Button(say("word.workdays", n=n), encode("je", preview.id, n)) for n in MORE_DAYS)
    return Card(say("preview.extend_how"), buttons=(row,))


def ask_extension(days: int) -> Card:
    return Card(say("preview.ask_extension", days=say("word.workdays", n=days)))


def sign_question(preview: Preview, accepted: int, refused: int, by: Person) -> Card:
    """What is frozen, under whose name."""
    facts = {"week": words.period(preview.made.period), "by": words.titled(by.name, by.title)}
    text = say(
        "preview.sign_question", accepted=accepted, refused=refused, digest=preview.made.digest[:12], **facts
    )
    row = (
        Button(say("button.sign_yes"), encode("jy", preview.id)),
        Button(say("button.no"), encode("jv", preview.id)),
    )
    return Card(text, buttons=(row,))


def signed(preview: Preview, by: Person) -> Card:
    return Card(say("preview.signed", week=words.period(preview.made.period), by=by.name))


def windows(days: Sequence[tuple[Occasion, int]]) -> Card:
    """How long each kind of result is open to objections."""
    rows = [
        tuple(
            Button(
                say("settings.on", name=str(n)) if n == now else str(n),
                encode("sc", "window", f"{occasion.value}-{n}"),
            )
            for n in CHOICES
        )
        for occasion, now in days
    ]
    back = (Button(say("button.back"), encode("st")),)
    text = "\n".join([say("setting.how.window"), *(window(occasion, n) for occasion, n in days)])
    return Card(text, title=say("setting.window"), buttons=(*rows, back))


def window(occasion: Occasion, days: int) -> str:
    """综合考核、季度和年度：2个工作日."""
    length = say("word.workdays", n=days) if days else say("preview.no_window")
    return say("preview.window", name=say(f"occasion.{occasion.value}"), length=length)
