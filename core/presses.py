"""What a button carries: a version, a verb and ids; at most 64 bytes, never words.

The data travels through the person's client and can be forged, so it grants nothing: every
press is checked against today's state, the person and his rights when it arrives.

Source: Bot API, InlineKeyboardButton.callback_data, 1-64 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import StaleButton

VERSION = "1"
LIMIT = 64  # bytes
LARGEST_ID = 2**31 - 1
"""PostgreSQL fails on a larger one where it looks for a row; nothing that has a button is ever numbered higher."""


@dataclass(frozen=True, slots=True)
class Press:
    verb: str
    args: tuple[str, ...]

    def number(self, index: int) -> int:
        """The ``index``-th argument as an id.

        Raises:
            StaleButton: it is missing, no number, or larger than any id.
        """
        text = self.word(index)
        if not text.isascii() or not text.isdigit() or len(text) > 10 or int(text) > LARGEST_ID:
            raise StaleButton
        return int(text)

    def word(self, index: int) -> str:
        """The ``index``-th argument.

        Raises:
            StaleButton: it is missing.
        """
        if index >= len(self.args):
            raise StaleButton
        return self.args[index]


def encode(verb: str, *args: int | str) -> str:
    """Data for a button.

    Raises:
        ValueError: longer than 64 bytes, or a part contains the separator.
    """
    data = f"{VERSION}:{verb}"
    for one in args:
        data += f":{one}"
    if data.count(":") != len(args) + 1 or len(data.encode()) > LIMIT:
        raise ValueError(data)
    return data


def decode(data: str) -> Press:
    """The press behind ``data``.

    Raises:
        StaleButton: another version, or nothing of ours.
    """
    version, _, rest = data.partition(":")
    verb, *args = rest.split(":")
    if version != VERSION or not verb:
        raise StaleButton
    return Press(verb, tuple(args))
