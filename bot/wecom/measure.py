"""Texts measured in bytes, as WeCom counts them, cut where a reader would cut.

Source: WeCom, "Sending application messages": text up to 2048 bytes, the rest is cut off.
https://developer.work.weixin.qq.com/document/path/90236
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

TEXT_LIMIT = 2000  # bytes of 2048
# Marks that turn the direction of writing: with them a name can pose as another. ASVS 5.0, 1.3.5.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSENDABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]"
)  # JSON would write them as \\u…, which WeCom refuses
_MARKUP = re.compile(r"<(?=\s*/?\s*a\b|@)", re.IGNORECASE)
_JOINS = "\u200d\ufe0e\ufe0f"
_RULE = re.compile(r"\|[\s:|-]+\|")


def plain(text: str) -> str:
    """Without bidi controls, and with no link or mention that somebody wrote into a name or a sentence."""
    return _MARKUP.sub("＜", _UNSENDABLE.sub("", _BIDI.sub("", text.replace("\r\n", "\n"))))


def size(text: str) -> int:
    return len(text.encode())


def clip(text: str, most: int) -> str:
    """At most ``most`` characters; what is cut ends in an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def split(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Pieces of at most ``limit`` bytes, together the whole text.

    Cut between lines, a table's later pieces begin with its head again; a line that is too long is cut
    between characters as people see them.
    """
    pieces: list[str] = []
    current = head = ""
    for line in text.split("\n"):
        head = _head(head, current, line)
        rest = line
        while size(rest) > limit:  # too long for any piece: it fills this one
            room = limit - size(current) - 1 if current else limit
            cut = _cut(rest, room) if room > limit // 4 else 0
            pieces.append(_joined(current, rest[:cut]) if cut else current)
            current, rest = "", rest[cut:]
        if size(_joined(current, rest)) > limit:
            pieces.append(current)
            again = f"{head}\n{rest}"
            current = again if head and rest not in head and size(again) <= limit else rest
        else:
            current = _joined(current, rest)
    return [piece for piece in (*pieces, current) if piece.strip()]


def _joined(before: str, line: str) -> str:
    return f"{before}\n{line}" if before else line


def _head(head: str, before: str, line: str) -> str:
    """The two first lines of the table in which ``line`` stands, or empty."""
    if not line.startswith("|"):
        return ""
    if _RULE.fullmatch(line.strip()):
        return f"{before.rpartition(chr(10))[2]}\n{line}"
    return head


def _cut(line: str, limit: int) -> int:
    """How many characters fit without taking one apart that is put together of several."""
    fits = len(line.encode()[:limit].decode(errors="ignore"))
    cut = fits
    while cut > 1 and _belongs(line, cut):
        cut -= 1
    return cut if cut > 1 else fits


def _belongs(line: str, at: int) -> bool:
    """Whether the character at ``at`` is part of the one before it."""
    this, before = line[at], line[at - 1]
    if unicodedata.combining(this) or this in _JOINS or before == "\u200d":
        return True
    flags = sum(1 for _ in _flags_before(line, at))
    return "\U0001f3fb" <= this <= "\U0001f3ff" or (_is_flag(this) and flags % 2 == 1)


def _flags_before(line: str, at: int) -> Iterator[str]:
    while at and _is_flag(line[at - 1]):
        at -= 1
        yield line[at]


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
