"""Troubles to make on purpose. Random choices come from a seed, so a run can be repeated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox.errors import Refused

PROBABILITIES = ("fail_500", "drop_after_accept")


@dataclass(slots=True)
class Faults:
    """``methods`` limits the troubles to these names; by default all but getUpdates."""

    latency_ms: float = 0
    fail_500: float = 0
    drop_after_accept: float = 0
    flood_count: int = 0
    flood_retry_after: int = 1
    seed: int = 0
    methods: frozenset[str] | None = None
    _random: Random = field(default_factory=lambda: Random(0))
    active: bool = False

    def change(self, wanted: Mapping[str, Any]) -> None:
        """Take over the keys that are present; the others stay.

        Raises:
            Refused: a probability outside 0..1 or a negative number.
        """
        for name in PROBABILITIES:
            if not 0 <= float(wanted.get(name, 0)) <= 1:
                raise Refused(400, f"{name} 应在 0 到 1 之间")
        for name in ("latency_ms", *PROBABILITIES):
            if name in wanted:
                setattr(self, name, float(wanted[name]))
        if "seed" in wanted:
            self.seed = int(wanted["seed"])
            self._random = Random(self.seed)
        if "methods" in wanted:
            names = wanted["methods"]
            self.methods = frozenset(name.lower() for name in names) if names else None
        self._change_flood(wanted.get("answer_429"))
        self._settle()

    def _change_flood(self, flood: Mapping[str, Any] | None) -> None:
        if flood is not None:
            self.flood_count = int(flood.get("count", 1))
            self.flood_retry_after = int(flood.get("retry_after", 1))

    def _settle(self) -> None:
        self.active = any((self.latency_ms, self.fail_500, self.drop_after_accept, self.flood_count))

    def concern(self, method: str) -> bool:
        if not self.active:
            return False
        return method != "getupdates" if self.methods is None else method in self.methods

    def chance(self, probability: float) -> bool:
        return probability > 0 and self._random.random() < probability

    def fails(self) -> bool:
        return self.chance(self.fail_500)

    def drops(self) -> bool:
        return self.chance(self.drop_after_accept)

    def floods(self) -> int | None:
        """The retry_after to answer, or None; each answer uses one up."""
        if self.flood_count <= 0:
            return None
        self.flood_count -= 1
        self._settle()
        return self.flood_retry_after

    def summary(self) -> dict[str, Any]:
        return {
            "latency_ms": self.latency_ms,
            "fail_500": self.fail_500,
            "drop_after_accept": self.drop_after_accept,
            "answer_429": {"count": self.flood_count, "retry_after": self.flood_retry_after},
            "seed": self.seed,
            "methods": sorted(self.methods) if self.methods else None,
        }
