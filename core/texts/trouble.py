"""What somebody must change before a chat service works again (配置问题)."""

from __future__ import annotations

from core.chat import Card
from core.texts.catalogue import say

NAMES = {
    60020: "untrusted",
    40001: "credentials",
    40013: "credentials",
    40091: "credentials",
    41001: "credentials",
    40056: "agent",
    48006: "agent",
    50003: "agent",
    301002: "agent",
    48002: "range",
    43012: "callback",
    93000: "robot",
    93001: "robot",
    93004: "robot",
    93008: "robot",
}
"""WeCom's numbers. Source: its global error codes, https://developer.work.weixin.qq.com/document/path/90313"""


CLOSED = frozenset({"close_inactive_agent", "low_active"})


def notice(name: str) -> Card:
    """What WeCom has announced or done for want of use."""
    return Card(say("trouble.closed" if name in CLOSED else "trouble.inactive"))


def remedy(number: int, address: str) -> str:
    """What to do; empty for a number that needs nothing changed. ``address``: of this machine, where it matters."""
    name = NAMES.get(number)
    return say(f"trouble.{name}", address=address) if name else ""


def trouble(number: int, address: str) -> Card:
    return Card("\n".join(filter(None, [say("trouble.head", number=number), remedy(number, address)])))
