"""Troubles, limits, the record of calls, odd updates, and the live feed."""

from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from sandbox.control.reading import body_of, number, telegram_of
from sandbox.errors import Refused
from sandbox.limits import STRICT_PER_SECOND
from sandbox.model import Json
from sandbox.telegram import Telegram


def _faults(telegram: Telegram) -> Json:
    limits = telegram.limits
    return telegram.faults.summary() | {
        "strict": limits.strict,
        "per_second": limits.per_second,
        "group_per_minute": limits.group_per_minute,
        "private_burst": limits.private_burst,
    }


async def show_faults(request: Request) -> JSONResponse:
    return JSONResponse(_faults(telegram_of(request)))


async def change_faults(request: Request) -> JSONResponse:
    telegram, body = telegram_of(request), await body_of(request)
    telegram.faults.change(body)
    limits = telegram.limits
    if "strict" in body:
        limits.strict = bool(body["strict"])
    for name in ("per_second", "group_per_minute", "private_burst"):
        if name in body:
            setattr(limits, name, max(1, number(body[name] or STRICT_PER_SECOND, name)))
    telegram.feed.tell("faults")
    return JSONResponse(_faults(telegram))


async def show_limits(request: Request) -> JSONResponse:
    return JSONResponse(telegram_of(request).limits.summary())


async def reset_limits(request: Request) -> JSONResponse:
    telegram_of(request).limits.reset()
    return JSONResponse(telegram_of(request).limits.summary())


async def show_log(request: Request) -> JSONResponse:
    query = request.query_params
    chat_id = int(query["chat_id"]) if query.get("chat_id") else None
    calls = telegram_of(request).calls
    return JSONResponse(calls.since(int(query.get("since") or 0), query.get("method"), chat_id))


async def clear_log(request: Request) -> JSONResponse:
    telegram_of(request).calls.clear()
    return JSONResponse({"cleared": True})


async def raw(request: Request) -> JSONResponse:
    """An update of any shape. An object gets an update_id; a string goes out as it is."""
    body = await body_of(request)
    if not body:
        raise Refused(400, "缺少更新内容")
    text = body.get("update")
    content = text if isinstance(text, str) and len(body) == 1 else body
    return JSONResponse({"update_id": telegram_of(request).updates.put_raw(content)})


async def show_updates(request: Request) -> JSONResponse:
    """What the bot has not confirmed yet."""
    updates = telegram_of(request).updates
    return JSONResponse({"waiting": len(updates.waiting), "next_update_id": updates.next_id})


async def events(request: Request) -> StreamingResponse:
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(
        telegram_of(request).feed.listen(), media_type="text/event-stream", headers=headers
    )


ROUTES = [
    Route("/sandbox/faults", show_faults, methods=["GET"]),
    Route("/sandbox/faults", change_faults, methods=["POST"]),
    Route("/sandbox/limits", show_limits, methods=["GET"]),
    Route("/sandbox/limits", reset_limits, methods=["DELETE"]),
    Route("/sandbox/log", show_log, methods=["GET"]),
    Route("/sandbox/log", clear_log, methods=["DELETE"]),
    Route("/sandbox/raw", raw, methods=["POST"]),
    Route("/sandbox/updates", show_updates, methods=["GET"]),
    Route("/sandbox/events", events, methods=["GET"]),
]
