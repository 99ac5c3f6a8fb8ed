"""/objections (异议): a unit says what is wrong with its score, with proof if it likes; the office decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.context import Context
from bot.handlers import previews
from bot.handlers.attachments import KINDS
from bot.handlers.previews import check_own
from core.chat import Card, Happening, MediaKind, Reply
from core.dialogue import Dialogue, Topic
from core.errors import BadArgument, NotAllowed, StaleButton, WrongState
from core.figures.fields import parsed, written
from core.figures.model import Field
from core.media import Media
from core.presses import encode
from core.rights import Right
from core.roster.model import Stage
from core.roster.seeing import own_units
from core.scoring.amend import Item, as_read, typed
from core.scoring.amend import Right as Value
from core.scoring.excuse import ExcuseKind
from core.scoring.explain import explained
from core.scoring.model import Fact
from core.scoring.objecting import (
    Outcome,
    accept,
    grant_for,
    if_excused,
    if_item,
    if_retaken,
    need_project,
    project_of,
    put_objection,
    refuse,
    set_in_ledger,
    unit_name,
    withdraw,
)
from core.scoring.preview import Objection, ObjectionState, Preview, own_place
from core.texts import media as media_texts
from core.texts import previews as texts
from core.texts.catalogue import say

LASTS = timedelta(minutes=30)
WHOLE = "-"
"""In a button: about no indicator."""
SEAL = 8
"""Characters of the check code of the result that was shown."""
ITEMS = tuple(Item)
LONGEST_TEXT = 1000
"""Characters of an objection with what was added to it."""


def show(ctx: Context) -> Reply:
    """/objections: the queue of the office; a unit begins one."""
    if ctx.may(Right.BULLETIN):
        found = [(one, _unit(ctx, one)) for one in ctx.work.previews.waiting()]
        return Reply(say=(texts.queue(found),))
    own = own_units(ctx.work, ctx.person)
    for preview in map(ctx.work.previews.get, ctx.work.previews.open_ids()):
        mine = [score.unit_id for score in preview.made.scores if score.unit_id in own]
        if mine and preview.takes(ctx.now):
            return Reply(say=(_which_line(preview, mine[0]),))
    return Reply(say=(Card(say("preview.none_open")),))


def begin(ctx: Context) -> Reply:
    """jb:<preview>:<unit> – what is wrong?"""
    preview, unit_id = _open(ctx)
    return Reply(say=(_which_line(preview, unit_id),))


def _which_line(preview: Preview, unit_id: int) -> Card:
    own = own_place(preview.made.scores, unit_id)
    if own is None:
        raise StaleButton
    return texts.which_line(preview, own)


def which_project(ctx: Context) -> Reply:
    """ji:<preview>:<unit>:<code> – where an indicator counts projects, which one?"""
    preview, unit_id = _open(ctx)
    code = _code(ctx, preview)
    facts = _behind(preview, unit_id, code)
    if facts:
        return Reply(replace=texts.which_project(preview, unit_id, code, facts))
    return _ask(ctx, preview, unit_id, code, 0)


def ask_words(ctx: Context) -> Reply:
    """jp:<preview>:<unit>:<code>:<project> – now the words."""
    preview, unit_id = _open(ctx)
    code, project_id = _code(ctx, preview), ctx.pressed.number(3)
    if project_id and project_id not in {fact.project_id for fact in _behind(preview, unit_id, code)}:
        raise StaleButton
    return _ask(ctx, preview, unit_id, code, project_id)


def _ask(ctx: Context, preview: Preview, unit_id: int, code: str, project_id: int) -> Reply:
    data = {"preview": str(preview.id), "unit": str(unit_id), "code": code, "project": str(project_id)}
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.OBJECTION, data, ctx.now + LASTS))
    name = ctx.work.projects.get(project_id).name if project_id else ""
    return Reply(replace=texts.ask_words("" if code == WHOLE else code, name))


def said(ctx: Context, asked: Dialogue) -> Reply:
    """The words after it; then proof, if there is any."""
    data = asked.data
    check_own(ctx, int(data["unit"]))
    meant = Objection(
        0,
        int(data["preview"]),
        int(data["unit"]),
        ctx.person.id,
        "" if data["code"] == WHOLE else data["code"],
        int(data["project"]) or None,
        ctx.incoming.text,
        ctx.now,
    )
    made = put_objection(ctx.work, meant, ctx.person, ctx.calendar, ctx.now)
    _await_proof(ctx, made.id)
    return Reply(say=(texts.received(made),))


def _await_proof(ctx: Context, objection_id: int) -> None:
    data = {"objection": str(objection_id)}
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.PROOF, data, ctx.now + LASTS))


def proof_awaited(ctx: Context) -> Dialogue | None:
    """Whether what was just sent proves an objection."""
    if not ctx.may(Right.OBJECT):
        return None
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    return waiting if waiting and waiting.topic is Topic.PROOF else None


def proof(ctx: Context, asked: Dialogue) -> Reply:
    """A photo, video, voice message or file: kept with the objection while it is open."""
    one = ctx.work.previews.objection(int(asked.data["objection"]))
    file = ctx.incoming.file
    if one.state is not ObjectionState.OPEN or file is None:
        ctx.work.dialogues.clear(ctx.person.id)
        raise WrongState("objection", one.state.value)
    kind = MediaKind.FILE if ctx.incoming.kind is Happening.FILE else KINDS[ctx.incoming.kind]
    caption = ctx.incoming.text.strip() or file.name
    ctx.work.attachments.add(
        Media(
            0, ctx.person.id, ctx.address, kind, file.file_id, file.size, caption, ctx.now,
            project_id=one.project_id, objection_id=one.id,
        )
    )  # fmt: skip
    _await_proof(ctx, one.id)
    return Reply(say=(texts.proof_kept(len(ctx.work.attachments.of_objection(one.id))),))


def more_words(ctx: Context, asked: Dialogue) -> Reply:
    """A sentence instead of a photo: it belongs to what was said before."""
    one = ctx.work.previews.objection(int(asked.data["objection"]))
    added = f"{one.text}；{' '.join(ctx.incoming.text.split())}"[:LONGEST_TEXT]
    if not ctx.work.previews.reword(one.id, added):
        raise WrongState("objection", one.state.value)
    _await_proof(ctx, one.id)
    return Reply(say=(Card(say("objection.words_added")),))


def proof_over(ctx: Context) -> Reply:
    """jd:<objection>."""
    ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=Card(say("objection.proof_over")))


def take_back(ctx: Context) -> Reply:
    """jt:<objection> – by whoever speaks for the unit."""
    one = _pressed(ctx)
    if one.unit_id not in own_units(ctx.work, ctx.person):
        raise NotAllowed(Right.OBJECT)
    withdraw(ctx.work, one.id, ctx.person, ctx.now)
    ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=Card(say("objection.withdrawn")))


def look(ctx: Context) -> Reply:
    """jo:<objection> – for the office, as it stands now."""
    return Reply(replace=_card(ctx, _pressed(ctx)))


def _card(ctx: Context, one: Objection) -> Card:
    by, project = ctx.work.people.get(one.person_id), project_of(ctx.work, one)
    proofs = len(ctx.work.attachments.of_objection(one.id))
    return texts.objection(one, _unit(ctx, one), by, project, proofs, ctx.calendar)


def proofs(ctx: Context) -> Reply:
    """jm:<objection> – what was sent along, once more."""
    one = _pressed(ctx)
    found = ctx.work.attachments.of_objection(one.id)
    here = [each for each in found if each.address.channel is ctx.incoming.channel]
    if not here:
        return Reply(toast=say("media.elsewhere" if found else "media.none"), alert=True)
    names = {each.person_id: ctx.work.people.get(each.person_id).name for each in here}
    return Reply(
        say=tuple(media_texts.proof(each, names[each.person_id], one.id, ctx.calendar) for each in here)
    )


def refuse_why(ctx: Context) -> Reply:
    """jn:<objection> – the reason, in words."""
    return _await(ctx, _still_open(ctx), "refuse", texts.ask_reason())


def ways(ctx: Context) -> Reply:
    """ja:<objection> – what is put right?"""
    return Reply(replace=texts.ways(_still_open(ctx)))


def which_value(ctx: Context) -> Reply:
    """jk:<objection>:<item>."""
    one, item = _still_open(ctx), _item(ctx.pressed.word(1))
    project = need_project(ctx.work, one)
    card = texts.ask_value(one, item, project, as_read(project, item))
    return Reply(replace=card) if card.buttons else _await(ctx, one, item.value, card)


def value_chosen(ctx: Context) -> Reply:
    """jq:<objection>:<item>:<stage or 0/1> – shown before it counts."""
    one, item = _still_open(ctx), _item(ctx.pressed.word(1))
    return Reply(replace=_effect_of_value(ctx, one, item, from_button(item, ctx.pressed.word(2))))


def _effect_of_value(ctx: Context, one: Objection, item: Item, value: Value) -> Card:
    outcome = if_item(ctx.work, one, item, value)
    return _effect(ctx, one, outcome, "jc", ITEMS.index(item), in_button(value))


def value_confirmed(ctx: Context) -> Reply:
    """jc:<objection>:<seal>:<item>:<value>."""
    one, number = _still_open(ctx), ctx.pressed.number(2)
    if number >= len(ITEMS):
        raise StaleButton
    item, value = ITEMS[number], from_button(ITEMS[number], ctx.pressed.word(3))
    outcome = _sealed(ctx, if_item(ctx.work, one, item, value))
    if isinstance(outcome, Reply):
        return outcome
    set_in_ledger(ctx.work, one, item, value, ctx.person, ctx.now)
    return _accepted(ctx, one, outcome)


def retake(ctx: Context) -> Reply:
    """jr:<objection>[:<seal>] – the ledger has been put right already; shown, then confirmed."""
    one = _still_open(ctx)
    outcome = if_retaken(ctx.work, one, ctx.calendar)
    if len(ctx.pressed.args) == 1:
        return Reply(replace=_effect(ctx, one, outcome, "jr"))
    sealed = _sealed(ctx, outcome)
    return sealed if isinstance(sealed, Reply) else _accepted(ctx, one, sealed)


def excuse(ctx: Context) -> Reply:
    """jx:<objection>[:<kind>] – which kind, then until when and why."""
    one = _still_open(ctx)
    if len(ctx.pressed.args) == 1:
        return Reply(replace=texts.which_excuse(one))
    if ctx.pressed.word(1) not in set(ExcuseKind):
        raise StaleButton
    kind = ExcuseKind(ctx.pressed.word(1))
    return _await(ctx, one, kind.value, texts.ask_excuse(kind))


def decided_in_words(ctx: Context, asked: Dialogue) -> Reply:
    """The sentence after any of the questions to the office."""
    what = asked.data["what"]
    if what == "extend":
        return previews.extended(ctx, asked)
    one = ctx.work.previews.objection(int(asked.data["objection"]))
    if one.state is not ObjectionState.OPEN:
        raise WrongState("objection", one.state.value)
    if what == "refuse":
        done = refuse(ctx.work, one.id, ctx.incoming.text, ctx.person, ctx.calendar, ctx.now)
        return Reply(say=(_card(ctx, done),))
    if what in set(ExcuseKind):
        return _excused(ctx, one, ExcuseKind(what))
    item = _item(what)
    value = typed(item, ctx.incoming.text, ctx.today)
    if value is None:
        raise BadArgument("ruling_value")
    return Reply(say=(_effect_of_value(ctx, one, item, value),))


def _excused(ctx: Context, one: Objection, kind: ExcuseKind) -> Reply:
    day, _, reason = ctx.incoming.text.strip().partition(" ")
    try:
        until_on = date.fromisoformat(day)
    except ValueError:
        raise BadArgument("ruling_excuse") from None
    if until_on < ctx.today or not reason.strip():
        raise BadArgument("ruling_excuse")
    outcome = if_excused(ctx.work, one, kind)
    grant_for(ctx.work, one, kind, reason, until_on, ctx.person, ctx.calendar, ctx.now)
    done = accept(ctx.work, one.id, outcome, ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(_card(ctx, done),))


def _accepted(ctx: Context, one: Objection, outcome: Outcome) -> Reply:
    done = accept(ctx.work, one.id, outcome, ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=_card(ctx, done))


def _effect(ctx: Context, one: Objection, outcome: Outcome, verb: str, *more: int | str) -> Card:
    before = ctx.work.previews.get(one.preview_id).made
    yes = encode(verb, one.id, outcome.made.digest[:SEAL], *more)
    return texts.effect(before, outcome.made, one.unit_id, outcome.change, yes, encode("jo", one.id))


def _sealed(ctx: Context, outcome: Outcome) -> Outcome | Reply:
    """What was shown is still what would happen; else a word that it is not."""
    if outcome.made.digest[:SEAL] == ctx.pressed.word(1):
        return outcome
    return Reply(toast=say("review.seen_before"), alert=True)


def _await(ctx: Context, one: Objection, what: str, card: Card) -> Reply:
    data = {"what": what, "objection": str(one.id)}
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.RULING, data, ctx.now + LASTS))
    return Reply(replace=card)


def _open(ctx: Context) -> tuple[Preview, int]:
    """The result and the unit behind a button of a unit.

    Raises:
        NotAllowed: it is another unit's.
        WrongState: the window is over.
    """
    unit_id = ctx.pressed.number(1)
    if unit_id not in own_units(ctx.work, ctx.person):
        raise NotAllowed(Right.OBJECT)
    preview = ctx.work.previews.get(ctx.pressed.number(0))
    if not preview.takes(ctx.now):
        raise WrongState("preview", "over")
    return preview, unit_id


def _code(ctx: Context, preview: Preview) -> str:
    code = ctx.pressed.word(2)
    if code != WHOLE and code not in {one.code for one in preview.made.scheme.indicators}:
        raise StaleButton
    return code


def _behind(preview: Preview, unit_id: int, code: str) -> Sequence[Fact]:
    """Projects that the indicator counts or could count, those that are missing first; all of them for none."""
    score = next((one for one in preview.made.scores if one.unit_id == unit_id), None)
    if score is None:
        raise StaleButton
    found = explained(preview.made, score)
    for behind in found.lines:
        if behind.line.code == code:
            return [*behind.missing, *behind.counted]
    rows = {f.project_id: f for behind in found.lines for f in (*behind.missing, *behind.counted)}
    return [*rows.values(), *found.excused]


def _pressed(ctx: Context) -> Objection:
    return ctx.work.previews.objection(ctx.pressed.number(0))


def _still_open(ctx: Context) -> Objection:
    one = _pressed(ctx)
    if one.state is not ObjectionState.OPEN:
        raise WrongState("objection", one.state.value)
    return one


def _unit(ctx: Context, one: Objection) -> str:
    return unit_name(ctx.work.previews.get(one.preview_id), one.unit_id)


def _item(word: str) -> Item:
    if word not in set(Item):
        raise StaleButton
    return Item(word)


def in_button(value: Value) -> str:
    """A value as a button carries it."""
    return str(int(value)) if isinstance(value, bool) else value.name if isinstance(value, Stage) else written(value)  # fmt: skip


def from_button(item: Item, word: str) -> Value:
    """The inverse.

    Raises:
        StaleButton: made up.
    """
    try:
        if item is Item.STAGE:
            return Stage[word]
        if item in (Item.STOCK, Item.STATS):
            return bool(int(word))
        return parsed(Field.START_ON if item in (Item.SIGNED, Item.START) else Field.TOTAL_IN, word)
    except (KeyError, ValueError):
        raise StaleButton from None
