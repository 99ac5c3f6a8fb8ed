"""Robots in groups [99110]: webhook/send and webhook/upload_media, the key being all one needs."""

from sandbox.model import Form, Group, Json
from sandbox.wecom.call import Call
from sandbox.wecom.corp import Corp
from sandbox.wecom.errors import WeComError
from sandbox.wecom.forms import ROBOT, ROBOT_MARKDOWN_BYTES, Channel, read_body
from sandbox.wecom.sending import show

NAME = "督办机器人"


def send(corp: Corp, call: Call) -> Json:
    group, key = _group(corp, call)
    channel = Channel(corp.media, corp.world.files, key, ROBOT_MARKDOWN_BYTES, robot=True)
    body = read_body(channel, call.body, NAME, ROBOT)
    if not corp.meters.admit_robot(key):
        raise WeComError(45009)
    _mention(corp, body.form)
    show(corp, group.id, body)
    return {}


def upload_media(corp: Corp, call: Call) -> Json:
    _, key = _group(corp, call)
    return corp.media.take(key, call.query.get("type", ""), call.upload)


def _group(corp: Corp, call: Call) -> tuple[Group, str]:
    key = call.query.get("key", "")
    group = corp.room(key=key)
    if group is None or group.room is None:
        raise WeComError(93000)
    if group.room.stopped:
        raise WeComError(93004)
    return group, key


def _mention(corp: Corp, form: Form) -> None:
    """The client writes the names of those who are called at the end of the text."""
    if form.msgtype != "text":
        return
    called = form.content.get("mentioned_list") or []
    names = []
    for userid in called:
        person = corp.member(str(userid))
        names.append("所有人" if userid == "@all" else person.name if person else str(userid))
    if names:
        said = "".join(f" @{name}" for name in names)
        form.content = form.content | {"content": form.content["content"] + said}
