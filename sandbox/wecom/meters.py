"""How much was sent to whom [90312]: the service discards the excess and does not say so."""

from collections import defaultdict
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.limits import Window
from sandbox.model import Json

PER_MINUTE, PER_HOUR, PER_DAY_AND_ACCOUNT = 30, 1000, 200
ROBOT_PER_MINUTE = 20
DAY = 86400


@dataclass(slots=True)
class Meter:
    minute: Window = field(default_factory=lambda: Window(60.0))
    hour: Window = field(default_factory=lambda: Window(3600.0))
    shown: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Loss:
    """A message nobody saw though the answer was 0."""

    at: int
    userid: str
    why: str
    text: str


class Meters:
    """Windows of sandbox time. A discarded message does not lengthen the block."""

    def __init__(self, clock: Clock, accounts: int) -> None:
        self._clock = clock
        self._most_a_day = accounts * PER_DAY_AND_ACCOUNT
        self.members: dict[str, Meter] = defaultdict(Meter)
        self.robots: dict[str, Window] = {}
        self.losses: list[Loss] = []
        self.day = ""
        self.today = 0
        self._last = 0.0

    def admit(self, userid: str) -> str:
        """Why this message to this member is discarded; empty if it is shown, which is then counted."""
        now = self._now()
        meter = self.members[userid.casefold()]
        if why := self._excess(meter, now):
            meter.dropped += 1
            return why
        for window in (meter.minute, meter.hour):
            window.add(now)
        meter.shown += 1
        self.today += 1
        return ""

    def _now(self) -> float:
        """Starts a new day; when the clock went back, everything is counted afresh."""
        moment = self._clock.now()
        now, day = moment.timestamp(), f"{moment:%Y-%m-%d}"
        if day != self.day:
            self.day, self.today = day, 0
        if now < self._last:
            self.reset()
        self._last = now
        return now

    def _excess(self, meter: Meter, now: float) -> str:
        if meter.minute.count(now) >= PER_MINUTE:
            return "30/min"
        if meter.hour.count(now) >= PER_HOUR:
            return "1000/h"
        return "accounts*200/day" if self.today >= self._most_a_day else ""

    def admit_robot(self, key: str) -> bool:
        now = self._now()
        window = self.robots.setdefault(key, Window(60.0))
        if window.count(now) >= ROBOT_PER_MINUTE:
            return False
        window.add(now)
        return True

    def lost(self, userid: str, why: str, text: str) -> None:
        self.losses.append(Loss(self._clock.timestamp(), userid, why, text))

    def reset(self) -> None:
        self.members.clear()
        self.robots.clear()
        self.today = 0

    def summary(self) -> Json:
        now = self._clock.now().timestamp()
        members = {
            userid: {
                "minute": meter.minute.count(now),
                "hour": meter.hour.count(now),
                "worst_minute": meter.minute.worst,
                "worst_hour": meter.hour.worst,
                "shown": meter.shown,
                "dropped": meter.dropped,
            }
            for userid, meter in self.members.items()
        }
        robots = {key: {"minute": w.count(now), "worst_minute": w.worst} for key, w in self.robots.items()}
        return {"members": members, "robots": robots, "today": self.today, "most_a_day": self._most_a_day}
