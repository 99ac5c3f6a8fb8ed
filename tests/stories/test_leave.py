"""Away with a stand-in: the card goes to her, he is neither asked nor chased nor counted, and it ends by itself."""

from __future__ import annotations

import pytest

from core.rights import Role
from tests.stories.scenes import CARD, clerk, leader, liaison
from tests.stories.world import Someone, World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def cards(person: Someone) -> int:
    return len([m for m in await person.from_us() if CARD in (m["text"] or "")])


async def unasked(person: Someone) -> list[str]:
    return [m["text"] for m in await person.from_us() if "待您反馈" in m["text"] or "未反馈" in m["text"]]


async def test_a_leader_is_away_and_comes_back(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    su, wang = await liaison(world, "苏小满"), await world.person("王敏", Role.LIAISON)
    assert "请这样写" in (await lin.says("请假 下周 由王敏代"))[0]
    assert "没有找到" in (await lin.says("请假 11月16日至17日 由王大代"))[0]
    heard = await lin.says("请假 11月16日至17日 由王敏代")
    assert "林一航11月16日（周一）至11月17日（周二）请假，由王敏代。" in heard[0]
    assert "重叠" in (await lin.says("请假 11月17日 由王敏代"))[0]
    assert "林一航11月16日（周一）至11月17日（周二）请假，由王敏代" in (await lin.says("/mine"))[0]
    assert "由王敏代" in (await wang.says("我的"))[0]

    await world.at("2026-11-16 09:01")
    assert [await cards(lin), await cards(wang)] == [0, 1]
    missing = (await office.says("未报"))[0]
    assert "请假未计：林一航（王敏代）" in missing
    assert "林一航 副市长" not in missing
    await wang.taps("1 正常")
    assert "✓ 正常推进（王敏代报" in (await wang.message_with("其余无变化"))["text"]
    assert await unasked(lin) == []
    assert await cards(su) == 0

    await world.at("2026-11-18 09:05")
    assert "林一航 副市长　2/3个项目未反馈" in (await office.says("未报"))[0], "it has ended by itself"
    await world.at("2026-11-18 17:55")
    assert await cards(lin) == 1, "his own card first, before the office hears of him"
    assert not [m for m in await office.from_us() if "建议电话联系：林一航" in m["text"]]
    assert "目前没有请假" in (await lin.says("请假"))[0]


async def test_the_office_sets_it_for_him_and_both_hear(world: World) -> None:
    office, lin = await clerk(world), await leader(world, "林一航")
    wang = await world.person("王敏", Role.LIAISON)
    await world.at("2026-11-17 09:00")
    await world.at("2026-11-18 08:35")
    assert await cards(lin) == 1
    await lin.says("谢谢")
    told = (await office.says("请假 林一航 11月18日至11月30日 由王敏代"))[0]
    assert "（周文静设定）" in told
    assert "能填报" in (await office.says("请假 沈青禾 11月18日 由周文静代"))[0]
    assert "没有这项权限" in (await wang.says("/leave 林一航 11月18日 由王敏代"))[0]

    for moment in ("2026-11-18 16:00", "2026-11-19 09:00", "2026-11-20 09:00"):
        await world.at(moment)
    both = [
        [m["text"] for m in await person.from_us() if "周文静设定" in m["text"]] for person in (lin, wang)
    ]
    assert [len(told) for told in both] == [1, 1]
    assert await cards(wang) == 1, "in the middle of the round"
    assert len(await unasked(lin)) <= 1, "what was due before; nothing since"
    await lin.taps("销假 林一航")
    assert "目前没有请假" in (await lin.last())["text"] or "目前没有请假" in (await lin.says("请假"))[0]
