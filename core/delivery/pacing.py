"""How fast words may leave: sliding windows that we count before the service counts them.

Source: Bot FAQ "My bot is hitting limits" (about 30 messages a second over all chats, one a second in
one chat with short bursts, 20 a minute in a group), read 2026-11; exact limits are not published.
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.delivery.model import Lane

HANDFUL = 4  # one wake-up for four messages: half the processor time of one for each


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
    """

    overall: Pace = Pace(30, 1.0)
    reserved: int = 2
    private: Pace = Pace(3, 3.0)  # one a second in a burst of three; a token bucket would let four pass
    group: Pace = Pace(20, 60.0)
    margin: float = 0.03


@dataclass(frozen=True, slots=True)
class Paces:
    """A budget as the windows to check, margin included."""

    overall: Pace
    bulk: Pace
    even: Pace
    private: Pace
    group: Pace

    @classmethod
    def of(cls, budget: Budget) -> Paces:
        bulk = Pace(budget.overall.count - budget.reserved, budget.overall.per)
        return cls(
            overall=budget.overall.stretched(budget.margin),
            bulk=bulk.stretched(budget.margin),
            # Bulk leaves in small handfuls spread over the second, not in one burst: else an answer that
            # comes after the burst would wait for most of a second.
            even=Pace(HANDFUL, HANDFUL * bulk.per / bulk.count),
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


def wait_for_turn(sent: Sent, lane: Lane, now: float, paces: Paces) -> float:
    """Seconds until a message of this lane fits into the rate of the whole bot."""
    whole = wait_for(sent.all, now, paces.overall)
    if lane is Lane.ANSWERS:
        return whole
    return max(whole, wait_for(sent.bulk, now, paces.bulk), wait_for(sent.bulk, now, paces.even))
