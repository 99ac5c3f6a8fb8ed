"""From the draft to the receipts: other words, other readers, a second person; what failed leaves once more, alone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from core.delivery.model import State
from core.rights import Role
from storage.tables.delivery import OutboxRow
from tests.stories.test_bulletin_set import kind, posted
from tests.stories.test_ranking import closed_week, office_with_group
from tests.stories.world import Someone, World

ISSUE = "招商引资项目调度通报（2026年第47周）〔2026〕1号"


async def draft_of(clerk: Someone) -> dict[str, Any]:
    return await clerk.message_with("改措辞")


def lose(world: World, what: str) -> None:
    """As if the service had refused it."""
    lost = update(OutboxRow).where(OutboxRow.key.like(what))
    with world.product.store.writer.begin() as connection:
        connection.execute(lost.values(state=State.FAILED, sent_at=None, message_id="", why="no right"))


async def test_the_office_words_a_draft_and_is_told_which_numbers_are_not_in_the_figures(
    world: World,
) -> None:
    clerk = await office_with_group(world)
    await world.at("2026-11-16 09:01")
    await closed_week(world)

    await clerk.taps("改措辞")
    ours = (await clerk.last())["text"]
    assert "1. 西河县　98.00分" in ours
    heard = await clerk.says(
        ours.replace("1. 西河县　98.00分", "1. 西河县　99.00分") + "\n请于11月27日前整改。"
    )
    assert "文中1处数字与冻结数据不一致（“99.00分”不在本期数据中）" in heard[0]
    await clerk.taps("审发")
    assert "“99.00分”不在本期数据中" in (await clerk.message_with("确认发布"))["text"]
    await clerk.taps("取消", on="将把")
    await clerk.taps("改措辞")
    await clerk.says(ours + "\n请于11月27日前整治。")
    await clerk.taps("改措辞")
    await clerk.says("把“整治”改成“整改”")
    shown = await draft_of(clerk)
    assert "不一致" not in shown["text"]
    await clerk.press(shown["message_id"], label="更多")
    await clerk.press(shown["message_id"], label="措辞版本")
    versions = (await clerk.message_with("恢复自动生成"))["text"]
    assert [line[:4] for line in versions.split("\n")[1:5]] == ["第1稿　", "第2稿　", "第3稿　", "第4稿　"]
    assert "前整治。" in versions.partition("【现稿")[0]
    await clerk.taps("返回")
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    assert any("请于11月27日前整改。" in text for text in await world.in_group("招商工作群"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_readers_are_chosen_and_what_did_not_arrive_is_seen_and_sent_again_alone(world: World) -> None:
    clerk = await office_with_group(world)
    lin = await world.person("林一航", Role.LEADER)
    await world.group("二群", clerk)
    await clerk.says("/bind", chat_id=world.groups["二群"])
    await world.at("2026-11-16 09:01")
    await closed_week(world)

    await clerk.taps("发布范围")
    await clerk.taps("✓ 二群")
    await clerk.taps("包抓领导（私信）")
    assert "现为1个群、1人私信" in (await clerk.message_with("✓ 包抓领导（私信）"))["text"]
    await clerk.taps("返回")
    before = len(await posted(world))
    await clerk.taps("审发")
    assert "发往1个群：招商工作群" in (await clerk.message_with("确认发布"))["text"]
    await clerk.taps("确认发布")
    got = (await posted(world))[before:]
    assert [kind(m) for m in got] == ["text", "photo", "document", "document"]
    assert not [text for text in await world.in_group("二群") if ISSUE in text]
    assert len([m for m in await lin.from_us() if ISSUE in (m["text"] or "")]) == 1

    lose(world, "bulletin:%:group:%:picture")
    assert "有未送达" in (await clerk.says("通报 历史"))[0]
    await clerk.taps(ISSUE)
    card = (await clerk.message_with("重发未送达部分"))["text"]
    assert "已发布：周文静，11-20 17:" in card
    assert "• 招商工作群：已送达3/4件（11-20 17:" in card
    assert "图片未送达（no right）" in card
    assert "• 私信1人，全部收到1人" in card
    before = len(await posted(world))
    await clerk.taps("重发未送达部分")
    assert [kind(m) for m in (await posted(world))[before:]] == ["photo"]
    await clerk.says("通报 历史")
    await clerk.taps(ISSUE)
    assert any("• 招商工作群：已送达4/4件" in (m["text"] or "") for m in await clerk.from_us())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_two_people_decide_unless_it_is_switched_off(world: World) -> None:
    clerk = await office_with_group(world)
    await clerk.says("设置")
    assert "须两人审发（现有1人可审发，暂由一人审发）" in (await clerk.last())["text"]
    other = await world.person("韩梅", Role.OFFICE)
    await world.at("2026-11-16 09:01")
    await closed_week(world)

    await clerk.taps("审发")
    await clerk.taps("提请审核")
    assert (await clerk.message_with("撤回提请"))["text"].count("周文静已提请审核") == 1
    await other.taps("退回")
    assert any("韩梅已退回" in (m["text"] or "") for m in await clerk.from_us())
    await clerk.taps("改措辞")
    await clerk.says("本周排名见附表。")
    await clerk.taps("审发")
    await clerk.taps("提请审核")
    assert "本周排名见附表。" in (await other.message_with("同意发布"))["text"]
    await clerk.says("设置")
    await clerk.taps("通报审发")
    await clerk.taps("一人即可审发")
    await clerk.says("/bulletin")
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    assert any("本周排名见附表。" in text for text in await world.in_group("招商工作群"))
