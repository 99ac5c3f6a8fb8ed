"""``make demo``: the whole product on embedded parts, with a chat page and a clock to move."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import typer
from pydantic import SecretStr

from app.serving import WebServer, web_server
from app.settings import Http, Preset, Settings, Telegram, WeCom
from app.times import IS_SANDBOX
from app.wiring import Product
from core.calendar import Calendar
from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.rights import Role
from core.roster.binding import Wanted, invite
from core.roster.light_setting import end_silence
from core.rounds.held import upcoming
from core.rounds.model import RoundState
from core.texts.catalogue import say
from documents.ledger_process import read_ledger_apart
from sandbox import Clock as SandboxClock
from sandbox import Sandbox, WeComAccount

FOLDER = Path("data/demo")
SAMPLE = Path(__file__).resolve().parent.parent / "documents" / "samples" / "ledger.xlsx"
TOKEN = "777000001:demo-token-of-the-local-sandbox-only"  # noqa: S105 - opens nothing but the local sandbox
READY = "ready"
"""A file in the demo's folder: everybody has arrived."""
QUIET = 8.0
"""Seconds to wait for the product to come to rest after the clock was moved."""


@dataclass(frozen=True)
class Player:
    """Somebody the page lets one play; all names are invented. With a ``userid`` he is in WeCom."""

    name: str
    role: Role
    note: str
    unit: str = ""
    userid: str = ""


PLAYERS = (
    Player("周文静", Role.OFFICE, "招商办经办"),
    Player("李敏", Role.LEADER, "包抓领导 · 常务副市长"),
    Player("赵丽华", Role.LEADER, "包抓领导 · 统战部部长", userid="zhaolihua"),
    Player("高永年", Role.LEADER, "包抓领导 · 人大主任"),
    Player("何俊", Role.LEADER, "包抓领导 · 副市长"),
    Player("欧阳靖", Role.LEADER, "包抓领导 · 政协副主席", userid="ouyangjing"),
    Player("刘洋", Role.LIAISON, "联络员"),
    Player("董兵", Role.SITE, "驻工地专员"),
    Player("秦县长", Role.UNIT, "责任单位 · 西岭区", "西岭区"),
    Player("郑书记", Role.PRINCIPAL, "主要领导"),
)
GROUP = "全市招商引资工作群"
ROOM = "包抓领导群（企业微信）"
ROBOT_KEY = "0d5a1c2e-robot-of-the-local-sandbox-only"


async def play(port: int, preset: Preset, *, fresh: bool) -> None:
    """Run until Ctrl-C."""
    first = await asyncio.to_thread(_is_first, FOLDER, fresh=fresh)
    demo = Demo(port, preset)
    await demo.start(first=first)
    typer.echo(say("cli.demo_ready", url=f"http://127.0.0.1:{port}"))
    stopping = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stopping.set)
    await stopping.wait()
    await demo.stop()


def _is_first(folder: Path, *, fresh: bool) -> bool:
    """Whether there is no earlier demo week; one that was never wholly set up is forgotten, too."""
    if fresh or not (folder / READY).exists():
        shutil.rmtree(folder, ignore_errors=True)
        return True
    return False


class Demo:
    """The sandbox and the product in one process; they talk over HTTP as they would anywhere."""

    def __init__(self, port: int, preset: Preset, folder: Path = FOLDER) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._port = port
        self.clock = SharedTime(SandboxClock())
        self.sandbox = Sandbox(
            port=port, token=TOKEN, state_file=folder / "sandbox.json", clock=self.clock.sandbox,
            next_deadline=self._next_deadline, moved=self._moved,
        )  # fmt: skip
        self._settings = demo_settings(folder, preset, f"http://127.0.0.1:{port}")
        self.product: Product | None = None
        self._web: WebServer | None = None

    async def start(self, *, first: bool) -> None:
        await self.sandbox.__aenter__()
        self._settings = demo_settings(self._settings.data_dir, self._settings.preset, self.sandbox.url)
        self.product = product = Product(self._settings, self.clock, tick_every=timedelta(seconds=5))
        if first:
            self.clock.move_to(monday_morning(self.clock.now(), product.calendar))
            await settle_in(product)
        await product.start(("inbound", "clock", "outbound"))
        self._web = web_server(product, self._settings)
        await self._web.start()
        await self.sandbox.wecom.courier.verify(f"http://127.0.0.1:{self._web.port}/wecom/callback")
        if first:
            await introduce(product, self.sandbox.url)
            await asyncio.to_thread((self._settings.data_dir / READY).touch)

    async def stop(self) -> None:
        if self._web:
            await self._web.stop()
        if self.product:
            await self.product.stop()
        await self.sandbox.__aexit__(None, None, None)

    async def _next_deadline(self) -> datetime | None:
        assert self.product is not None, "asked by the page, which is served after the start"
        now = self.clock.now()
        return await self.product.desk.read(next_moment, self.product.calendar, now)

    async def _moved(self, now: datetime) -> None:
        """After a move of the clock everything that is due happens before the page goes on."""
        if self.product:
            with contextlib.suppress(TimeoutError):  # a slow service (the page can make it so) is no fault
                await self.product.come_to_rest(QUIET)


class SharedTime:
    """The sandbox's clock is the product's clock."""

    def __init__(self, sandbox: SandboxClock) -> None:
        self.sandbox = sandbox

    def now(self) -> datetime:
        return self.sandbox.now()

    def move_to(self, moment: datetime) -> None:
        self.sandbox.move_to(moment)


def demo_settings(folder: Path, preset: Preset, url: str) -> Settings:
    """Nothing is read from the environment: the demo is the same everywhere."""
    return Settings.model_construct(
        database_url=f"sqlite:///{folder / 'duban.db'}",
        language="zh",
        time_zone=ZoneInfo("Asia/Shanghai"),
        preset=preset,
        data_dir=folder,
        http=Http(port=0),
        log_format="text",
        telegram=Telegram(token=TOKEN, api_url=url),
        wecom=_application(f"{url}/wecom"),
    )


def _application(api_url: str) -> WeCom:
    """The one the sandbox knows."""
    account = WeComAccount()
    return WeCom(
        corp_id=account.corp_id,
        agent_id=account.agent_id,
        secret=SecretStr(account.secret),
        token=SecretStr(account.token),
        aes_key=SecretStr(account.aes_key),
        api_url=api_url,
        accounts=account.accounts,
        robots={ROOM: SecretStr(ROBOT_KEY)},
    )


def monday_morning(now: datetime, office: Calendar) -> datetime:
    """The demo begins on a working Monday at 8:40, before the week's round opens."""
    monday = office.today(now) - timedelta(days=office.today(now).weekday())
    while not office.is_workday(monday):
        monday -= timedelta(weeks=1)
    return office.at(monday, time(8, 40))


def next_moment(work: UnitOfWork, office: Calendar, now: datetime) -> datetime | None:
    """The next thing worth waiting for: a deadline, else the next opening."""
    deadlines = [r.deadline_at for r in work.rounds.in_state(RoundState.OPEN) if r.deadline_at > now]
    if deadlines:
        return min(deadlines) + timedelta(minutes=1)
    cadences = work.rounds.cadences()
    found = [next(upcoming(each, office, now, cadences), None) for each in cadences]
    openings = [due.opens_at for due in found if due]
    return min(openings) + timedelta(minutes=1) if openings else None


async def settle_in(product: Product) -> None:
    """Roster and players; done once, before anything runs."""
    ledger = await read_ledger_apart(SAMPLE)
    now = product.clock.now()
    await product.desk.run(take_ledger, ledger, None, product.calendar.today(now), now)
    await product.desk.run(end_silence, None, now)  # it shows an office at work, not in its first month
    await product.desk.run(lambda work: work.settings.set(IS_SANDBOX, "1"))
    await product.desk.run(_restart_cadence, now)


def _restart_cadence(work: UnitOfWork, now: datetime) -> None:
    """The demo's clock starts before the real one: the cadence counts from there."""
    for cadence in work.rounds.cadences():
        work.rounds.save_cadence(replace(cadence, enabled_from=now))


async def introduce(product: Product, url: str) -> None:
    """Every player presses or types his invitation, and the office binds the group: the real way in."""
    async with httpx.AsyncClient(base_url=url, timeout=30) as web:
        ids = [await _arrive(product, web, player) for player in PLAYERS]
        there = [person for person, player in zip(ids, PLAYERS, strict=True) if not player.userid]
        group = (
            await web.post("/sandbox/groups", json={"title": GROUP, "members": there, "bot": True})
        ).json()["id"]
        await product.come_to_rest(QUIET)
        members = [person for person in ids if person not in there]
        await web.post("/sandbox/wecom/groups", json={"title": ROOM, "members": members, "key": ROBOT_KEY})
        await web.post(f"/sandbox/people/{ids[0]}/send", json={"chat_id": group, "text": "/bind"})
        await product.come_to_rest(QUIET)


async def _arrive(product: Product, web: httpx.AsyncClient, player: Player) -> int:
    token = product.office.new_token()
    now = product.clock.now()
    await product.desk.run(_invite, player, token, product.calendar.today(now), now)
    path = "/sandbox/wecom/members" if player.userid else "/sandbox/people"
    known = {"name": player.name, "note": player.note} | ({"userid": player.userid} if player.userid else {})
    answer = await web.post(path, json=known)
    person = int(answer.json()["id"])
    await web.post(f"/sandbox/people/{person}/send", json={"text": f"/start {token}"})
    return person


def _invite(work: UnitOfWork, player: Player, token: str, today: date, now: datetime) -> None:
    unit = work.projects.unit_named(player.unit) if player.unit else None
    invite(work, Wanted(player.name, player.role, unit.id if unit else None), token, None, today, now)
