"""A result is shown to the units before it is final: they object, the office decides and signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.bulletins.model import BulletinState
from core.ports import UnitOfWork
from core.rights import Role
from core.scoring.freeze import scored_again
from core.scoring.model import Snapshot
from core.scoring.preview import Preview
from core.scoring.schemes import FULL
from core.scoring.written import is_whole
from tests.stories.reporting import sends
from tests.stories.test_full_scheme import chosen
from tests.stories.world import Someone, World


async def newest(world: World) -> Snapshot | None:
    return await world.product.desk.read(lambda work: work.bulletins.last_snapshot())


async def preview(world: World) -> Preview:
    return await world.product.desk.read(lambda work: work.previews.get(1))


async def shown(world: World) -> tuple[Someone, Someone, Someone]:
    """The office with the full scheme, and two unit heads who have just been shown their scores."""
    clerk = await world.person("周文静", Role.OFFICE)
    await clerk.says("/settings")
    await clerk.taps("考核办法")
    await clerk.taps("综合考核（2026.2版）")
    east = await world.person("钟毅", Role.UNIT, unit="东岭县政府")
    west = await world.person("白露", Role.UNIT, unit="西河县")
    await world.at("2026-11-16 09:01")
    await world.at("2026-11-20 17:01")
    return clerk, east, west


async def message(person: Someone, start: str) -> str:
    return str(next(m["text"] for m in (await person.from_us())[::-1] if start in m["text"]))


async def test_from_the_cut_off_to_a_signed_result(world: World) -> None:
    clerk, east, west = await shown(world)
    assert await newest(world) is None
    assert "11月24日（周二） 17:0" in await message(clerk, "已向2个单位预公示")
    assert "请另行告知：" in await message(clerk, "已向2个单位预公示")
    own = await message(east, "东岭县 · 2026年第47周考核得分（预公示）")
    assert "• 开工率 1/2，9.50分（满分19）" in own
    assert "本组中位数" in own
    assert own.index("得满分的指标") < own.index("合计")  # praise first
    assert "西河" not in own
    before = (await preview(world)).made

    await both_object(east, west)
    await is_accepted(clerk)
    after = (await preview(world)).made
    line = next(x for s in after.scores if s.unit == "东岭县" for x in s.lines if x.code == "B2")
    assert (line.numerator, line.denominator) == (2, 2)
    assert after.digest != before.digest
    assert "• 开工率 2/2，19.00分（满分19）" in text_of_all(await east.from_us())  # in place
    await is_refused(clerk)
    assert "公示期还没有结束" in await signs(clerk, 1)
    await has_more_time(clerk)
    await world.at("2026-11-23 08:40")
    assert "采纳：云杉数据中心项目：项目阶段 签约待开工 → 在建" in text_of_all(await east.from_us())
    assert "未采纳，理由：本期没有上报数据" in text_of_all(await west.from_us())
    await world.at("2026-11-25 17:05")
    await is_signed(clerk)
    frozen = await newest(world)
    assert frozen
    assert frozen.signed
    assert frozen.signed.name == "周文静"
    assert [r.accepted for r in frozen.rulings] == [True, False]
    assert frozen.scores == after.scores == scored_again(frozen)
    assert is_whole(frozen)
    assert frozen.scheme == FULL
    assert "数据截至11月20日（周五） 17:01" in text_of_all(await clerk.from_us())
    assert await world.product.desk.read(drafts) == (1, "在建")  # the ledger followed
    assert "已经定稿" in await signs(clerk, 1)


async def both_object(east: Someone, west: Someone) -> None:
    """One about a project, with a photo; one about none. Nobody touches the other's."""
    await east.taps("提出异议")
    await east.taps("开工率")
    assert (await east.labels())[:2] == ["云杉数据中心项目", "青禾饮用水项目"]  # what is not counted first
    await east.taps("云杉数据中心项目")
    assert "异议1号已收到" in (await east.says("10月28日已开工，现为在建，有施工许可证"))[0]
    await sends(east, "photo", "许可证")
    assert "已收到依据1件" in (await east.last())["text"]
    await east.taps("提交完毕")
    toast = await west.press((await west.last())["message_id"], data="1:jt:1", stale=True)
    assert "没有这项权限" in toast + (await west.last())["text"]
    await west.says("异议")
    await west.taps("数据质量")
    await west.says("我们没有被退回过的数据，请核对")


async def is_accepted(clerk: Someone) -> None:
    queue = (await clerk.says("/objections"))[0]
    assert "1号　东岭县　开工率　待裁定" in queue
    assert "2号　西河县　数据质量　待裁定" in queue
    await clerk.taps("处理1号 东岭县")
    assert "10月28日已开工" in (await clerk.last())["text"]
    await clerk.taps("查看附件（1）")
    assert (await clerk.last())["photo"]
    await clerk.taps("采纳", on="异议1号")
    await clerk.taps("项目阶段")
    await clerk.taps("在建")
    assert "云杉数据中心项目：项目阶段 签约待开工 → 在建" in await message(clerk, "采纳前：")
    await clerk.taps("确认采纳")


async def is_refused(clerk: Someone) -> None:
    """Never without a reason."""
    await clerk.says("异议")
    await clerk.taps("处理2号 西河县")
    await clerk.taps("不采纳", on="异议2号")
    assert "请写清理由" in (await clerk.says("无"))[0]
    await clerk.says("本期没有上报数据，该指标不适用，未扣分")


async def has_more_time(clerk: Someone) -> None:
    """Once."""
    await clerk.says("/preview")
    await clerk.taps("延长公示期")
    await clerk.taps("1个工作日")
    await clerk.says("西河县反映停电两天，无法核对")
    assert "11月25日（周三） 17:0" in text_of_all(await clerk.from_us())
    toast = await clerk.press((await clerk.last())["message_id"], data="1:je:1", stale=True)
    assert "已经延长过一次" in toast + (await clerk.last())["text"]


async def is_signed(clerk: Someone) -> None:
    assert "均已处理。请定稿" in text_of_all(await clerk.from_us())
    await clerk.taps("查看公示", on="请定稿")
    await clerk.taps("定稿")
    assert "采纳异议1件，未采纳1件" in (await clerk.last())["text"]
    await clerk.taps("确认定稿")


def drafts(work: UnitOfWork) -> tuple[int, str | None]:
    """How many, and the stage of the project that the objection was about."""
    project = work.projects.by_name("云杉数据中心项目")
    return len(work.bulletins.latest(BulletinState.DRAFT, 5)), project.stage if project else None


async def signs(clerk: Someone, preview_id: int) -> str:
    last = (await clerk.last())["message_id"]
    toast = await clerk.press(last, data=f"1:jy:{preview_id}", stale=True)
    return toast + str((await clerk.last())["text"])


def text_of_all(messages: list[dict[str, object]]) -> str:
    return "\n".join(str(m["text"]) for m in messages)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_the_ledger_learns_after_the_cut_off_is_in_it_only_by_a_ruling(world: World) -> None:
    """The ledger moves on during the window; only the project of an accepted objection is taken anew."""
    clerk, east, _ = await shown(world)
    before = (await preview(world)).made

    def moves_on(work: UnitOfWork) -> None:
        for name in ("青禾饮用水项目", "白石光伏组件项目"):
            project = work.projects.by_name(name)
            assert project
            work.projects.change(replace(project, total_in_yuan=1), (), None, world.now)

    await world.product.desk.run(moves_on)
    await east.says("异议")
    await east.taps("资金到位率")
    await east.taps("青禾饮用水项目")
    await east.says("到位资金多记了，请按台账")
    await clerk.says("异议")
    await clerk.taps("处理1号 东岭县")
    await clerk.taps("采纳", on="异议1号")
    await clerk.taps("台账已更正，按台账重算")
    await clerk.taps("确认采纳")
    after = (await preview(world)).made
    differing = {b.name for b, a in zip(before.facts, after.facts, strict=True) if a != b}
    assert differing == {"青禾饮用水项目"}
    await east.says("异议")
    await east.taps("其他")
    await east.taps("不针对具体项目", on="其他")
    await east.says("另一个项目受山洪影响，请考虑")
    await east.taps("撤回异议")
    assert "没有待裁定的异议" in (await clerk.says("异议"))[0]
    await world.at("2026-11-24 17:10")
    await clerk.taps("查看公示", on="请定稿")
    await clerk.taps("定稿")
    await clerk.taps("确认定稿")
    frozen = await newest(world)
    assert frozen
    assert [r.change for r in frozen.rulings] == ["按现台账重新计算：青禾饮用水项目"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_without_a_window_the_result_is_final_at_the_cut_off(world: World) -> None:
    clerk = await chosen(world)
    head = await world.person("钟毅", Role.UNIT, unit="东岭县政府")
    await clerk.says("/settings")
    await clerk.taps("异议期")
    assert "综合考核、季度和年度：不公示" in (await clerk.last())["text"]
    await world.at("2026-11-16 09:01")
    await world.at("2026-11-20 17:01")
    frozen = await newest(world)
    assert frozen
    assert frozen.signed is None
    assert not any("预公示" in (m["text"] or "") for m in await head.from_us())
    assert "没有正在公示" in (await head.says("公示"))[0]
