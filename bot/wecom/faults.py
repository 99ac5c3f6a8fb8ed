"""WeCom's numbers as ours: what a refusal means for the letter, for the token, and for the office.

Source: WeCom, "Global error codes" and their remedies, read 2026-11; only the numbers count, the words of
``errmsg`` change. https://developer.work.weixin.qq.com/document/path/90313
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from core.errors import AppError, Doubtful, SendFailed, TooFast, TryLater, Undeliverable, Unreachable


class Class(StrEnum):
    """What to do about a number."""

    REFRESH = "refresh"  # the token: fetch once, try once more
    LATER = "later"
    TOO_FAST = "too_fast"
    UNREACHABLE = "unreachable"  # the person
    CONFIGURATION = "configuration"  # somebody must change something in WeCom or in our settings
    MEDIA = "media"  # an uploaded file has expired
    TAKEN = "taken"  # this very card was accepted before
    TOO_LATE = "too_late"  # the card or message cannot be changed any more
    UNDELIVERABLE = "undeliverable"


UNTIL_MENDED = timedelta(minutes=15)
MINUTE = timedelta(seconds=60)  # a block lasts as long as the window that was overrun
_CLASSES: dict[Class, tuple[int, ...]] = {
    Class.REFRESH: (40014, 42001),
    Class.LATER: (-1, 45033, 45035, 45036, 6000),
    Class.TOO_FAST: (45009,),
    Class.UNREACHABLE: (81013, 60111, 40003, 46004, 60011, 60021, 50002, 92000),
    Class.CONFIGURATION: (
        60020, 40001, 40013, 40056, 40091, 41001, 43012, 48002, 48006, 50003, 301002, 93000, 93001, 93004, 93008,
    ),
    Class.MEDIA: (40007, 40145),
    Class.TAKEN: (42014,),
    Class.TOO_LATE: (60140, 42052),
}  # fmt: skip
CLASSES = {number: kind for kind, numbers in _CLASSES.items() for number in numbers}
UNTRUSTED_ADDRESS = 60020
WRONG_SECRET = frozenset({40001, 40091, 40013})
"""Asking for a token again and again with these gets the machine's address blocked for an hour."""
_FROM = re.compile(r"from ip:?\s*([0-9A-Fa-f.:]+)")


@dataclass(eq=False)
class WeComRefused(AppError):
    """WeCom answered with a number that is not 0. ``said`` carries no secret."""

    number: int
    said: str = ""

    @property
    def kind(self) -> Class:
        return CLASSES.get(self.number, Class.UNDELIVERABLE)

    @property
    def address(self) -> str:
        """The address of this machine as WeCom sees it, if it says so (60020)."""
        found = _FROM.search(self.said)
        return found.group(1).rstrip(".") if found and self.number == UNTRUSTED_ADDRESS else ""

    def __str__(self) -> str:
        return f"{self.number} {self.said}".strip()


class WeComAway(AppError):
    """No answer or no sensible one. ``left``: the request may have arrived."""

    def __init__(self, reason: str, *, left: bool) -> None:
        super().__init__(reason)
        self.left = left


def for_letter(fault: WeComRefused | WeComAway, chat: str = "") -> SendFailed:
    """What this means for the letter that was to leave to ``chat``. A group's robot has a limit of its own."""
    if isinstance(fault, WeComAway):
        return Doubtful(str(fault)) if fault.left else TryLater(reason=str(fault))
    match fault.kind:
        case Class.TOO_FAST:
            return TooFast(MINUTE, str(fault), whole_bot=":" not in chat)
        case Class.LATER:
            return TryLater(reason=str(fault))
        case Class.REFRESH | Class.CONFIGURATION:  # nothing is wrong with the letter
            return TryLater(UNTIL_MENDED, str(fault))
        case Class.UNREACHABLE:
            return Unreachable(str(fault))
        case _:
            return Undeliverable(str(fault))
