"""What members do: write, send pictures, press cards, open the chat, use its menu."""

from collections.abc import Mapping
from functools import partial

from sandbox.errors import Refused
from sandbox.model import Group, Json, Media, Member, Message, Person
from sandbox.wecom.corp import Corp
from sandbox.wecom.courier import Delivery, xml
from sandbox.wecom.passive import hear
from sandbox.wecom.showing import questions_of

KINDS = {"photo": "image", "voice": "voice", "video": "video"}


def say(corp: Corp, person: Person, text: str) -> tuple[Message, Delivery]:
    if not text.strip():
        raise Refused(400, "消息不能为空")
    message = _post(corp, person.id, person, text)
    return message, _message(corp, person, "text", {"Content": text})


def say_in_group(corp: Corp, group: Group, person: Person, text: str, media: Media | None = None) -> Message:
    """Neither the application nor the robot is told of it."""
    if person.id not in group.members:
        raise Refused(403, f"{person.name} 不在群“{group.title}”里")
    return _post(corp, group.id, person, text, media)


def send_media(corp: Corp, person: Person, media: Media) -> tuple[Message, Delivery | None]:
    """Pictures, voice and video arrive; a document is shown in the chat and the application hears nothing."""
    message = _post(corp, person.id, person, "", media)
    kind = KINDS.get(media.kind)
    if kind is None:
        return message, None
    fields: Json = {"MediaId": corp.media.keep("", kind, media)}
    if kind == "image":
        fields = {"PicUrl": f"http://127.0.0.1/sandbox/{media.file_id}"} | fields
    elif kind == "voice":
        fields |= {"Format": "amr"}
    else:
        fields |= {"ThumbMediaId": corp.media.keep("", "image", media)}
    return message, _message(corp, person, kind, fields)


def send_location(corp: Corp, person: Person, latitude: float, longitude: float, label: str) -> Delivery:
    _post(corp, person.id, person, f"[位置] {label}")
    place = {"Location_X": str(latitude), "Location_Y": str(longitude), "Scale": 15, "Label": label}
    return _message(corp, person, "location", place | {"AppType": "wxwork"})


def enter(corp: Corp, person: Person) -> Delivery:
    """Opens the chat with the application."""
    return _event(corp, person, "enter_agent", {"EventKey": ""})


def use_menu(corp: Corp, person: Person, wanted: str) -> Delivery:
    """``wanted`` is the key, the address or the name of a menu entry.

    Raises:
        Refused: 404 there is no such entry.
    """
    for main in (corp.menu or {}).get("button", []):
        for entry in main.get("sub_button") or [main]:
            if wanted in (entry.get("key"), entry.get("url"), entry["name"]):
                key = entry.get("url") if entry["type"] == "view" else entry.get("key", "")
                return _event(corp, person, entry["type"], {"EventKey": str(key)})
    raise Refused(404, f"菜单里没有“{wanted}”")


def see(corp: Corp, person: Person, *, visible: bool) -> Delivery | None:
    """The visible range is edited; the application hears of it."""
    member = member_of(person)
    before, member.visible = member.visible, visible
    corp.world.changed("people")
    if before == visible:
        return None
    return _event(corp, person, "subscribe" if visible else "unsubscribe", {"EventKey": ""})


def press(
    corp: Corp, person: Person, message: Message, key: str, selected: Mapping[str, list[str]],
    *, stale: bool = False,
) -> Delivery:  # fmt: skip
    """A button, or submit with what was chosen; ``selected`` is question key → option ids."""
    form, card = message.form, card_of(message)
    assert form is not None  # noqa: S101 - said by card_of
    if form.greyed is not None and not stale:
        raise Refused(409, f"卡片 {message.id} 已不能点击")
    form.chosen = _chosen(card, selected)
    items = [{"QuestionKey": key, "OptionIds": {"OptionId": ids}} for key, ids in form.chosen.items() if ids]
    fields: Json = {"SelectedItems": {"SelectedItem": items}} if questions_of(card) else {}
    corp.world.edited(message)
    return _card_event(corp, person, "template_card_event", message, key, fields)


def use_card_menu(corp: Corp, person: Person, message: Message, wanted: str) -> Delivery:
    """An entry of the menu in the card's corner, by key or words."""
    card = card_of(message)
    for action in (card.get("action_menu") or {}).get("action_list", []):
        if wanted in (action["key"], action["text"]):
            return _card_event(corp, person, "template_card_menu_event", message, action["key"], {})
    raise Refused(404, f"卡片 {message.id} 的菜单里没有“{wanted}”")


def card_of(message: Message) -> Json:
    if message.form is None or message.form.msgtype != "template_card" or message.notice is not None:
        raise Refused(404, f"消息 {message.id} 不是卡片")
    return message.form.content


def member_of(person: Person) -> Member:
    if person.member is None:
        raise Refused(409, f"{person.name} 不是企业微信成员")
    return person.member


def _chosen(card: Json, selected: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """By ids or by words; what is preset counts where nothing was chosen."""
    chosen = {}
    for question in questions_of(card):
        key, options = question["question_key"], question["option_list"]
        wanted = selected.get(key)
        if wanted is None:
            preset = question.get("selected_id")
            wanted = [o["id"] for o in options if o.get("is_checked") or o["id"] == preset]
        found = [o["id"] for o in options if o["id"] in wanted or o["text"] in wanted]
        if len(found) < len(wanted):
            raise Refused(404, f"“{question.get('title') or key}”没有这些选项：{'、'.join(wanted)}")
        if question.get("mode") != 1 and len(found) > 1:
            raise Refused(400, f"“{question.get('title') or key}”只能选一项")
        chosen[key] = found
    return chosen


def _post(corp: Corp, chat_id: int, person: Person, text: str, media: Media | None = None) -> Message:
    message = Message(0, chat_id, person.id, corp.clock.timestamp(), text, media=media)
    return corp.world.post(message)


def _card_event(corp: Corp, person: Person, event: str, message: Message, key: str, more: Json) -> Delivery:
    form, card = message.form, card_of(message)
    assert form is not None  # noqa: S101 - said by card_of
    sent = corp.sent[form.msgid]
    code = corp.new_code(form.msgid)
    fields = {
        "EventKey": key,
        "TaskId": sent.task_id,
        "CardType": card["card_type"],
        "ResponseCode": code,
    }
    return _event(corp, person, event, fields | more, message, code)


def _message(corp: Corp, person: Person, kind: str, fields: Json) -> Delivery:
    msg_id = corp.new_msg_id()
    return _tell(corp, person, kind, msg_id, {"MsgType": kind} | fields | {"MsgId": int(msg_id)})


def _event(
    corp: Corp, person: Person, event: str, fields: Json, card: Message | None = None, code: str = ""
) -> Delivery:
    return _tell(corp, person, event, "", {"MsgType": "event", "Event": event} | fields, card, code)


def _tell(
    corp: Corp,
    person: Person,
    kind: str,
    msg_id: str,
    fields: Json,
    card: Message | None = None,
    code: str = "",
) -> Delivery:
    head = {
        "ToUserName": corp.account.corp_id,
        "FromUserName": member_of(person).userid,
        "CreateTime": corp.clock.timestamp(),
    }
    inner = xml(head | fields | {"AgentID": corp.account.agent_id})
    delivery = Delivery(0, person.id, kind, msg_id)
    return corp.courier.post(delivery, inner, partial(hear, corp, card=card, code=code))
