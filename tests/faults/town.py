"""The town of the stories, bound the real way, kept as a database to copy for each case."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from app.settings import Http, Settings, Telegram
from app.times import IS_SANDBOX, ShiftedClock
from app.wiring import Product
from core.milestones.remind_entering import AHEAD
from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.rights import Role
from core.roster.binding import Wanted, invite
from tests.stories.town import ledger

TOKEN = "777000001:token-of-the-fault-tests-0123456789"
CHINA = ZoneInfo("Asia/Shanghai")
EARLY = datetime(2026, 11, 16, 8, 0, tzinfo=CHINA)  # a Monday; the week's round opens at nine
PEOPLE = {
    "周文静": Role.OFFICE,
    "林一航": Role.LEADER,
    "沈青禾": Role.LEADER,
    "顾远山": Role.LEADER,
    "苏小满": Role.LIAISON,
    "江望": Role.LIAISON,
}
LEADERS = tuple(name for name, role in PEOPLE.items() if role is Role.LEADER)
OFFICE = "周文静"
GROUPS = 6
BOUND = 2  # of the groups; bulletins and broadcasts go there
PATIENCE = 60.0


@dataclass(frozen=True)
class Chats:
    """Ids in the made-up Telegram."""

    people: dict[str, int]
    groups: tuple[int, ...]


def make_chats(url: str) -> Chats:
    with httpx.Client(base_url=url, timeout=PATIENCE) as web:
        people = {
            name: int(web.post("/sandbox/people", json={"name": name}).raise_for_status().json()["id"])
            for name in PEOPLE
        }
        groups = [
            web.post(
                "/sandbox/groups", json={"title": f"工作群{n}", "members": [people[OFFICE]], "bot": True}
            )
            for n in range(GROUPS)
        ]
        return Chats(people, tuple(int(group.raise_for_status().json()["id"]) for group in groups))


def settle(folder: Path, database_url: str, url: str, chats: Chats) -> None:
    """Import the ledger, and let everybody press his link and the office bind the groups."""
    asyncio.run(_settle(folder, database_url, url, chats))


async def _settle(folder: Path, database_url: str, url: str, chats: Chats) -> None:
    clock = ShiftedClock()
    clock.move_to(EARLY)
    settings = Settings.model_construct(
        database_url=database_url, language="zh", time_zone=CHINA, preset="district", data_dir=folder,
        http=Http(), log_format="text", telegram=Telegram(token=TOKEN, api_url=url), wecom=None,
    )  # fmt: skip
    product = Product(settings, clock)
    await product.desk.run(_found, product, clock.now())
    await product.start(("inbound", "outbound"))
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE) as web:
        for name, role in PEOPLE.items():
            token = product.office.new_token()
            today = product.calendar.today(clock.now())
            await product.desk.run(invite, Wanted(name, role), token, None, today, clock.now())
            path = f"/sandbox/people/{chats.people[name]}/send"
            (await web.post(path, json={"text": f"/start {token}"})).raise_for_status()
        await _rest(product, web)
        for group in chats.groups[:BOUND]:
            path = f"/sandbox/people/{chats.people[OFFICE]}/send"
            (await web.post(path, json={"text": "/bind", "chat_id": group})).raise_for_status()
        await _rest(product, web)
    await product.stop()


def _found(work: UnitOfWork, product: Product, now: datetime) -> None:
    take_ledger(work, ledger(), None, product.calendar.today(now), now)
    work.settings.set(IS_SANDBOX, "1")
    work.settings.set(AHEAD.name, "0")  # the reminder of a cut-off has stories of its own
    for cadence in work.rounds.cadences():
        work.rounds.save_cadence(replace(cadence, enabled_from=now, enabled=cadence.asks))


async def _rest(product: Product, web: httpx.AsyncClient) -> None:
    async with asyncio.timeout(PATIENCE):
        while (await web.get("/sandbox/updates")).json()["waiting"]:  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(0.02)
    await product.come_to_rest(PATIENCE)
