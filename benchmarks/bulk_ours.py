"""Our sender at work; started by ``benchmarks.bulk``. Inbox, outbox and adapter are the real ones."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.desk import ThreadDesk
from app.garbage import keep_what_is_there
from benchmarks.stage import ready, report, task
from bot.inbound import Inbound
from bot.outgoing_files import opener
from bot.telegram.chat import TelegramChat
from bot.telegram.faults import is_group
from bot.telegram.intake import Intake
from bot.telegram.polling import Poller
from bot.telegram.transport import AiohttpRequest
from bot.telegram.updates import translate
from bot.telegram.wire import WireBot
from core.chat import Address, Button, Card, Channel, Happening
from core.delivery.landmarks import ignore
from core.delivery.model import Claimed, Kind, Letter, State
from core.ports import UnitOfWork
from scheduler.courier import Line
from scheduler.nursery import Nursery
from scheduler.pacer import Pacer
from scheduler.sender import Sender
from storage import schema
from storage.engine import open_store

CARD = Card(
    "1. 冷链物流一期　正常\n2. 光伏组件　黄灯",
    "第47周填报",
    ((Button("正常", "1:g:1"), Button("有问题", "1:p:1")),),
)


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Answering:
    """The smallest door: one answer for each sentence, written with the row that it closes."""

    def __init__(self, bot: WireBot, desk: ThreadDesk, sender: Sender, clock: WallClock) -> None:
        self._bot, self._desk, self._sender, self._clock = bot, desk, sender, clock

    async def handle(self, inbox_id: int) -> None:
        claimed = await self._desk.run(self._answer, inbox_id)
        if claimed:
            await self._sender.deliver_now([claimed])

    def _answer(self, work: UnitOfWork, inbox_id: int) -> Claimed | None:
        row = work.inbox.take(inbox_id)
        if row is None:
            return None
        now = self._clock.now()
        incoming = translate(json.loads(row.body), self._bot, row.received_at)
        work.inbox.done(inbox_id, now)
        if incoming.kind is not Happening.TEXT:
            return None
        to = Address(Channel.TELEGRAM, incoming.chat)
        letter = Letter(f"answer:{inbox_id}", Kind.ANSWER, to, Card("本期第3名"), now)
        return work.outbox.put_claimed(letter, self._sender.owner, self._sender.lease_until())


async def parked(inbox_id: int) -> None:
    raise AssertionError(f"update {inbox_id} could not be handled")


def put(work: UnitOfWork, people: Sequence[int], now: datetime) -> None:
    for person in people:
        to = Address(Channel.TELEGRAM, str(person))
        work.outbox.put(Letter(f"prompt:{person}", Kind.PROMPT, to, CARD, now, batch="round:1"))


async def finished(desk: ThreadDesk, count: int) -> None:
    while True:
        states = await desk.read(lambda work: work.outbox.count("round:1"))
        if states.get(State.SENT) == count:
            return
        await asyncio.sleep(1.0)


async def main(job: dict[str, Any], folder: Path) -> None:
    url = f"sqlite:///{folder / 'duban.db'}"
    schema.upgrade(url)
    desk, clock, nursery = ThreadDesk(open_store(url)), WallClock(), Nursery()
    bot = WireBot(
        job["token"], f"{job['url']}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest(2)
    )
    async with bot:
        line = Line(TelegramChat(bot, opener(desk), time.monotonic), Pacer(time.monotonic, is_group))
        sender = Sender(desk, {Channel.TELEGRAM: line}, clock, nursery, "bench")
        inbound = Inbound(desk, clock, Answering(bot, desk, sender, clock).handle, parked)
        poller = Poller(bot, desk, clock, Intake(desk, clock, inbound.add, ignore), "bench")
        nursery.start("inbound", inbound.run())
        nursery.start("poller", poller.run())
        await desk.run(put, job["people"], clock.now())
        keep_what_is_there()  # as the program does after its start
        ready()
        cpu = time.process_time()
        nursery.start("sender", sender.run())
        await finished(desk, len(job["people"]))
        report(cpu=time.process_time() - cpu)
        poller.stop()
        inbound.stop()
        await sender.drain(5)
        await nursery.close()
    desk.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(task(), Path(folder)))
