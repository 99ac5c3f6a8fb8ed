"""The week as it should be: asked on Monday, answered with taps, closed on Friday, ranked, approved, posted."""

from __future__ import annotations

from core.rights import Role
from tests.stories.world import World


async def test_a_week_from_monday_to_the_bulletin(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    lin = await world.person("林一航", Role.LEADER)
    await world.group("招商工作群", clerk, lin)
    await clerk.says("/bind", chat_id=world.groups["招商工作群"])

    await world.at("2026-11-16 09:01")
    assert "您包抓的3个项目" in await lin.card()

    await lin.taps("全部无变化")
    assert "本期已全部反馈" in await lin.card()

    await world.at("2026-11-20 17:01")
    assert "通报草稿" in (await clerk.last())["text"]
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    text, picture, document, workbook = (await world.in_group("招商工作群"))[-4:]
    assert "招商引资项目调度通报（2026年第47周）〔2026〕1号" in text
    assert "图片：" in picture
    assert "公文：" in document
    assert "附表：" in workbook
