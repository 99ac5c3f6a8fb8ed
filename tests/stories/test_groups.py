"""Groups: who makes one a target, what is said there, and what happens when the bot leaves or the group moves."""

from __future__ import annotations

from core.rights import Role
from tests.stories.world import Someone, World, text_of


async def targets(world: World) -> list[str]:
    return [g.title for g in await world.product.desk.read(lambda work: work.groups.bound())]


async def in_group(world: World, someone: Someone, said: str, title: str = "工作群") -> list[str]:
    """What the bot answers in the group."""
    before = await world.in_group(title)
    await someone.says(said, chat_id=world.groups[title])
    return (await world.in_group(title))[len(before) :]


async def test_only_the_office_binds_a_group_and_only_in_a_group(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    lin = await world.person("林一航", Role.LEADER)
    await world.group("工作群", clerk, lin)
    assert "请招商办同事在群里发 /bind" in (await world.in_group("工作群"))[0]
    assert "在要接收通报的群里" in (await clerk.says("/bind"))[0]
    assert "没有这项权限" in (await in_group(world, lin, "/bind"))[0]
    assert await targets(world) == []
    assert "已设为通报群" in (await in_group(world, clerk, "/bind"))[0]
    assert "已经是通报群" in (await in_group(world, clerk, "/bind"))[0]
    assert await targets(world) == ["工作群"]


async def test_in_a_group_only_commands_and_mentions_are_answered_and_nothing_secret_is_shown(
    world: World,
) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    lin = await world.person("林一航", Role.LEADER)
    await world.group("工作群", clerk, lin)
    name = world.product.bot_name
    for said in ("今天天气好", "1号 正常", "查 云杉", "帮我看看"):
        assert await in_group(world, lin, said) == []
    for said in (
        "/mine",
        "/status 云杉",
        "/problems",
        "/history 云杉",
        "/missing",
        f"@{name} 查 云杉",
        f"@{name} 你好",
    ):
        speaker = clerk if said == "/missing" else lin
        heard = await in_group(world, speaker, said)
        assert "私聊" in text_of(heard), (said, heard)
        assert "云杉" not in text_of(heard)
    assert "还没有发布过排名" in (await in_group(world, lin, "/rank"))[0]
    assert await in_group(world, lin, "/rank@some_other_bot") == []


async def test_a_removed_bot_tells_the_office_and_comes_back_when_added_again(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    group = await world.group("工作群", clerk)
    await clerk.says("/bind", chat_id=group)
    await world.forward(hours=2)
    await world.post(f"/sandbox/groups/{group}/remove_bot", {})
    await world.rest()
    assert "已被移出群“工作群”" in (await clerk.last())["text"]
    assert await targets(world) == []

    await world.post(f"/sandbox/groups/{group}/add_bot", {})
    await world.rest()
    assert "通报群" in (await world.in_group("工作群"))[-1]
    await in_group(world, clerk, "/bind")
    assert await targets(world) == ["工作群"]


async def test_a_group_that_becomes_a_supergroup_stays_a_target(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    group = await world.group("工作群", clerk)
    await clerk.says("/bind", chat_id=group)
    moved = await world.post(f"/sandbox/groups/{group}/migrate", {})
    world.groups["工作群"] = int(moved["id"])
    await world.rest()
    await world.at("2026-11-16 09:01")
    await world.at("2026-11-20 17:01")
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    assert any("【各地排名】" in said for said in await world.in_group("工作群"))
