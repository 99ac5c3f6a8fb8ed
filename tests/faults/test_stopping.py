"""SIGTERM in the middle of the work, and what the log says about all of it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.case import MOMENTS, Case
from tests.faults.life import PATIENCE, environment
from tests.faults.town import TOKEN
from tests.http import is_ready
from tests.sockets import free_port

SECRET = TOKEN.partition(":")[2]
LIMIT = 10.0  # seconds a stop may take


@pytest.mark.parametrize("module", ["app", "tests.faults.loud"])
def test_sigterm_drains_and_the_token_is_in_no_line(case: Case, module: str, tmp_path: Path) -> None:
    """Started as a user starts it; the second time with every logger at DEBUG."""
    case.move_to(MOMENTS[0])
    case.web.post("/sandbox/faults", json={"latency_ms": 300}).raise_for_status()
    port, log = free_port(), tmp_path / "duban.log"
    with log.open("wb") as words:
        process = subprocess.Popen(
            [sys.executable, "-m", module, "run"],
            cwd=tmp_path,
            env=environment(tmp_path, case.database_url, case.sandbox_url, port),
            stdout=words,
            stderr=words,
        )
    try:
        _wait_until_ready(port, log)
        case.fill("1")
        case.say_all("排名")
        time.sleep(0.5)  # the first answers are on their way
        began = time.monotonic()
        process.terminate()
        assert process.wait(PATIENCE) == 0
        assert time.monotonic() - began < LIMIT
    finally:
        process.kill()
        process.wait()
        case.web.post("/sandbox/faults", json={"latency_ms": 0}).raise_for_status()
    said = log.read_text(encoding="utf-8")
    assert '"started"' in said
    assert '"stopped"' in said
    assert SECRET not in said
    assert case.in_hand() == [], "a letter is neither sent nor given back"


def _wait_until_ready(port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_ready(port):
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
        time.sleep(0.05)
