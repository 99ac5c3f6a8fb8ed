"""Puts the parts together. Nothing here decides anything."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from app import times
from app.alarm import Alarm
from app.metrics import Metrics
from app.opening import open_database
from app.presence import Presence
from app.presets import presets
from app.settings import Settings
from app.telegram import TelegramOffice
from bot.context import Office
from bot.door import Door, Line
from bot.inbound import Inbound
from bot.ledger_files import LedgerFiles
from bot.outgoing_files import opener
from bot.red_heads import RedHeads
from bot.telegram.polling import give_up
from bot.upload.lines import with_uploads
from core.calendar import Calendar
from core.chat import Card, Channel
from core.delivery.landmarks import Reached, ignore
from core.delivery.model import Letter
from core.late_patterns import compile_late_patterns
from core.office_time import office_calendar
from core.ports import Clock, UnitOfWork
from core.rights import Role
from core.roster.rooms import declare_rooms
from core.rounds.drawing import draw
from documents import on_demand
from documents.ledger_process import read_ledger_apart
from scheduler.clock import Ticker
from scheduler.jobs import Jobs
from scheduler.nursery import Nursery
from scheduler.recovery import Recovery
from scheduler.sender import Sender
from scheduler.watchdog import Watchdog
from storage.sounds import sound

if TYPE_CHECKING:
    from app.wecom import WeComOffice

log = structlog.get_logger(__name__)

PARTS = ("inbound", "clock", "outbound", "web")
TICK = timedelta(seconds=20)
RECOVERY = timedelta(seconds=15)
KEEPING = timedelta(minutes=1)
PAUSE = 0.005
"""Seconds between two patterns that are compiled after the start."""
DRAIN = 7.0
"""Seconds for what is under way at SIGTERM; the whole stop stays below 10 s."""


class Product:
    """All parts of one process. ``start`` and ``stop`` once each."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        reached: Reached = ignore,
        tick_every: timedelta = TICK,
    ) -> None:
        self.settings = settings
        self.store, self.desk = open_database(settings)
        self.clock = clock or self.desk.read_now(times.clock_of)
        self._plain = times.calendar(settings.time_zone)
        self.calendar = self.desk.read_now(office_calendar, self._plain)
        self.metrics = Metrics()
        self._reached = reached
        self._tick_every = tick_every
        self._owner = f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"
        self._presence = Presence(settings.data_dir / "processes", self._owner)
        self.nursery = Nursery()
        self.office = Office(
            lambda: self.calendar,
            self._link,
            lambda: secrets.token_urlsafe(24),
            channels=channels_of(settings),
            upload_link=self._upload_link,
            presets=presets(),
            plain=self._plain,
            sound=sound,
        )
        self._alarm = Alarm(self.desk, self.clock, self.nursery, lambda: self.calendar)
        self._assemble(settings)

    def _assemble(self, settings: Settings) -> None:
        self.telegram = self._telegram_office(settings)
        self.wecom = self._wecom_office(settings)
        offices = {Channel.TELEGRAM: self.telegram, Channel.WECOM: self.wecom}
        on = {channel: office for channel, office in offices.items() if office}
        self.sender = Sender(
            self.desk,
            {channel: office.road for channel, office in on.items()},
            self.clock,
            self.nursery,
            self._owner,
            reached=self._reached,
            observe=self.metrics.left,
            draw=self._draw,
        )
        self.door = self._door({channel: office.line for channel, office in on.items()})
        self.inbound = Inbound(self.desk, self.clock, self.door.handle, self.door.parked)
        self.jobs = Jobs(
            self.desk,
            self._plain,
            self.sender.wake,
            self._reached,
            make=on_demand.make,
            calendar_is=self._calendar_is,
        )
        self.recovery = Recovery(self.desk, self.clock)
        self._ticker: Ticker | None = None
        self._inbound_done: asyncio.Task[None] | None = None
        self.menus_shown: asyncio.Task[None] | None = None

    def _telegram_office(self, settings: Settings) -> TelegramOffice | None:
        if settings.telegram is None:
            return None
        return TelegramOffice(
            settings.telegram,
            self.desk,
            self.clock,
            self._handle_soon,
            self._reached,
            alone=self.store.is_sqlite,
        )

    def _wecom_office(self, settings: Settings) -> WeComOffice | None:
        if settings.wecom is None:
            return None
        from app.wecom import WeComOffice  # noqa: PLC0415 - most offices have one chat service, and memory for one

        return WeComOffice(
            settings.wecom,
            self.desk,
            self.clock,
            self._handle_soon,
            self._reached,
            self._alarm,
            settings.data_dir,
            lambda: self.calendar,
        )

    def _door(self, lines: Mapping[Channel, Line]) -> Door:
        return Door(
            self.desk,
            {channel: with_uploads(line, channel, opener(self.desk)) for channel, line in lines.items()},
            self.office,
            self.clock,
            self.sender,
            LedgerFiles(self.settings.data_dir / "files", read_ledger_apart, on_demand.ledger_bytes),
            draw=on_demand.draw,
            red_heads=RedHeads(on_demand.check_red_head, on_demand.red_head_sample),
            bound=self._bound,
            timed=self.metrics.timed,
            reached=self._reached,
        )

    def _calendar_is(self, calendar: Calendar) -> None:
        """Every tick brings what the office has changed, in this process or another."""
        self.calendar = calendar

    async def _look_at_calendar(self, _: datetime) -> None:
        self.calendar = await self.desk.read(office_calendar, self._plain)

    def _handle_soon(self, stored: Sequence[tuple[int, str]]) -> None:
        self.inbound.add(stored)

    def _draw(self, work: UnitOfWork, letter: Letter, now: datetime) -> Card:
        """One card that cannot be drawn must not hold up the others."""
        try:
            return draw(work, letter, self.calendar, now)
        except Exception:
            log.exception("card_not_drawn", letter=letter.key)
            return letter.card

    def _upload_link(self, token: str) -> str:
        base = self.settings.http.public_url.rstrip("/")
        return f"{base}/upload/{token}" if base else ""

    def _link(self, token: str) -> str:
        return self.telegram.link(token) if self.telegram else ""

    @property
    def bot_name(self) -> str:
        """Of the Telegram bot, once started; empty if there is none."""
        return self.telegram.name if self.telegram else ""

    async def start(self, parts: Collection[str] = PARTS) -> None:
        """Start what was asked for; the web part is served by ``app.http``.

        Raises:
            TokenRefusedByTelegram, ServiceAway: the bot cannot be used.
        """
        if self.telegram:
            await self.telegram.greet()
        await self._bury_the_dead()
        rooms = self.wecom.rooms if self.wecom else {}
        await self.desk.run(declare_rooms, Channel.WECOM, rooms, self.clock.now())
        if "outbound" in parts:
            self.nursery.start("sender", self.sender.run())
        if self.wecom and {"inbound", "web"} & set(parts):
            self.nursery.start("wecom spool", self.wecom.intake.run())
        if "inbound" in parts:
            await self._start_inbound()
        self._start_clock(ticks="clock" in parts)
        log.info("started", parts=",".join(parts), bot=self.bot_name)

    async def _bury_the_dead(self) -> None:
        """What a killed process of this office had in hand is free at once, not only after its leases."""
        for owner in self._presence.dead():
            letters = await self.recovery.bury(owner)
            await self.desk.run(give_up, owner)
            log.warning("predecessor_died", owner=owner, letters=letters)
        await self.recovery.look()

    async def _start_inbound(self) -> None:
        self._inbound_done = self.nursery.start("inbound", self.inbound.run())
        self.nursery.start("patterns", get_ready_to_read())
        if self.wecom:
            self.nursery.start("wecom menu", self.wecom.show_menu())
        if self.telegram:
            self.menus_shown = self.nursery.start("menus", self.telegram.show_menus())
            poller = await self.telegram.listen(self._owner)
            if poller:
                self.nursery.start("poller", poller.run())

    def _start_clock(self, *, ticks: bool) -> None:
        """A process that does not tick still looks at the office's calendar."""
        self._ticker = ticker = Ticker(self.clock)
        if not ticks:
            ticker.every(self._tick_every, "calendar", self._look_at_calendar)
            ticker.start()
            return
        ticker.every(self._tick_every, "tick", self.jobs.tick)
        ticker.every(RECOVERY, "recovery", lambda _: self.recovery.look())
        if self.wecom:
            ticker.every(KEEPING, "attachments", self.wecom.keeper.keep_some)
            ticker.every(RECOVERY, "recalls", self.wecom.recaller.look)
        ticker.start()
        if not isinstance(self.clock, times.SystemClock):
            return  # a clock that people move jumps all the time
        watchdog = Watchdog(
            self.clock, time.monotonic, wake=ticker.wake, hold=lambda held: self.sender.hold_bulk(held=held)
        )
        self.nursery.start("watchdog", watchdog.run())

    async def _bound(self, channel: Channel, chat: str, roles: Collection[Role]) -> None:
        """Somebody has a new role: his menu shows it."""
        if channel is Channel.TELEGRAM and self.telegram:
            await self.telegram.show_menu_of(chat, roles)

    async def come_to_rest(self, seconds: float) -> None:
        """Tick once and wait until nothing is waiting in inbox or outbox; for the demo and tests."""
        await self.jobs.tick(self.clock.now())
        async with asyncio.timeout(seconds):
            while (self.wecom and self.wecom.intake.is_behind) or await self.desk.read(
                unfinished, self.clock.now()
            ):
                self.sender.wake()
                await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """Take nothing more, finish what is under way, give back what has not left."""
        self._alarm.silence()
        if self.telegram:
            self.telegram.stop_listening()
        self.inbound.stop()
        if self._inbound_done is not None:
            await asyncio.wait([self._inbound_done], timeout=DRAIN / 2)
        if self._ticker:
            self._ticker.stop()
        await self.sender.drain(DRAIN)
        await self.nursery.close()
        if self.telegram:
            await self.telegram.close()
        if self.wecom:
            await self.wecom.close()
        await asyncio.to_thread(self.desk.close)
        self._presence.close()
        log.info("stopped")


async def get_ready_to_read() -> None:
    """Before the first sentence comes, and in nobody's way: a pattern takes a millisecond, the sounds of names 50."""
    for _ in compile_late_patterns():
        await asyncio.sleep(PAUSE)
    await asyncio.to_thread(sound, "督")


def channels_of(settings: Settings) -> frozenset[Channel]:
    on = {Channel.TELEGRAM: settings.telegram, Channel.WECOM: settings.wecom}
    return frozenset(channel for channel, configured in on.items() if configured)


def unfinished(work: UnitOfWork, now: datetime) -> bool:
    """Whether something received is not answered, or something due has not left."""
    return bool(work.inbox.waiting(1)) or work.outbox.is_busy(now)
