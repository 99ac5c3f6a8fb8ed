"""The menu under the chat [90231]: the same for everybody."""

from sandbox.model import Json
from sandbox.wecom.call import Call
from sandbox.wecom.cards import words
from sandbox.wecom.corp import Corp
from sandbox.wecom.errors import WeComError

MAIN_BYTES, SUB_BYTES, KEY_BYTES, URL_BYTES = 16, 40, 128, 1024
TYPES = {
    "click", "view", "scancode_push", "scancode_waitmsg", "pic_sysphoto", "pic_photo_or_album", "pic_weixin",
    "location_select", "view_miniprogram",
}  # fmt: skip


def create(corp: Corp, call: Call) -> Json:
    _check_agent(corp, call)
    buttons = call.body.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise WeComError(40016)
    for button in buttons:
        _check_main(button)
    corp.menu = {"button": buttons}
    corp.world.changed("people")
    return {}


def get(corp: Corp, call: Call) -> Json:
    _check_agent(corp, call)
    if corp.menu is None:
        raise WeComError(46003)
    return dict(corp.menu)


def delete(corp: Corp, call: Call) -> Json:
    _check_agent(corp, call)
    corp.menu = None
    corp.world.changed("people")
    return {}


def _check_agent(corp: Corp, call: Call) -> None:
    agent = call.query.get("agentid", "")
    if not agent.isdigit():
        raise WeComError(40056)
    if int(agent) != corp.account.agent_id:
        raise WeComError(301002)


def _check_main(button: object) -> None:
    if not isinstance(button, dict):
        raise WeComError(40016)
    _check_bytes(words(button, "name"), MAIN_BYTES, 40018)
    subs = button.get("sub_button")
    if not subs:
        _check_act(button)
        return
    if not isinstance(subs, list) or len(subs) > 5:
        raise WeComError(40023)
    for sub in subs:
        if not isinstance(sub, dict):
            raise WeComError(40023)
        if sub.get("sub_button"):
            raise WeComError(40022)
        _check_bytes(words(sub, "name"), SUB_BYTES, 40025)
        _check_act(sub)


def _check_act(button: Json) -> None:
    kind = button.get("type")
    if kind not in TYPES:
        raise WeComError(40017)
    if kind == "view":
        _check_bytes(words(button, "url"), URL_BYTES, 40020)
    else:
        _check_bytes(words(button, "key"), KEY_BYTES, 40019)


def _check_bytes(value: str, most: int, code: int) -> None:
    if not value or len(value.encode()) > most:
        raise WeComError(code)
