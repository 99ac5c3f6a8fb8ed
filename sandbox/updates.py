"""Updates waiting for the bot: numbered, kept until confirmed, forgotten when too old."""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.errors import ApiError
from sandbox.model import Json

MESSAGE_SECONDS = 24 * 3600
CALLBACK_SECONDS = 150
FIRST_UPDATE = 510_000_001
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
POLLED_TWICE = ApiError(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)


@dataclass(frozen=True, slots=True)
class Update:
    """``lane`` is the key whose updates a webhook gets strictly one after the other."""

    id: int
    body: str
    lane: str
    expires_at: float


class Updates:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.next_id = FIRST_UPDATE
        self.waiting: dict[int, Update] = {}
        self.allowed: list[str] = []
        self.on_new: Callable[[Update], None] | None = None
        self._poller: asyncio.Future[None] | None = None

    def put(self, kind: str, content: Json, lane: str) -> int | None:
        """The id of the new update, or None if the bot did not ask for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        life = CALLBACK_SECONDS if kind == "callback_query" else MESSAGE_SECONDS
        return self._keep(f'"{kind}":{json.dumps(content)}', lane, life)

    def put_raw(self, raw: str | Json) -> int:
        """Anything at all: an object gets an update_id, a string goes out exactly as it is."""
        if isinstance(raw, str):
            return self._enqueue(raw, "raw", MESSAGE_SECONDS)
        inner = json.dumps(raw)[1:-1]
        return self._keep(inner, "raw", MESSAGE_SECONDS)

    def _keep(self, inner: str, lane: str, life: float) -> int:
        comma = "," if inner else ""
        return self._enqueue(f'{{"update_id":{self.next_id}{comma}{inner}}}', lane, life)

    def _enqueue(self, body: str, lane: str, life: float) -> int:
        update = Update(self.next_id, body, lane, self._clock.now().timestamp() + life)
        self.next_id += 1
        self.waiting[update.id] = update
        if self.on_new is not None:
            self.on_new(update)
        elif self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        return update.id

    def due(self, limit: int) -> list[Update]:
        """The oldest that are still fresh; what is too old is forgotten on the way."""
        now = self._clock.now().timestamp()
        found: list[Update] = []
        stale: list[int] = []
        for update in self.waiting.values():
            if update.expires_at <= now:
                stale.append(update.id)
                continue
            found.append(update)
            if len(found) >= limit:
                break
        self.forget(stale)
        return found

    def fresh(self, update: Update) -> bool:
        """Still waiting, and not too old to be told."""
        return update.id in self.waiting and update.expires_at > self._clock.now().timestamp()

    def forget(self, ids: Iterable[int]) -> None:
        for update_id in ids:
            self.waiting.pop(update_id, None)

    def clear(self) -> None:
        self.waiting.clear()

    def confirm(self, offset: int) -> None:
        """Positive: all below it are done. Negative: only the last ``-offset`` stay."""
        ids = list(self.waiting)
        if offset < 0:
            self.forget(ids[:offset])
            return
        for update_id in ids:
            if update_id >= offset:
                break
            del self.waiting[update_id]

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Answer at once if something waits, else after ``seconds`` at the latest.

        Raises:
            ApiError: 409 for the earlier of two callers, as the real server does.
        """
        self.interrupt(POLLED_TWICE)
        if offset:
            self.confirm(offset)
        found = self.due(limit)
        if found or seconds <= 0:
            return found
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = mine
        try:
            await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return []
        finally:
            if self._poller is mine:
                self._poller = None
        return self.due(limit)

    def release(self) -> None:
        """Answer a waiting long poll with nothing, so that the server can stop."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        self._poller = None

    def interrupt(self, reason: ApiError) -> None:
        """End a waiting long poll with this error."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(reason)
        self._poller = None
