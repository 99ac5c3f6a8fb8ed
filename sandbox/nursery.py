"""The only place here that starts tasks: they are held, and ended together."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Nursery:
    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """The loop alone would not keep the task from being collected."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def end(self) -> None:
        for task in list(self._tasks):
            task.cancel()
