"""``duban`` as a person or a script runs it: a process, its output and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.commands import FORKS, duban

Ran = subprocess.CompletedProcess[str]
Duban = Callable[..., Ran]


def duban_on(database_url: str, folder: Path, **settings: str) -> Duban:
    """The command on a database of its own, with more ``settings`` in its environment."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    env = ours | {"DUBAN_DATABASE_URL": database_url, "DUBAN_DATA_DIR": str(folder / "data"), **settings}

    def run(*arguments: object) -> Ran:
        return ran([str(argument) for argument in arguments], env)

    return run


def ran(arguments: Sequence[str], environment: Mapping[str, str]) -> Ran:
    with TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        process = FORKS.Process(target=duban, args=(arguments, environment, out, err))
        process.start()
        process.join()
        assert process.exitcode is not None, "joined without a limit"
        return Ran(arguments, process.exitcode, _read(out), _read(err))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def document(ran: Ran) -> dict[str, Any]:
    """What ``--json`` printed."""
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(ran.stdout))
