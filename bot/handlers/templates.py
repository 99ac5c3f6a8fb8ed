"""通报 模板: the office words its bulletins itself (改模板, 预览, 恢复默认)."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from core.bulletins.drafting import template_text
from core.bulletins.model import Form
from core.bulletins.numbers import numbers
from core.bulletins.templates import without_fields
from core.bulletins.templating import preview, restore, save
from core.chat import Button, Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import StaleButton
from core.texts import bulletin_words as words
from core.texts import templates as texts
from core.texts.catalogue import say

LASTS = timedelta(hours=2)
VERSIONS = 12


def button() -> Button:
    return texts.button()


def forms(ctx: Context) -> Card:
    own = [form for form in Form if any(v.text for v in ctx.work.editions.templates(form, 1))]
    return texts.forms(own)


def listed(ctx: Context) -> Reply:
    """tl – which template."""
    return Reply(say=(forms(ctx),))


def opened(ctx: Context) -> Reply:
    """to:<form> – one template as it counts now."""
    return Reply(replace=_one(ctx, _form(ctx)))


def _one(ctx: Context, form: Form) -> Card:
    versions = ctx.work.editions.templates(form, VERSIONS)
    people = {v.saved_by: ctx.work.people.get(v.saved_by).name for v in versions}
    return texts.one(form, template_text(ctx.work, form), versions, people, ctx.calendar)


def change(ctx: Context) -> Reply:
    """te:<form> – the next sentence is another template."""
    form = _form(ctx)
    _await(ctx, form, "")
    return Reply(say=(texts.ask(form),))


def given(ctx: Context, waiting: Dialogue) -> Reply:
    """The template that was sent: refused with the reason, or shown with today's figures before it is saved."""
    form = Form(waiting.data["form"])
    text = words.checked_template(form, ctx.incoming.text)
    shown = preview(ctx.work, form, text, ctx.calendar)
    _await(ctx, form, text)
    return Reply(say=(texts.preview(form, shown, _fixed(text), waits=True),))


def previewed(ctx: Context) -> Reply:
    """tv:<form> – what a draft would say today."""
    form = _form(ctx)
    text = preview(ctx.work, form, template_text(ctx.work, form), ctx.calendar)
    return Reply(replace=texts.preview(form, text, waits=False))


def saved(ctx: Context) -> Reply:
    """ts:<form> – the one that was shown."""
    form, waiting = _form(ctx), ctx.work.dialogues.get(ctx.person.id, ctx.now)
    if waiting is None or waiting.topic is not Topic.TEMPLATE or waiting.data["form"] != form.value:
        raise StaleButton
    if not waiting.data["text"]:
        raise StaleButton
    save(ctx.work, form, waiting.data["text"], ctx.person, ctx.now)
    ctx.work.dialogues.clear(ctx.person.id)
    return Reply(replace=_one(ctx, form), toast=say("settings.saved"))


def restored(ctx: Context) -> Reply:
    """td:<form>."""
    form = _form(ctx)
    restore(ctx.work, form, ctx.person, ctx.now)
    return Reply(replace=_one(ctx, form), toast=say("settings.saved"))


def history(ctx: Context) -> Reply:
    """th:<form>."""
    form = _form(ctx)
    versions = ctx.work.editions.templates(form, VERSIONS)
    people = {v.saved_by: ctx.work.people.get(v.saved_by).name for v in versions}
    return Reply(replace=texts.history(form, versions, people, ctx.calendar))


def used_again(ctx: Context) -> Reply:
    """tu:<form>:<version> – an earlier one, shown with today's figures before it is saved anew."""
    form, wanted = _form(ctx), ctx.pressed.number(1)
    found = next((v for v in ctx.work.editions.templates(form, VERSIONS) if v.id == wanted and v.text), None)
    if found is None:
        raise StaleButton
    text = words.checked_template(form, found.text)
    shown = preview(ctx.work, form, text, ctx.calendar)
    _await(ctx, form, text)
    return Reply(replace=texts.preview(form, shown, _fixed(text), waits=True))


def _fixed(template: str) -> list[str]:
    """Numbers that the office has written into it."""
    return [number.text for number in numbers(without_fields(template))]


def _form(ctx: Context) -> Form:
    """
    Raises:
        StaleButton: made up.
    """
    if ctx.pressed.word(0) not in set(Form):
        raise StaleButton
    return Form(ctx.pressed.word(0))


def _await(ctx: Context, form: Form, text: str) -> None:
    data = {"form": form.value, "text": text}
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.TEMPLATE, data, ctx.now + LASTS))
