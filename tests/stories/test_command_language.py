"""Commands speak Chinese and local time; English where the office has chosen that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.stories.command_line import Duban, duban_on

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CHINESE = re.compile("[\u4e00-\u9fff]")
CLEAN = Path(__file__).parents[1] / "data" / "ledger_clean.xlsx"
ROUND_OF_A_WEEK = (
    ("people", "invite", "--name", "Zhou", "--role", "office"),
    ("people", "list"),
    ("people", "unbind", "--name", "Zhou"),
    ("audit", "verify"),
    ("rank",),
    ("bulletin", "show"),
    ("figures", "list"),
    ("target", "check", "--year", "2026"),
    ("migrate",),
    ("doctor",),
    ("wecom", "recall"),
    ("restore", "nothing.db"),
)
"""What is said before there is a ledger."""


def told(duban: Duban) -> str:
    runs = [duban(*command) for command in ROUND_OF_A_WEEK]
    assert {run.returncode for run in runs} <= {0, 1}
    said = [f"{run.stdout}{run.stderr}" for run in runs]
    assert all(said)
    return "".join(said)


def test_nothing_is_said_in_the_other_language(duban: Duban, database_url: str, tmp_path: Path) -> None:
    in_chinese = told(duban)
    in_english = told(duban_on(database_url, tmp_path, DUBAN_LANGUAGE="en"))

    assert "UTC" not in in_chinese
    assert not re.search(r"True|False|\b(ok|warning|error)\b", in_chinese)
    assert CHINESE.findall(in_english.replace("督办", "")) == []


def test_a_round_is_told_with_its_local_deadline(duban: Duban, database_url: str, tmp_path: Path) -> None:
    english = duban_on(database_url, tmp_path, DUBAN_LANGUAGE="en")
    duban("import", "ledger", CLEAN)

    opened = duban("round", "open").stdout

    assert re.search(r"进行中，截止 .*\d\d:\d\d：0/\d+ 张卡已全部反馈", opened)
    assert re.search(r" open, deadline .*\d\d:\d\d: 0/\d+ cards", english("round", "show").stdout)


def test_a_wrong_setting_is_told_in_the_language_that_is_set(database_url: str, tmp_path: Path) -> None:
    wrong = {"DUBAN_TELEGRAM__TOKN": "x"}
    chinese, english = (
        duban_on(database_url, tmp_path, DUBAN_LANGUAGE=language, **wrong)("rank").stderr
        for language in ("zh", "en")
    )
    assert chinese.strip() == "DUBAN_TELEGRAM__TOKN: 没有这个设置，请参见 .env.example"
    assert english.strip() == "DUBAN_TELEGRAM__TOKN: no such setting; see .env.example"
