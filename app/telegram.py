"""All of Telegram in one process, as configured."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import structlog
from telegram.error import TelegramError

from app.bots import make_bot
from app.menus import menus_of, roles_by_chat
from app.settings import Telegram
from bot.door import Line
from bot.outgoing_files import opener
from bot.table import commands_of
from bot.telegram import updates
from bot.telegram.chat import TelegramChat
from bot.telegram.commands import greet, set_menu_of, set_menus
from bot.telegram.faults import is_group
from bot.telegram.intake import Dispatch, Intake
from bot.telegram.polling import Poller
from bot.telegram.secrecy import redact
from core.chat import Channel, Incoming
from core.delivery.landmarks import Reached
from core.delivery.pacing import Budget, Pace
from core.ports import Clock, Desk
from core.rights import Role
from core.texts.catalogue import say
from core.texts.helping import menu
from scheduler.courier import Line as Road
from scheduler.pacer import Pacer
from scheduler.shared_pacer import SharedPacer

log = structlog.get_logger(__name__)


def pace_of(telegram: Telegram) -> Budget:
    return Budget(
        overall=Pace(telegram.messages_per_second, 1.0),
        private=Pace(telegram.private_messages_per_3_seconds, 3.0),
        group=Pace(telegram.group_messages_per_minute, 60.0),
    )


class TelegramOffice:
    """The line for the door, the road for the sender, the menus, and where updates come from.

    ``alone``: no other process sends with this bot, so that its pace is counted here.
    """

    def __init__(
        self, telegram: Telegram, desk: Desk, clock: Clock, dispatch: Dispatch, reached: Reached, *, alone: bool
    ) -> None:  # fmt: skip
        self.name = ""
        self._telegram = telegram
        self._desk = desk
        self._clock = clock
        self._bot = make_bot(telegram)
        self._poller: Poller | None = None
        self.intake = Intake(desk, clock, dispatch, reached)
        chat = TelegramChat(self._bot, opener(desk), time.monotonic, cut_note=say("message.cut"))
        self.line = Line(chat, self._translate)
        self.road = Road(chat, self._pacer(alone=alone))

    def _pacer(self, *, alone: bool) -> Pacer:
        budget = pace_of(self._telegram)
        if alone:
            return Pacer(time.monotonic, is_group, budget)
        return SharedPacer(time.monotonic, is_group, self._desk, self._clock, Channel.TELEGRAM, budget)

    def _translate(self, update: Mapping[str, Any], received_at: datetime) -> Incoming:
        return updates.translate(update, self._bot, received_at)

    def link(self, token: str) -> str:
        """The deep link that brings this token to the bot; empty before ``greet``."""
        return f"https://t.me/{self.name}?start={token}" if self.name else ""

    async def greet(self) -> None:
        """
        Raises:
            TokenRefusedByTelegram, ServiceAway: the bot cannot be used.
        """
        self.name = await greet(self._bot)

    async def show_menus(self) -> None:
        by_chat = await self._desk.read(roles_by_chat, Channel.TELEGRAM)
        await set_menus(self._bot, menus_of(by_chat))

    async def show_menu_of(self, chat: str, roles: Collection[Role]) -> None:
        """A menu that cannot be shown now comes with the next start: the person was answered, nothing is tried again."""
        try:
            await set_menu_of(self._bot, chat, [(name, menu(name)) for name, _ in commands_of(list(roles))])
        except TelegramError as fault:
            log.warning("menu_not_shown", chat=chat, why=redact(str(fault)))

    async def listen(self, owner: str) -> Poller | None:
        """Have updates brought by webhook, or else return who fetches them."""
        if self._telegram.webhook_url:
            secret = self._telegram.webhook_secret.get_secret_value()
            await self._bot.set_webhook(
                self._telegram.webhook_url, secret_token=secret, allowed_updates=updates.ALLOWED
            )
            return None
        await self._bot.delete_webhook()
        self._poller = Poller(self._bot, self._desk, self._clock, self.intake, owner)
        return self._poller

    def stop_listening(self) -> None:
        if self._poller:
            self._poller.stop()

    async def close(self) -> None:
        await self._bot.shutdown()
