"""Ledgers with accidents in their bytes and cells; ``python -m benchmarks.ledger_fuzz`` makes thousands."""

from __future__ import annotations

from pathlib import Path

from benchmarks.ledger_fuzz import outcome
from tests.dirt.books import make
from tests.dirt.mutations import mutated


def test_an_accident_is_read_or_refused_and_makes_up_no_figure(tmp_path: Path) -> None:
    book = make(7, tmp_path / "book.xlsx")
    seen = {
        outcome(mutated(book.path, tmp_path / "now.xlsx", seed), tmp_path / "out.xlsx")
        for seed in range(70_000, 70_024)
    }

    assert "read" in seen
    assert any(each.startswith("refused") for each in seen)
