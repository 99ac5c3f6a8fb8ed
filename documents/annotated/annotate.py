"""The annotated file of a ledger that was read."""

from __future__ import annotations

from pathlib import Path

from core.roster.ledger import Ledger
from core.roster.sheet import Workbook
from documents.annotated.fresh import write_fresh
from documents.annotated.patch import patch
from documents.annotated.remarks import remarks_of


def annotate(source: Path, target: Path, book: Workbook, ledger: Ledger) -> None:
    """Write ``source`` with a comment at every cell that was remarked on to ``target``, always as .xlsx.

    An .xlsx keeps its look; from anything else, or one put together in an unknown way, the cells are written anew.
    """
    merges = next((sheet.merges for sheet in book.sheets if sheet.name == ledger.meta.sheet), ())
    remarks = remarks_of(ledger, merges)
    if book.formats_known:
        try:
            patch(source, target, ledger.meta.sheet, remarks)
        except (KeyError, ValueError, AssertionError, IndexError, AttributeError):
            target.unlink(missing_ok=True)
        else:
            return
    write_fresh(book, target, ledger.meta.sheet, remarks)
