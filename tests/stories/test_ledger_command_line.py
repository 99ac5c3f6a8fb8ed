"""``duban import ledger`` and ``duban export ledger``, as a script of the office runs them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.stories.command_line import Duban, document
from tests.stories.office_books import CLEAN, DATA, changed_copy, rows_of

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
