"""The envelope of a message: for whom, and how WeCom knows that a repetition is one.

Two equal sentences of different letters must both arrive, a repeated letter only once. WeCom compares whole
requests, so a letter's own interval is what makes its requests its own.

Source: WeCom, "Sending application messages": enable_duplicate_check, duplicate_check_interval up to 4 h.
https://developer.work.weixin.qq.com/document/path/90236
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from core.delivery.model import POLICIES, REPEATABLE_FOR, Letter

LONGEST_CHECK = 14_400  # seconds
SHARES = 600  # how many intervals there are, all longer than we may repeat


def message_id(key: str) -> str:
    """Our own id of a card, the same in every attempt: its task_id (letters and digits, never used again)."""
    return f"d{hashlib.sha256(key.encode()).hexdigest()[:40]}"


def enveloped(
    letter: Letter, agent_id: int, msgtype: str, content: dict[str, Any], part: int = 0
) -> dict[str, Any]:
    """``part``: which of the letter's messages this is, for two of them may say the same."""
    return {
        "touser": letter.to.chat,
        "msgtype": msgtype,
        "agentid": agent_id,
        msgtype: content,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": interval(letter, part),
    }


def interval(letter: Letter, part: int = 0) -> int:
    """Seconds, longer than this kind of letter is ever repeated; differs from letter to letter."""
    within = min(POLICIES[letter.kind].resend_within, REPEATABLE_FOR)
    base = int(within.total_seconds()) + 60
    return min(LONGEST_CHECK, base + (zlib.crc32(letter.key.encode()) + part) % SHARES)
