"""What of WeCom is kept between two starts of a demo; people and messages are kept by ``sandbox.state``."""

from dataclasses import asdict
from typing import Any

from sandbox.model import Form, Group, Member, Message, Person, Room
from sandbox.wecom.corp import Code, Corp, Sent
from sandbox.wecom.media import Kept


def snapshot(corp: Corp) -> dict[str, Any]:
    return {
        "callback": corp.courier.url,
        "sent": [asdict(sent) for sent in corp.sent.values()],
        "tasks": corp.tasks,
        "codes": {code: asdict(kept) for code, kept in corp.codes.items()},
        "media": {media_id: asdict(kept) for media_id, kept in corp.media.kept.items()},
        "menu": corp.menu,
        "next_msg_id": corp.next_msg_id,
    }


def restore(corp: Corp, kept: dict[str, Any]) -> None:
    """After people and groups: their userids are collected again."""
    corp.courier.url = kept["callback"]
    corp.sent = {item["msgid"]: Sent(**item) for item in kept["sent"]}
    corp.tasks = kept["tasks"]
    corp.codes = {code: Code(**item) for code, item in kept["codes"].items()}
    corp.media.kept = {media_id: Kept(**item) for media_id, item in kept["media"].items()}
    corp.menu, corp.next_msg_id = kept["menu"], kept["next_msg_id"]
    people = corp.world.people.values()
    corp.world.userids = {p.member.userid.casefold(): p.id for p in people if p.member is not None}


def person_from(item: dict[str, Any]) -> Person:
    member = item.get("member")
    return Person(**(item | {"member": Member(**member) if member else None}))


def group_from(item: dict[str, Any]) -> Group:
    room = item.get("room")
    return Group(**(item | {"room": Room(**room) if room else None}))


def message_from(item: dict[str, Any]) -> Message:
    form = item.get("form")
    return Message(**(item | {"form": Form(**form) if form else None}))
