"""What is written at which cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.roster.ledger import Ledger, Severity
from core.roster.sheet import Area, address
from documents.cell_names import place_of

MOST = 2_000
"""Comments in one file; programs get slow with more."""
COLOURS = {Severity.GUESSED: "FFF2CC", Severity.REFUSED: "F8CBAD", Severity.READ: "DDEBF7"}
_ORDER = (Severity.READ, Severity.GUESSED, Severity.REFUSED)


def _shown_at(cell: str, merges: Sequence[Area]) -> str:
    row, column = place_of(cell)
    for area in merges:
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            return address(area.top, area.left)
    return cell


@dataclass(frozen=True, slots=True)
class Remark:
    """All findings of one cell; the gravest gives the colour."""

    cell: str
    text: str
    severity: Severity


def remarks_of(ledger: Ledger, merges: Sequence[Area]) -> Sequence[Remark]:
    """By cell in order of finding; what concerns the whole file stands at the first cell of the header.

    A cell inside a merged range shows nothing: its remark stands where the range begins.
    """
    first = address(ledger.meta.header_rows[0], 1)
    texts: dict[str, list[str]] = {}
    worst: dict[str, Severity] = {}
    for finding in sorted(ledger.findings, key=lambda finding: -_ORDER.index(finding.severity)):
        cell = _shown_at(finding.cell or first, merges)
        texts.setdefault(cell, []).append(finding.message)
        worst.setdefault(cell, finding.severity if finding.cell else Severity.READ)
    return [Remark(cell, "\n".join(lines), worst[cell]) for cell, lines in list(texts.items())[:MOST]]
