"""Photos, voice messages and videos: kept with the report, never demanded (附件)."""

from __future__ import annotations

from collections.abc import Callable

from bot.context import Context
from bot.handlers.answering import own_prompts
from core.chat import SILENCE, Card, Happening, Held, MediaKind, Reply
from core.errors import NotAllowed, NothingOpen
from core.rights import Right
from core.roster.seeing import project_by_id
from core.rounds.keep_media import in_album, keep_media
from core.rounds.model import Report
from core.texts import media as texts
from core.texts.catalogue import say

KINDS = {
    Happening.PHOTO: MediaKind.PHOTO,
    Happening.VIDEO: MediaKind.VIDEO,
    Happening.VOICE: MediaKind.VOICE,
}
LOOKED_AT = 50
"""Versions of a project's answers whose attachments are shown."""
SHOWN = 10
"""Attachments sent at once."""


def picture(ctx: Context, said: Callable[[Context], Reply]) -> Reply:
    """A photo or video. Its caption is a sentence like any other, answered by ``said``."""
    if not ctx.may(Right.REPORT):
        return Reply(say=(Card(say("refused.not_reporter")),))
    if ctx.incoming.text.strip():
        _keep(ctx)
        return said(ctx)
    again = in_album(ctx.work, ctx.person, ctx.now)
    reports = _keep(ctx)
    if again:
        return SILENCE
    names = [each.name for each in ctx.work.projects.many({r.project_id for r in reports}).values()]
    return Reply(say=(texts.kept(KINDS[ctx.incoming.kind], names),))


def voice(ctx: Context) -> Reply:
    """It is stored; nobody listens to it here, so a tap or a sentence is asked for."""
    if not ctx.may(Right.REPORT):
        return Reply(say=(Card(say("refused.not_reporter")),))
    _keep(ctx)
    try:
        prompts = own_prompts(ctx)
    except NothingOpen:
        return Reply(say=(Card(say("receipt.voice")),))
    return Reply(say=(texts.voice(prompts[0].id if len(prompts) == 1 else None),))


def _keep(ctx: Context) -> tuple[Report, ...]:
    file = ctx.incoming.file
    if file is None:
        return ()
    held = Held(KINDS[ctx.incoming.kind], file.file_id)
    caption = ctx.incoming.text.strip()
    return keep_media(ctx.work, ctx.person, ctx.address, held, file.size, caption, ctx.message, ctx.now)


def look(ctx: Context) -> Reply:
    """hm:<project> – the office and whoever sees all look at what was sent along."""
    if not ctx.may(Right.SEE_ALL):
        raise NotAllowed(Right.SEE_ALL)
    project = project_by_id(ctx.work, ctx.person, ctx.pressed.number(0), ctx.today)
    reports = ctx.work.reports.history(project.id, LOOKED_AT)
    sent = ctx.work.attachments.of_reports([report.id for report in reports])
    media = {one.id: one for each in sent.values() for one in each}
    here = [one for one in media.values() if one.address.channel is ctx.incoming.channel]
    newest = sorted(here, key=lambda one: one.id)[-SHOWN:]
    if not newest:
        return Reply(toast=say("media.elsewhere" if media else "media.none"), alert=True)
    people = {one.person_id: ctx.work.people.get(one.person_id).name for one in newest}
    return Reply(say=tuple(texts.again(one, people[one.person_id], project, ctx.calendar) for one in newest))
