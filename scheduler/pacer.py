"""Waits until a message may leave. The rules are in ``core.delivery.pacing``; here is only the waiting."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from core.delivery.model import Lane
from core.delivery.pacing import Budget, Pace, Paces, Sent, wait_for, wait_for_turn

Monotonic = Callable[[], float]
IsGroup = Callable[[str], bool]
CHATS_KEPT = 10_000  # chats whose last moments are remembered; far more than speak within a minute
EPSILON = 0.0005  # seconds; a timer may fire that much early
INFINITE = float("inf")


@dataclass(slots=True, eq=False)
class _Waiter:
    chat: str
    pace: Pace
    lane: Lane
    until: float
    granted: asyncio.Future[bool]


class Pacer:
    """One bot's pace within this process. Answers go first, then the other lanes in order."""

    def __init__(self, monotonic: Monotonic, is_group: IsGroup, budget: Budget | None = None) -> None:
        self._monotonic = monotonic
        self._is_group = is_group
        self._paces = Paces.of(budget or Budget())
        self._all: deque[float] = deque(maxlen=self._paces.overall.count)
        self._bulk: deque[float] = deque(maxlen=self._paces.bulk.count)
        self._sent = Sent(self._all, self._bulk)
        self._chats: OrderedDict[str, deque[float]] = OrderedDict()
        self._lines: dict[Lane, dict[_Waiter, None]] = {lane: {} for lane in Lane}  # in order of arrival
        self._flying: dict[str, float] = {}  # chats with a message under way, since when it may leave
        self._held: dict[str, float] = {}  # chat, or "*" for all, until when
        self._timer: asyncio.TimerHandle | None = None
        self._next = INFINITE  # when it rings, by our clock
        self._short = False  # somebody waits for the rate of the whole bot
        self._stopped = False

    async def turn(self, chat: str, lane: Lane, patience: float) -> bool:
        """Wait until one message may leave to this chat; it counts as sent from then on.

        Returns:
            False: not within ``patience`` seconds, or the pacer is being stopped.
        """
        if self._refuses(lane):
            return False
        pace = self._paces.group if self._is_group(chat) else self._paces.private
        now = self._monotonic()
        rate = self._rate_wait(lane, now)
        wait = rate or self._chat_wait(chat, pace, now)
        if wait <= 0 and not self._short:
            self._count(chat, pace, lane, now)  # nobody who waits could leave instead
            return True
        waiter = _Waiter(chat, pace, lane, now + patience, asyncio.get_running_loop().create_future())
        self._lines[lane][waiter] = None
        if wait > 0:
            self._short = self._short or rate > 0
            self._ring(now, min(wait, patience))  # nobody who waits already can leave because he came
        else:
            self._pump()
        try:
            return await waiter.granted
        finally:
            self._lines[lane].pop(waiter, None)

    def landed(self, chat: str) -> None:
        """The service has answered: it counted the message at some moment until now, so we count it from now on.

        Else a message that was long on its way would leave our window before it leaves the service's.
        """
        granted_at = self._flying.pop(chat, None)
        if granted_at is None:
            return
        now = self._monotonic()
        for moments in (self._all, self._chats.get(chat)):
            if moments is not None:
                _count_from(moments, granted_at, now)

    def hold(self, chat: str, seconds: float) -> None:
        """Let nothing leave to this chat (``*``: to anybody) for a while: the service said 429."""
        until = self._monotonic() + seconds
        self._held[chat] = max(until, self._held.get(chat, until))

    def stop(self) -> None:
        """Refuse whatever is no answer, now and from now on: the program is about to end."""
        self._stopped = True
        for lane, line in self._lines.items():
            if self._refuses(lane):
                for waiter in list(line):
                    self._grant(waiter, granted=False)

    def _refuses(self, lane: Lane) -> bool:
        return self._stopped and lane is not Lane.ANSWERS

    def _ring(self, now: float, wait: float) -> None:
        """Look again after ``wait`` seconds, or before."""
        if now + wait >= self._next:
            return
        if self._timer:
            self._timer.cancel()
        self._next = now + wait
        self._timer = asyncio.get_running_loop().call_later(wait + EPSILON, self._pump)

    def _pump(self) -> None:
        """Grant all that may leave now and set the timer for the next one."""
        now = self._monotonic()
        self._short = False
        soonest = min(
            (self._serve(lane, now) for lane, line in self._lines.items() if line), default=INFINITE
        )
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self._next = INFINITE
        self._ring(now, soonest)

    def _serve(self, lane: Lane, now: float) -> float:
        """Grant what this lane may send; seconds until there is more to do, infinite if nobody waits.

        A chat that must wait does not hold up the chats behind it; the rate of the bot holds up all.
        """
        soonest, rate = INFINITE, self._rate_wait(lane, now)
        for waiter in list(self._lines[lane]):
            if waiter.until <= now:
                self._grant(waiter, granted=False)
                continue
            wait = rate or self._chat_wait(waiter.chat, waiter.pace, now)
            if wait <= 0:
                self._count(waiter.chat, waiter.pace, lane, now)
                self._grant(waiter, granted=True)
                rate = self._rate_wait(lane, now)
            else:
                soonest = min(soonest, wait, waiter.until - now)
        self._short = self._short or (rate > 0 and bool(self._lines[lane]))
        return soonest

    def _rate_wait(self, lane: Lane, now: float) -> float:
        return self._hold_of("*", now) or wait_for_turn(self._sent, lane, now, self._paces)

    def _chat_wait(self, chat: str, pace: Pace, now: float) -> float:
        return self._hold_of(chat, now) or wait_for(self._chats.get(chat, ()), now, pace)

    def _hold_of(self, chat: str, now: float) -> float:
        until = self._held.get(chat) if self._held else None
        if until is None:
            return 0.0
        if until <= now:
            del self._held[chat]
            return 0.0
        return until - now

    def _count(self, chat: str, pace: Pace, lane: Lane, now: float) -> None:
        self._all.append(now)
        self._flying[chat] = now
        if lane is not Lane.ANSWERS:
            self._bulk.append(now)
        moments = self._chats.setdefault(chat, deque(maxlen=pace.count))
        moments.append(now)
        self._chats.move_to_end(chat)
        if len(self._chats) > CHATS_KEPT:
            self._chats.popitem(last=False)

    def _grant(self, waiter: _Waiter, *, granted: bool) -> None:
        self._lines[waiter.lane].pop(waiter, None)
        if not waiter.granted.done():
            waiter.granted.set_result(granted)


def _count_from(moments: deque[float], granted_at: float, now: float) -> None:
    """Move one moment to the end. Looked for from there: what is under way is among the last of a long window."""
    for at in range(len(moments) - 1, -1, -1):
        if moments[at] <= granted_at:
            if moments[at] == granted_at:
                del moments[at]
                moments.append(now)
            return
