"""Questions anybody may ask, within his rights (查询)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.context import Context
from bot.handlers import (
    cases,
    doubts,
    flags,
    leaves,
    previews,
    requests,
    review,
    rounds,
    scores,
    statistics,
    targets,
)
from bot.handlers.contacts import names_of
from bot.handlers.projects_seen import lit, own, people_of, units_of
from core.chat import Card, Reply
from core.errors import BadArgument, NotAllowed, StaleButton
from core.milestones.choices import stage_names
from core.milestones.contacts import last_met
from core.milestones.flags import Flag
from core.milestones.looking import flagged
from core.problems.follow import resolve as resolve_ticket
from core.rights import Right
from core.roster.model import Project
from core.roster.seeing import may_resolve, project_by_id, visible
from core.rounds.on_card import find_named
from core.texts import contacts, milestones
from core.texts import flags as flag_texts
from core.texts import queries as texts
from core.texts.catalogue import say
from core.texts.evidence import PAGES as EVIDENCE
from core.texts.flags import QUERY
from core.texts.scores import OF_PERSON, OF_UNIT

HISTORY = 200
"""Versions shown at most."""


def status(ctx: Context) -> Reply:
    """/status X."""
    if not ctx.arg:
        raise BadArgument("status")
    return Reply(say=(_status(ctx, find_named(ctx.work, ctx.person, ctx.arg, ctx.today)),))


def status_by_id(ctx: Context) -> Reply:
    """qs:<project>."""
    project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)
    return Reply(say=(_status(ctx, project),))


def _status(ctx: Context, project: Project) -> Card:
    work = ctx.work
    last = next((r for r in work.reports.history(project.id, 10) if not r.is_void), None)
    problems = work.problems.open_for([project.id])
    people, units = people_of(ctx, project), units_of(ctx, project)
    raised = flagged(work, [project], ctx.calendar, ctx.now).get(project.id, ())
    contact = last_met(work, project.id)
    met = contacts.briefly(contact, work.people.get(contact.by).name) if contact else ""
    notes = (milestones.replaced(project), flag_texts.noticed(raised), met)
    return texts.status(project, lit(ctx, project), notes, people, units, last, problems, ctx.calendar)


def mine(ctx: Context, page: int = 0) -> Card:
    """My projects with light, stage, next node, open problems."""
    rows = own(ctx)
    marks = flagged(ctx.work, [row[0] for row in rows], ctx.calendar, ctx.now)
    card = texts.mine(rows, marks, page) if rows else Card(say("mine.none"))
    gone = leaves.of_mine(ctx)
    return replace(card, text="\n".join([card.text, "", *gone])) if gone else card


def history(ctx: Context) -> Reply:
    """/history X."""
    if not ctx.arg:
        raise BadArgument("history")
    return Reply(say=(_history(ctx, find_named(ctx.work, ctx.person, ctx.arg, ctx.today), 0),))


def history_by_id(ctx: Context) -> Reply:
    """qh:<project>."""
    project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)
    return Reply(say=(_history(ctx, project, 0),))


def _history(ctx: Context, project: Project, page: int) -> Card:
    reports = ctx.work.reports.history(project.id, HISTORY)
    names = {
        i: ctx.work.people.get(i).name
        for i in {r.said_by for r in reports} | {r.said_for for r in reports if r.said_for}
    }
    entries = [(r, names[r.said_by], names[r.said_for] if r.said_for else "") for r in reports]
    media = ctx.work.attachments.of_reports([r.id for r in reports])
    looks = ctx.may(Right.SEE_ALL)
    return texts.history(project, entries, media, _changes(ctx, project), page, ctx.calendar, looks=looks)


def _changes(ctx: Context, project: Project) -> list[tuple[datetime, str]]:
    """What became of its stage and its nodes, who did it and why; oldest first, as reports of one moment are."""
    told = milestones.told(ctx.work.projects.changes(project.id, HISTORY))
    people = {i: ctx.work.people.get(i).name for i in {one.by for one in told} if i is not None}
    names = stage_names(ctx.work)
    met = ctx.work.contacts.of_project(project.id, HISTORY)
    people |= names_of(ctx, met)
    told_of = [
        (one.noted_at, contacts.in_history(one, people[one.by], ctx.calendar))
        for one in met
        if not one.message
    ]
    return told_of + [(one.at, milestones.change(one, people, names, ctx.calendar)) for one in told if one.at]


def problems(ctx: Context, page: int = 0) -> Card:
    """Open tickets of the projects one may see; a department closes its own."""
    found = ctx.work.problems.open_for(visible(ctx.work, ctx.person, ctx.today))
    projects = ctx.work.projects.many({p.project_id for p in found})
    mine_ = {p.id for p in found if may_resolve(ctx.work, ctx.person, p)}
    return texts.problems(found, projects, page, ctx.calendar, resolvable=mine_)


def resolve(ctx: Context) -> Reply:
    """px:<problem>."""
    problem = ctx.work.problems.get(ctx.pressed.number(0))
    if not may_resolve(ctx.work, ctx.person, problem):
        raise NotAllowed(Right.RESOLVE)
    resolve_ticket(ctx.work, problem.id, ctx.person.id, ctx.now)
    return Reply(replace=problems(ctx), toast=say("problems.resolved"))


def paged(ctx: Context) -> Reply:
    """pg:<query>:<arg>:<page> – another page of a long answer."""
    query, page = ctx.pressed.word(0), ctx.pressed.number(2)
    if query == "history":
        project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(1), ctx.today)
        return Reply(replace=_history(ctx, project, page))
    if query in SCORES:
        if not ctx.person.may(Right.WHY):
            raise NotAllowed(Right.WHY)
        return Reply(replace=SCORES[query](ctx, ctx.pressed.number(1), page))
    needs, ask = PAGED.get(query, (None, None))
    if needs is None or ask is None:
        raise StaleButton
    if not ctx.may(needs):
        raise NotAllowed(needs)
    return Reply(replace=ask(ctx, page))


PAGED = {
    "mine": (Right.MINE, mine),
    "rank": (Right.RANK, scores.rank),
    "problems": (Right.PROBLEMS, problems),
    "missing": (Right.MISSING, rounds.missing),
    "doubts": (Right.DOUBTS, doubts.show),
    "targets": (Right.TARGETS, targets.overview),
    "statistics": (Right.STATISTICS, statistics.overview),
    "changes": (Right.REVIEW, requests.show),
    "review": (Right.REVIEW, review.queue),
    "said": (Right.REVIEW, review.unconfirmed),
} | {QUERY[flag]: (Right.BULLETIN, flags.list_of(flag)) for flag in Flag}
SCORES = {
    OF_UNIT: scores.why_page,
    OF_PERSON: scores.whose_page,
    previews.PAGES: previews.why_page,
    EVIDENCE: cases.evidence_page,
}
