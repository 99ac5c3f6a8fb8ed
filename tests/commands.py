"""Processes that are forked from one that has loaded the program already.

Each is a process like any other: its own environment, output, exit code and death. Only the second and a half
that a start takes is spent once.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.__main__ import main
from app.cli.program import COMMANDS

FORKS = multiprocessing.get_context("forkserver")
_MODULES = sorted({f"app.cli.{place.module}" for place in COMMANDS.values()})
FORKS.set_forkserver_preload(["pytest", "app.serving", *_MODULES, "tests.faults.life"])


def duban(arguments: Sequence[str], environment: Mapping[str, str], out: Path, err: Path) -> None:
    """In the new process: what ``python -m app`` with these arguments does; its words are added to the files."""
    os.environ.clear()
    os.environ.update(environment)
    for path, number in ((out, 1), (err, 2)):
        with path.open("ab") as words:
            os.dup2(words.fileno(), number)
    sys.argv[1:] = list(arguments)
    main()
