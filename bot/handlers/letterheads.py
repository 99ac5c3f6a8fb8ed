"""Who issues the official document, to whom, in which form (公文格式): a choice of the office."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from core.bulletins.choose_letterhead import LETTERHEAD, set_form, set_word
from core.bulletins.choose_red_head import template_name
from core.bulletins.letterhead import FIELDS, LONGEST, Form
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import StaleButton, TooMuchText
from core.roster.ledger_title import place
from core.settings import chosen
from core.texts import letterheads as texts

LASTS = timedelta(minutes=30)
AS_BEFORE = ("默认", "无")


def says(ctx: Context) -> str:
    return texts.says(chosen(ctx.work, LETTERHEAD), place(ctx.work))


def card(ctx: Context) -> Card:
    return texts.card(chosen(ctx.work, LETTERHEAD), place(ctx.work), template_name(ctx.work))


def press(ctx: Context, word: str) -> None:
    """The other form."""
    if word not in set(Form):
        raise StaleButton
    set_form(ctx.work, Form(word), ctx.person.id, ctx.now)


def ask(ctx: Context) -> Reply:
    """lh:<field> – the next sentence is its text."""
    name = ctx.pressed.word(0)
    if name not in FIELDS:
        raise StaleButton
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.LETTERHEAD, {"field": name}, ctx.now + LASTS))
    return Reply(say=(texts.ask(name),))


def written(ctx: Context, waiting: Dialogue) -> Reply:
    """What was asked for.

    Raises:
        TooMuchText
    """
    said = ctx.incoming.text.strip()
    if len(said) > LONGEST:
        raise TooMuchText(len(said), LONGEST)
    words = "" if said in AS_BEFORE else said
    letterhead = set_word(ctx.work, waiting.data["field"], words, ctx.person.id, ctx.now)
    return Reply(say=texts.saved(letterhead, place(ctx.work), template_name(ctx.work)))
