"""How a card looks in Telegram: HTML text and a keyboard."""

from __future__ import annotations

import html
import re

from core.chat import Button, Card, Rows

TEXT_LIMIT = 4096  # UTF-16 units after parsing. Source: Bot API, sendMessage
CAPTION_LIMIT = 1024  # likewise, sendDocument
# Marks that turn the direction of writing: with them a name can pose as another. ASVS 5.0, 1.3.5.
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def units(text: str) -> int:
    """Length as Telegram counts it: characters outside the basic plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """The longest beginning of ``text`` with at most ``limit`` units."""
    if units(text) <= limit:
        return text
    kept = text[:limit]
    while units(kept) > limit:
        kept = kept[: -max(1, (units(kept) - limit) // 2)]
    return kept


def fitted(card: Card, limit: int, note: str) -> tuple[str, str]:
    """Title and text without bidi controls; text that is too long ends in ``note``."""
    title = cut(BIDI.sub("", card.title), limit // 2)
    text = BIDI.sub("", card.text)
    room = limit - units(title) - 1
    if units(text) > room:
        text = cut(text, room - units(note) - 1).rstrip() + "\n" + note
    return title, text


def as_html(title: str, text: str) -> str:
    plain = html.escape(text, quote=False)
    if not title:
        return plain
    bold = f"<b>{html.escape(title, quote=False)}</b>"
    return f"{bold}\n{plain}" if plain else bold


def as_plain(title: str, text: str) -> str:
    return f"{title}\n{text}" if title and text else title or text


def keyboard(rows: Rows) -> dict[str, list[list[dict[str, str]]]] | None:
    """Bot API, InlineKeyboardMarkup; None takes the keyboard away."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]} if rows else None


def _button(button: Button) -> dict[str, str]:
    label = BIDI.sub("", button.label)
    return {"text": label, "url": button.url} if button.url else {"text": label, "callback_data": button.data}
