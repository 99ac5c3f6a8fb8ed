"""``duban understand``: one reply per line in, one JSON per line out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.failed import Failed
from app.cli.program import app

GIVEN = json.loads((Path(__file__).parents[1] / "data" / "replies.json").read_text(encoding="utf-8"))


@pytest.fixture
def context(tmp_path: Path) -> Path:
    path = tmp_path / "context.json"
    path.write_text(json.dumps(GIVEN["context"]["multi"], ensure_ascii=False), encoding="utf-8")
    return path


def test_it_prints_one_document_per_line_and_reads_line_breaks(context: Path) -> None:
    replies = [reply for reply in GIVEN["replies"] if reply["context"] == "multi"]
    lines = "".join(reply["text"].replace("\n", "\\n") + "\n" for reply in replies)

    result = CliRunner().invoke(
        app, ["understand", "--context", str(context), "--today", "2026-11-20"], input=lines
    )

    assert [json.loads(line) for line in result.stdout.splitlines()] == [reply["expect"] for reply in replies]


@pytest.mark.parametrize(
    ("literal", "plain"),
    [
        (json.dumps("1号 正常\n2号 到位2000万"), "1号 正常\\n2号 到位2000万"),
        (json.dumps("1号 “按计划”推进", ensure_ascii=False), "1号 “按计划”推进"),
        ('"1号 正常，2号 "无变化"', "“1号 正常，2号 “无变化”"),
        ('"', "“"),
        (r'"1号 正常\ud800"', "1号 正常?"),
    ],
)
def test_a_json_string_is_taken_as_that_string(context: Path, literal: str, plain: str) -> None:
    """Everything else between quotation marks is words."""
    said = [literal, plain]
    result = CliRunner().invoke(
        app, ["understand", "--context", str(context), "--today", "2026-11-20"], input="\n".join(said) + "\n"
    )

    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first == second


def test_a_file_of_another_form_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "context.json"
    path.write_text("[1]", encoding="utf-8")

    result = CliRunner().invoke(app, ["understand", "--context", str(path)], input="正常\n")

    assert isinstance(result.exception, Failed)
