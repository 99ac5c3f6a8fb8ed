"""Rankings and why a score is what it is (排名, 为什么)."""

from __future__ import annotations

from bot.context import Context
from core.bulletins.model import BulletinState
from core.chat import Card, Reply
from core.errors import NotAllowed, NotFound, StaleButton
from core.rights import Right, Role
from core.roster.model import Duty, Person
from core.roster.seeing import own_units
from core.scoring.explain import explained
from core.scoring.lists import lists_of
from core.scoring.model import Snapshot
from core.scoring.persons import score_person
from core.texts import bulletin as bulletin_texts
from core.texts import lists as list_texts
from core.texts import pictures
from core.texts import scores as texts
from core.texts.catalogue import say


def published(ctx: Context) -> tuple[Snapshot, str] | None:
    """The latest published snapshot and its bulletin's numbered title."""
    latest = ctx.work.bulletins.latest(BulletinState.PUBLISHED, 1)
    if not latest:
        return None
    return ctx.work.bulletins.snapshot(latest[0].snapshot_id), bulletin_texts.numbered(latest[0])


def rank(ctx: Context, page: int = 0) -> Card:
    """The latest published ranking; a draft is nobody's business yet."""
    found = published(ctx)
    if found is None:
        return Card(say("rank.none"))
    more = pictures.row("rank", "trend", "funnel") if ctx.incoming.private else ()
    return texts.ranking(found[0], found[1], page, more)


def why(ctx: Context) -> Reply:
    """/why [unit or leader]: one's own score; those who see all may ask for any unit, the office for any leader."""
    snapshot = _explainable(ctx)
    if snapshot is None:
        return Reply(say=(Card(say("rank.none")),))
    if not ctx.arg and ctx.person.may(Right.SEE_ALL):
        return Reply(say=(texts.which_unit(snapshot.scores),))
    own = own_units(ctx.work, ctx.person)
    if not ctx.arg and not own:
        return Reply(say=(_whose(ctx, snapshot, ctx.person),))
    meant = [s for s in snapshot.scores if (ctx.arg in s.unit if ctx.arg else s.unit_id in own)]
    leader = ctx.work.people.by_name(ctx.arg) if ctx.arg and not meant else None
    if leader is not None and (leader.id == ctx.person.id or ctx.person.may(Right.BULLETIN)):
        return Reply(say=(_whose(ctx, snapshot, leader),))
    if not meant and ctx.arg:
        raise NotFound("unit", ctx.arg)
    if len(meant) > 1 and ctx.person.may(Right.SEE_ALL):
        return Reply(say=(texts.which_unit(meant),))
    return Reply(say=(_why(ctx, snapshot, meant[0].unit_id) if meant else Card(say("why.not_scored")),))


def _whose(ctx: Context, snapshot: Snapshot, leader: Person, page: int = 0) -> Card:
    """A leader's own score: those projects that he carried on the day of the snapshot."""
    if Role.LEADER not in leader.roles:
        return Card(say("why.no_unit"))
    day = snapshot.as_of or ctx.calendar.today(snapshot.taken_at)
    carried = ctx.work.projects.assigned(day, person_id=leader.id, duty=Duty.LEADER)
    found = score_person(snapshot, leader.id, leader.name, {a.project_id for a in carried})
    if found is None:
        return Card(say("why.not_scored"))
    return texts.why(found, snapshot, ctx.calendar, page, texts.OF_PERSON)


def whose_page(ctx: Context, person_id: int, page: int) -> Card:
    """pg:whose:<person>:<page>."""
    snapshot = _explainable(ctx)
    if snapshot is None:
        raise StaleButton
    if person_id != ctx.person.id and not ctx.person.may(Right.BULLETIN):
        raise NotAllowed(Right.WHY)
    return _whose(ctx, snapshot, ctx.work.people.get(person_id), page)


def why_by_id(ctx: Context) -> Reply:
    """qw:<unit>."""
    snapshot = _explainable(ctx)
    if snapshot is None:
        raise StaleButton
    return Reply(say=(_why(ctx, snapshot, ctx.pressed.number(0)),))


def why_page(ctx: Context, unit_id: int, page: int) -> Card:
    """pg:why:<unit>:<page>."""
    snapshot = _explainable(ctx)
    if snapshot is None:
        raise StaleButton
    return _why(ctx, snapshot, unit_id, page)


def _explainable(ctx: Context) -> Snapshot | None:
    """The office may look into the newest snapshot, others into the newest published one."""
    if ctx.person.may(Right.BULLETIN):
        return ctx.work.bulletins.last_snapshot()
    found = published(ctx)
    return found[0] if found else None


def _why(ctx: Context, snapshot: Snapshot, unit_id: int, page: int = 0) -> Card:
    if unit_id not in own_units(ctx.work, ctx.person) and not ctx.person.may(Right.SEE_ALL):
        raise NotAllowed(Right.WHY)
    score = next((s for s in snapshot.scores if s.unit_id == unit_id), None)
    if score is None:
        return Card(say("why.not_scored"))
    return texts.why(explained(snapshot, score), snapshot, ctx.calendar, page)


def lists(ctx: Context) -> Card:
    """/lists: drafts of the newest snapshot, for the office alone."""
    snapshot = ctx.work.bulletins.last_snapshot()
    if snapshot is None:
        return Card(say("lists.none"))
    return list_texts.lists(lists_of(snapshot), snapshot, ctx.calendar)
