"""``python -m app run`` in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.office import environment
from tests.http import is_ready
from tests.sockets import free_port

PATIENCE = 60.0


class Program:
    """``more`` are further settings; ``module`` is run in place of the product's own."""

    def __init__(
        self,
        folder: Path,
        api_url: str,
        database_url: str,
        more: Mapping[str, str] | None = None,
        module: str = "app",
    ) -> None:
        self.began = time.monotonic()
        self.port = free_port()
        with (folder / "duban.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module, "run"],
                cwd=folder,
                env=environment(folder, api_url, database_url, self.port) | dict(more or {}),
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> float:
        """Seconds from the start of the process to the first 200 of /readyz."""
        while not is_ready(self.port):
            assert self.process.poll() is None, "the program ended"
            assert time.monotonic() < self.began + PATIENCE, "never ready"
            time.sleep(0.01)
        return time.monotonic() - self.began

    def memory(self) -> float:
        """Resident, in MB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE)
