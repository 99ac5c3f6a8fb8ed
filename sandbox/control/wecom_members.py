"""Members and groups of WeCom: make them, show and hide them, stop a robot."""

import re
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.control.reading import body_of, number, required, wecom_of
from sandbox.errors import Refused
from sandbox.model import Group, Json, Member, Person, Room
from sandbox.wecom import acts
from sandbox.wecom.corp import Corp

USERID = re.compile(r"[A-Za-z0-9_.@-]{1,64}")
MOST = 100_000


async def add(request: Request) -> JSONResponse:
    body, corp = await body_of(request), wecom_of(request)
    userid = str(required(body, "userid"))
    if not USERID.fullmatch(userid):
        raise Refused(400, "userid 应为 1 到 64 个字母、数字或 _ . - @")
    if corp.member(userid) is not None:
        raise Refused(409, f"已有成员 {userid}（不分大小写）")
    member = Member(
        userid,
        number(body.get("department", 1), "department"),
        visible=bool(body.get("visible", True)),
        licensed=bool(body.get("licensed", True)),
    )
    person = corp.world.add_member(str(required(body, "name")), member, str(body.get("note") or ""))
    return JSONResponse({"id": person.id, "userid": userid})


async def add_many(request: Request) -> JSONResponse:
    """``count`` invented members, for measurements."""
    body, corp = await body_of(request), wecom_of(request)
    count = number(required(body, "count"), "count")
    if not 0 < count <= MOST:
        raise Refused(400, f"count 应在 1 到 {MOST} 之间")
    first = len(corp.world.userids)
    added = [
        corp.world.add_member(f"虚构成员{index:05d}", Member(f"made_up_{index:05d}"), "压测用，虚构")
        for index in range(first + 1, first + count + 1)
    ]
    return JSONResponse({"ids": [person.id for person in added]})


async def everybody(request: Request) -> JSONResponse:
    corp = wecom_of(request)
    return JSONResponse([_shown(corp.world.people[one]) for one in corp.world.userids.values()])


def _shown(person: Person) -> Json:
    return {"id": person.id, "name": person.name, "note": person.note} | asdict(acts.member_of(person))


async def change(request: Request) -> JSONResponse:
    """``visible``, ``licensed``, ``active``, ``department``; the application hears of the first."""
    body, corp = await body_of(request), wecom_of(request)
    person = corp.world.person(int(request.path_params["id"]))
    member = acts.member_of(person)
    if "department" in body:
        member.department = number(body["department"], "department")
    for name in ("licensed", "active"):
        setattr(member, name, bool(body.get(name, getattr(member, name))))
    delivery = None
    if "visible" in body:
        delivery = acts.see(corp, person, visible=bool(body["visible"]))
    corp.world.changed("people")
    return JSONResponse(_shown(person) | {"update_id": delivery.number if delivery else None})


async def add_group(request: Request) -> JSONResponse:
    """A group with a robot, whose key may be chosen; ``members`` are ids, as everywhere."""
    body, corp = await body_of(request), wecom_of(request)
    members = [corp.world.person(number(one, "members")) for one in body.get("members") or []]
    for person in members:
        acts.member_of(person)
    key = str(body.get("key") or uuid4()) if body.get("robot", True) else ""
    if key and corp.room(key=key) is not None:
        raise Refused(409, "已有机器人用这个 key")
    ids = [person.id for person in members]
    group = corp.world.add_room(str(required(body, "title")), ids, Room(key=key))
    return JSONResponse({"id": group.id, "key": key, "webhook": _webhook(request, key)})


def _webhook(request: Request, key: str) -> str:
    return f"{request.base_url}wecom/cgi-bin/webhook/send?key={key}" if key else ""


async def groups(request: Request) -> JSONResponse:
    rooms = [group for group in wecom_of(request).world.groups.values() if group.room is not None]
    return JSONResponse([_group(request, group) for group in rooms])


def _group(request: Request, group: Group) -> Json:
    room = group.room or Room()
    shown = {"id": group.id, "title": group.title, "members": group.members} | asdict(room)
    return shown | {"webhook": _webhook(request, room.key)}


async def change_robot(request: Request) -> JSONResponse:
    """``{"state": "working" | "stopped" | "removed"}``; a removed one comes back with another key."""
    body, corp = await body_of(request), wecom_of(request)
    group = _room(corp, int(request.path_params["id"]))
    state: Any = required(body, "state")
    if state not in ("working", "stopped", "removed"):
        raise Refused(400, "state 应为 working、stopped 或 removed")
    room = group.room or Room()
    room.stopped = state == "stopped"
    room.key = "" if state == "removed" else room.key or str(uuid4())
    corp.world.changed("people")
    return JSONResponse(_group(request, group))


def _room(corp: Corp, group_id: int) -> Group:
    group = corp.world.group(group_id)
    if group.room is None:
        raise Refused(409, f"群“{group.title}”不在企业微信里")
    return group


ROUTES = [
    Route("/sandbox/wecom/members", everybody, methods=["GET"]),
    Route("/sandbox/wecom/members", add, methods=["POST"]),
    Route("/sandbox/wecom/members/bulk", add_many, methods=["POST"]),
    Route("/sandbox/wecom/members/{id:int}", change, methods=["POST"]),
    Route("/sandbox/wecom/groups", groups, methods=["GET"]),
    Route("/sandbox/wecom/groups", add_group, methods=["POST"]),
    Route("/sandbox/wecom/groups/{id}/robot", change_robot, methods=["POST"]),
]
