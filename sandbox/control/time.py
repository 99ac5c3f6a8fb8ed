"""The clock that tests and the page may move."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.control.reading import body_of, telegram_of
from sandbox.errors import Refused

NextDeadline = Callable[[], Awaitable[datetime | None]]
Moved = Callable[[datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class ClockHooks:
    """What the embedding program knows about time. All moments are aware UTC."""

    next_deadline: NextDeadline | None = None
    moved: Moved | None = None


async def show(request: Request) -> JSONResponse:
    hooks: ClockHooks = request.app.state.clock_hooks
    now = telegram_of(request).clock.now()
    return JSONResponse({"now": now.isoformat(), "can_find_deadline": hooks.next_deadline is not None})


async def move(request: Request) -> JSONResponse:
    """Answer only after the embedding program has dealt with the new time."""
    telegram, body = telegram_of(request), await body_of(request)
    hooks: ClockHooks = request.app.state.clock_hooks
    target = await _target(telegram.clock, hooks, body)
    telegram.clock.move_to(target)
    telegram.world.changed("clock")
    if hooks.moved is not None:
        await hooks.moved(telegram.clock.now())
    now = telegram.clock.now()
    telegram.feed.tell("clock", now=now.isoformat())
    return JSONResponse({"now": now.isoformat(), "moved_to": target.isoformat()})


async def _target(clock: Clock, hooks: ClockHooks, body: dict[str, Any]) -> datetime:
    if "forward_seconds" in body:
        try:
            return clock.now() + timedelta(seconds=float(body["forward_seconds"]))
        except (TypeError, ValueError, OverflowError):
            raise Refused(400, "forward_seconds 应为数字") from None
    if body.get("to") == "next_deadline":
        return await _next_deadline(clock, hooks)
    wanted = body.get("to") or body.get("now")
    try:
        moment = datetime.fromisoformat(str(wanted))
    except ValueError:
        raise Refused(400, "请给出 forward_seconds、to（ISO 时间）或 to=next_deadline") from None
    if moment.tzinfo is None:
        raise Refused(400, "时间要带时区，例如 2026-11-23T09:00:00+08:00")
    return moment.astimezone(UTC)


async def _next_deadline(clock: Clock, hooks: ClockHooks) -> datetime:
    if hooks.next_deadline is None:
        raise Refused(409, "当前没有接入督办程序，不知道下一个时限")
    found = await hooks.next_deadline()
    if found is None:
        raise Refused(409, "后面没有待到的时限")
    # A deadline that is already due must not turn the clock back.
    return max(found.astimezone(UTC), clock.now())


ROUTES = [
    Route("/sandbox/clock", show, methods=["GET"]),
    Route("/sandbox/clock", move, methods=["POST"]),
]
