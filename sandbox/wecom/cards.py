"""What a template card may look like [90236, 94888, 99110]; the errcodes are those of [90313]."""

import re
from collections.abc import Callable

from sandbox.model import Json
from sandbox.wecom.errors import WeComError

INTERACTIVE = {"button_interaction", "vote_interaction", "multiple_interaction"}
NOTICES = {"text_notice", "news_notice"}
TASK = re.compile(r"[0-9A-Za-z_@-]+")
KEY_BYTES, ID_BYTES = 1024, 128


def check_card(card: object, *, updating: bool = False, robot: bool = False) -> Json:
    """The card as it is, if the service takes it. In an update task_id may be left out.

    Raises:
        WeComError: what is wrong with it.
    """
    if not isinstance(card, dict) or not card:
        raise WeComError(40063, "template_card")
    kind = card.get("card_type")
    if kind not in (NOTICES if robot else NOTICES | INTERACTIVE):
        raise WeComError(42031)
    if robot and ("action_menu" in card or "task_id" in card):
        raise WeComError(40058, "not for a webhook: action_menu, task_id")
    _check_shared(card)
    KINDS[kind](card)
    if calls_back(card) and not (updating and "task_id" not in card):
        _check_task(card)
    return card


def calls_back(card: Json) -> bool:
    """Interactive cards, and notices with a menu in their corner."""
    return card["card_type"] in INTERACTIVE or bool(card.get("action_menu"))


def _check_task(card: Json) -> None:
    task = card.get("task_id")
    if not isinstance(task, str) or not TASK.fullmatch(task) or len(task) > ID_BYTES:
        raise WeComError(42014)


def _check_shared(card: Json) -> None:
    _check_horizontal(items(card, "horizontal_content_list", 6, 42035))
    for jump in items(card, "jump_list", 3, 42042):
        if not words(jump, "title"):
            raise WeComError(42033)
        _check_link(jump)
    if "card_action" in card:
        _check_link(part(card, "card_action"))
    if "quote_area" in card:
        _check_link(part(card, "quote_area"))
    menu = part(card, "action_menu")
    if menu:
        actions = items(menu, "action_list", 3, 40058)
        keys = [action.get("key") for action in actions]
        if not actions or len(set(map(str, keys))) < len(keys):
            raise WeComError(42051)
        for action in actions:
            if not words(action, "text"):
                raise WeComError(42020)
            _check_key(action.get("key"))


def _check_horizontal(rows: list[Json]) -> None:
    needed = {1: ("url", 42028), 2: ("media_id", 42029), 3: ("userid", 42050)}
    for row in rows:
        if not words(row, "keyname"):
            raise WeComError(42027)
        name, code = needed.get(row.get("type", 0), ("keyname", 42027))
        if not words(row, name):
            raise WeComError(code)


def _check_link(link: Json) -> None:
    if link.get("type") == 1 and not words(link, "url"):
        raise WeComError(42028)
    if link.get("type") == 2 and not words(link, "appid"):
        raise WeComError(42030)


def _check_text_notice(card: Json) -> None:
    if not words(part(card, "main_title"), "title") and not words(card, "sub_title_text"):
        raise WeComError(41016, "main_title.title or sub_title_text")
    _check_action(card)


def _check_news_notice(card: Json) -> None:
    _check_title(card)
    _check_action(card)
    image = part(card, "card_image")
    if not image and not part(card, "image_text_area"):
        raise WeComError(42044)
    if image and not words(image, "url"):
        raise WeComError(42044)
    if not 1.3 <= float(image.get("aspect_ratio") or 1.3) <= 2.25:
        raise WeComError(40058, "card_image.aspect_ratio")
    for row in items(card, "vertical_content_list", 4, 42036):
        if not words(row, "title"):
            raise WeComError(42033)


def _check_button_interaction(card: Json) -> None:
    _check_title(card)
    buttons = items(card, "button_list", 6, 40058)
    if not buttons:
        raise WeComError(40058, "button_list")
    keys = [button.get("key") for button in buttons if button.get("type", 0) == 0]
    if len(set(map(str, keys))) < len(keys):
        raise WeComError(42018)
    for button in buttons:
        if not words(button, "text"):
            raise WeComError(42038)
        if button.get("type", 0) == 1:
            if not words(button, "url"):
                raise WeComError(42028)
        else:
            _check_key(button.get("key"), 42039)
    if "button_selection" in card:
        _check_question(part(card, "button_selection"), 10)


def _check_vote_interaction(card: Json) -> None:
    _check_title(card)
    box = part(card, "checkbox")
    _check_question(box, 20)
    if box.get("mode", 0) not in (0, 1):
        raise WeComError(40058, "checkbox.mode")
    _check_submit(card)


def _check_multiple_interaction(card: Json) -> None:
    _check_title(card)
    questions = items(card, "select_list", 3, 42047)
    keys = [str(question.get("question_key")) for question in questions]
    if not questions:
        raise WeComError(42047)
    if len(set(keys)) < len(keys):
        raise WeComError(42043)
    for question in questions:
        _check_question(question, 10)
    _check_submit(card)


def _check_question(question: Json, most: int) -> None:
    key = words(question, "question_key")
    if not key or len(key.encode()) > KEY_BYTES:
        raise WeComError(42043)
    options = items(question, "option_list", most, 42037)
    ids = [str(option.get("id")) for option in options]
    if not options:
        raise WeComError(42037)
    if len(set(ids)) < len(ids):
        raise WeComError(42040)
    for option in options:
        if not words(option, "id") or len(str(option["id"]).encode()) > ID_BYTES:
            raise WeComError(42040)
        if not words(option, "text"):
            raise WeComError(42041)


def _check_submit(card: Json) -> None:
    button = part(card, "submit_button")
    if not words(button, "text"):
        raise WeComError(42049)
    _check_key(button.get("key"), 42046)


def _check_key(key: object, code: int = 42018) -> None:
    if not isinstance(key, str) or not key or len(key.encode()) > KEY_BYTES:
        raise WeComError(code)


def _check_title(card: Json) -> None:
    if not words(part(card, "main_title"), "title"):
        raise WeComError(41016, "main_title.title")


def _check_action(card: Json) -> None:
    if part(card, "card_action").get("type") not in (1, 2):
        raise WeComError(42045)


def part(card: Json, name: str) -> Json:
    """An object inside; missing is empty.

    Raises:
        WeComError: 40058 something else stands there.
    """
    found = card.get(name) or {}
    if not isinstance(found, dict):
        raise WeComError(40058, name)
    return found


def items(card: Json, name: str, most: int, code: int) -> list[Json]:
    found = card.get(name) or []
    if not isinstance(found, list) or len(found) > most or not all(isinstance(one, dict) for one in found):
        raise WeComError(code)
    return found


def words(card: Json, name: str) -> str:
    value = card.get(name)
    return value if isinstance(value, str) else ""


KINDS: dict[str, Callable[[Json], None]] = {
    "text_notice": _check_text_notice,
    "news_notice": _check_news_notice,
    "button_interaction": _check_button_interaction,
    "vote_interaction": _check_vote_interaction,
    "multiple_interaction": _check_multiple_interaction,
}
