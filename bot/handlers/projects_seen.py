"""Projects as this person may see them: light, people, units; shared by answers in words and in pictures."""

from __future__ import annotations

from bot.context import Context
from core.rights import Right
from core.roster.light_setting import light_rules
from core.roster.lights import causes, light
from core.roster.model import Duty, Project
from core.roster.nodes import upcoming
from core.roster.seeing import visible
from core.texts.lamps import Lit, Row


def people_of(ctx: Context, project: Project) -> dict[str, list[str]]:
    """Leader, liaison, site → names."""
    work = ctx.work
    return {
        duty.value: [work.people.get(a.person_id).name for a in work.projects.assigned(ctx.today, project_id=project.id, duty=duty)]
        for duty in (Duty.LEADER, Duty.LIAISON, Duty.SITE)
    }  # fmt: skip


def units_of(ctx: Context, project: Project) -> tuple[str, str]:
    """County and host, as far as known."""
    county, host = (ctx.work.projects.unit(i).name if i else "" for i in (project.county_id, project.host_id))
    return county, host


def lit(ctx: Context, project: Project) -> Lit:
    """Its light as this person may see it: in the silent month the office alone sees colours and reasons."""
    rules, excused = light_rules(ctx.work), ctx.work.excuses.holding(ctx.today).get(project.id)
    openly, silent = ctx.may(Right.SETTINGS), rules.is_silent(ctx.today)
    shown = causes(project, ctx.today, rules) if openly or not silent else ()
    lamp = light(project, ctx.today, rules, openly=openly, excused=excused is not None)
    return Lit(lamp, shown, rules.silent_until if silent else None, upcoming(project, ctx.today), excused)


def own(ctx: Context) -> list[Row]:
    """One's own projects by code, each with how many problems are open."""
    ids = visible(ctx.work, ctx.person, ctx.today) or ()
    projects = sorted(ctx.work.projects.many(ids).values(), key=lambda p: p.code)
    open_, rules = ctx.work.problems.open_for(ids), light_rules(ctx.work)
    excused = ctx.work.excuses.holding(ctx.today)
    return [
        (
            p,
            light(p, ctx.today, rules, openly=False, excused=p.id in excused),
            upcoming(p, ctx.today),
            sum(o.project_id == p.id for o in open_),
            excused.get(p.id),
        )
        for p in projects
    ]
