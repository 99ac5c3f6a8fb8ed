"""What the answer to a callback may carry [90241]: words, or a change of the card that was pressed."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sandbox.model import Form, Json, Message
from sandbox.wecom.corp import Corp
from sandbox.wecom.courier import Delivery
from sandbox.wecom.crypto import Unreadable, fits, unseal
from sandbox.wecom.errors import WeComError
from sandbox.wecom.forms import TEXT_BYTES, Body, cut
from sandbox.wecom.sending import show
from sandbox.wecom.updating import apply_change, read_change

LISTS = {
    "horizontal_content_list", "vertical_content_list", "jump_list", "button_list", "option_list",
    "select_list", "action_list",
}  # fmt: skip
NAMES = {
    "KeyName": "keyname", "AppId": "appid", "Appid": "appid", "PagePath": "pagepath", "MediaId": "media_id",
    "UserId": "userid", "CheckBox": "checkbox", "Checkbox": "checkbox",
}  # fmt: skip
WHOLE = {"type", "style", "mode", "desc_color"}
FLAGS = {"disable", "is_checked"}
SILENT = {
    "unsubscribe",
    "scancode_push",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
}
UPDATES = {"update_button", "update_template_card"}


class Ignored(Exception):
    """The service would not act on it; the words say why."""


def hear(corp: Corp, delivery: Delivery, content: bytes, card: Message | None, code: str) -> str:
    """Carry out a passive answer and say what it was; "" for none."""
    if not content.strip() or content.strip() == b"success":
        return ""
    try:
        return _carry_out(corp, delivery, _opened(corp, content), card, code)
    except Ignored as why:
        return f"ignored: {why}"
    except (Unreadable, WeComError) as why:
        return f"broken: {why}"


def _opened(corp: Corp, content: bytes) -> Json:
    outer, account = _parsed(content), corp.account
    values = [outer.findtext(name, "") for name in ("MsgSignature", "TimeStamp", "Nonce", "Encrypt")]
    signature, timestamp, nonce, encrypt = values
    if not fits(signature, account.token, timestamp, nonce, encrypt):
        raise Unreadable("signature")
    inner = _parsed(unseal(encrypt, account.corp_id, account.aes_key).encode())
    return dict(_fields(inner))


def _parsed(content: bytes) -> Element:
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException):
        raise Unreadable("XML") from None


def _fields(element: Element) -> Iterator[tuple[str, object]]:
    """Names as JSON has them; lists are repeated siblings."""
    lists: dict[str, list[object]] = {}
    for child in element:
        name = NAMES.get(child.tag) or re.sub(r"(?<!^)(?=[A-Z])", "_", child.tag).lower()
        value: object = dict(_fields(child)) if len(child) else _typed(name, child.text or "")
        if name in LISTS:
            lists.setdefault(name, []).append(value)
        else:
            yield name, value
    yield from lists.items()


def _typed(name: str, text: str) -> object:
    if name in FLAGS:
        return text.strip().lower() in ("true", "1")
    return int(text) if name in WHOLE and text.strip().isdigit() else text


def _carry_out(corp: Corp, delivery: Delivery, said: Json, card: Message | None, code: str) -> str:
    person = corp.world.people[delivery.person_id]
    kind = said.get("msg_type")
    if person.member is None or said.get("to_user_name") != person.member.userid:
        raise Ignored("ToUserName is not the member")
    if said.get("from_user_name") != corp.account.corp_id:
        raise Ignored("FromUserName is not the corp")
    if delivery.kind in SILENT:
        raise Ignored(f"{delivery.kind} takes no answer")
    if kind in UPDATES:
        _update(corp, said, card, code)
        return str(kind)
    if kind != "text":
        raise Ignored(f"MsgType {kind}")
    content = str(said.get("content", ""))
    shown = cut(content, TEXT_BYTES)
    form = Form("text", {"content": shown}, corp.account.name, cut=shown != content, passive=True)
    show(corp, person.id, Body(form))
    return "text"


def _update(corp: Corp, said: Json, card: Message | None, code: str) -> None:
    """Only the card of the one who pressed; it uses the response_code up."""
    if card is None:
        raise Ignored("no card was pressed")
    known = corp.codes[code]
    if known.used:
        raise Ignored("the response_code was used")
    named = {"template_card": said.get("template_card"), "button": said.get("button") or {}}
    apply_change(corp, card, read_change(named))
    known.used = True
