"""Telegram's speed limits, counted exactly in sliding windows of real (monotonic) time."""

import math
from collections import deque
from dataclasses import dataclass, field
from time import monotonic

STRICT_PER_SECOND = 30


class Window:
    """Moments of the last ``length`` seconds; ``worst`` is the most it ever held at once."""

    __slots__ = ("length", "moments", "worst")

    def __init__(self, length: float) -> None:
        self.length = length
        self.moments: deque[float] = deque()
        self.worst = 0

    def count(self, now: float) -> int:
        moments, edge = self.moments, now - self.length
        while moments and moments[0] <= edge:
            moments.popleft()
        return len(moments)

    def add(self, now: float) -> int:
        self.count(now)
        self.moments.append(now)
        self.worst = max(self.worst, len(self.moments))
        return len(self.moments)

    def wait(self, now: float, allowed: int) -> float:
        """Seconds until one more fits below ``allowed``; 0 if it fits now."""
        if self.count(now) < allowed:
            return 0.0
        return self.moments[-allowed] + self.length - now


@dataclass(slots=True)
class Limits:
    """A refused call is not counted against the sender, but ``attempts`` remembers it."""

    strict: bool = False
    per_second: int = STRICT_PER_SECOND
    private_burst: int = 3
    private_seconds: float = 3.0
    group_per_minute: int = 20
    violations: int = 0
    refused: int = 0
    accepted: Window = field(default_factory=lambda: Window(1.0))
    attempts: Window = field(default_factory=lambda: Window(1.0))
    chats: dict[int, Window] = field(default_factory=dict)

    def admit(self, chat_id: int) -> int | None:
        """None if one more send may pass, else the seconds to wait (at least 1)."""
        now = monotonic()
        chat = self._chat(chat_id)
        allowed = self.group_per_minute if chat_id < 0 else self.private_burst
        wait = max(self.accepted.wait(now, self.per_second), chat.wait(now, allowed))
        self.attempts.add(now)
        if wait > 0:
            self.violations += 1
            if self.strict:
                self.refused += 1
                return max(1, math.ceil(wait))
        chat.add(now)
        self.accepted.add(now)
        return None

    def _chat(self, chat_id: int) -> Window:
        window = self.chats.get(chat_id)
        if window is None:
            window = Window(60.0 if chat_id < 0 else self.private_seconds)
            self.chats[chat_id] = window
        return window

    def reset(self) -> None:
        self.violations = self.refused = 0
        self.accepted, self.attempts = Window(1.0), Window(1.0)
        self.chats.clear()

    def summary(self) -> dict[str, int]:
        return {
            "worst_window": self.attempts.worst,
            "worst_accepted": self.accepted.worst,
            "violations": self.violations,
            "refused": self.refused,
            "per_second": self.per_second,
        }
