"""Photos, voice messages and videos from WeCom into our own keeping: there they are gone after three days.

Source: WeCom, "Getting temporary media". https://developer.work.weixin.qq.com/document/path/90254
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.wecom.client import WeComClient
from bot.wecom.faults import Class, WeComAway, WeComRefused
from core.chat import Channel, MediaKind
from core.files import ANY
from core.media import KEPT, Media
from core.ports import Desk, UnitOfWork
from core.texts.catalogue import say

log = logging.getLogger(__name__)

AT_ONCE = 20
LASTS = timedelta(days=3)
_ENDINGS = {MediaKind.PHOTO: "jpg", MediaKind.VOICE: "amr", MediaKind.VIDEO: "mp4", MediaKind.FILE: "bin"}


class Keeper:
    def __init__(self, client: WeComClient, desk: Desk) -> None:
        self._client, self._desk = client, desk

    async def keep_some(self, now: datetime) -> int:
        """Fetch what still lies with WeCom, a few at a time; how many are ours now. What fails waits for the next
        look, until WeCom has thrown it away."""
        kept = 0
        for media in await self._desk.read(_fleeting, now):
            try:
                content = await self._client.download(media.file_id)
            except WeComRefused as refused:
                if refused.kind is not Class.MEDIA:
                    log.warning("attachment %d was not fetched: %s", media.id, refused)
                    break
                log.warning("attachment %d is gone from WeCom", media.id)
                await self._desk.run(_mark, media, "gone")
            except WeComAway as away:
                log.warning("attachment %d was not fetched: %s", media.id, away)
                break
            else:
                await self._desk.run(_keep, media, content, now)
                kept += 1
        return kept


def _fleeting(work: UnitOfWork, now: datetime) -> Sequence[Media]:
    return work.attachments.fleeting(Channel.WECOM, now - LASTS, AT_ONCE)


def _keep(work: UnitOfWork, media: Media, content: bytes, now: datetime) -> None:
    stored = work.files.put(f"{say('media.numbered', n=media.id)}.{_ENDINGS[media.kind]}", ANY, content, now)
    _mark(work, media, str(stored.id))


def _mark(work: UnitOfWork, media: Media, where: str) -> None:
    work.attachments.moved(media.id, f"{KEPT}{where}")
