"""``duban people accounts``: the console's list gives people of the roster their WeCom accounts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.stories.command_line import Duban

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""A process for each command takes long; what a database does is told by other stories on both."""

LIST = """填写须知：请勿修改表头
姓名,账号,部门
周文静,ZhouWenjing,招商办
李敏,limin01,市政府
无此人,wuciren,某部门
李敏二,limin01,某部门
王刚,wanggang1,一科
王刚,wanggang2,二科
"""


def test_everybody_with_one_name_gets_his_account(duban: Duban, tmp_path: Path) -> None:
    for name, role in (("周文静", "office"), ("李敏", "leader"), ("王刚", "office"), ("李敏二", "inspector")):
        assert duban("people", "invite", "--name", name, "--role", role).returncode == 0
    file = tmp_path / "通讯录.csv"
    for encoding in ("utf-8-sig", "gb18030"):
        file.write_text(LIST, encoding=encoding)
        ran = duban("people", "accounts", str(file), "--json")

        assert ran.returncode == 0, ran.stderr
        found = json.loads(ran.stdout)
        assert found == {
            "done": ["周文静", "李敏"],
            "unknown": ["无此人"],
            "doubled": ["王刚"],
            "taken": ["李敏二"],
        }
    bound = {p["name"]: p["bound"] for p in json.loads(duban("people", "list", "--json").stdout)}
    assert bound == {"周文静": True, "李敏": True, "王刚": False, "李敏二": False}


def test_a_list_without_those_columns_is_refused(duban: Duban, tmp_path: Path) -> None:
    file = tmp_path / "别的.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")

    ran = duban("people", "accounts", str(file))

    assert ran.returncode == 1
    assert "账号" in ran.stderr
