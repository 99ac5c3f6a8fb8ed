"""A short run of the fuzzer; the long one is ``python -m benchmarks.fuzz_callback``."""

import logging
from pathlib import Path

from benchmarks.fuzz_callback import fuzz


async def test_nonsense_is_refused_and_nothing_breaks(tmp_path: Path) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        result = await fuzz(1500, seed=7, folder=tmp_path)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    assert max(result.statuses) < 500, result.log
    assert (result.crashed, result.leaked) == (0, [])
    assert {200, 400, 403, 413} <= result.statuses.keys()
