"""The sandbox and the measured program, each in a process of its own; we play the people."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent
TOKEN = "777000001:sandbox-token-of-the-benchmarks"  # noqa: S105 - of no real bot


@dataclass(frozen=True)
class Stage:
    """A running sandbox. ``http`` reaches its control pages."""

    url: str
    http: httpx.Client

    def get(self, path: str) -> Any:
        return self.http.get(f"/sandbox/{path}").raise_for_status().json()

    def post(self, path: str, **body: Any) -> Any:
        return self.http.post(f"/sandbox/{path}", json=body).raise_for_status().json()


@contextmanager
def stage() -> Iterator[Stage]:
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--token", TOKEN]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as sandbox:
        assert sandbox.stdout is not None
        url = next(word for word in sandbox.stdout.readline().split() if word.startswith("http")).rstrip("/")
        try:
            with httpx.Client(base_url=url, timeout=30) as http:
                yield Stage(url, http)
        finally:
            sandbox.terminate()


class Actor:
    """A measured program: reads its task as one JSON line, says ``ready``, ends with one JSON line."""

    def __init__(self, module: str, task: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._out = self._process.stdout
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        assert self._out.readline().strip() == "ready", f"{module} did not start"

    def tell(self, word: str) -> None:
        """One line on its standard input."""
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def result(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._out.readline())
        self._process.wait(30)
        return found

    def __enter__(self) -> Actor:
        return self

    def __exit__(self, *_: object) -> None:
        if self.running:
            self._process.kill()
        self._process.wait()


def task() -> dict[str, Any]:
    """The actor's side: what it is to do."""
    given: dict[str, Any] = json.loads(sys.stdin.readline())
    return given


def ready() -> None:
    print("ready", flush=True)


def report(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)
