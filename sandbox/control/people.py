"""People: make them, let them write, press, block."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox import acts, membership
from sandbox.control import wecom_talk
from sandbox.control.reading import body_of, number, optional_number, required, telegram_of
from sandbox.errors import Refused
from sandbox.model import Person

DEFAULT_WAIT = 10.0
LONGEST_WAIT = 60.0


def person_of(request: Request) -> Person:
    return telegram_of(request).world.person(int(request.path_params["id"]))


async def list_people(request: Request) -> JSONResponse:
    people = telegram_of(request).world.people.values()
    return JSONResponse([asdict(person) for person in people])


async def add_person(request: Request) -> JSONResponse:
    body = await body_of(request)
    name = str(required(body, "name"))
    person = telegram_of(request).world.add_person(name, body.get("username"), str(body.get("note") or ""))
    return JSONResponse({"id": person.id})


async def send(request: Request) -> JSONResponse:
    """A member of WeCom writes to the application there; all others to the bot."""
    body, person = await body_of(request), person_of(request)
    if person.member is not None:
        return wecom_talk.send(request, person, body)
    said = acts.say(
        telegram_of(request),
        person,
        str(required(body, "text")),
        chat_id=optional_number(body, "chat_id"),
        reply_to=optional_number(body, "reply_to"),
    )
    return JSONResponse(asdict(said))


async def edit(request: Request) -> JSONResponse:
    body = await body_of(request)
    said = acts.edit(
        telegram_of(request),
        person_of(request),
        number(required(body, "message_id"), "message_id"),
        str(required(body, "text")),
        optional_number(body, "chat_id"),
    )
    return JSONResponse(asdict(said))


async def press(request: Request) -> JSONResponse:
    body = await body_of(request)
    telegram, person = telegram_of(request), person_of(request)
    if person.member is not None:
        return await wecom_talk.press(request, person, body, wait_of(body))
    chat = acts.place(telegram, person, optional_number(body, "chat_id"))
    message_id = number(required(body, "message_id"), "message_id")
    message = telegram.world.message(chat.id, message_id)
    data, label = body.get("data"), body.get("label")
    if data is None and label is None:
        raise Refused(400, "请给出 data 或 label")
    chosen = acts.button_data(message, data, label, stale=bool(body.get("stale")))
    answer = await acts.press(telegram, person, message, chosen, wait_of(body))
    return JSONResponse(answer)


def wait_of(body: dict[str, Any]) -> float:
    wait = body.get("wait")
    return DEFAULT_WAIT if wait is None else min(max(float(wait), 0.0), LONGEST_WAIT)


async def block(request: Request) -> JSONResponse:
    return JSONResponse({"update_id": membership.block(telegram_of(request), person_of(request))})


async def unblock(request: Request) -> JSONResponse:
    update_id = membership.unblock(telegram_of(request), person_of(request))
    return JSONResponse({"update_id": update_id})


async def commands(request: Request) -> JSONResponse:
    """The command list this person sees in this chat."""
    telegram, person = telegram_of(request), person_of(request)
    chat_id = int(request.query_params.get("chat_id") or person.id)
    group = telegram.world.groups.get(chat_id)
    owner = group is not None and group.members[:1] == [person.id]
    return JSONResponse(telegram.commands.shown(chat_id, person.id, owner=owner, language="zh"))


ROUTES = [
    Route("/sandbox/people", list_people, methods=["GET"]),
    Route("/sandbox/people", add_person, methods=["POST"]),
    Route("/sandbox/people/{id:int}/send", send, methods=["POST"]),
    Route("/sandbox/people/{id:int}/edit", edit, methods=["POST"]),
    Route("/sandbox/people/{id:int}/press", press, methods=["POST"]),
    Route("/sandbox/people/{id:int}/block", block, methods=["POST"]),
    Route("/sandbox/people/{id:int}/unblock", unblock, methods=["POST"]),
    Route("/sandbox/people/{id:int}/commands", commands, methods=["GET"]),
]
