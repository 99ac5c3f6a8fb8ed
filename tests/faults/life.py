"""``python -m app run`` as a process of its own that can be killed."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.commands import FORKS, duban
from tests.faults.town import TOKEN
from tests.http import is_ready
from tests.sockets import free_port

ROOT = Path(__file__).parents[2]
KILLED = 137
PATIENCE = 60.0


class Life:
    """From one start to the next death. Its words go to ``duban.log`` in ``home``.

    The processes are forked from one that has imported the program already, which saves most of the
    second that each start takes; ``test_stopping`` starts it in the ordinary way. ``more`` are further settings.
    """

    def __init__(
        self,
        home: Path,
        database_url: str,
        api_url: str,
        crash_at: str = "",
        more: Mapping[str, str] | None = None,
    ) -> None:
        self.port = free_port()
        self.log = home / "duban.log"
        wanted = environment(home, database_url, api_url, self.port) | dict(more or {})
        if crash_at:
            wanted["DUBAN_CRASH_AT"] = crash_at
        self._process = FORKS.Process(target=_live, args=(home, wanted, self.log))
        self._process.start()

    @property
    def running(self) -> bool:
        return self._process.is_alive()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_ready(self.port):
            assert self.running, self.last_words()
            assert time.monotonic() < deadline, self.last_words()
            time.sleep(0.05)

    def metrics(self) -> str:
        return httpx.get(f"http://127.0.0.1:{self.port}/metrics").raise_for_status().text

    def ended(self) -> int | None:
        self._process.join(PATIENCE)
        return self._process.exitcode

    def stop(self) -> int | None:
        """SIGTERM; the exit code."""
        self._process.terminate()
        return self.ended()

    def kill(self) -> None:
        self._process.kill()
        self._process.join(PATIENCE)

    def last_words(self) -> str:
        return self.log.read_text(encoding="utf-8")[-3000:]


def _live(home: Path, wanted: dict[str, str], log: Path) -> None:
    """In the new process: what ``python -m app run`` does."""
    os.chdir(home)
    duban(["run"], wanted, log, log)


def environment(home: Path, database_url: str, api_url: str, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    return kept | {
        "DUBAN_DATABASE_URL": database_url,
        "DUBAN_TELEGRAM__TOKEN": TOKEN,
        "DUBAN_TELEGRAM__API_URL": api_url,
        "DUBAN_TELEGRAM__PRIVATE_MESSAGES_PER_3_SECONDS": "100",  # pacing has tests of its own
        "DUBAN_DATA_DIR": str(home / "data"),
        "DUBAN_HTTP__PORT": str(port),
        "DUBAN_LOG_FORMAT": "json",
        "PYTHONPATH": str(ROOT),
    }
