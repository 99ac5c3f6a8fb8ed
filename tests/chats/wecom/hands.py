"""A member of the corporation before the real adapter: what is sent to him, pressed and typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.desk import ThreadDesk
from bot.wecom.chat import WeComChat
from bot.wecom.memory import arrived
from core.chat import Address, Card, Channel, Happening, Incoming
from core.delivery.model import Kind, Letter

TO = Address(Channel.WECOM, "lisi")
START = datetime(2026, 11, 16, 1, 2, tzinfo=UTC)


@dataclass
class MovedClock:
    time: datetime

    def now(self) -> datetime:
        return self.time


@dataclass
class Hands:
    """The chat, the clock it looks at, and what it called out."""

    desk: ThreadDesk
    chat: WeComChat
    clock: MovedClock
    alarms: list[int]

    @property
    def time(self) -> datetime:
        return self.clock.time

    @time.setter
    def time(self, moment: datetime) -> None:
        self.clock.time = moment

    async def send(self, card: Card, key: str = "k1", kind: Kind = Kind.ANSWER, **more: Any) -> str:
        return await self.chat.send(Letter(key, kind, TO, card, self.time, **more))

    async def change(self, message: str, card: Card, key: str = "e1", edits: str = "") -> str:
        return await self.send(card, key, Kind.EDIT, edits_message=message, edits=edits)

    async def press(self, message: str, code: str) -> None:
        """A press arrives; its code is kept in the door's transaction."""
        incoming = Incoming(
            Channel.WECOM, Happening.PRESS, "lisi", "lisi", private=True, text="", said_at=self.time,
            message_id=message, press_id=code,
        )  # fmt: skip
        await self.desk.run(lambda work: arrived(work, incoming, self.time))

    async def types(self, text: str) -> Incoming:
        incoming = Incoming(
            Channel.WECOM, Happening.TEXT, "lisi", "lisi", private=True, text=text, said_at=self.time
        )
        return await self.desk.run(lambda work: arrived(work, incoming, self.time))
