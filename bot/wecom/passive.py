"""What the answer to a press may carry: the card as it looks now, for the one who pressed.

It changes the card in the same breath as the press, without a call. Whether WeCom took it nobody hears, so the
same change goes through the API, too; a code that is used up by then means that this was quicker.

Source: WeCom, "Passive replies", update_template_card, read 2026-11: names as in JSON, each word with a capital;
lists are repeated elements. https://developer.work.weixin.qq.com/document/path/90241
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from bot.wecom.crypto import Seal

Template: TypeAlias = Mapping[str, Any]
PATIENCE = 0.4  # seconds after the commit; what comes later goes through the API alone
_NAMES = {"keyname": "KeyName", "checkbox": "CheckBox", "userid": "UserId"}
_NOT_HERE = frozenset({"task_id"})


class Waiting:
    """Presses whose callback is still open, by their codes."""

    def __init__(self) -> None:
        self._open: dict[str, asyncio.Future[Template | None]] = {}

    @contextlib.contextmanager
    def expecting(self, code: str) -> Iterator[asyncio.Future[Template | None]]:
        """The card that answers the press with this code, if it comes in time; None: there will be none."""
        future: asyncio.Future[Template | None] = asyncio.get_running_loop().create_future()
        self._open[code] = future
        try:
            yield future
        finally:
            if self._open.get(code) is future:
                del self._open[code]

    def offer(self, code: str, template: Template) -> bool:
        """Whether the callback that brought this code is still open; it is answered with this card then."""
        future = self._open.get(code)
        if future is None or future.done() or not is_sayable(template):
            return False
        future.set_result(template)
        return True

    def over(self, code: str) -> None:
        """The press is dealt with; no card comes any more."""
        future = self._open.get(code)
        if future is not None and not future.done():
            future.set_result(None)


def update_of(template: Template, user: str, corp: str, now: datetime) -> bytes:
    """The inner XML that changes the card for ``user``."""
    head = f"<ToUserName>{escape(user)}</ToUserName><FromUserName>{escape(corp)}</FromUserName>"
    head += f"<CreateTime>{int(now.timestamp())}</CreateTime><MsgType>update_template_card</MsgType>"
    return f"<xml>{head}<TemplateCard>{_xml(template)}</TemplateCard></xml>".encode()


def sealed(seal: Seal, inner: bytes, random16: bytes, nonce: str, now: datetime) -> bytes:
    """The outer XML; ``nonce`` of our own choice."""
    encrypted, stamp = seal.seal(inner, random16), str(int(now.timestamp()))
    signature = seal.sign(stamp, nonce, encrypted)
    return (
        f"<xml><Encrypt>{encrypted}</Encrypt><MsgSignature>{signature}</MsgSignature>"
        f"<TimeStamp>{stamp}</TimeStamp><Nonce>{nonce}</Nonce></xml>"
    ).encode()


def is_sayable(template: Template) -> bool:
    """Buttons that are links are not among what such an answer may hold."""
    return not any("url" in button for button in template.get("button_list", ()))


def _xml(values: Template) -> str:
    return "".join(
        f"<{_name(key)}>{_inner(one)}</{_name(key)}>"
        for key, value in values.items()
        if key not in _NOT_HERE
        for one in (value if isinstance(value, list) else [value])
    )


def _inner(value: Any) -> str:
    if isinstance(value, Mapping):
        return _xml(value)
    return str(value).lower() if isinstance(value, bool) else escape(str(value))


def _name(key: str) -> str:
    return _NAMES.get(key) or "".join(word.capitalize() for word in key.split("_"))
