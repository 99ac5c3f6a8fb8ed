"""/stage: where a project stands on the ladder, and moving it (阶段)."""

from __future__ import annotations

from bot.context import Context
from bot.handlers.meant import named_project, split_at
from core.chat import Card, Reply
from core.errors import BadArgument, NotFound, SeveralFound, StaleButton
from core.milestones.change import change_stage
from core.milestones.choices import rename, rung_named, stage_names
from core.milestones.model import ChangeRequest
from core.rights import Right
from core.roster.model import Project
from core.roster.seeing import project_by_id
from core.roster.stages import Rung, rung_of
from core.texts import milestones as texts

CHANGES = 200
NAMING = "名称 "
"""阶段 名称 …: the office's own word for a stage."""


def show(ctx: Context) -> Reply:
    """/stage X shows it; /stage X NAME [REASON] moves it or asks for it.

    Raises:
        BadArgument: no project, or the step needs a reason.
    """
    if ctx.arg.startswith(NAMING) and ctx.person.may(Right.SETTINGS):
        return _rename(ctx, ctx.arg.removeprefix(NAMING).strip())
    names = stage_names(ctx.work)
    known = {*names.values(), *(rung.value for rung in Rung)}
    wanted, word, reason = split_at(ctx.arg, known, "stage")
    project = named_project(ctx, wanted)
    rung = rung_named(ctx.work, word)
    if rung is None:
        return Reply(say=(_card(ctx, project),))
    instead, reason = _instead(ctx, reason) if rung is Rung.REPLACED else (None, reason)
    asked = change_stage(ctx.work, project, rung, reason, ctx.person, ctx.calendar, ctx.now, instead=instead)
    return Reply(say=(_after(ctx, project, asked),))


def step(ctx: Context) -> Reply:
    """sg:<project>:<version>:<rung> – one of the next steps."""
    project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)
    word = ctx.pressed.word(2)
    if project.version != ctx.pressed.number(1) or word not in Rung.__members__:
        raise StaleButton
    asked = change_stage(ctx.work, project, Rung[word], "", ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=_after(ctx, project, asked))


def by_id(ctx: Context) -> Reply:
    """sx:<project>."""
    return Reply(say=(_card(ctx, project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)),))


def _instead(ctx: Context, words: str) -> tuple[Project | None, str]:
    """阶段 X 置换 Y 原因: the project that takes its place, if the first word names one, and the reason."""
    first, _, reason = words.partition(" ")
    try:
        return (named_project(ctx, first), reason.strip()) if first else (None, words)
    except (NotFound, SeveralFound):
        return None, words


def _after(ctx: Context, project: Project, asked: ChangeRequest | None) -> Card:
    if asked:
        return texts.request_sent(asked, project, stage_names(ctx.work))
    return _card(ctx, ctx.work.projects.get(project.id))


def _card(ctx: Context, project: Project) -> Card:
    changes = ctx.work.projects.changes(project.id, CHANGES)
    people = {i: ctx.work.people.get(i).name for i in {one.by for one in changes} if i is not None}
    return texts.stage(project, rung_of(project), stage_names(ctx.work), changes, people, ctx.calendar)


def says(ctx: Context) -> str:
    """For the first card of the settings."""
    return texts.ladder(stage_names(ctx.work))


def card(ctx: Context) -> Card:
    return texts.names_card(stage_names(ctx.work))


def press(_: Context, word: str) -> None:
    """There is nothing to press: names are typed."""
    raise StaleButton(word)


def _rename(ctx: Context, words: str) -> Reply:
    """Another word for a stage (阶段 名称 手续办理 前期手续)."""
    common, _, name = words.partition(" ")
    rung = rung_named(ctx.work, common)
    if rung is None or not name.strip():
        raise BadArgument("stage_name")
    rename(ctx.work, rung, name.strip(), ctx.person.id, ctx.now)
    return Reply(say=(texts.names_card(stage_names(ctx.work)),))
