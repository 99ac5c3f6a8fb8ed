"""What the server accepts as ``reply_markup``."""

import re
from typing import Any

from sandbox.errors import ApiError, bad_request
from sandbox.model import Json

MAX_ROW = 8
MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
MAX_MARKUP_BYTES = 10_240
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
)  # fmt: skip


def checked_keyboard(value: Any) -> Json | None:
    """The keyboard as it will be stored; None if there is none.

    Raises:
        ApiError: 400 for any shape or size the real server refuses.
    """
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in value:
        return value or None
    rows = value["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array of Arrays')
    kept = [[_checked_button(button) for button in row] for row in rows if row]
    _check_size(kept)
    return {"inline_keyboard": kept} if kept else None


def _check_size(rows: list[list[Json]]) -> None:
    count = sum(len(row) for row in rows)
    size = sum(len(str(value).encode()) for row in rows for button in row for value in button.values())
    wide = any(len(row) > MAX_ROW for row in rows)
    if count > MAX_BUTTONS or wide or size > MAX_MARKUP_BYTES:
        raise bad_request("reply markup is too long")


def _checked_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unreadable("expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unreadable('field "text" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text can't be empty")
    if not any(action in button for action in ACTIONS):
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        _check_data(button["callback_data"])
    if "url" in button:
        _check_url(button["url"])
    return dict(button)


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    if not isinstance(url, str) or not re.match(r"(https?|tg)://\S+$", url):
        raise bad_request("BUTTON_URL_INVALID")


def _unreadable(why: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {why}")
