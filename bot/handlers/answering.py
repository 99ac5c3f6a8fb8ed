"""What taps and sentences have in common: whose card it is, and the question that waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.context import Context
from core.chat import Happening
from core.dialogue import Dialogue, Topic
from core.errors import NotYourButton, StaleButton
from core.presses import Press, decode
from core.rounds.card import card_view
from core.rounds.model import Prompt, Source
from core.rounds.refresh import Said
from core.rounds.views import CardView, Line
from core.rounds.who import answerable, prompts_now
from core.texts import cards

DIALOGUE_LASTS = timedelta(hours=12)
CARD_VERBS = frozenset({"r", "ru", "rb", "rc", "rn", "rp", "rk"})


def open_card(ctx: Context) -> tuple[Prompt, CardView]:
    """The card behind a button, as this person may answer it.

    Raises:
        NotYourButton: none of it is his to answer.
    """
    prompt = ctx.work.rounds.prompt(ctx.pressed.number(0))
    if not answerable(ctx.work, ctx.person, prompt, ctx.today):
        raise NotYourButton
    return prompt, view_of(ctx, prompt)


def view_of(ctx: Context, prompt: Prompt) -> CardView:
    return card_view(ctx.work, prompt, ctx.person, ctx.calendar, ctx.now)


def line_at(view: CardView, no: int) -> Line:
    """
    Raises:
        StaleButton: it is not on the card, or not his to answer.
    """
    for line in view.lines:
        if line.no == no:
            return line
    raise StaleButton


def page_of(view: CardView, no: int) -> int:
    """The page on which a line stands."""
    return next((i for i, line in enumerate(view.lines) if line.no == no), 0) // cards.PAGE


def said(ctx: Context, source: Source, message: str = "") -> Said:
    tapped_on = ctx.incoming.message_id if ctx.incoming.kind is Happening.PRESS else ""
    return Said(ctx.person, source, message, ctx.now, tapped_on)


def wait_for(ctx: Context, topic: Topic, data: Mapping[str, str]) -> None:
    ctx.work.dialogues.set(Dialogue(ctx.person.id, topic, data, ctx.now + DIALOGUE_LASTS))


def own_prompts(ctx: Context) -> tuple[Prompt, ...]:
    """
    Raises:
        NothingOpen: none.
    """
    return prompts_now(ctx.work, ctx.person, ctx.today)


def replied_to(ctx: Context) -> list[Press]:
    """The buttons of ours, about cards, on the message that this sentence answers."""
    if not ctx.incoming.reply_to:
        return []
    card = ctx.work.outbox.card_at(ctx.address, ctx.incoming.reply_to)
    presses = [decode(button.data) for row in card.buttons for button in row if button.data] if card else []
    return [press for press in presses if press.verb in CARD_VERBS]


def addressed(ctx: Context) -> tuple[Prompt, ...]:
    """The card to which the sentence is a reply, if it is one and may be answered. A list of several
    leaders addresses none of them."""
    prompts = {press.number(0) for press in replied_to(ctx)}
    if len(prompts) != 1:
        return ()
    prompt = ctx.work.rounds.prompt(prompts.pop())
    return (prompt,) if answerable(ctx.work, ctx.person, prompt, ctx.today) else ()
