"""/objections (异议): a unit says what is wrong with its score, with proof if it likes; the office has the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.context import Context
from bot.handlers.attachments import KINDS
from bot.handlers.previews import check_own
from core.chat import Card, Happening, MediaKind, Reply
from core.dialogue import Dialogue, Topic
from core.errors import NotAllowed, StaleButton, WrongState
from core.media import Media
from core.rights import Right
from core.roster.seeing import own_units
from core.scoring.explain import explained
from core.scoring.model import Fact
from core.scoring.objecting import put_objection, unit_name, withdraw
from core.scoring.preview import Objection, ObjectionState, Preview, own_place
from core.texts import objections as texts
from core.texts.catalogue import say

LASTS = timedelta(minutes=30)
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
    return Reply(replace=texts.ask_words(code, name))


def said(ctx: Context, asked: Dialogue) -> Reply:
    """The words after it; then proof, if there is any."""
    data = asked.data
    check_own(ctx, int(data["unit"]))
    meant = Objection(
        0,
        int(data["preview"]),
        int(data["unit"]),
        ctx.person.id,
        "" if data["code"] == texts.WHOLE else data["code"],
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
    if code != texts.WHOLE and code not in {one.code for one in preview.made.scheme.indicators}:
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


def _unit(ctx: Context, one: Objection) -> str:
    return unit_name(ctx.work.previews.get(one.preview_id), one.unit_id)
