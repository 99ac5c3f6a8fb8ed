"""/alias: other names by which people ask for a project (别名)."""

from __future__ import annotations

import re

from bot.context import Context
from core.chat import Card, Reply
from core.errors import BadArgument, SeveralFound, StaleButton
from core.roster.aliases import forget, teach
from core.roster.learning import decide, proposals
from core.roster.seeing import find_project, project_by_id
from core.texts import aliases as texts
from core.texts.queries import choices

_TAUGHT = re.compile(r"\s*[=＝]\s*")


def show(ctx: Context) -> Reply:
    """/alias X shows the names of X; /alias X = Y teaches Y."""
    wanted, *taught = _TAUGHT.split(ctx.arg, maxsplit=1)
    if not wanted:
        raise BadArgument("alias")
    try:
        project = find_project(ctx.work, ctx.person, wanted, ctx.today)
    except SeveralFound as several:
        return Reply(say=(choices(several.wanted, several.choices, "al"),))
    if taught:
        project = teach(ctx.work, project, taught[0], ctx.person.id, ctx.now)
    return Reply(say=(texts.names(project, taught[0] if taught else ""),))


def shown(ctx: Context) -> Reply:
    """al:<project> – chosen of several."""
    return Reply(replace=_names(ctx))


def drop(ctx: Context) -> Reply:
    """ax:<project>:<version>:<which> – a name is taken away; on a card of yesterday it would be another one."""
    project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)
    which = ctx.pressed.number(2)
    if project.version != ctx.pressed.number(1) or which >= len(project.aliases):
        raise StaleButton
    forget(ctx.work, project, project.aliases[which], ctx.person.id, ctx.now)
    return Reply(replace=_names(ctx))


def says(ctx: Context) -> str:
    """How many names wait for the office; for the first card of the settings."""
    return texts.waiting(len(proposals(ctx.work)))


def card(ctx: Context) -> Card:
    waiting = proposals(ctx.work)
    projects = ctx.work.projects.many({one.project_id for one in waiting})
    people = {one.by: ctx.work.people.get(one.by).name for one in waiting}
    return texts.proposed([(one, projects[one.project_id].name, people[one.by]) for one in waiting])


def press(ctx: Context, word: str) -> None:
    """y<proposal> teaches the name, n<proposal> leaves it."""
    if word[:1] not in ("y", "n") or not word[1:].isascii() or not word[1:].isdigit():
        raise StaleButton
    decide(ctx.work, int(word[1:]), ctx.person.id, ctx.now, accept=word.startswith("y"))


def _names(ctx: Context) -> Card:
    return texts.names(project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today))
