"""Messages taken back: within a day, in the client of WeCom only, for everybody who got them.

Source: WeCom, "Recalling application messages", read 2026-11.
https://developer.work.weixin.qq.com/document/path/94867
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.wecom.client import WeComClient
from bot.wecom.faults import Class, WeComAway, WeComRefused
from core.bulletins.take_back import taken_back, wishes
from core.calendar import Calendar
from core.chat import Channel
from core.delivery.model import Posted, State
from core.ports import Desk, UnitOfWork

log = logging.getLogger(__name__)

MOST = 5000


@dataclass(frozen=True, slots=True)
class Recalled:
    """Messages by what became of them. ``late``: older than a day, or taken back before."""

    done: int
    late: int


def message_ids(work: UnitOfWork, batch: str) -> tuple[str, ...]:
    """WeCom's ids of all that was sent to members for this batch."""
    letters = work.outbox.listed(State.SENT, MOST, batch)
    return tuple(
        each for letter in letters if letter.to.channel is Channel.WECOM for each in _of(work, letter)
    )


def _of(work: UnitOfWork, letter: Posted) -> tuple[str, ...]:
    handle = work.handles.get(letter.to, letter.message_id)
    return handle.recalls if handle else tuple(filter(None, [letter.message_id]))


async def recall(client: WeComClient, ids: Iterable[str]) -> Recalled:
    """
    Raises:
        WeComRefused, WeComAway: WeCom takes nothing back at all.
    """
    done = late = 0
    for each in ids:
        try:
            await client.call("/cgi-bin/message/recall", {"msgid": each})
        except WeComRefused as refused:
            if refused.kind not in (Class.TOO_LATE, Class.UNDELIVERABLE):
                raise
            late += 1
        else:
            done += 1
    return Recalled(done, late)


class Recaller:
    """Carries out what the office wanted taken back in the chat."""

    def __init__(self, client: WeComClient, desk: Desk, calendar: Callable[[], Calendar]) -> None:
        self._client, self._desk, self._calendar = client, desk, calendar

    async def look(self, now: datetime) -> int:
        """How many broadcasts were taken back; what WeCom does not answer waits for the next look."""
        wanted = await self._desk.read(wishes)
        for number in wanted:
            ids = await self._desk.read(message_ids, f"broadcast:{number}")
            try:
                gone = await recall(self._client, ids)
            except (WeComRefused, WeComAway) as fault:
                log.warning("broadcast %d was not taken back: %s", number, fault)
                return 0
            await self._desk.run(taken_back, number, gone.done, gone.late, self._calendar(), now)
        return len(wanted)
