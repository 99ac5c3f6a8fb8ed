"""Stages and plans: who changes them, what the office grants, what stays on file."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.rights import Role
from tests.stories.scenes import clerk as office
from tests.stories.scenes import ledger_comes_back
from tests.stories.world import World

SEEDLING = "云杉数据中心项目"
CODE = "ZS-2026-002"


async def test_a_stage_moves_with_reasons_and_is_told_in_the_history(world: World) -> None:
    clerk, lin = await office(world), await world.person("林一航", Role.LEADER)
    gu = await world.person("顾远山", Role.LEADER)
    await world.at("2026-11-16 09:01")
    assert "没有找到" in (await gu.says("阶段 ZS-2026-002"))[0]
    assert (await lin.says("阶段性工作已完成"))[0].count("当前阶段") == 0  # a sentence, not the command

    heard = (await lin.says("阶段 2号"))[0]
    assert heard.startswith(f"{CODE} {SEEDLING}\n当前阶段：合同签约")
    await lin.taps("进入“手续办理”")
    assert "已报招商办，批准后生效" in (await lin.last())["text"]
    assert "请写明原因" in (await lin.says("阶段 2号 在建"))[0]
    assert "合同签约 → 手续办理" in (await clerk.last())["text"]
    await clerk.taps("批准")
    assert "周文静已批准" in (await clerk.last())["text"]
    assert "当前阶段：手续办理" in (await clerk.says(f"阶段 {CODE}"))[0]
    await world.at("2026-11-17 09:00")
    assert "您提出的“云杉数据中心项目”变更，周文静已批准" in (await lin.last())["text"]

    await clerk.says(f"阶段 {CODE} 开工 开工令已下达")
    assert "尚未开工、不能暂停" in (await clerk.says("阶段 绿谷康养 暂停 资金没有落实"))[0]
    assert "请写明原因" in (await clerk.says(f"阶段 {CODE} 暂停"))[0]
    await clerk.says(f"阶段 {CODE} 暂停 企业资金未落实")
    told = (await lin.says("经过 2号"))[0]
    assert "周文静：项目阶段 开工→暂停（企业资金未落实）" in told
    assert "周文静：项目阶段 手续办理→开工（开工令已下达）" in told
    assert told.index("暂停") < told.index("开工令")  # newest first

    assert "新名不超过8个字" in (await clerk.says("阶段 名称 手续办理 开工"))[0]
    await clerk.says("阶段 名称 手续办理 前期手续")
    assert "项目阶段 合同签约→前期手续" in (await lin.says("经过 2号"))[0]
    await clerk.says(f"阶段 {CODE} 前期手续 停建后重新办理手续")
    assert "当前阶段：前期手续" in (await clerk.says(f"阶段 {CODE}"))[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_plans_are_made_backwards_and_the_first_one_stays(world: World, tmp_path: Path) -> None:
    clerk, lin = await office(world), await world.person("林一航", Role.LEADER)
    await world.at("2026-11-16 09:01")
    assert "请写成“倒排 1号 投产 2027-10-31”" in (await lin.says("倒排 2号"))[0]
    assert "目标日期太近" in (await lin.says("倒排 2号 投产 2026-11-18"))[0]
    heard = (await lin.says("倒排 1号 竣工 2027-10-29"))[0]  # under construction: two open nodes, no plan yet
    assert "• 主体封顶　2027年7月1日（周四）\n• 竣工　2027年10月29日（周五）" in heard
    await lin.taps("按此作为计划")
    assert "竣工：计划2027年10月29日" in (await lin.last())["text"]
    await lin.says("节点 1号 竣工 计划 2027-12-31 冬季停工")
    assert "已报招商办" in (await lin.last())["text"]
    await clerk.says("变更")
    await clerk.taps("青禾饮用水项目")
    assert "竣工计划改为2027年12月31日\n原因：冬季停工" in (await clerk.last())["text"]
    await clerk.taps("批准")
    shown = (await lin.says("节点 1号"))[0]
    assert "竣工：计划2027年12月31日，原计划2027-10-29、调整1次" in shown
    assert "开工：计划2026年3月1日" in shown
    assert "请在调度卡上点“节点”填报" in (await lin.says("节点 1号 竣工 完成 2026-11-10"))[0]
    await lin.says("节点 2号 拿地 完成 2026-05-08 土地证已办")
    assert "拿地：实际2026年5月8日" in (await lin.last())["text"]
    assert "拿地时间 —→2026-05-08（土地证已办）" in (await lin.says("经过 2号"))[0]
    assert "下一节点：主体封顶 2027年7月1日" in (await clerk.says("查 青禾"))[0]

    assert await ledger_comes_back(world, tmp_path)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_replaced_project_and_the_one_in_its_place_name_each_other(
    world: World, tmp_path: Path
) -> None:
    clerk, lin = await office(world), await world.person("林一航", Role.LEADER)
    assert "不能是它自己" in (await clerk.says(f"阶段 {CODE} 置换 {CODE} 企业放弃投资"))[0]
    await lin.says("阶段 云杉 置换 青禾 企业放弃投资")
    asked = (await lin.last())["text"]
    assert "由ZS-2026-001置换" in asked
    await clerk.says("变更")
    await clerk.taps(SEEDLING)
    await clerk.taps("批准")
    assert "已置换为：ZS-2026-001" in (await clerk.says("查 云杉"))[0]
    assert f"置换自：{CODE}" in (await clerk.says("查 青禾"))[0]
    assert f"置换自 —→{CODE}（企业放弃投资）" in (await lin.says("经过 青禾"))[0]
    assert "已终止、已置换的项目" in (await clerk.says(f"阶段 青禾 置换 {CODE} 再换回去"))[0]
    assert await ledger_comes_back(world, tmp_path)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_only_looks_on_changes_nothing(world: World) -> None:
    head = await world.person("钟毅", Role.UNIT, unit="东岭县")
    assert "• 开工：计划2026年3月1日，已超期260天" in (await head.says("节点 云杉"))[0]
    assert "没有这项权限" in (await head.says("节点 云杉 竣工 计划 2027-05-31"))[0]
    assert "没有这项权限" in (await head.says("/stage 云杉 终止 企业放弃了"))[0]
