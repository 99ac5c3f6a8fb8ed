"""The office's own red-head template: dropped into the chat, tried, taken or refused; back to the built-in form."""

from __future__ import annotations

from bot.context import Context, TemplateWanted
from bot.handlers import letterheads
from core.bulletins.choose_red_head import use, use_none
from core.chat import Card, Reply
from core.errors import StaleButton
from core.rights import Right
from core.texts import red_heads as texts
from core.texts.catalogue import say

ENDINGS = (".docx", ".docm", ".dotx", ".doc", ".wps")
"""What could only be meant as a template; a ledger is none of these."""


def meant(ctx: Context) -> bool:
    """By the word under the file, or because it is no table."""
    name = ctx.incoming.file.name.lower() if ctx.incoming.file else ""
    return ctx.incoming.text.strip().startswith(texts.MARK) or name.endswith(ENDINGS)


def _said(ctx: Context) -> bool:
    """A file from the upload page is no message of the chat and carries no words: handing it in says enough."""
    return ctx.incoming.text.strip().startswith(texts.MARK) or not ctx.incoming.message_id


def dropped(ctx: Context) -> Reply:
    """A template in the private chat of the office; only one that takes the sample is used from then on."""
    if not ctx.may(Right.SETTINGS):
        return Reply(say=(Card(say("refused.not_office_file")),))
    if not _said(ctx):
        return Reply(say=(Card(say("red_head.how")),))
    if ctx.tried is None:
        raise TemplateWanted(ctx.incoming)
    tried = ctx.tried
    if tried.checked.flaw or not tried.sha:
        return Reply(say=(texts.flawed(tried.name, tried.checked),))
    use(ctx.work, tried.sha, tried.name, ctx.person.id, ctx.now)
    return Reply(say=(Card(texts.taken(tried.name), file=tried.file),))


def pressed(ctx: Context) -> Reply:
    """lt:sample – a template to start from; lt:drop – the built-in form again."""
    word = ctx.pressed.word(0)
    if word == "drop":
        use_none(ctx.work, ctx.person.id, ctx.now)
        return Reply(replace=letterheads.card(ctx), toast=say("settings.saved"))
    if word != "sample":
        raise StaleButton
    if ctx.tried is None:
        raise TemplateWanted(ctx.incoming, sample=True)
    return Reply(say=(Card(say("red_head.sample"), file=ctx.tried.file),))
