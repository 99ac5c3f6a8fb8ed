"""把A改成B: part of a draft in other words, for whoever does not want to send all of it again. Pure."""

from __future__ import annotations

import re

from core.errors import BadArgument

SHORT = 200
"""Characters; a longer message is the whole text, whatever words are in it."""
_CHANGE = re.compile(
    r"(?:请?[把将])?\s*[“\"「]?(?P<old>.+?)[”\"」]?\s*(?:改成|改为|换成|=>|→)\s*[“\"「]?(?P<new>.*?)[”\"」]?"
)


def amended(text: str, said: str) -> str:
    """The text with what was asked for changed wherever it stands; else what was said, as the whole text.

    Raises:
        BadArgument: a short sentence that asks for a change of words that the text does not have.
    """
    wanted = said.strip()
    found = _CHANGE.fullmatch(wanted) if len(wanted) <= SHORT else None
    if found is None:
        return said
    if found["old"] not in text:
        raise BadArgument("wording")
    return text.replace(found["old"], found["new"])
