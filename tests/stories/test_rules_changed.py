"""Everything a rule is can be changed in chat: shown old and new, saved for the next period, taken back."""

from __future__ import annotations

import pytest

from core.rounds.model import Step
from tests.stories.reviewing import audit
from tests.stories.scenes import clerk, leader
from tests.stories.test_round import rounds
from tests.stories.world import CHINA, Someone, World

IN_CHATS = pytest.mark.parametrize(
    ("database_url", "chat"), [("sqlite", "telegram"), ("sqlite", "wecom")], indirect=True
)
BOTH_WAYS = pytest.mark.parametrize(
    ("database_url", "chat"), [("postgresql", "telegram"), ("sqlite", "wecom")], indirect=True
)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def opens(office: Someone, rule: str, *taps: str) -> str:
    """The screen of a rule, or what stands behind it."""
    await office.says("/settings")
    for label in ("调度频次", rule, *taps):
        await office.taps(label)
    return await shown(office)


async def shown(office: Someone) -> str:
    return str((await office.last())["text"])


@IN_CHATS
async def test_whom_and_what_a_rule_asks_is_changed_for_the_next_period_and_taken_back(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    shen, gu = await leader(world, "沈青禾"), await leader(world, "顾远山")
    await world.at("2026-11-16 09:05")
    assert "对象：全体包抓领导（3位领导、7个项目）" in await opens(office, "周调度")

    await office.taps("对象")
    for label in ("选单位", "东岭县", "西河县", "预览"):
        await office.taps(label)
    preview = await shown(office)
    assert "对象：全体包抓领导\n　⇒ 东岭县、西河县项目的包抓领导" in preview
    assert "届时发给2位领导、4个项目：林一航、沈青禾。" in preview
    assert "接下来10次安排" not in preview, "no day changes"
    await office.taps("保存")
    assert "已定：自11月23日（周一）起，对象改为东岭县、西河县项目的包抓领导" in await shown(office)

    asked = await opens(office, "周调度", "提问")
    assert "• 抓投产：何时投产" in asked
    said = "\n".join(await office.says("抓投产：试生产到哪一步"))
    assert "• 抓投产：试生产到哪一步（自定）" in said
    await office.taps("保存")
    both = await shown(office)
    assert "东岭县、西河县" in both
    assert "自定措辞1处" in both, "the second change joins the first"

    await world.at("2026-11-20 17:00")
    await world.at("2026-11-23 09:05")
    assert [len(await one.cards()) for one in (lin, shen, gu)] == [2, 2, 1], "one is not asked any more"
    assert "抓投产：试生产到哪一步" in await lin.card()
    assert "抓投产：何时投产" in str((await lin.cards())[0]["text"]), "what ran stays as it was asked"

    await opens(office, "周调度", "更多", "改回上一版")
    assert "东岭县、西河县项目的包抓领导\n　⇒ 全体包抓领导" in await shown(office)
    await office.taps("保存")
    await opens(office, "周调度", "更多", "撤回调整")
    assert "对象：东岭县、西河县项目的包抓领导（2位领导、4个项目）" in await shown(office)
    assert "已定" not in await shown(office)


@ON_SQLITE
async def test_the_ladder_is_written_in_a_sentence_and_ends_with_a_draft_order(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await opens(office, "周调度", "催报")
    refused = await office.says("3小时提醒联络员，4小时再次提醒本人，1个工作日报名单")
    assert "每人每天最多收到一条提醒" in refused[0]
    assert "未报名单是底线" in (await office.says("3小时提醒联络员"))[0]
    said = (await office.says("3小时提醒联络员，8小时再次提醒本人，9小时报名单，2个工作日拟督办单"))[0]
    assert "⇒ 3小时后提醒联络员 → 8小时后再次提醒本人 → 9小时后报未报名单 → 2个工作日后拟督办单" in said
    await office.taps("再改")
    for label in ("拟督办单", "早1小时", "返回", "预览"):
        await office.taps(label)
    assert "13小时后拟督办单" in await shown(office)
    await office.taps("保存")

    for moment in (
        "2026-11-20 17:00",
        "2026-11-23 09:00",
        "2026-11-23 16:00",
        "2026-11-24 10:15",
        "2026-11-24 16:30",
    ):
        await world.at(moment)
    assert (await rounds(world))[-1].ladder[-1].step is Step.ORDER
    assert len([m for m in await lin.from_us() if "督办" in m["text"]]) == 0, "nothing leaves by itself"
    await world.at("2026-11-24 17:45")
    drafted = await office.message_with("林一航")
    assert "已拟督办单，请逐份审定；不审定不会发出" in drafted["text"]
    await office.taps("林一航")
    draft = await shown(office)
    assert "主送：林一航（副市长）" in draft
    assert "再次提醒本人" in draft
    assert "不写入通报，不计入得分" in draft
    await office.taps("签发给本人")
    assert "将于11月25日（周三） 08:30送达" in await shown(office), "he has heard from us today"
    await world.at("2026-11-25 08:31")
    order = [m["text"] for m in await lin.from_us() if "督办单" in m["text"]]
    assert len(order) == 1
    assert "签发人：" in order[0]
    await office.press(drafted["message_id"], label="林一航")
    await office.taps("签发给本人")
    assert office.presses[-1]["text"] == "这份督办单已经发出。"


@BOTH_WAYS
async def test_a_campaign_asks_on_some_days_and_is_one_round_with_the_week(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    await world.at("2026-11-16 09:05")
    await office.says("/settings")
    await office.taps("调度频次")
    await office.taps("攻坚")
    await office.says("攻坚 西交会筹备 11月23日至12月4日")
    await office.taps("每周二、四")
    await office.taps("再改")
    await office.says("攻坚 西交会筹备 11月23日至12月4日")
    await office.taps("每周一、三、五")
    preview = await shown(office)
    assert "11月23日（周一）至12月4日（周五）攻坚：每周一、三、五 09:00 至 17:00。" in preview
    assert "• 攻坚调度（2026年11月25日）：11月25日（周三） 09:00 至 17:00" in preview
    assert "• 周调度（2026年第48周）：11月27日（周五） 09:00 至 17:00（与攻坚调度合并）" in preview
    assert "来不及" not in preview
    assert "“西交会筹备期间，调度有所加密，给您添扰了，感谢支持。”" in preview
    await office.taps("保存")

    await world.at("2026-11-20 17:00")
    days = [f"2026-11-{day} {clock}" for day in (23, 24, 25, 27) for clock in ("09:05", "17:00")]
    for moment in (*days, "2026-11-30 09:05"):
        await world.at(moment)
    found = [(r.period, r.opened_at.astimezone(CHINA).strftime("%m-%d")) for r in await rounds(world)]
    assert found == [
        ("2026-W47", "11-16"),
        ("20261123", "11-23"),
        ("20261125", "11-25"),
        ("2026-W48", "11-27"),
        ("20261130", "11-30"),
    ]
    assert len(await lin.cards()) == 5
    assert all("西交会筹备期间，调度有所加密" in str(each["text"]) for each in (await lin.cards())[-1:])
    drafts = await world.product.desk.read(lambda work: work.bulletins.latest(None, 9))
    assert len(drafts) == 2, "of the two weeks; the days between only ask"
    for moment in (
        "2026-11-30 17:00",
        "2026-12-02 09:05",
        "2026-12-02 17:00",
        "2026-12-04 09:05",
        "2026-12-04 17:00",
    ):
        await world.at(moment)
    await world.at("2026-12-07 09:05")
    assert "第50周" in await lin.card()
    assert "加密" not in await lin.card(), "it has ended by itself"


@ON_SQLITE
async def test_a_rule_is_added_given_other_products_switched_off_and_on(world: World) -> None:
    office = await clerk(world)
    await office.says("/settings")
    for label in ("调度频次", "更多", "新增规则", "明察暗访"):
        await office.taps(label)
    assert "新增规则“明察暗访”：每月 5日 09:00 至 18日 17:00。" in await shown(office)
    await office.taps("保存")
    await opens(office, "明察暗访", "产出")
    await office.taps("督查")
    await office.taps("预览")
    assert "产出：实地调研\n　⇒ 实地调研、督查" in await shown(office)
    await office.taps("再改")
    await office.taps("项目调度")
    await office.taps("预览")
    preview = await shown(office)
    assert "对象：不发卡\n　⇒ 全体包抓领导" in preview
    assert "与周调度合并" in preview, "cards of both on one day are one round"
    await office.taps("放弃修改")

    await opens(office, "明察暗访", "更多", "撤回调整")
    assert "明察暗访" not in await shown(office)
    kept = await audit(world, "cadence.changed")
    assert [each["name"] for each in kept] == ["明察暗访", "明察暗访"]
    assert [bool(each["old"]) for each in kept] == [False, True], (
        "added, and taken back: old and new are on file"
    )
    assert all(each["by"].isdigit() for each in kept)
    await office.says("/settings")
    for label in ("调度频次", "更多", "新增规则", "恢复 明察暗访", "保存"):
        await office.taps(label)
    assert "执行：自12月1日（周二）起" in await shown(office)
    await office.taps("时间")
    await office.taps("截止晚一天")
    await office.taps("预览")
    assert "每月 5日 09:00 至 18日 17:00\n　⇒ 每月 5日 09:00 至 19日 17:00" in await shown(office)
    await office.taps("保存")
    twin = "\n".join(await said_of(office, "周调度 每月5日至18日"))
    assert "自12月1日（周二）起执行" in twin


async def said_of(office: Someone, text: str) -> list[str]:
    await office.says("/settings")
    for label in ("调度频次", "更多", "录入"):
        await office.taps(label)
    return await office.says(text)
