"""How much may be sent, counted by us: WeCom drops what is too much and does not say so.

Counted in the database, so that replicas and restarts share it.

Source: WeCom, "Frequency limits", read 2026-11: for one application 30 messages a minute and 1000 an hour to
one member, and 200 times the corporation's accounts a day; a group's robot 20 a minute. It also asks not to
send at the hour and the half hour. https://developer.work.weixin.qq.com/document/path/90312
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.chat import Channel
from core.delivery.model import POLICIES, Lane, Letter
from core.ports import UnitOfWork

CROWDED = 30  # minutes: whole and half hours
SPREAD = 55  # seconds over which what waited for the next minute is spread


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most ``count`` in any window of ``per`` seconds, ``burst`` of them at once."""

    scope: str
    count: int
    per: float
    burst: int

    @property
    def every(self) -> float:
        """What drips in while a burst is refilled fits beside it into one window."""
        return self.per / (self.count - self.burst)


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one application.

    Attributes:
        accounts: how many the corporation may have; times 200 it makes the messages of a day.
    """

    accounts: int = 200
    per_minute: int = 30
    per_hour: int = 1000

    def of_member(self, chat: str) -> Sequence[Allowance]:
        """Two messages are kept back of each limit, for the way to WeCom is not always equally long."""
        minute, hour, day = self.per_minute - 2, self.per_hour - 2, self.accounts * 200
        return (
            Allowance(f"{Channel.WECOM}:minute:{chat}", minute, 60.0, max(1, minute // 3)),
            Allowance(f"{Channel.WECOM}:hour:{chat}", hour, 3600.0, max(1, hour // 3)),
            Allowance(f"{Channel.WECOM}:day", day, 86400.0, day // 2),
        )


def of_robot(name: str) -> Sequence[Allowance]:
    return (Allowance(f"{Channel.WECOM}:robot:{name}", 18, 60.0, 6),)


def take(work: UnitOfWork, allowances: Sequence[Allowance], messages: int, now: datetime) -> float:
    """Seconds to wait before ``messages`` more may leave together; 0: they may, and are counted.

    All or none: a letter of five messages that took what there is at each try would never leave. One that is
    larger than a burst counts as a burst.
    """
    for allowance in allowances:
        together = max(1, min(messages, allowance.burst))
        wait = work.gates.take(allowance.scope, now, allowance.every * together, allowance.burst / together)
        if wait > 0:
            return wait
    return 0.0


def crowd_ends(letter: Letter, now: datetime) -> timedelta | None:
    """How long what nobody waits for should wait, because everybody sends now; None: no need."""
    if POLICIES[letter.kind].lane is Lane.ANSWERS or now.minute % CROWDED:
        return None
    later = zlib.crc32(letter.key.encode()) % SPREAD
    return timedelta(seconds=60 - now.second + later)
