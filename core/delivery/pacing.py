"""How fast words may leave: sliding windows that we count before the service counts them.

Source: Bot FAQ "My bot is hitting limits" (about 30 messages a second over all chats, one a second in
one chat with short bursts, 20 a minute in a group), read 2026-11; exact limits are not published.
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.delivery.model import Lane

HANDFUL = 3
"""Messages in bulk that leave at the same moment: each moment costs more than another message in it, and an answer
that finds the second full waits for the next moment."""
TOGETHER = 0.005  # seconds within which messages left at the same moment


@dataclass(frozen=True, slots=True)
class Pace:
    """At most ``count`` messages in any window of ``per`` seconds."""

    count: int
    per: float

    def stretched(self, margin: float) -> Pace:
        return Pace(self.count, self.per + margin)


@dataclass(frozen=True, slots=True)
class Budget:
    """What one bot may send.

    Attributes:
        reserved: messages of ``overall`` that only answers may use; they may also use all the rest.
        margin: seconds by which the way to the service may differ between two messages without the
            service ever seeing a window above the limit. Costs ``margin`` / ``overall.per`` of the rate.
            Whatever took longer is counted from when the service answered: ``scheduler.pacer``.
    """

    overall: Pace = Pace(30, 1.0)
    reserved: int = 2
    private: Pace = Pace(3, 3.0)  # one a second in a burst of three; a token bucket would let four pass
    group: Pace = Pace(20, 60.0)
    margin: float = 0.02


@dataclass(frozen=True, slots=True)
class Paces:
    """A budget as the windows to check, margin included."""

    overall: Pace
    bulk: Pace
    step: float  # seconds from one message in bulk to the next, if they left one by one
    private: Pace
    group: Pace

    @classmethod
    def of(cls, budget: Budget) -> Paces:
        bulk = Pace(budget.overall.count - budget.reserved, budget.overall.per)
        return cls(
            overall=budget.overall.stretched(budget.margin),
            bulk=bulk.stretched(budget.margin),
            step=bulk.per / bulk.count,
            private=budget.private.stretched(budget.margin),
            group=budget.group.stretched(budget.margin),
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """Moments at which messages left, ascending, in seconds of one monotonic clock."""

    all: Sequence[float] = field(default_factory=tuple)
    bulk: Sequence[float] = field(default_factory=tuple)  # those outside Lane.ANSWERS


def wait_for(sent: Sequence[float], now: float, pace: Pace) -> float:
    """Seconds until one more may leave so that no window of ``pace`` ever holds too many.

    Args:
        sent: ascending; only the last ``pace.count`` matter.
        now: not before the last of ``sent``, same clock.

    Returns:
        Zero if it may leave now, else a wait in (0, ``pace.per``].
    """
    if len(sent) < pace.count:
        return 0.0
    return max(0.0, sent[-pace.count] + pace.per - now)


def wait_for_handful(bulk: Sequence[float], now: float, step: float) -> float:
    """Seconds until one more may leave so that bulk is spread over the second in small handfuls.

    Else an answer that comes after a burst would wait for most of a second. After a handful comes a pause that
    is as long as it was large: what an answer took from it is made up for by the next one. With a pause of
    the same length always, handfuls that were broken up once stay so, and each message leaves alone (measured
    with an answer every 0.4 s: 25 moments a second instead of 10).

    Args:
        bulk: ascending; only the last few matter.
        now: not before the last of ``bulk``, same clock.
        step: seconds from one message to the next at an even pace.
    """
    if not bulk:
        return 0.0
    size = 1
    while size < min(HANDFUL, len(bulk)) and bulk[-size - 1] >= bulk[-1] - TOGETHER:
        size += 1
    if size < HANDFUL and now - bulk[-size] <= TOGETHER:
        return 0.0
    return max(0.0, bulk[-1] + size * step - now)


def wait_for_turn(sent: Sent, lane: Lane, now: float, paces: Paces) -> float:
    """Seconds until a message of this lane fits into the rate of the whole bot."""
    whole = wait_for(sent.all, now, paces.overall)
    if lane is Lane.ANSWERS:
        return whole
    bulk = wait_for(sent.bulk, now, paces.bulk)
    return max(whole, bulk, wait_for_handful(sent.bulk, now, paces.step))
