"""Troubles to make on purpose: those of every service, and WeCom's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import Refused
from sandbox.faults import Faults
from sandbox.model import Json

SWITCHES = ("untrusted_ip", "strict_tasks", "same_retries", "narrow_range")
COUNTS = ("busy", "frequent", "crowded")
COMMON = ("latency_ms", "fail_500", "drop_after_accept", "seed", "methods")


@dataclass(slots=True)
class Troubles:
    """Switches and counts; each answer uses one of a count up.

    Attributes:
        untrusted_ip: 60020 for every call but gettoken.
        strict_tasks: a repeated request with a known task_id is 42014 even under the duplicate check.
        same_retries: callbacks are sent again byte for byte; otherwise with a new nonce and timestamp.
        narrow_range: the application is not visible to the root department: appchat is 48002.
        busy, frequent, crowded: this many answers -1, 45009, 45033 instead of doing anything.
        lose: probability that a message is answered with 0 and never shown.
    """

    untrusted_ip: bool = False
    strict_tasks: bool = False
    same_retries: bool = False
    narrow_range: bool = False
    busy: int = 0
    frequent: int = 0
    crowded: int = 0
    lose: float = 0
    common: Faults = field(default_factory=Faults)

    def change(self, wanted: Mapping[str, Any]) -> None:
        """Take over the keys that are present.

        Raises:
            Refused: an unknown key or a value that cannot be.
        """
        if unknown := set(wanted) - {*SWITCHES, *COUNTS, *COMMON, "lose"}:
            raise Refused(400, f"没有这个故障：{'、'.join(sorted(unknown))}")
        if not 0 <= float(wanted.get("lose", 0)) <= 1:
            raise Refused(400, "lose 应在 0 到 1 之间")
        self.common.change({name: wanted[name] for name in COMMON if name in wanted})
        for name in SWITCHES:
            setattr(self, name, bool(wanted.get(name, getattr(self, name))))
        for name in COUNTS:
            setattr(self, name, max(0, int(wanted.get(name, getattr(self, name)))))
        self.lose = float(wanted.get("lose", self.lose))

    def next_refusal(self, method: str) -> int | None:
        """The errcode this call must get, or None. Without ``methods`` gettoken is spared."""
        methods = self.common.methods
        if method not in methods if methods is not None else method == "gettoken":
            return None
        for name, code in zip(COUNTS, (-1, 45009, 45033), strict=True):
            left: int = getattr(self, name)
            if left:
                setattr(self, name, left - 1)
                return code
        return None

    def loses(self) -> bool:
        return self.lose > 0 and self.common.chance(self.lose)

    def summary(self) -> Json:
        own: Json = {name: getattr(self, name) for name in (*SWITCHES, *COUNTS, "lose")}
        common = self.common.summary()
        return own | {name: common[name] for name in COMMON}
