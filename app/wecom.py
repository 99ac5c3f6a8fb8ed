"""All of WeCom in one process, as configured."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog

from app.settings import WeCom
from bot.door import Line
from bot.outgoing_files import opener
from bot.table import COMMANDS
from bot.web import Endpoint
from bot.wecom.callback import Corporation, endpoint
from bot.wecom.chat import WeComChat
from bot.wecom.client import App, WeComClient
from bot.wecom.crypto import Seal
from bot.wecom.events import translate
from bot.wecom.faults import WeComAway, WeComRefused
from bot.wecom.intake import Dispatch, Intake
from bot.wecom.keeping import Keeper
from bot.wecom.limits import Limits
from bot.wecom.looks import Names
from bot.wecom.media import MediaPool
from bot.wecom.memory import arrived
from bot.wecom.menu import HEADS, menu
from bot.wecom.notices import noticed
from bot.wecom.recalling import Recaller
from bot.wecom.rooms import ROBOT, ROOM, Rooms, is_room
from bot.wecom.spool import Spool
from core.calendar import Calendar
from core.chat import Incoming
from core.delivery.landmarks import Reached
from core.delivery.pacing import Budget, Pace
from core.ports import Clock, Desk, UnitOfWork
from core.texts.catalogue import say
from scheduler.courier import Line as Road
from scheduler.pacer import Pacer

log = structlog.get_logger(__name__)

Alarm = Callable[[WeComRefused], None]


def make_client(wecom: WeCom) -> WeComClient:
    app = App(wecom.corp_id, wecom.agent_id, wecom.secret.get_secret_value(), wecom.api_url)
    return WeComClient(app, time.monotonic)


def pace_of(wecom: WeCom) -> Budget:
    """Of this process: a third of a minute's messages in ten seconds. What WeCom allows is counted in the database."""
    return Budget(overall=Pace(50, 1.0), private=Pace(max(1, wecom.member_messages_per_minute // 3), 10.0))


class WeComOffice:
    """The line for the door, the road for the sender, and the callback's endpoint."""

    def __init__(
        self, wecom: WeCom, desk: Desk, clock: Clock, dispatch: Dispatch, reached: Reached, alarm: Alarm,
        data_dir: Path, calendar_now: Callable[[], Calendar],
    ) -> None:  # fmt: skip
        def arriving(work: UnitOfWork, incoming: Incoming, now: datetime) -> Incoming:
            noticed(work, incoming, calendar_now(), now)
            return arrived(work, incoming, now)

        self.client = make_client(wecom)
        media = MediaPool(opener(desk), self.client.upload, time.monotonic)
        limits = Limits(wecom.accounts, wecom.member_messages_per_minute, wecom.member_messages_per_hour)
        keys = {name: key.get_secret_value() for name, key in wecom.robots.items()}
        rooms = Rooms(self.client, desk, clock, opener(desk), media, keys)
        seal = Seal(wecom.token.get_secret_value(), wecom.aes_key.get_secret_value(), wecom.corp_id)
        corporation = Corporation(wecom.corp_id, seal)
        chat = WeComChat(
            self.client, desk, clock, media, names(), limits, rooms, alarm, waiting=corporation.waiting
        )  # fmt: skip
        self.rooms = {f"{ROBOT}{name}": name for name in wecom.robots}
        self.rooms |= {f"{ROOM}{chat_id}": name for name, chat_id in wecom.rooms.items()}
        self.line = Line(chat, translate, arriving, toasts=False)
        self.road = Road(chat, Pacer(time.monotonic, is_room, pace_of(wecom)))
        self.keeper = Keeper(self.client, desk)
        self.recaller = Recaller(self.client, desk, calendar_now)
        self._spool = Spool(data_dir / "callbacks", clock)
        self.intake = Intake(desk, clock, dispatch, reached, self._spool)
        self.callback: Endpoint = endpoint(corporation, self.intake.store, clock)

    async def show_menu(self) -> None:
        """Best effort: without it people type the words."""
        heads = {head: say(f"wecom.menu.{head}") for head in HEADS}
        body = menu(heads, {command.name: command.word for command in COMMANDS if command.word})
        try:
            agent = str(self.client.app.agent_id)
            await self.client.call("/cgi-bin/menu/create", body, agentid=agent)
        except (WeComRefused, WeComAway) as fault:
            log.warning("menu_not_set", why=str(fault))

    async def close(self) -> None:
        await self.client.close()
        self._spool.close()


def names() -> Names:
    return Names(
        title=say("wecom.title"),
        choose=say("wecom.choose"),
        more=say("wecom.more"),
        done=say("wecom.done"),
        by_number=say("wecom.by_number"),
        which=say("wecom.which"),
        nothing=say("wecom.nothing"),
    )
