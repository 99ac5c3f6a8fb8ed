"""What the office does with a draft before it leaves: other words, other readers, a second person (改措辞, 发布范围, 四眼)."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from core.bulletins.approving import (
    FOUR_EYES,
    LONGEST,
    approvers,
    arrange,
    generated,
    needs_second,
    propose,
    reword,
    take_back,
)
from core.bulletins.model import Bulletin, BulletinState
from core.bulletins.numbering import freshen
from core.bulletins.showing import ask_second, look_of, show_draft, tell_proposer
from core.bulletins.targets import turned
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import StaleButton, WrongState
from core.settings import choose, chosen
from core.texts import drafts as texts
from core.texts import settings as setting_texts
from core.texts.catalogue import say

LASTS = timedelta(hours=2)


def ask_words(ctx: Context) -> Reply:
    """bw:<bulletin> – the next sentence takes the place of its words."""
    bulletin = _draft(ctx, ctx.pressed.number(0))
    data = {"bulletin": str(bulletin.id)}
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.WORDING, data, ctx.now + LASTS))
    return Reply(say=texts.ask_words(bulletin, LONGEST))


def words_given(ctx: Context, waiting: Dialogue) -> Reply:
    """The office's own words; numbers that the figures do not say are pointed out at once."""
    changed = reword(ctx.work, int(waiting.data["bulletin"]), ctx.incoming.text, ctx.person, ctx.now)
    return _laid(ctx, changed)


def first_words(ctx: Context) -> Reply:
    """bu:<bulletin> – as the product wrote it."""
    bulletin = _draft(ctx, ctx.pressed.number(0))
    reword(ctx.work, bulletin.id, generated(ctx.work, bulletin), ctx.person, ctx.now)
    return _laid(ctx, ctx.work.bulletins.get(bulletin.id))


def wordings(ctx: Context) -> Reply:
    """bv:<bulletin> – every version, old and new."""
    bulletin = _draft(ctx, ctx.pressed.number(0))
    versions = ctx.work.editions.wordings(bulletin.id)
    people = {one.said_by: ctx.work.people.get(one.said_by).name for one in versions if one.said_by}
    return Reply(replace=texts.wordings(bulletin, versions, people, ctx.calendar))


def targets(ctx: Context) -> Reply:
    """bt:<bulletin> – to whom."""
    return Reply(replace=_targets(ctx, _draft(ctx, ctx.pressed.number(0))))


def turn(ctx: Context) -> Reply:
    """bx:<bulletin>:<what> – one group, the leaders or the units, on or off."""
    bulletin = _draft(ctx, ctx.pressed.number(0))
    arrange(ctx.work, turned(ctx.work, ctx.work.editions.plan(bulletin.id), ctx.pressed.word(1)))
    return Reply(replace=_targets(ctx, bulletin))


def _targets(ctx: Context, bulletin: Bulletin) -> Card:
    look = look_of(ctx.work, bulletin, ctx.calendar, ctx.now)
    return texts.targets_card(bulletin, look, ctx.work.groups.bound())


def put_forward(ctx: Context) -> Reply:
    """bo:<bulletin> – before a second person, with files that show the number it will have."""
    bulletin = _draft(ctx, ctx.pressed.number(0))
    if freshen(ctx.work, bulletin):
        return Reply(replace=_card(ctx, bulletin), toast=say("refused.state.parts.waiting"), alert=True)
    proposed = propose(ctx.work, ctx.pressed.number(0), ctx.person, ctx.now)
    show_draft(ctx.work, proposed, ctx.calendar, ctx.now)
    ask_second(ctx.work, proposed, ctx.person, ctx.calendar, ctx.now)
    return Reply(replace=_card(ctx, proposed), toast=say("drafts.put_forward"))


def sent_back(ctx: Context) -> Reply:
    """br:<bulletin> – by the second person, or taken back by the first."""
    plan = ctx.work.editions.plan(ctx.pressed.number(0))
    returned = take_back(ctx.work, plan.bulletin_id, ctx.person, ctx.now)
    tell_proposer(ctx.work, returned, plan, ctx.person, ctx.calendar, ctx.now)
    return _laid(ctx, returned)


def _laid(ctx: Context, bulletin: Bulletin) -> Reply:
    """The draft as it is now, here and in everybody's copy."""
    show_draft(ctx.work, bulletin, ctx.calendar, ctx.now)
    card = _card(ctx, bulletin)
    return Reply(replace=card) if ctx.press else Reply(say=(card,))


def _card(ctx: Context, bulletin: Bulletin) -> Card:
    return texts.draft_card(bulletin, look_of(ctx.work, bulletin, ctx.calendar, ctx.now), ctx.person.id)


def _draft(ctx: Context, bulletin_id: int) -> Bulletin:
    """
    Raises:
        WrongState: it was decided.
    """
    bulletin = ctx.work.bulletins.get(bulletin_id)
    if bulletin.state is not BulletinState.DRAFT:
        raise WrongState("bulletin", bulletin.state.value)
    return bulletin


def says(ctx: Context) -> str:
    """Whether two people are wanted; for the first card of the settings."""
    if not chosen(ctx.work, FOUR_EYES):
        return say("four_eyes.off")
    counts = needs_second(ctx.work)
    return say("four_eyes.on") if counts else say("four_eyes.idle", n=len(approvers(ctx.work)))


def card(ctx: Context) -> Card:
    on = chosen(ctx.work, FOUR_EYES)
    options = [("on", say("four_eyes.on"), on), ("off", say("four_eyes.off"), not on)]
    return setting_texts.switches("four_eyes", options)


def press(ctx: Context, word: str) -> None:
    if word not in ("on", "off"):
        raise StaleButton
    choose(ctx.work, FOUR_EYES, word == "on", ctx.person.id, ctx.now)
