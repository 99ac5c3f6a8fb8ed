"""``duban import ledger`` and ``duban export ledger``, as a script of the office runs them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.rights import Role
from tests.documents.books import a_ledger
from tests.stories.command_line import Duban, document
from tests.stories.office_books import CLEAN, DATA, changed_copy, rows_of
from tests.stories.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""A process for each command takes long; what a database does is told by other stories on both."""

FIRST, SECOND = "ZS-2024-001", "ZS-2025-002"


def test_the_ledger_comes_in_once_and_goes_out_and_in_again_without_a_difference(
    duban: Duban, tmp_path: Path
) -> None:
    tried = document(duban("import", "ledger", CLEAN, "--dry-run", "--json"))
    assert len(tried["changes"]) == 60
    assert all(change["new"] for change in tried["changes"])

    done = duban("import", "ledger", CLEAN)
    assert "新增60个" in done.stdout, done.stderr
    assert document(duban("import", "ledger", CLEAN, "--json"))["changes"] == []

    out = tmp_path / "out.xlsx"
    assert "60 个项目" in duban("export", "ledger", out).stdout
    assert document(duban("import", "ledger", out, "--json"))["changes"] == []
    assert "完全一致" in duban("import", "ledger", out).stdout
    for column in ("其中省外到位资金(万元)", "预计解决时间", "是否三类500强", "建设内容及规模", "联络电话"):
        before = {row["项目编号"]: str(row[column] or "")[:10] for row in rows_of()}
        after = {row["项目编号"]: str(row[column] or "")[:10] for row in rows_of(out)}
        assert after == before, column

    again = duban("export", "ledger", out)
    assert (again.returncode, "已存在" in again.stderr) == (1, True)


def test_a_changed_copy_says_what_changed_and_a_dry_run_changes_nothing(duban: Duban, tmp_path: Path) -> None:
    duban("import", "ledger", CLEAN)
    changed = changed_copy(
        tmp_path / "b.xlsx", {FIRST: {"总投资(万元)": 84710, "其中省外到位资金(万元)": 2360}}
    )
    expected = [
        {"field": "total_yuan", "old": "84700万元", "new": "84710万元"},
        {"field": "outside_in_yuan", "old": "2350万元", "new": "2360万元"},
    ]
    for _ in range(2):
        tried = document(duban("import", "ledger", changed, "--dry-run", "--json"))
        assert [change["fields"] for change in tried["changes"]] == [expected]
    assert "其余没有变化" in duban("import", "ledger", changed).stdout
    assert "总投资 84710万元→84700万元" in duban("import", "ledger", CLEAN, "--dry-run").stdout


def test_the_json_of_a_dirty_ledger_has_the_agreed_shape(duban: Duban) -> None:
    truth = json.loads((DATA / "ledger_dirty_truth.json").read_text())
    read = document(duban("import", "ledger", DATA / "ledger_dirty.xlsx", "--json", "--dry-run"))
    assert {"meta", "projects", "findings", "changes"} <= set(read)
    assert {"cell", "kind", "message"} <= set(read["findings"][0])
    wanted = set(truth["projects"][0]) - {"dirt"}
    assert wanted <= set(read["projects"][0])
    by_code = {project["code"]: project for project in read["projects"]}
    first = truth["projects"][0]
    assert {key: by_code[first["code"]][key] for key in wanted} == {key: first[key] for key in wanted}


def test_exit_codes_tell_fine_from_failed_from_wrongly_used(duban: Duban, tmp_path: Path) -> None:
    missing = duban("import", "ledger", tmp_path / "nothing.xlsx")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr.strip().count("\n") == 0
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    refused = duban("import", "ledger", broken)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "无法打开" in refused.stderr
    assert duban("import", "ledger").returncode == 2
    assert duban("import", "leger", CLEAN).returncode == 2


def test_questions_are_answered_by_options_and_the_remarks_are_written(duban: Duban, tmp_path: Path) -> None:
    dirty = DATA / "ledger_dirty.xlsx"
    tried = duban("import", "ledger", dirty, "--dry-run", "--annotated", tmp_path / "out.xlsx")
    assert "读入61个项目" in tried.stdout, tried.stderr
    assert "--duplicate 76=same" in tried.stdout
    assert "外币" in load_workbook(tmp_path / "out.xlsx")["附件1 台账"]["G32"].comment.text
    assert "读入60个项目" in duban("import", "ledger", dirty, "--duplicate", "76=same").stdout

    bare = a_ledger(
        tmp_path / "bare.xlsx",
        [("序号", "项目名称", "投资方", "属地", "总投资"), (1, "甲项目", "乙公司", "东县", 8.47)],
    )
    asked = document(duban("import", "ledger", bare, "--dry-run", "--json"))
    assert [question["key"] for question in asked["questions"]] == ["unit:E"]
    for unit in ("E=亿元", "总投资=亿元", "亿元"):
        read = document(duban("import", "ledger", bare, "--dry-run", "--json", "--unit", unit))
        assert (read["projects"][0]["total"], read["questions"]) == (84700.0, [])
    wrong = duban("import", "ledger", bare, "--unit", "E=斤")
    assert (wrong.returncode, "--unit" in wrong.stderr) == (1, True)


async def test_a_round_is_exported_with_a_row_for_each_project(
    world: World, duban: Duban, tmp_path: Path
) -> None:
    lin = await world.person("林一航", Role.LEADER)
    await world.person("周文静", Role.OFFICE)
    opened = document(await asyncio.to_thread(duban, "round", "open", "--json"))
    await world.rest()
    await lin.says("1号正常，本周到位300万元")
    out = tmp_path / "round.xlsx"
    ran = await asyncio.to_thread(duban, "export", "round", opened["id"], out)
    assert "7 个项目" in ran.stdout, ran.stderr
    head, *rows = load_workbook(out)["调度明细"].iter_rows(values_only=True)
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    assert [line["项目编号"] for line in lines] == [f"ZS-2026-00{n}" for n in range(1, 8)]
    assert (lines[0]["填报人"], lines[0]["包抓领导"], lines[0]["本周到位（万元）"]) == (
        "林一航",
        "林一航",
        300,
    )
    assert lines[0]["填报时间"] is not None
    assert {line["答复"] for line in lines[4:]} == {"未报"}
    assert (await asyncio.to_thread(duban, "export", "round", 99, tmp_path / "x.xlsx")).returncode == 1
