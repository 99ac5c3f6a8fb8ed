"""How names and codes are compared: without signs, width and case, and without words that half the ledger shares."""

from __future__ import annotations

import re
import unicodedata

_NOISE = re.compile(r"[\s()（）\[\]【】《》<>〈〉“”\"'‘’·,，.。、;；:：!！?？/\\|—–_-]+")
_GENERIC = re.compile(
    r"有限责任公司|股份有限公司|有限公司|建设项目|产业园区?|工业园区?|项目|公司|集团|基地|工程|园区|的"
)
"""Words that half the ledger shares: they never make a project the one that was meant."""


def bare(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


def tails(code: str) -> set[str]:
    """ZS-2025-101 is also asked for as 101 and 2025-101."""
    parts = [part for part in re.split(r"[^0-9A-Za-z]+", code) if part]
    return {"".join(parts[at:]).lower() for at in range(1, len(parts))}


def words(wanted: str) -> list[str]:
    """Without generic words, unless nothing else was said."""
    written = [bare(word) for word in unicodedata.normalize("NFKC", wanted).split()]
    telling = [word for word in map(_telling, written) if word]
    return telling or [word for word in written if word]


def _telling(word: str) -> str:
    return _GENERIC.sub("", word)
