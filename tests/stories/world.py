"""A small world: people with phones, an office, a clock that moves, and the product between them.

Nothing of ours is mocked: the product talks HTTP to the sandbox, on a real database.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from app.opening import open_database
from app.settings import Http, Settings, Telegram, WeCom
from app.wiring import Product, unfinished
from core.delivery.landmarks import Reached, ignore
from core.milestones.remind_entering import AHEAD
from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.rights import Role
from core.roster.binding import Wanted, invite
from core.roster.ledger import Ledger
from core.roster.light_setting import end_silence
from sandbox import Clock, Sandbox
from tests.stories.town import ledger

EVERY_CASE = pytest.mark.every_case
"""Each case of the table on both databases; see ``conftest``."""
TOKEN = "777000001:token-of-the-tests-only-0123456789"
CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 16, 8, 40, tzinfo=CHINA)
PATIENCE = 60.0
"""Seconds for what happens at once on an idle machine; who waits longer waits for what never comes."""
SOON = timedelta(seconds=4)
UNHURRIED = {
    "messages_per_second": 1000,
    "private_messages_per_3_seconds": 1000,
    "group_messages_per_minute": 1000,
}
"""The sandbox is not strict in the stories, and people there talk fast; pacing has tests of its own."""


@dataclass
class Someone:
    """A person with a phone."""

    world: World
    id: int
    name: str
    seen: int = 0
    presses: list[dict[str, Any]] = field(default_factory=list)

    async def says(self, text: str, **more: Any) -> list[str]:
        """Write to the bot; what is heard after that."""
        self.seen = await self._newest()
        await self.world.post(f"/sandbox/people/{self.id}/send", {"text": text, **more})
        await self.world.rest()
        return await self.heard()

    async def taps(self, label: str, on: str = "", wait: float = PATIENCE) -> str:
        """Press the button with this label on the newest message that has it; the toast."""
        message = await self.message_with(label, on)
        return await self.press(message["message_id"], label=label, wait=wait)

    async def press(self, message_id: int, **how: Any) -> str:
        self.seen = await self._newest()
        body = {"message_id": message_id, "wait": PATIENCE, **how}
        answer = await self.world.post(f"/sandbox/people/{self.id}/press", body)
        self.presses.append(answer)
        await self.world.rest()
        assert answer["answered"] or not body["wait"], f"nobody answered the press of {how}"
        return str(answer["text"] or "")

    async def edits(self, message_id: int, text: str) -> list[str]:
        self.seen = await self._newest()
        await self.world.post(f"/sandbox/people/{self.id}/edit", {"message_id": message_id, "text": text})
        await self.world.rest()
        return await self.heard()

    async def drops(self, path: Path, caption: str = "") -> list[str]:
        """Drop a file into the private chat."""
        self.seen = await self._newest()
        files = {"file": (path.name, await asyncio.to_thread(path.read_bytes))}
        answer = await self.world.web.post(
            f"/sandbox/people/{self.id}/upload", files=files, data={"caption": caption}
        )
        answer.raise_for_status()
        await self.world.rest()
        return await self.heard()

    async def leaves(self) -> None:
        """Nothing more can be sent to him."""
        await self.world.post(f"/sandbox/people/{self.id}/block", {})
        await self.world.rest()

    async def messages(self) -> list[dict[str, Any]]:
        answer = await self.world.web.get(f"/sandbox/chats/{self.id}/messages", params={"last": 500})
        answer.raise_for_status()
        return list(answer.json())

    async def from_us(self) -> list[dict[str, Any]]:
        return [m for m in await self.messages() if m["from"]["is_bot"]]

    async def heard(self) -> list[str]:
        """Texts of the bot's messages since this person last spoke or tapped."""
        return [m["text"] for m in await self.from_us() if m["message_id"] > self.seen]

    async def last(self) -> dict[str, Any]:
        found = await self.from_us()
        return found[-1]

    async def message_with(self, label: str, on: str = "") -> dict[str, Any]:
        found: list[dict[str, Any]] = await self.from_us()
        for message in found[::-1]:
            labels = [b["text"] for row in message["buttons"] or () for b in row]
            if label in labels and on in (message["text"] or ""):
                return message
        raise AssertionError(
            f"{self.name} sees no button {label}: {[m['text'] for m in await self.from_us()]}"
        )

    async def cards(self) -> list[dict[str, Any]]:
        """His dispatch cards, oldest first, as they look now."""
        return [m for m in await self.from_us() if "项目调度 · " in (m["text"] or "")]

    async def card(self) -> str:
        """The text of his newest dispatch card."""
        return str((await self.cards())[-1]["text"])

    async def labels(self) -> list[str]:
        return [b["text"] for row in (await self.last())["buttons"] or () for b in row]

    async def _newest(self) -> int:
        messages = await self.messages()
        return max((m["message_id"] for m in messages), default=0)


class World:
    """``async with world(url, tmp_path)``; every helper returns when the product has come to rest."""

    def __init__(self, sandbox: Sandbox, product: Product, web: httpx.AsyncClient) -> None:
        self.sandbox, self.product, self.web = sandbox, product, web
        self.groups: dict[str, int] = {}

    @property
    def now(self) -> datetime:
        return self.product.clock.now()

    async def load(self, given: Ledger) -> None:
        today = self.product.calendar.today(self.now)
        await self.product.desk.run(_take, given, today, self.now)

    async def person(self, name: str, role: Role, unit: str = "", leader: str = "") -> Someone:
        """Somebody on the roster, bound the real way: invitation, /start."""
        someone = await self.stranger(name)
        await someone.says(f"/start {await self.token(name, role, unit, leader)}")
        return someone

    async def token(self, name: str, role: Role, unit: str = "", leader: str = "") -> str:
        token = self.product.office.new_token()
        today = self.product.calendar.today(self.now)

        def step(work: UnitOfWork) -> None:
            found = work.projects.unit_named(unit) if unit else None
            stood = work.people.by_name(leader) if leader else None
            wanted = Wanted(name, role, found.id if found else None, stood.id if stood else None)
            invite(work, wanted, token, None, today, self.now)

        await self.product.desk.run(step)
        return token

    async def stranger(self, name: str) -> Someone:
        return Someone(self, int((await self.post("/sandbox/people", {"name": name}))["id"]), name)

    async def group(self, title: str, *members: Someone) -> int:
        body = {"title": title, "members": [m.id for m in members], "bot": True}
        self.groups[title] = int((await self.post("/sandbox/groups", body))["id"])
        await self.rest()
        return self.groups[title]

    async def in_group(self, title: str) -> list[str]:
        """What the bot said in a group."""
        answer = await self.web.get(f"/sandbox/chats/{self.groups[title]}/messages", params={"last": 100})
        return [m["text"] for m in answer.json() if m["from"]["is_bot"]]

    async def forward(self, **length: float) -> None:
        """Move the clock; whatever is due happens."""
        await self.post("/sandbox/clock", {"forward_seconds": timedelta(**length).total_seconds()})

    async def at(self, local: str) -> None:
        """Move the clock to a local time, as in 2026-11-20 17:01."""
        moment = datetime.fromisoformat(local).replace(tzinfo=CHINA)
        await self.post("/sandbox/clock", {"to": moment.isoformat()})

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = await self.web.post(path, json=body)
        assert answer.status_code < 400, (path, body, answer.text)
        return dict(answer.json())

    async def faults(self, **faults: Any) -> None:
        await self.post("/sandbox/faults", faults)

    async def rest(self) -> None:
        """Until everything received is answered and everything due has left."""
        async with asyncio.timeout(PATIENCE):
            while (await self.web.get("/sandbox/updates")).json()["waiting"]:  # noqa: ASYNC110 - over HTTP
                await asyncio.sleep(0.01)
            while any(d.state == "waiting" for d in self.sandbox.wecom.courier.deliveries):  # noqa: ASYNC110 - ends by itself
                await asyncio.sleep(0.01)
            await self.product.come_to_rest(PATIENCE)
            if await self.product.desk.read(unfinished, self.now + SOON):  # cards that are drawn in a moment
                self.sandbox.telegram.clock.forward(SOON)
                await self.product.come_to_rest(PATIENCE)


def settings_for(
    url: str, folder: Path, database_url: str, wecom: WeCom | None = None, public_url: str = ""
) -> Settings:
    telegram = Telegram(token=TOKEN, api_url=url, **UNHURRIED)
    return Settings.model_construct(
        database_url=database_url, language="zh", time_zone=CHINA, preset="district", data_dir=folder,
        http=Http(public_url=public_url), log_format="text", telegram=telegram, wecom=wecom,
    )  # fmt: skip


@contextlib.asynccontextmanager
async def world_at(
    folder: Path,
    database_url: str,
    start: datetime = MONDAY,
    reached: Reached = ignore,
    wecom: Callable[[Sandbox], WeCom] | None = None,
    public_url: str = "",
) -> AsyncIterator[World]:
    """The product and the sandbox in this loop, on this database, at this moment.

    ``wecom``: how to reach the sandbox's WeCom, if the office has that, too.
    """
    clock = Clock()
    clock.move_to(start)
    made: list[World] = []

    async def moved(_: datetime) -> None:
        if made:
            await made[0].rest()

    async with Sandbox(token=TOKEN, clock=clock, moved=moved, callback_seconds=PATIENCE) as sandbox:
        settings = settings_for(
            sandbox.url, folder, database_url, wecom(sandbox) if wecom else None, public_url
        )
        product = Product(settings, clock, reached, timedelta(hours=1))
        await product.desk.run(_from_now, start)
        await product.start(("inbound", "clock", "outbound"))
        hands = httpx.ASGITransport(
            sandbox.app
        )  # what people do needs no network; what the product does, does
        async with httpx.AsyncClient(base_url=sandbox.url, transport=hands) as web:
            made.append(World(sandbox, product, web))
            try:
                yield made[0]
            finally:
                await product.stop()


def found(database_url: str, folder: Path) -> None:
    """What every ``world`` begins with, to be copied: the first start, and the ledger, at ``MONDAY``."""
    _, desk = open_database(settings_for("", folder, database_url))
    desk.run_now(_from_now, MONDAY)
    desk.run_now(_take, ledger(), MONDAY.date(), MONDAY)
    desk.close()


def _take(work: UnitOfWork, given: Ledger, today: date, now: datetime) -> None:
    take_ledger(work, given, None, today, now)
    end_silence(work, None, now)  # the first month is over


def _from_now(work: UnitOfWork, start: datetime) -> None:
    """Most stories are about the weekly round; what else a preset does has stories of its own."""
    for cadence in work.rounds.cadences():
        wanted = replace(cadence, enabled_from=start, enabled=cadence.asks)
        if wanted != cadence:
            work.rounds.save_cadence(wanted)
    work.settings.set(AHEAD.name, "0")


def text_of(messages: Sequence[str]) -> str:
    return "\n".join(messages)
