"""What the doctor says of WeCom, asked at the strict sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sandbox import ThreadedSandbox
from tests.stories.command_line import duban_on
from tests.wecom_account import ACCOUNT, wecom_settings


@pytest.fixture
def service() -> Iterator[str]:
    with ThreadedSandbox() as sandbox:
        yield sandbox.url


def settings(url: str, **other: str) -> dict[str, str]:
    return wecom_settings(url) | other


def said(folder: Path, given: dict[str, str]) -> dict[str, str]:
    """The doctor's line about WeCom."""
    duban = duban_on(f"sqlite:///{folder / 'duban.db'}", folder, **given)
    checks = json.loads(duban("doctor", "--json").stdout)
    return next(check for check in checks if check["name"] == "企业微信")


def test_all_is_well(tmp_path: Path, service: str) -> None:
    found = said(tmp_path, settings(service))

    assert found["grade"] in ("ok", "warning")
    assert ACCOUNT.name in found["found"]


def test_the_address_to_enter_is_named(tmp_path: Path, service: str) -> None:
    httpx.post(f"{service}/sandbox/wecom/faults", json={"untrusted_ip": True}).raise_for_status()
    found = said(tmp_path, settings(service))

    assert found["grade"] == "error"
    assert "企业可信IP" in found["advice"]
    assert "127.0.0.1" in found["advice"]


@pytest.mark.parametrize(
    ("other", "advice"),
    [
        ({"DUBAN_WECOM__SECRET": "wrong"}, "DUBAN_WECOM__SECRET"),
        ({"DUBAN_WECOM__AGENT_ID": "1000009"}, "DUBAN_WECOM__AGENT_ID"),
        ({"DUBAN_WECOM__API_URL": "http://127.0.0.1:1"}, "DUBAN_WECOM__API_URL"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, service: str, other: dict[str, str], advice: str) -> None:
    found = said(tmp_path, settings(service, **other))

    assert found["grade"] == "error"
    assert advice in found["advice"]
    assert ACCOUNT.secret not in str(found)


def test_what_cannot_be_taken_back_is_said(tmp_path: Path, service: str) -> None:
    database = f"sqlite:///{tmp_path / 'duban.db'}"
    off = duban_on(database, tmp_path)("wecom", "recall")
    nothing = duban_on(database, tmp_path, **settings(service))("wecom", "recall")

    assert (off.returncode, nothing.returncode) == (1, 1)
    assert "未启用" in off.stderr
    assert "没有找到" in nothing.stderr
