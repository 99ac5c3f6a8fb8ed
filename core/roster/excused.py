"""What is not held against a project for a while (免责), as far as its light and its reminders are concerned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Excused:
    """A granted excuse that is running. ``kind``: a ``core.scoring.excuse.ExcuseKind``; ``until_on``: its last day."""

    kind: str
    reason: str
    until_on: date
