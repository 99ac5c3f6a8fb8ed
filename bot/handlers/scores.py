"""Rankings and why a score is what it is (排名, 为什么)."""

from __future__ import annotations

from bot.context import Context
from core.bulletins.model import BulletinState
from core.chat import Card, Reply
from core.errors import NotAllowed, NotFound, StaleButton
from core.rights import Right
from core.roster.seeing import own_units
from core.scoring.explain import explained
from core.scoring.lists import lists_of
from core.scoring.model import Snapshot
from core.texts import bulletin as bulletin_texts
from core.texts import lists as list_texts
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
    return texts.ranking(found[0], found[1], page) if found else Card(say("rank.none"))


def why(ctx: Context) -> Reply:
    """/why [unit]: one's own score; the office and those who see all may ask for any."""
    snapshot = _explainable(ctx)
    if snapshot is None:
        return Reply(say=(Card(say("rank.none")),))
    if not ctx.arg and ctx.person.may(Right.SEE_ALL):
        return Reply(say=(texts.which_unit(snapshot.scores),))
    own = own_units(ctx.work, ctx.person)
    if not ctx.arg and not own:
        return Reply(say=(Card(say("why.no_unit")),))
    meant = [s for s in snapshot.scores if (ctx.arg in s.unit if ctx.arg else s.unit_id in own)]
    if not meant and ctx.arg:
        raise NotFound("unit", ctx.arg)
    if len(meant) > 1 and ctx.person.may(Right.SEE_ALL):
        return Reply(say=(texts.which_unit(meant),))
    return Reply(say=(_why(ctx, snapshot, meant[0].unit_id) if meant else Card(say("why.not_scored")),))


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
