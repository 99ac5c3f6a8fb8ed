"""/changes: changes of stage and plan that wait for the office (变更)."""

from __future__ import annotations

from bot.context import Context
from core.chat import Card, Reply
from core.errors import StaleButton
from core.milestones.change import decide as decide_request
from core.milestones.choices import stage_names
from core.milestones.model import ChangeRequest, RequestState
from core.texts import milestones as texts

WAITING = 100


def show(ctx: Context, page: int = 0) -> Card:
    """/changes."""
    waiting = ctx.work.requests.in_state(RequestState.ASKED, WAITING)
    projects = ctx.work.projects.many({one.project_id for one in waiting})
    people = {one.asked_by: ctx.work.people.get(one.asked_by).name for one in waiting}
    rows = [(one, projects[one.project_id], people[one.asked_by]) for one in waiting]
    return texts.requests(rows, stage_names(ctx.work), page)


def look(ctx: Context) -> Reply:
    """xl:<request>."""
    return Reply(say=(_one(ctx, ctx.work.requests.get(ctx.pressed.number(0))),))


def decide(ctx: Context) -> Reply:
    """xr:<request>:<state>."""
    word = ctx.pressed.word(1)
    if word not in (RequestState.GRANTED, RequestState.REFUSED):
        raise StaleButton
    done = decide_request(
        ctx.work, ctx.pressed.number(0), RequestState(word), ctx.person, ctx.calendar, ctx.now
    )
    return Reply(replace=_one(ctx, done))


def _one(ctx: Context, request: ChangeRequest) -> Card:
    project = ctx.work.projects.get(request.project_id)
    by = ctx.work.people.get(request.asked_by).name
    decided = ctx.work.people.get(request.decided_by).name if request.decided_by else ""
    return texts.request(request, project, by, stage_names(ctx.work), decided)
