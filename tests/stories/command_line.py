"""``duban`` as a person or a script runs it: a process, its output and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Ran = subprocess.CompletedProcess[str]
Duban = Callable[..., Ran]


def duban_on(database_url: str, folder: Path, **settings: str) -> Duban:
    """The command on a database of its own, with more ``settings`` in its environment."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    env = ours | {"DUBAN_DATABASE_URL": database_url, "DUBAN_DATA_DIR": str(folder / "data"), **settings}

    def run(*arguments: object) -> Ran:
        command = [sys.executable, "-m", "app", *map(str, arguments)]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    return run


def document(ran: Ran) -> dict[str, Any]:
    """What ``--json`` printed."""
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(ran.stdout))
