"""Every Bot API method this service knows, by its name in lower case."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.arguments import Arguments
from sandbox.methods import chats, editing, inbox, profile, sending
from sandbox.telegram import Telegram

Method = Callable[[Telegram, Arguments], Any]
SlowMethod = Callable[[Telegram, Arguments], Awaitable[Any]]

METHODS: dict[str, Method] = {
    name.lower(): method
    for name, method in (
        *sending.METHODS.items(),
        *editing.METHODS.items(),
        *chats.METHODS.items(),
        *profile.METHODS.items(),
        *inbox.METHODS.items(),
    )
}
SLOW_METHODS: dict[str, SlowMethod] = {"getupdates": inbox.get_updates}
