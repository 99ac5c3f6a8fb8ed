"""Members of WeCom at work: the same requests as for Telegram where the act is the same, more where it is not."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.control.reading import body_of, number, optional_number, required, wecom_of
from sandbox.errors import Refused
from sandbox.model import Json, Media, Message, Person
from sandbox.wecom import acts
from sandbox.wecom.courier import Delivery
from sandbox.wecom.showing import buttons_of

LONGEST_WAIT = 60.0


def send(request: Request, person: Person, body: dict[str, Any]) -> JSONResponse:
    corp, text = wecom_of(request), str(required(body, "text"))
    chat_id = optional_number(body, "chat_id")
    if chat_id is not None and chat_id != person.id:
        message = acts.say_in_group(corp, corp.world.group(chat_id), person, text)
        return JSONResponse(_said(message, None))
    message, delivery = acts.say(corp, person, text)
    return JSONResponse(_said(message, delivery))


def send_media(request: Request, person: Person, media: Media, chat_id: int | None) -> JSONResponse:
    corp = wecom_of(request)
    if chat_id is not None and chat_id != person.id:
        message = acts.say_in_group(corp, corp.world.group(chat_id), person, "", media)
        return JSONResponse(_said(message, None))
    return JSONResponse(_said(*acts.send_media(corp, person, media)))


def _said(message: Message, delivery: Delivery | None) -> Json:
    """``update_id`` is the number of the callback, null when the application is not told."""
    return {"message_id": message.id, "update_id": delivery.number if delivery else None}


async def press(request: Request, person: Person, body: dict[str, Any], wait: float) -> JSONResponse:
    """A button by ``data`` or ``label``; ``selected`` is question key → option ids or words.

    ``stale`` lets a press through that was on its way while the card changed.
    """
    corp = wecom_of(request)
    message = corp.world.message(person.id, number(required(body, "message_id"), "message_id"))
    acts.card_of(message)
    stale = bool(body.get("stale"))
    key = str(body["data"]) if stale and body.get("data") else _key(message, body)
    delivery = acts.press(corp, person, message, key, _selected(body.get("selected")), stale=stale)
    return JSONResponse(await _answered(delivery, wait))


def _key(message: Message, body: dict[str, Any]) -> str:
    data, label = body.get("data"), body.get("label")
    buttons = [button for row in buttons_of(message.form) for button in row] if message.form else []
    for button in buttons:
        fits = button.get("data") == data if data is not None else button["text"] == label
        if fits and "data" in button:
            return str(button["data"])
    labels = "、".join(button["text"] for button in buttons) or "无"
    raise Refused(404, f"消息 {message.id} 上没有这个按钮（现有：{labels}）")


def _selected(given: object) -> dict[str, list[str]]:
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise Refused(400, "selected 应为对象：问题 key → 选项列表")
    return {
        key: [str(one) for one in (ids if isinstance(ids, list) else [ids])] for key, ids in given.items()
    }


async def _answered(delivery: Delivery, wait: float) -> Json:
    if wait > 0:
        with suppress(TimeoutError):
            await asyncio.wait_for(delivery.ended.wait(), wait)
    return {
        "query_id": str(delivery.number),
        "update_id": delivery.number,
        "answered": delivery.state == "done",
        "reply": delivery.reply,
        "text": "",
        "alert": False,
        "url": "",
    }


async def enter(request: Request) -> JSONResponse:
    return await _done(request, lambda _body: acts.enter(wecom_of(request), _person(request)))


async def menu(request: Request) -> JSONResponse:
    """``entry`` is the key, address or name of a menu entry."""
    return await _done(
        request, lambda b: acts.use_menu(wecom_of(request), _person(request), str(required(b, "entry")))
    )


async def card_menu(request: Request) -> JSONResponse:
    """``entry`` of the menu in the corner of a card."""

    def act(body: dict[str, Any]) -> Delivery:
        corp, person = wecom_of(request), _person(request)
        message = corp.world.message(person.id, number(required(body, "message_id"), "message_id"))
        return acts.use_card_menu(corp, person, message, str(required(body, "entry")))

    return await _done(request, act)


async def location(request: Request) -> JSONResponse:
    def act(body: dict[str, Any]) -> Delivery:
        latitude, longitude = float(required(body, "latitude")), float(required(body, "longitude"))
        place = str(body.get("label") or "")
        return acts.send_location(wecom_of(request), _person(request), latitude, longitude, place)

    return await _done(request, act)


async def _done(request: Request, act: Callable[[dict[str, Any]], Delivery]) -> JSONResponse:
    body = await body_of(request)
    wait = min(max(float(body.get("wait") or 0), 0.0), LONGEST_WAIT)
    return JSONResponse(await _answered(act(body), wait))


def _person(request: Request) -> Person:
    return wecom_of(request).world.person(int(request.path_params["id"]))


Act = Callable[[Request], Awaitable[JSONResponse]]
ACTS: dict[str, Act] = {"enter": enter, "menu": menu, "card_menu": card_menu, "location": location}
ROUTES = [Route(f"/sandbox/people/{{id:int}}/{name}", act, methods=["POST"]) for name, act in ACTS.items()]
