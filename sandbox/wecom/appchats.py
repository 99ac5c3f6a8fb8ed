"""Groups the application makes itself [90245, 98913, 98914, 90248]. It never hears what is said there."""

import re
from secrets import token_hex

from sandbox.model import Group, Json, Room
from sandbox.wecom.call import Call
from sandbox.wecom.cards import words
from sandbox.wecom.corp import Corp
from sandbox.wecom.errors import WeComError
from sandbox.wecom.forms import APPCHAT, Channel, read_body
from sandbox.wecom.sending import show

CHAT_ID = re.compile(r"[0-9A-Za-z]{1,32}")
LEAST, MOST = 2, 2000
NAME_CHARACTERS = 50


def create(corp: Corp, call: Call) -> Json:
    _check_range(corp)
    body = call.body
    chatid = body.get("chatid") or token_hex(16)
    if not isinstance(chatid, str) or not CHAT_ID.fullmatch(chatid):
        raise WeComError(86001)
    if corp.room(chatid=chatid) is not None:
        raise WeComError(86215)
    name = _name(body) or "群聊"
    members = _members(corp, body.get("userlist"))
    if not LEAST <= len(members) <= MOST:
        raise WeComError(86006)
    owner = members[0]
    if words(body, "owner"):
        owner = _members(corp, [body["owner"]])[0]
        if owner not in members:
            raise WeComError(86207)
    ordered = [owner, *(one for one in members if one != owner)]
    corp.world.add_room(name, ordered, Room(chatid=chatid))
    return {"chatid": chatid}


def update(corp: Corp, call: Call) -> Json:
    _check_range(corp)
    body = call.body
    group = _group(corp, body.get("chatid"))
    group.title = _name(body) or group.title
    gone = set(_members(corp, body.get("del_user_list") or []))
    new = _members(corp, body.get("add_user_list") or [])
    members = [
        *(one for one in group.members if one not in gone),
        *(m for m in new if m not in group.members),
    ]
    if words(body, "owner"):
        owner = _members(corp, [body["owner"]])[0]
        if owner not in members:
            raise WeComError(86207)
        members = [owner, *(one for one in members if one != owner)]
    elif group.members[0] in gone:
        raise WeComError(86005)
    if not LEAST <= len(members) <= MOST:
        raise WeComError(86006)
    group.members = members
    corp.world.changed("people")
    return {}


def get(corp: Corp, call: Call) -> Json:
    group = _group(corp, call.query.get("chatid"))
    people = [corp.world.people[one].member for one in group.members]
    userids = [member.userid for member in people if member is not None]
    assert group.room is not None  # noqa: S101 - found by its chatid
    info = {"chatid": group.room.chatid, "name": group.title, "owner": userids[0], "userlist": userids}
    return {"chat_info": info | {"chat_type": 0}}


def send(corp: Corp, call: Call) -> Json:
    _check_range(corp)
    group = _group(corp, call.body.get("chatid"))
    body = read_body(Channel(corp.media, corp.world.files), call.body, corp.account.name, APPCHAT)
    show(corp, group.id, body)
    return {}


def _check_range(corp: Corp) -> None:
    if corp.troubles.narrow_range:
        raise WeComError(48002)


def _group(corp: Corp, chatid: object) -> Group:
    if not isinstance(chatid, str) or not chatid:
        raise WeComError(86201)
    group = corp.room(chatid=chatid)
    if group is None:
        raise WeComError(86003)
    return group


def _name(body: Json) -> str:
    name = words(body, "name")
    if len(name) > NAME_CHARACTERS:
        raise WeComError(86004)
    return name


def _members(corp: Corp, userids: object) -> list[int]:
    """Ids in the world, each once, in the order given."""
    if not isinstance(userids, list):
        raise WeComError(86204)
    found: dict[int, None] = {}
    for userid in userids:
        person = corp.member(str(userid))
        if person is None:
            raise WeComError(86007, str(userid))
        found[person.id] = None
    return list(found)
