"""Ledgers nobody wrote: many layouts and every dirt at once, against what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.ledger_in import read_ledger
from tests.dirt.books import make
from tests.dirt.judging import judge

RIGHT = 0.995


@pytest.mark.parametrize("other_words", [False, True])
@pytest.mark.parametrize("seed", range(9000, 9008))
def test_no_figure_is_wrong_without_a_word(tmp_path: Path, seed: int, *, other_words: bool) -> None:
    book = make(seed, tmp_path / "ledger.xlsx", other_words=other_words)

    judged = judge(book, read_ledger(book.path))

    assert [miss for miss in judged.misses if miss.grave] == []
    assert judged.extra_rows == 0
    assert len(judged.misses) <= (1 - RIGHT) * judged.fields, judged.misses
