"""Read a ledger file of any kind that offices use into ``core.roster.ledger`` values."""

from __future__ import annotations

from pathlib import Path

from core.roster.asking import Answers
from core.roster.ledger import Ledger, LedgerFault, LedgerRefused
from core.roster.read_ledger import NO_ANSWERS, understand
from core.roster.sheet import Workbook
from documents.csv_in import read_csv
from documents.file_guard import Kind, check_file
from documents.old_formats_in import read_ods, read_xls
from documents.xlsx_in import read_xlsx

READERS = {Kind.XLSX: read_xlsx, Kind.ODS: read_ods, Kind.XLS: read_xls, Kind.CSV: read_csv}


def read_ledger(path: Path, reference_year: int | None = None, answers: Answers = NO_ANSWERS) -> Ledger:
    """The ledger in the file at ``path``, in this process; ``ledger_process`` does it in a fenced one.

    Raises:
        LedgerRefused: the file or its shape; see ``LedgerFault``.
    """
    return understand(read_workbook(path), reference_year, answers)


def read_workbook(path: Path) -> Workbook:
    """All visible and hidden worksheets as plain values. What kind of file it is, its bytes say, not its name.

    Raises:
        LedgerRefused
    """
    kind, active = check_file(path)
    try:
        return Workbook(tuple(READERS[kind](path)), active, formats_known=kind is Kind.XLSX)
    except LedgerRefused:
        raise
    except MemoryError as error:
        raise LedgerRefused(LedgerFault.TOO_SLOW, "memory") from error
    except Exception as error:  # parsers raise whatever a broken part happens to cause
        raise LedgerRefused(LedgerFault.BROKEN, type(error).__name__) from error
