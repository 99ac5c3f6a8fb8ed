"""Figures in words: in the office's queue, when they are decided, when they are returned (核定)."""

from __future__ import annotations

from collections.abc import Sequence

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.dates import PartialDate
from core.figures.fields import MONEY, parsed
from core.figures.model import Field, Figure, FigureState, Reason
from core.figures.views import Evidence, Outlook
from core.presses import encode
from core.roster.columns_kept import DIRECT
from core.roster.model import Project, Stage
from core.rounds.model import Source
from core.texts import words
from core.texts.catalogue import language, say
from core.texts.paging import paged

PAGE = 5
"""Figures on one card: each has a row of three buttons."""
BATCH = 20
"""Figures confirmed at once: all of them are listed before."""
_COLUMNS = frozenset({*DIRECT, "in_stock", "in_stats"})


def label(field: Field) -> str:
    return say(f"figure.{field.value}")


def amount(field: Field, text: str) -> str:
    """A canonical value as people read it: 1.1亿元, 65%, 在建, 2026年11月17日."""
    value = parsed(field, text)
    if isinstance(value, PartialDate):
        return words.partial(value)
    if isinstance(value, Stage):
        return words.stage(value)
    return words.money(value) if field in MONEY else f"{value}%"


def effect(look: Outlook) -> str:
    """累计到位 9000万元→11000万元、本月到位 …."""
    if not look.changes:
        return say("review.no_change")
    return say("word.list_stop").join(
        say(
            "import.field",
            field=_column(one.field),
            old=_side(look.project, one.field, one.old),
            new=_side(look.then, one.field, one.new),
        )
        for one in look.changes
    )


def _side(project: Project, name: str, kept: str) -> str:
    """A value before or after, as it will be kept in the project's history; in English in English."""
    value = getattr(project, name, None)
    if language() == "zh" or value is None:
        return kept or "—"
    if isinstance(value, bool):
        return say("review.yes" if value else "review.no")
    if isinstance(value, PartialDate):
        return words.partial(value)
    if isinstance(value, Stage):
        return words.stage(value)
    return words.money(value) if name.endswith("_yuan") else str(value)


def _column(name: str) -> str:
    return say(f"field.{name}") if name in _COLUMNS else name


def reason(code: str) -> str:
    """A ready reason in words, or the sentence that was written."""
    return say(f"reason.{code}") if code in set(Reason) else code


def entry(no: int, shown: Evidence, calendar: Calendar, before: Project | None) -> str:
    """One figure: what was reported, what it would change, whose word it is, what is odd. The project is
    named unless it is the same as ``before``."""
    look = shown.look
    lines = [
        _project(look.project) if before is None or before.id != look.project.id else "",
        say("review.row", no=no, what=label(look.figure.field), value=amount(look.figure.field, look.figure.value)),
        say("review.ledger", changes=effect(look)),
        say("review.said", by=_speakers(shown), at=words.short_moment(look.figure.said_at, calendar), how=_how(shown)),
        say("review.odd", what=oddities(look)) if look.odd else "",
    ]  # fmt: skip
    return "\n".join(filter(None, lines))


def _project(project: Project) -> str:
    return say("review.project", code=project.code, name=project.name)


def _speakers(shown: Evidence) -> str:
    return say("review.for", by=shown.by, leader=shown.leader) if shown.leader else shown.by


def _how(shown: Evidence) -> str:
    look = shown.look
    how = say("review.tap") if look.report.source is Source.TAP else say("review.sentence")
    if look.figure.quote:
        how = say("review.quoted", quote=words.clip(look.figure.quote, 80))
    return how + (say("review.media", n=shown.media) if shown.media else "")


def oddities(look: Outlook) -> str:
    return say("word.list_stop").join(say(f"odd.{one.value}") for one in look.odd)


def queue(
    shown: Sequence[Evidence], page: int, total: int, plain: int, said: int, last: int, calendar: Calendar
) -> Card:
    """The figures of one page. ``plain``: how many are unremarkable; ``said``: never confirmed by their speaker;
    ``last``: the newest figure that is counted."""
    rows = [_decisions(no, one.look, page) for no, one in enumerate(shown, 1)]
    if plain > 1:
        rows.append((Button(say("button.approve_all", n=plain), encode("vb", last)),))
    if said:
        rows.append((Button(say("button.unconfirmed", n=said), encode("vs")),))
    title = say("review.title", n=total)
    return paged(title, _spread(shown, page, total, calendar), page, "review", 0, PAGE, tuple(rows))


def _spread(shown: Sequence[Evidence], page: int, total: int, calendar: Calendar) -> list[str]:
    """As many entries as there are, of which only this page is written out."""
    if not total:
        return [say("review.none")]
    entries = [""] * total
    before: Project | None = None
    for no, one in enumerate(shown):
        entries[page * PAGE + no] = entry(no + 1, one, calendar, before)
        before = one.look.project
    return entries


def _decisions(no: int, look: Outlook, page: int) -> tuple[Button, ...]:
    figure = look.figure.id
    return (
        Button(say("button.approve", no=no), encode("vy", figure, look.seal, page)),
        Button(say("button.return", no=no), encode("vn", figure, page)),
        Button(say("button.amend", no=no), encode("vc", figure)),
    )


def unconfirmed(shown: Sequence[Evidence], page: int, total: int, calendar: Calendar) -> Card:
    """Figures read from sentences that nobody confirmed: nobody's figures yet."""
    rows = tuple(
        (Button(say("button.stand_in", no=no, by=one.by), encode("vp", one.look.figure.id, page)),)
        for no, one in enumerate(shown, 1)
    )
    back = ((Button(say("button.to_queue"), encode("vq", 0)),),)
    title = say("review.unconfirmed_title", n=total)
    return paged(title, _spread(shown, page, total, calendar), page, "said", 0, PAGE, (*rows, *back))


def reasons(look: Outlook, page: int) -> Card:
    """Why is it returned: one tap, or a sentence."""
    figure = look.figure.id
    rows: Rows = (
        *((Button(reason(one), encode("vr", figure, one.value, page)),) for one in Reason),
        (Button(say("button.other_reason"), encode("vw", figure)), _cancel(page)),
    )
    return Card(f"{_head(look)}\n{say('review.why')}", title=_project(look.project), buttons=rows)


def _cancel(page: int = 0) -> Button:
    return Button(say("button.no"), encode("vq", page))


def _head(look: Outlook) -> str:
    field = look.figure.field
    return say("review.head", what=label(field), value=amount(field, look.figure.value))


def reason_question(look: Outlook) -> Card:
    return Card(f"{_head(look)}\n{say('review.why_words')}", title=_project(look.project))


def value_question(look: Outlook) -> Card:
    """Which value instead: a sentence; for the stage one tap."""
    field = look.figure.field
    if field is not Field.STAGE:
        text = f"{_head(look)}\n{say('review.which_value', example=_example(field))}"
        return Card(text, title=_project(look.project))
    buttons = [
        Button(words.stage(stage), encode("vx", look.figure.id, stage.name))
        for stage in Stage
        if stage.value != look.figure.value
    ]
    rows = (*(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)), (_cancel(),))
    return Card(f"{_head(look)}\n{say('review.which_stage')}", title=_project(look.project), buttons=rows)


def _example(field: Field) -> str:
    if field in MONEY:
        return say("review.example_money")
    return say("review.example_percent" if field is Field.PERCENT else "review.example_date")


def change_question(look: Outlook) -> Card:
    """Reported → typed, what it would do, and the button that does it."""
    field = look.figure.field
    lines = [
        _head(look),
        say("review.changed_to", value=amount(field, look.value)),
        say("review.ledger", changes=effect(look)),
        say("review.odd", what=oddities(look)) if look.odd else "",
    ]
    sure = Button(say("button.approve_value"), encode("vd", look.figure.id, look.value, look.seal))
    return Card("\n".join(filter(None, lines)), title=_project(look.project), buttons=((sure, _cancel()),))


def batch(looks: Sequence[Outlook], left: int) -> Card:
    """Everything that would be confirmed, line by line. ``left``: unremarkable ones for another time."""
    rows = [
        say("review.batch_row", name=words.clip(one.project.name, 16), changes=words.clip(effect(one), 90))
        for one in looks
    ]  # fmt: skip
    if left:
        rows.append(say("review.batch_left", n=left))
    sure = Button(
        say("button.approve_batch", n=len(looks)), encode("va", looks[-1].figure.id, batch_seal(looks))
    )
    return Card("\n".join(rows), title=say("review.batch_title", n=len(looks)), buttons=((sure, _cancel()),))


def batch_seal(looks: Sequence[Outlook]) -> str:
    """Whether the list is still the one that was shown."""
    total = sum(int(one.seal, 16) * (number + 1) for number, one in enumerate(looks))
    return f"{len(looks)}-{total % 2**32:08x}"


def confirmed(look: Outlook, told: Sequence[str] = ()) -> str:
    """The toast."""
    facts = {"what": label(look.figure.field), "value": amount(look.figure.field, look.value)}
    done = say("review.done", **facts)
    return done + say("review.amended", names=say("word.list_stop").join(told)) if told else done


def settled(figure: Figure, by: str) -> str:
    """The toast for a figure that somebody else has decided, or that was taken back."""
    key = figure.state.value if by or figure.state is not FigureState.CONFIRMED else "by_rule"
    return say(f"review.settled.{key}", what=label(figure.field), by=by)
