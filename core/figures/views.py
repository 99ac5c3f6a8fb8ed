"""What the office looks at before it decides about a figure."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from core.figures.model import Figure
from core.figures.plausible import Oddity
from core.roster.model import FieldChange, Project
from core.rounds.model import Report


@dataclass(frozen=True, slots=True)
class Outlook:
    """What confirming a figure would do now.

    Attributes:
        value: what would be confirmed, canonical: the reported value or another one (改为…).
        project: as it is, or will be when it is this figure's turn.
        then: as it would be.
    """

    figure: Figure
    report: Report
    value: str
    project: Project
    then: Project
    changes: tuple[FieldChange, ...]
    odd: tuple[Oddity, ...]

    @property
    def seal(self) -> str:
        """Eight hex digits over the figure, the value and all its consequences: whether this is still what
        somebody saw when he pressed."""
        seen = (self.figure.id, self.figure.state, self.value, self.changes, self.odd)
        return f"{crc32(repr(seen).encode()):08x}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whose word a figure is. ``leader``: in whose name it was said, or empty. ``media``: photos and videos."""

    look: Outlook
    by: str
    leader: str
    media: int
