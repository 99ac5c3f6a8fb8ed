"""The whole service in one hand: the world, and everything around it."""

import asyncio
from dataclasses import dataclass, field

from sandbox.calls import CallLog
from sandbox.clock import Clock
from sandbox.commands import CommandBook
from sandbox.faults import Faults
from sandbox.feed import Feed
from sandbox.limits import Limits
from sandbox.model import BotProfile, Json
from sandbox.updates import Updates
from sandbox.webhooks import Courier
from sandbox.world import World


@dataclass(slots=True)
class Query:
    """A button press that waits for answerCallbackQuery."""

    id: str
    person_id: int
    pressed_at: float
    answer: asyncio.Future[Json]


@dataclass(slots=True)
class Telegram:
    token: str
    bot: BotProfile
    clock: Clock
    feed: Feed
    world: World
    updates: Updates
    courier: Courier
    query_seconds: float
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    calls: CallLog = field(default_factory=CallLog)
    commands: CommandBook = field(default_factory=CommandBook)
    queries: dict[str, Query] = field(default_factory=dict)
    next_query: int = 1
    words: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)


def new_telegram(
    token: str,
    *,
    clock: Clock | None = None,
    bot_name: str = "督办",
    bot_username: str = "duban_sandbox_bot",
    group_privacy: bool = True,
    query_seconds: float = 60.0,
    webhook_pause: float = 2.0,
) -> Telegram:
    """An empty world with one bot, whose id is the number at the start of the token."""
    number = token.partition(":")[0]
    bot_id = int(number) if number.isdigit() else 777_000_001
    bot = BotProfile(bot_id, bot_name, bot_username, not group_privacy)
    clock, feed = clock or Clock(), Feed()
    updates = Updates(clock)
    return Telegram(
        token=token,
        bot=bot,
        clock=clock,
        feed=feed,
        world=World(bot, clock, feed),
        updates=updates,
        courier=Courier(updates, webhook_pause),
        query_seconds=query_seconds,
    )
