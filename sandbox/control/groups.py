"""Groups: make them, let the bot in or throw it out, upgrade them."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox import membership
from sandbox.control.reading import body_of, number, optional_number, required, telegram_of
from sandbox.errors import Refused
from sandbox.model import Group, Person
from sandbox.telegram import Telegram


def group_of(request: Request) -> Group:
    return telegram_of(request).world.group(int(request.path_params["id"]))


async def list_groups(request: Request) -> JSONResponse:
    groups = telegram_of(request).world.groups.values()
    return JSONResponse([asdict(group) for group in groups])


async def add_group(request: Request) -> JSONResponse:
    body = await body_of(request)
    telegram = telegram_of(request)
    title = str(required(body, "title"))
    members = [telegram.world.person(number(item, "members")).id for item in _members(body)]
    group = telegram.world.add_group(title, members, supergroup=bool(body.get("supergroup")))
    if body.get("bot"):
        if not members:
            raise Refused(400, "把机器人加进群需要至少一个成员")
        membership.add_bot(telegram, group, telegram.world.person(members[0]))
    return JSONResponse({"id": group.id})


def _members(body: dict[str, Any]) -> list[Any]:
    members = body.get("members") or []
    if not isinstance(members, list):
        raise Refused(400, "members 应为编号列表")
    return members


def _by(telegram: Telegram, group: Group, body: dict[str, Any]) -> Person:
    """Who did it: the one named, else the owner of the group."""
    chosen = optional_number(body, "by") or next(iter(group.members), None)
    if chosen is None:
        raise Refused(400, "缺少 by")
    return telegram.world.person(chosen)


async def add_bot(request: Request) -> JSONResponse:
    telegram, group = telegram_of(request), group_of(request)
    by = _by(telegram, group, await body_of(request))
    return JSONResponse({"update_id": membership.add_bot(telegram, group, by)})


async def remove_bot(request: Request) -> JSONResponse:
    telegram, group = telegram_of(request), group_of(request)
    by = _by(telegram, group, await body_of(request))
    return JSONResponse({"update_id": membership.remove_bot(telegram, group, by)})


async def migrate(request: Request) -> JSONResponse:
    successor = membership.migrate(telegram_of(request), group_of(request))
    return JSONResponse({"id": successor.id})


async def add_member(request: Request) -> JSONResponse:
    telegram, group = telegram_of(request), group_of(request)
    body = await body_of(request)
    person = telegram.world.person(number(required(body, "person"), "person"))
    if person.id not in group.members:
        group.members.append(person.id)
        telegram.world.changed("people")
    return JSONResponse({"members": group.members})


ROUTES = [
    Route("/sandbox/groups", list_groups, methods=["GET"]),
    Route("/sandbox/groups", add_group, methods=["POST"]),
    Route("/sandbox/groups/{id}/add_bot", add_bot, methods=["POST"]),
    Route("/sandbox/groups/{id}/remove_bot", remove_bot, methods=["POST"]),
    Route("/sandbox/groups/{id}/migrate", migrate, methods=["POST"]),
    Route("/sandbox/groups/{id}/members", add_member, methods=["POST"]),
]
