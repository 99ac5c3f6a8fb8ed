"""/leaders (领导排名): for the office; posted to the groups only where the office has switched it on, and then by hand."""

from __future__ import annotations

from bot.context import Context
from core.bulletins.model import BulletinState
from core.chat import Card, Reply
from core.delivery.model import Kind, Letter
from core.errors import StaleButton, WrongState
from core.scoring.leader_places import Standing, rank_leaders
from core.scoring.leaders import RANKED, carried_on
from core.scoring.model import Snapshot
from core.settings import choose, chosen
from core.texts import leaders as texts
from core.texts import settings as settings_texts
from core.texts.catalogue import say


def show(ctx: Context) -> Reply:
    """/leaders – of the newest published result."""
    found = _published(ctx)
    if found is None:
        return Reply(say=(Card(say("rank.none")),))
    snapshot, standings = found
    return Reply(say=(texts.ranking(snapshot, standings, may_post=chosen(ctx.work, RANKED)),))


def ask(ctx: Context) -> Reply:
    """up:<snapshot> – to which groups?"""
    snapshot, standings = _still(ctx)
    titles = [group.title for group in ctx.work.groups.bound()]
    if not titles:
        raise WrongState("groups", "none")
    return Reply(replace=texts.question(snapshot, standings, titles))


def post(ctx: Context) -> Reply:
    """uy:<snapshot> – a named person posts it."""
    snapshot, standings = _still(ctx)
    card = texts.ranking(snapshot, standings, may_post=False)
    count = 0
    for group in ctx.work.groups.bound():
        key = f"leaders:{snapshot.id}:group:{group.id}"
        count += ctx.work.outbox.put(Letter(key, Kind.BULLETIN, group.address, card, ctx.now))
    facts = {"groups": str(count)}
    ctx.work.audit.note(ctx.now, ctx.person.id, "leaders.posted", f"snapshot:{snapshot.id}", facts)
    return Reply(replace=Card(say("leaders.posted", n=count, by=ctx.person.name)))


def _still(ctx: Context) -> tuple[Snapshot, list[Standing]]:
    """
    Raises:
        StaleButton: another result was published meanwhile, or it was switched off.
    """
    found = _published(ctx)
    if found is None or found[0].id != ctx.pressed.number(0) or not chosen(ctx.work, RANKED):
        raise StaleButton
    return found


def _published(ctx: Context) -> tuple[Snapshot, list[Standing]] | None:
    latest = ctx.work.bulletins.latest(BulletinState.PUBLISHED, 1)
    if not latest:
        return None
    snapshot = ctx.work.bulletins.snapshot(latest[0].snapshot_id)
    day = snapshot.as_of or ctx.calendar.today(snapshot.taken_at)
    return snapshot, list(rank_leaders(snapshot, carried_on(ctx.work, day)))


def says(ctx: Context) -> str:
    """/settings: whether leaders may be ranked in groups."""
    return say("leaders.on" if chosen(ctx.work, RANKED) else "leaders.off")


def card(ctx: Context) -> Card:
    return settings_texts.switches("leaders", [("on", say("leaders.on"), chosen(ctx.work, RANKED))])


def press(ctx: Context, word: str) -> None:
    if word != "on":
        raise StaleButton
    choose(ctx.work, RANKED, not chosen(ctx.work, RANKED), ctx.person.id, ctx.now)
