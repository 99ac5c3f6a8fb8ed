"""Tells open pages what just happened."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

HEARTBEAT_SECONDS = 15.0
BACKLOG = 1000


class Feed:
    """A page that falls too far behind is told to reload instead of being waited for."""

    def __init__(self) -> None:
        self._readers: set[asyncio.Queue[str | None]] = set()

    def tell(self, kind: str, **facts: Any) -> None:
        if not self._readers:
            return
        text = f"event: {kind}\ndata: {json.dumps(facts, ensure_ascii=False)}\n\n"
        for queue in self._readers:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait("event: reload\ndata: {}\n\n")
            else:
                queue.put_nowait(text)

    async def listen(self) -> AsyncIterator[str]:
        """Server-sent events until the reader leaves or the sandbox closes."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(BACKLOG)
        self._readers.add(queue)
        try:
            yield "event: hello\ndata: {}\n\n"
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    text = ": still here\n\n"
                if text is None:
                    return
                yield text
        finally:
            self._readers.discard(queue)

    def close(self) -> None:
        for queue in self._readers:
            while not queue.empty():
                queue.get_nowait()
            queue.put_nowait(None)
