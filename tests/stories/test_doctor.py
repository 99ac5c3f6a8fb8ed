"""What the doctor says to the person who installs it: each line with what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from storage import schema
from tests.stories.command_line import Duban, Ran, duban_on

TOKEN = "123456:" + "A" * 35


class _Refusing(BaseHTTPRequestHandler):
    """A service that knows no token and whose clock is an hour ahead."""

    def do_GET(self) -> None:
        body = b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        self.send_response_only(401)
        self.send_header("Date", format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the name http.server looks for

    def log_message(self, *_: object) -> None:
        """The test's output stays clean."""


@pytest.fixture
def service() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Refusing) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def grades(ran: Ran) -> dict[str, str]:
    return {check["name"]: check["grade"] for check in json.loads(ran.stdout)}


def test_a_fresh_installation_has_no_errors_and_says_what_is_off(duban: Duban) -> None:
    ran = duban("doctor", "--json")
    found = grades(ran)
    assert ran.returncode == 0
    assert (found["配置"], found["数据库"], found["数据目录"], found["时钟"], found["字体"]) == ("ok",) * 5
    assert found["Telegram"] == "warning"
    assert "DUBAN_TELEGRAM__TOKEN" in duban("doctor").stdout


def test_a_refused_token_and_a_wrong_clock_are_errors(tmp_path: Path, service: str) -> None:
    duban = duban_on(
        f"sqlite:///{tmp_path}/d.db", tmp_path, DUBAN_TELEGRAM__TOKEN=TOKEN, DUBAN_TELEGRAM__API_URL=service
    )
    ran = duban("doctor", "--json")
    said = {check["name"]: check["found"] for check in json.loads(ran.stdout)}
    assert ran.returncode == 1
    assert (grades(ran)["Telegram"], said["Telegram"]) == ("error", "令牌被拒绝")
    assert grades(ran)["时钟"] == "error"
    assert said["时钟"].startswith("本机慢 3")
    assert TOKEN not in ran.stdout + ran.stderr


def test_a_misspelt_setting_and_an_older_schema_are_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/d.db"
    ran = duban_on(url, tmp_path, DUBAN_TELEGRAM__TOKN="x")("doctor")
    assert ran.returncode == 1
    assert "DUBAN_TELEGRAM__TOKN" in ran.stdout
    schema.upgrade(url, "0001_foundations")
    old = duban_on(url, tmp_path)("doctor", "--json")
    assert (old.returncode, grades(old)["数据库"]) == (1, "error")
