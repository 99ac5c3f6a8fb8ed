"""Everything that writes files, loaded when the first file is wanted.

The libraries behind it take 20 MB and half a second of every start, and most hours of the day ask for no file.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.bulletins.model import Part
from core.bulletins.parts import Made
from core.bulletins.red_head import Checked
from core.roster.ledger import LedgerLeader, LedgerProject, LedgerTarget
from core.texts.issue import Issue
from core.texts.sheets import Drawing

# ruff: noqa: PLC0415 - that is what this module is for


def make(issue: Issue, parts: Collection[Part]) -> list[Made]:
    """Implements ``core.bulletins.parts.Make``."""
    from documents.bulletin_files import make as make_now

    return make_now(issue, parts)


def draw(drawing: Drawing) -> tuple[bytes, bool]:
    """Implements ``bot.pictures.Draw``.

    Raises:
        CannotDraw: the font, or a character in it, is missing.
    """
    from documents.drawings import draw as draw_now

    return draw_now(drawing)


def ledger_bytes(
    projects: Sequence[LedgerProject], targets: Sequence[LedgerTarget], leaders: Sequence[LedgerLeader]
) -> bytes:
    """The ledger as it is sent."""
    from documents.ledger_out import ledger_bytes as bytes_now

    return bytes_now(projects, targets, leaders)


def check_red_head(template: bytes) -> Checked:
    """Implements ``core.bulletins.red_head.Check``."""
    from documents.red_head import check

    return check(template)


def red_head_sample() -> bytes:
    """The same bytes every time."""
    from documents.red_head_sample import red_head_sample as sample_now

    return sample_now()
