"""Many people and many messages at once, for measurements."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox import acts
from sandbox.control.reading import body_of, number, required, telegram_of
from sandbox.errors import Refused

MOST = 100_000


async def people(request: Request) -> JSONResponse:
    """``count`` invented people; with ``started`` the bot may write to them at once."""
    body = await body_of(request)
    count = number(required(body, "count"), "count")
    if not 0 < count <= MOST:
        raise Refused(400, f"count 应在 1 到 {MOST} 之间")
    telegram = telegram_of(request)
    ids = []
    for index in range(1, count + 1):
        person = telegram.world.add_person(f"虚构人员{index:05d}", note="压测用，虚构")
        person.started = bool(body.get("started"))
        ids.append(person.id)
    return JSONResponse({"ids": ids})


async def send(request: Request) -> JSONResponse:
    items = required(await body_of(request), "items")
    telegram = telegram_of(request)
    said = [
        acts.say(
            telegram,
            telegram.world.person(number(item.get("person"), "person")),
            str(item.get("text", "")),
            chat_id=item.get("chat_id"),
        )
        for item in items
    ]
    return JSONResponse(
        {
            "update_ids": [item.update_id for item in said],
            "message_ids": [item.message_id for item in said],
        }
    )


ROUTES = [
    Route("/sandbox/bulk/people", people, methods=["POST"]),
    Route("/sandbox/bulk/send", send, methods=["POST"]),
]
