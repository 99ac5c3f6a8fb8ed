"""Ledgers with accidents, in slices: no exception, nothing too slow, no figure from nothing."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from core.roster.asking import Ask
from core.roster.columns import BY_FIELD, Kind
from core.roster.ledger import Ledger, LedgerRefused
from core.roster.read_ledger import understand
from documents.annotated.annotate import annotate
from documents.cell_names import place_of
from documents.ledger_in import read_workbook
from tests.dirt.books import make
from tests.dirt.mutations import mutated

SLOW = 1.0  # seconds of the processor
ORIGINALS = 12


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger_fuzz", description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    asked = parser.parse_args()
    seen: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        originals = [make(seed, Path(folder) / f"{seed}.xlsx").path for seed in range(ORIGINALS)]
        for seed in range(asked.first, asked.first + asked.count):
            path = mutated(originals[seed % ORIGINALS], Path(folder) / "now.xlsx", seed)
            start = time.process_time()
            seen[outcome(path, Path(folder) / "out.xlsx")] += 1
            took = time.process_time() - start
            slowest = max(slowest, took)
            if took > SLOW:
                seen["slow"] += 1
                print(f"seed {seed}: {took:.2f} s")
    print(dict(seen), f"slowest {slowest:.2f} s")


def outcome(path: Path, out: Path) -> str:
    """What became of one file. Raises whatever nobody foresaw, and AssertionError for a figure from nothing."""
    try:
        book = read_workbook(path)
        ledger = understand(book, 2026)
    except LedgerRefused as refused:
        return f"refused: {refused.reason.value}"
    annotate(path, out, book, ledger)
    check(ledger, {sheet.name: sheet for sheet in book.sheets}[ledger.meta.sheet].rows)
    return "read"


def check(ledger: Ledger, rows: Sequence[Sequence[object]]) -> None:
    """Every figure stands in a cell that holds something."""
    for project in ledger.projects:
        for name, letter in ledger.meta.columns.items():
            if BY_FIELD[name].kind not in (Kind.MONEY, Kind.DATE) or getattr(project, name) is None:
                continue
            column = place_of(f"{letter}1")[1]
            row = rows[project.row - 1]
            value = row[column - 1] if column <= len(row) else None
            merged = any(
                rows[up - 1][column - 1 : column] != [None] for up in range(1, project.row) if rows[up - 1]
            )
            assert value is not None or (BY_FIELD[name].kind is Kind.DATE and merged), (name, project.row)
    assert all(question.kind in Ask for question in ledger.questions)


if __name__ == "__main__":
    main()
