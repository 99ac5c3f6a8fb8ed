"""What one group or person has got of an issue (回执). Values only."""

from __future__ import annotations

from dataclasses import dataclass

from core.bulletins.model import Part
from core.delivery.model import Posted, State


@dataclass(frozen=True, slots=True)
class Receipt:
    """One group or person. ``parts``: the newest letter of each part, its text under None."""

    name: str
    private: bool
    parts: dict[Part | None, Posted]

    @property
    def complete(self) -> bool:
        return all(one.state is State.SENT for one in self.parts.values())
