"""The office drops its ledger into the chat: told first what would change, then asked, then done."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.dates import Precision, one_day
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.ledger import Ledger, LedgerMeta
from core.roster.model import Duty, Project
from tests.dirt.other_formats import as_csv, as_xls
from tests.documents.books import a_ledger
from tests.stories.office_books import CLEAN, DATA, Changes, changed_copy, rows_of
from tests.stories.town import PROJECTS
from tests.stories.world import Someone, World, text_of, world_at

FIRST, SECOND, THIRD = "ZS-2024-001", "ZS-2025-002", "ZS-2024-003"


@pytest.fixture
async def world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    """A town whose roster is still empty."""
    async with world_at(tmp_path, database_url) as made:
        yield made


@pytest.fixture
async def clerk(world: World) -> Someone:
    return await world.person("周文静", Role.OFFICE)


async def imported(clerk: Someone, path: Path = CLEAN) -> str:
    await clerk.drops(path)
    await clerk.taps("确认导入")
    return str((await clerk.last())["text"])


async def projects(world: World) -> dict[str, Project]:
    return {p.code: p for p in await world.product.desk.read(lambda work: work.projects.all())}


async def named(world: World, code: str, duty: Duty) -> list[str]:
    def look(work: UnitOfWork) -> list[str]:
        project = work.projects.by_code(code)
        assert project
        today = date(2026, 11, 16)
        found = work.projects.assigned(today, project_id=project.id, duty=duty)
        return [work.people.get(a.person_id).name for a in found]

    return await world.product.desk.read(look)


async def test_a_dry_run_says_what_would_happen_and_nothing_happens_before_the_tap(
    world: World, clerk: Someone
) -> None:
    heard = await clerk.drops(CLEAN)
    assert "台账试读：ledger_clean.xlsx" in heard[0]
    assert "读到项目60个：新增60个，更新0个" in heard[0]
    assert len(heard[0]) <= 4096
    assert await projects(world) == {}

    await clerk.taps("确认导入")
    assert "导入完成：新增60个，更新0个" in (await clerk.last())["text"]
    assert len(await projects(world)) == 60
    assert "完全一致" in (await clerk.drops(CLEAN))[0]
    assert "确认导入" not in await clerk.labels()


async def test_everything_the_ledger_says_arrives(world: World, clerk: Someone) -> None:
    await imported(clerk)
    stored = await projects(world)
    for row in rows_of():
        project = stored[str(row["项目编号"])]
        assert project.name == row["项目名称"]
        assert project.stage == row["项目阶段"]
        for field, header in (("total_yuan", "总投资(万元)"), ("total_in_yuan", "累计到位资金(万元)")):
            assert getattr(project, field) == round(float(str(row[header])) * 10_000), (project.code, header)
        for field, header in (("plan_start_on", "计划开工时间"), ("real_production_on", "实际投产时间")):
            day = str(row[header] or "")[:10]
            assert getattr(project, field) == (one_day(date.fromisoformat(day)) if day else None)
        assert project.in_stock == (row["是否入库"] == "是")
    first = rows_of()[0]
    assert await named(world, FIRST, Duty.SITE) == [first["驻工地专员"]]
    assert await named(world, FIRST, Duty.LIAISON) == [first["联络员"]]
    assert await named(world, SECOND, Duty.LEADER) == ["赵丽华", "高永年"]

    def targets(work: UnitOfWork) -> dict[str, tuple[int | None, ...]]:
        return {
            work.projects.unit(t.unit_id).name: (t.signed_yuan, t.arrived_yuan, t.previous_rank)
            for t in work.projects.targets(2026)
        }

    assert (await world.product.desk.read(targets))["西岭区"] == (1_270_000_000, 540_000_000, 7)


async def test_half_known_dates_keep_their_precision(world: World, clerk: Someone, tmp_path: Path) -> None:
    changes = {
        FIRST: {"计划投产时间": "2026年6月底"},
        SECOND: {"计划投产时间": "2026年三季度"},
        THIRD: {"计划投产时间": "2026年6月中旬"},
    }
    await imported(clerk, changed_copy(tmp_path / "dates.xlsx", changes))
    stored = await projects(world)
    read = [stored[code].plan_production_on for code in (FIRST, SECOND, THIRD)]
    assert [d and d.precision for d in read] == [Precision.MONTH, Precision.QUARTER, Precision.XUN]
    assert [d and d.last for d in read] == [date(2026, 6, 30), date(2026, 9, 30), date(2026, 6, 20)]


async def test_a_changed_file_lists_exactly_what_changed(
    world: World, clerk: Someone, tmp_path: Path
) -> None:
    await imported(clerk)
    changes: Changes = {
        FIRST: {"总投资(万元)": 84710, "投资方": None, "联络电话": None},
        SECOND: {"项目阶段": "停建"},
        THIRD: {"包抓领导": "李敏"},
    }
    new = dict(rows_of()[5]) | {"项目编号": "ZS-2026-999", "项目名称": "新来的项目", "属地": "新设区"}
    copy = changed_copy(tmp_path / "changed.xlsx", changes, [new])
    heard = text_of(await clerk.drops(copy))
    assert "读到项目61个：新增1个，更新3个" in heard
    assert "总投资 84700万元→84710万元" in heard
    assert "阶段 已投产→停建" in heard
    assert "包抓领导 孙晓梅→李敏" in heard
    assert heard.count("→") == 3
    assert "ZS-2026-999 新来的项目：新增" in heard
    assert "新登记单位1个" in heard

    await clerk.taps("确认导入")
    stored = await projects(world)
    assert stored[FIRST].total_yuan == 847_100_000
    assert stored[FIRST].investor == rows_of()[0]["投资方"]  # a blank cell says nothing
    assert await named(world, THIRD, Duty.LEADER) == ["李敏"]
    kept = await world.product.desk.read(lambda work: work.projects.changes(stored[FIRST].id, 5))
    assert [(c.field, c.old, c.new) for c in kept] == [("total_yuan", "84700万元", "84710万元")]


async def test_a_broken_row_is_named_by_its_cell_and_the_others_go_on(
    world: World, clerk: Someone, tmp_path: Path
) -> None:
    changes: Changes = {FIRST: {"项目名称": None}, SECOND: {"总投资(万元)": "面议多少算多少"}}
    heard = text_of(await clerk.drops(changed_copy(tmp_path / "broken.xlsx", changes)))
    assert "新增59个" in heard
    assert "C2：本行填有内容但项目名称为空" in heard
    assert "K3：“面议多少算多少”" in heard
    await clerk.taps("确认导入")
    stored = await projects(world)
    assert len(stored) == 59
    assert stored[SECOND].total_yuan is None


async def test_the_same_project_twice_in_one_file_is_reported_and_the_rest_still_comes_in(
    clerk: Someone, tmp_path: Path
) -> None:
    twice = dict(rows_of()[0]) | {"总投资(万元)": 90000}
    more = dict(rows_of()[0]) | {"总投资(万元)": 91000}
    heard = text_of(await clerk.drops(changed_copy(tmp_path / "twice.xlsx", {}, [twice, more])))
    assert "疑似与第2行" in heard
    await clerk.taps("确认导入")
    assert "导入完成" in (await clerk.last())["text"]


async def test_an_error_in_the_middle_leaves_nothing(world: World) -> None:
    impossible = replace(PROJECTS[-1], total_yuan=10**40)
    ledger = Ledger(LedgerMeta("台账", (1,)), (*PROJECTS[:-1], impossible))
    with pytest.raises(Exception, match=r"."):
        await world.load(ledger)
    assert await projects(world) == {}
    assert await world.product.desk.read(lambda work: list(work.people.all())) == []


async def test_confirming_twice_or_an_older_file_changes_nothing_and_says_so(
    world: World, clerk: Someone, tmp_path: Path
) -> None:
    await clerk.drops(CLEAN)
    older = await clerk.last()
    newer_file = changed_copy(tmp_path / "newer.xlsx", {FIRST: {"总投资(万元)": 84710}})
    await clerk.drops(newer_file)
    newer = await clerk.last()
    assert "这次试读已失效" in await clerk.press(older["message_id"], label="确认导入")
    assert await projects(world) == {}

    data = newer["buttons"][0][0]["data"]
    await clerk.press(newer["message_id"], label="确认导入")
    assert (await projects(world))[FIRST].total_yuan == 847_100_000
    toast = await clerk.press(newer["message_id"], data=data, stale=True)
    assert "这次试读已失效" in toast
    await clerk.drops(CLEAN)
    await clerk.taps("取消")
    assert "台账没有改动" in (await clerk.last())["text"]
    assert (await projects(world))[FIRST].total_yuan == 847_100_000


async def test_only_the_office_may_import(world: World, clerk: Someone) -> None:
    lin = await world.person("林一航", Role.LEADER)
    assert "只有招商办可以导入台账" in (await lin.drops(CLEAN))[0]
    await clerk.drops(CLEAN)
    data = (await clerk.last())["buttons"][0][0]["data"]
    hello = (await lin.last())["message_id"]
    assert "没有这项权限" in await lin.press(hello, data=data, stale=True)
    stranger = await world.stranger("路人")
    assert "只服务已登记人员" in (await stranger.drops(CLEAN))[0]
    assert await projects(world) == {}


async def test_a_file_that_is_no_ledger_gets_a_clear_sentence(clerk: Someone, tmp_path: Path) -> None:
    def made(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(CLEAN) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, old.read(member))
        new.writestr("xl/media/big.bin", b"\0" * 400_000_000)
    locked = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le").ljust(4096, b"\0")
    wrong = {
        made("ledger.txt", b"hello"): "不是可以读取的表格",
        made("ledger.xls", b"\xd0\xcf\x11\xe0"): "另存为 .xlsx",
        made("big.xlsx", b"PK" + bytes(11_000_000)): "超过 10 MB",
        bomb: "异常庞大",
        made("locked.xlsx", locked): "打开密码",
        made("torn.xlsx", CLEAN.read_bytes()[:9000]): "无法打开",
    }
    for path, sentence in wrong.items():
        heard = await clerk.drops(path)
        assert (path.name, sentence in heard[-1]) == (path.name, True), heard
    assert f"台账试读：{CLEAN.name}" in (await clerk.drops(CLEAN))[0]


async def documents(clerk: Someone) -> list[str]:
    return [m["document"]["name"] for m in await clerk.from_us() if m.get("document")]


async def test_the_file_comes_back_with_remarks_beside_one_summary(
    world: World, clerk: Someone, tmp_path: Path
) -> None:
    heard = await clerk.drops(DATA / "ledger_dirty.xlsx")
    assert "读入61个项目，变更61处，待确认" in heard[-1]
    assert await documents(clerk) == ["ledger_dirty（批注）.xlsx"]
    sent = next(m for m in await clerk.from_us() if m.get("document"))
    content = (await world.web.get(sent["document"]["url"])).content
    (tmp_path / "back.xlsx").write_bytes(content)
    sheet = load_workbook(tmp_path / "back.xlsx")["附件1 台账"]
    assert "外币" in sheet["G32"].comment.text
    await clerk.taps("是同一个，不读第76行")
    assert "读入60个项目" in (await clerk.message_with("确认导入"))["text"]
    await clerk.taps("确认导入")
    assert len(await projects(world)) == 60


async def test_a_clean_file_brings_no_second_file(clerk: Someone) -> None:
    await clerk.drops(CLEAN)
    assert await documents(clerk) == []


async def test_questions_come_one_after_another_and_their_answers_are_kept(
    world: World, clerk: Someone, tmp_path: Path
) -> None:
    head = ("序号", "项目编号", "项目名称", "投资方", "属地", "总投资", "累计到位资金", "项目阶段")
    rows = [
        (1, "ZS-2026-001", "甲项目", "乙公司", "东县", 8.47, 1.2, "在建"),
        (2, "ZS-2026-002", "丙项目", "丁公司", "东县", 3, 0.5, "在建"),
        (3, "", "丙项目", "丁公司", "东县", 3, 0.5, "在建"),
    ]
    path = a_ledger(tmp_path / "bare.xlsx", [head, *rows])
    await clerk.drops(path)
    first = await clerk.message_with("逐列确定")
    assert "确认导入" not in await clerk.labels()  # not before the unit is known
    assert "有2列金额没有注明单位：总投资、累计到位资金" in first["text"]
    await clerk.taps("亿元")
    assert "是同一个项目吗" in (await clerk.message_with("不是，分别登记"))["text"]
    assert "这次试读已失效" in await clerk.press(
        first["message_id"], data=first["buttons"][0][0]["data"], stale=True
    )

    await clerk.taps("是同一个，不读第4行")
    await clerk.taps("确认导入")
    stored = await projects(world)
    assert {p.name: (p.total_yuan, p.total_in_yuan) for p in stored.values()} == {
        "甲项目": (847_000_000, 120_000_000),
        "丙项目": (300_000_000, 50_000_000),
    }


async def test_old_and_plain_formats_come_in_by_chat(world: World, clerk: Someone, tmp_path: Path) -> None:
    as_csv(CLEAN, tmp_path / "台账.csv", "gb18030")
    assert "新增60个" in text_of(await clerk.drops(tmp_path / "台账.csv"))
    as_xls(CLEAN, tmp_path / "台账.xls")
    assert "新增60个" in text_of(await clerk.drops(tmp_path / "台账.xls"))
    await clerk.taps("确认导入")
    assert len(await projects(world)) == 60


async def test_the_exported_ledger_goes_out_by_chat_and_comes_back_without_a_difference(
    world: World, clerk: Someone, tmp_path: Path
) -> None:
    await imported(clerk)
    heard = await clerk.says("导出")
    assert "台账已导出" in text_of(heard)
    sent = await clerk.last()
    assert sent["document"]["name"] == "项目台账 2026-11-16.xlsx"
    out = tmp_path / "out.xlsx"
    out.write_bytes((await world.web.get(sent["document"]["url"])).content)
    assert "完全一致" in (await clerk.drops(out))[-1]

    book = load_workbook(out)
    sheet = book["项目台账"]
    titles = [cell.value for cell in sheet[1]]
    sheet.cell(2, titles.index("项目阶段") + 1).value = "停建"
    sheet.cell(2, titles.index("联络员") + 1).value = "刘洋、王芳"
    book.save(out)
    assert "读入60个项目，变更2处" in (await clerk.drops(out))[-1]
    await clerk.taps("确认导入")
    assert await named(world, FIRST, Duty.LIAISON) == ["刘洋", "王芳"]
    assert "完全一致" in (await clerk.drops(out))[-1]

    lin = await world.person("林一航", Role.LEADER)
    assert "没有这项权限" in text_of(await lin.says("/export"))
