"""The echo of a sentence: what was understood, what is asked, and the buttons under it (回显)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.figures.stated import stated
from core.milestones.contact_words import Met
from core.presses import encode
from core.problems.model import Category, Problem
from core.roster.model import Person, Stage
from core.rounds.echo.model import Ask, Draft, Piece, Place, Question, Sentence, SentenceState
from core.rounds.echo.settling import NOT_COUNTED, PERIODS, UNITS, YES, choices
from core.rounds.echo.which_problem import ALL
from core.rounds.model import Prompt, Round
from core.texts import contacts, words
from core.texts.catalogue import say
from core.texts.findings import pieces

_OFFERED = 8
"""Projects on buttons; more are written with their number."""
_OWN_NO = frozenset({Ask.HEARSAY, Ask.PROBLEM, Ask.WHICH})
_PER_ROW = {Ask.TICKET: 1, Ask.PROBLEM: 3, Ask.WHICH: 3, Ask.UNIT: 4, Ask.PERIOD: 3}


@dataclass(frozen=True, slots=True)
class Echo:
    """What the echo of one sentence shows. ``left``: lines still without an answer; ``tickets``: open problems
    to choose from when it is asked which is over; ``met``: project id → the contact that was noted with it."""

    sentence: Sentence
    round: Round
    places: Sequence[Place]
    left: int
    tickets: Sequence[Problem] = ()
    met: Mapping[int, Met] = field(default_factory=dict)

    @property
    def late(self) -> bool:
        return self.sentence.said_at >= self.round.ends_at


def card(echo: Echo, calendar: Calendar, leaders: Sequence[tuple[Prompt, Person]] = ()) -> Card:
    """``leaders``: to choose from when it is asked whose numbers these are."""
    sentence, question = echo.sentence, echo.sentence.question
    if sentence.state is SentenceState.REJECTED:
        return _rejected(echo)
    parts = []
    if sentence.drafts:
        parts.append("\n".join([_head(echo, calendar), *[_row(echo, draft) for draft in sentence.drafts]]))
    if sentence.lost:
        parts.append("\n".join([_lost(echo, one) for one in sentence.lost]))
    if sentence.gone:
        parts.append(say("receipt.edited_removed", names=say("word.list_stop").join(sentence.gone)))
    if question:
        parts.append(_asked(echo, question))
    elif _waits(sentence):
        parts.append(say("echo.to_confirm"))
    if sentence.drafts and not question:
        parts.append(_left(echo))
    return Card("\n\n".join(parts), buttons=_buttons(echo, leaders))


def reminder(echo: Echo, calendar: Calendar) -> Card:
    """Figures that still wait for 确认, shown once more; the words stay those of the day they were said."""
    rows = [_row(echo, draft) for draft in echo.sentence.drafts]
    said_on = words.day(calendar.today(echo.sentence.said_at))
    head = say("echo.reminder", day=said_on, quoted=words.clip(echo.sentence.text, 80))
    return Card("\n".join([head, *rows, "", say("echo.to_confirm")]), buttons=_buttons(echo, ()))


def again(echo: Echo) -> Card:
    """修改: say it anew, or choose a line and tap."""
    sentence = echo.sentence
    numbers = [(draft.prompt_id, draft.no, _place(echo, draft.project_id)) for draft in sentence.drafts]
    rows: Rows = tuple(
        (Button(_label(place), encode("sl", sentence.id, place.project.id)),)
        for _, _, place in numbers[:_OFFERED]
        if place
    )
    back = (Button(say("button.back"), encode("sb", sentence.id)),)
    return Card(say("echo.again", quoted=words.clip(sentence.text, 200)), buttons=(*rows, back))


def hint() -> Card:
    """收到 and the like: nothing to record, and how a report looks."""
    return Card(say("echo.hint"))


def _head(echo: Echo, calendar: Calendar) -> str:
    if echo.sentence.state is SentenceState.CONFIRMED and _states_figures(echo.sentence):
        return say("echo.confirmed")
    waits = _waits(echo.sentence)
    if not echo.late:
        return say("echo.head" if waits else "receipt.head")
    return say(
        "echo.head_late" if waits else "receipt.late", deadline=words.moment(echo.round.ends_at, calendar)
    )


def _states_figures(sentence: Sentence) -> bool:
    return any(stated(draft.finding) for draft in sentence.drafts)


def _waits(sentence: Sentence) -> bool:
    """Whether figures wait for 确认."""
    return sentence.state is SentenceState.OPEN and sentence.stated


def _row(echo: Echo, draft: Draft) -> str:
    place = _place(echo, draft.project_id)
    name = place.project.name if place else ""
    said = pieces(draft.finding, openly=True)
    if draft.project_id in echo.met:
        said += (contacts.met(echo.met[draft.project_id]),)
    if len(said) == 1:
        return say("receipt.row", no=draft.no, name=name, said=said[0])
    return "\n".join(
        [say("echo.project", no=draft.no, name=name), *(say("echo.piece", said=one) for one in said)]
    )


def _lost(echo: Echo, piece: Piece) -> str:
    said = say(f"lost.{piece.why.value}", quote=words.clip(piece.quote, 80))
    place = _place(echo, piece.project_id)
    return say("receipt.row", no=place.no, name=place.project.name, said=said) if place else said


def _place(echo: Echo, project_id: int) -> Place | None:
    for place in echo.places:
        if place.project.id == project_id:
            return place
    return None


def _left(echo: Echo) -> str:
    return say("receipt.left", n=echo.left) if echo.left else say("receipt.complete")


def _asked(echo: Echo, question: Question) -> str:
    quote = words.clip(question.quote, 80)
    if question.ask is Ask.WHOSE:
        return say("receipt.whose")
    if question.ask is Ask.PROJECT:
        more = say("ask.more_projects") if len(echo.places) > _OFFERED else ""
        return say("ask.project", quote=quote) + more
    place = _place(echo, question.project_id)
    project = place.project if place else None
    facts = {
        "no": place.no if place else 0,
        "name": project.name if project else "",
        "quote": quote,
        "value": say("word.list_gap_dot").join(pieces(question.held)) if question.held else "",
        "known": words.money(project.total_in_yuan if project else None),
        "total": words.money(project.total_yuan if project else None),
    }
    return say(f"ask.{question.ask.value}", **facts)


def _buttons(echo: Echo, leaders: Sequence[tuple[Prompt, Person]]) -> Rows:
    sentence = echo.sentence
    look = ((Button(say("button.look"), encode("rb", _card_of(echo))),),) if echo.left and echo.places else ()
    if sentence.state is not SentenceState.OPEN:
        return look
    question = sentence.question
    rows = _choices(echo, question, leaders) if question else ()
    confirm = (Button(say("button.yes_all"), encode("sy", sentence.id)),) if sentence.stated else ()
    change = (Button(say("button.say_again"), encode("se", sentence.id)),)
    none = (Button(say("button.none_of_it"), encode("sn", sentence.id)),)
    below = (confirm + change + none,) if sentence.drafts else ()
    return (*rows, *below, *(() if question else look))


def _card_of(echo: Echo) -> int:
    """The card to show: the one that was spoken of, else his first."""
    return echo.sentence.drafts[0].prompt_id if echo.sentence.drafts else echo.places[0].prompt.id


def _choices(echo: Echo, question: Question, leaders: Sequence[tuple[Prompt, Person]]) -> Rows:
    if question.ask is Ask.WHOSE:
        options = [(str(prompt.id), say("button.for", leader=leader.name)) for prompt, leader in leaders]
    elif question.ask is Ask.PROJECT:
        options = [(str(p.project.id), _label(p)) for p in echo.places[:_OFFERED]]
        options.append((NOT_COUNTED, say("button.no_project")))
    elif question.ask is Ask.TICKET:
        options = [(str(one.id), _ticket(one)) for one in echo.tickets[:_OFFERED]]
        options += [(ALL, say("button.all_over")), (NOT_COUNTED, say("button.no.ticket"))]
    else:
        options = [(choice, _choice(question.ask, choice)) for choice in choices(question)]
    sentence, size = echo.sentence, _PER_ROW.get(question.ask, 2)
    buttons = [Button(label, encode("sq", sentence.id, sentence.step, choice)) for choice, label in options]
    return tuple(tuple(buttons[at : at + size]) for at in range(0, len(buttons), size))


def _choice(ask: Ask, choice: str) -> str:
    if choice == NOT_COUNTED:
        return say(f"button.no.{ask.value}" if ask in _OWN_NO else "button.not_counted")
    if ask is Ask.PROBLEM:
        return Category[choice].value
    if ask is Ask.WHICH:
        return words.stage(Stage[choice])
    if ask is Ask.OVER:
        return say(f"button.over.{choice}")
    if choice in UNITS:
        return say(f"button.unit.{choice}")
    if choice in PERIODS:
        return say(f"button.period.{choice}")
    return say(f"button.yes.{ask.value}" if choice == YES else f"button.stage.{choice}")


def _ticket(one: Problem) -> str:
    return say("button.ticket", category=one.category.value, text=words.clip(one.text or "—", 16))


def _label(place: Place) -> str:
    return say("button.line", no=place.no, name=words.clip(place.project.name, 12))


def _rejected(echo: Echo) -> Card:
    look = Button(say("button.look"), encode("rb", _card_of(echo)))
    text = say("echo.rejected", quoted=words.clip(echo.sentence.text, 200))
    return Card(text, buttons=((look,),) if echo.places else ())
