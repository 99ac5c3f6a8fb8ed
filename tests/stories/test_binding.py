"""Invitations and binding: one person, one role, one use, three days."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import text

from core.rights import Role
from core.roster.binding import unbind
from tests.stories.command_line import document, duban_on
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import World

STRANGER = "只服务已登记人员"


async def test_the_first_person_of_the_office_comes_in_from_the_command_line(world: World) -> None:
    settings = world.product.settings
    home = settings.data_dir
    duban = duban_on(settings.database_url, home, DUBAN_DATA_DIR=str(home))
    invite = ("people", "invite", "--name", "周文静", "--role", "office")
    said = document(duban(*invite, "--json"))
    assert set(said) == {"person", "role", "token", "telegram_link", "expires_at"}

    clerk = await world.stranger("周文静")
    heard = await clerk.says(f"/start {said['token']}")
    assert "您已绑定为招商办" in heard[0]
    assert "本期" not in heard[0]
    assert "招商办" in (await clerk.says("/help"))[0]
    refused = duban(*invite, "--unit", "没有的单位")
    assert (refused.returncode, "没有找到单位" in refused.stderr) == (1, True)


@IN_BOTH_CHATS
async def test_the_office_invites_somebody_of_the_ledger_in_one_message(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    heard = await clerk.says("/invite 林一航")
    assert "林一航（包抓领导）的邀请链接" in heard[0]
    assert f"https://t.me/{world.product.bot_name}?start=" in heard[0]
    token = heard[0].partition("?start=")[2].split()[0]

    lin = await world.stranger("老林的手机")
    assert "您好！您已绑定为包抓领导" in (await lin.says(f"/start {token}"))[0]
    assert "的邀请链接" in (await clerk.says("邀请沈青禾"))[0]


@IN_BOTH_CHATS
async def test_for_a_new_name_the_office_chooses_the_role_and_what_belongs_to_it(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    assert "要邀请谁" in (await clerk.says("邀请"))[0]
    assert "请选择身份" in (await clerk.says("钟毅"))[0]
    await clerk.taps("责任单位")
    assert "所属单位" in (await clerk.last())["text"]
    await clerk.taps("东岭县政府")
    link = (await clerk.last())["text"]
    assert "钟毅（责任单位）" in link
    head = await world.stranger("钟毅")
    await head.says(f"/start {link.partition('?start=')[2].split()[0]}")
    assert "东岭县政府" in (await head.says("/help"))[0]

    await clerk.says("/invite 白鹭")
    await clerk.taps("联络员")
    await clerk.taps("顾远山")
    liaison = await world.stranger("白鹭")
    await liaison.says(f"/start {(await clerk.last())['text'].partition('?start=')[2].split()[0]}")
    assert "赤水肉牛养殖项目" in (await liaison.says("我的"))[0]


async def test_the_role_may_be_written_behind_the_name(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    heard = (await clerk.says("邀请 王小明 包抓领导"))[0]
    assert heard.startswith("王小明（包抓领导）")
    assert "https://t.me/" in heard
    assert "所属单位" in (await clerk.says("邀请 白鹭 责任单位"))[0]
    await clerk.taps("西河县政府")
    assert "白鹭（责任单位）" in (await clerk.last())["text"]


async def test_only_the_hash_of_a_token_is_stored(world: World) -> None:
    token = await world.token("林一航", Role.LEADER)
    with world.product.store.reader.begin() as connection:
        tables = connection.execute(text("SELECT token_hash FROM invitation")).scalars().all()
    assert list(tables) == [hashlib.sha256(token.encode()).hexdigest()]


@IN_BOTH_CHATS
async def test_a_token_works_once_for_three_days_and_until_a_newer_one(world: World) -> None:
    old = await world.token("林一航", Role.LEADER)
    new = await world.token("林一航", Role.LEADER)
    lin, other = await world.stranger("林一航"), await world.stranger("路人")
    assert "已被新的邀请替代" in (await lin.says(f"/start {old}"))[0]
    assert "您已绑定为包抓领导" in (await lin.says(f"/start {new}"))[0]
    assert "邀请已使用过" in (await other.says(f"/start {new}"))[0]

    late = await world.token("沈青禾", Role.LEADER)
    await world.forward(hours=71)
    just = await world.token("沈青禾", Role.INSPECTOR)
    await world.forward(hours=1)
    shen = await world.stranger("沈青禾")
    assert "邀请已过期" in (await shen.says(f"/start {late}"))[0]
    assert "您已绑定为督查室" in (await shen.says(f"/start {just}"))[0]


@IN_BOTH_CHATS
async def test_a_bound_account_stays_with_its_person_who_may_get_a_second_role(world: World) -> None:
    lin = await world.person("林一航", Role.LEADER)
    assert "已绑定给其他人" in (await lin.says(f"/start {await world.token('沈青禾', Role.LEADER)}"))[0]
    assert "林一航 副市长" in (await lin.says("/help"))[0]

    again = await world.token("林一航", Role.PRINCIPAL)
    assert "您已绑定为主要领导" in (await lin.says(f"/start {again}"))[0]
    assert "包抓领导、主要领导" in (await lin.says("/help"))[0]
    assert "您已绑定为主要领导" in (await lin.says(f"/start {again}"))[0]  # the link tapped once more
    assert "您的账号已绑定" in (await lin.says("/start"))[0]


async def test_a_stranger_gets_one_polite_line_a_day_and_nothing_in_groups(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    passer = await world.stranger("路人")
    assert [STRANGER in line for line in await passer.says("你好")] == [True]
    assert await passer.says("/rank") == []
    assert await passer.says("查 云杉") == []
    assert await passer.says("/start") == []
    await world.forward(days=1)
    assert [STRANGER in line for line in await passer.says("有人吗")] == [True]

    await world.group("工作群", clerk, passer)
    said = await world.in_group("工作群")
    await passer.says("/rank", chat_id=world.groups["工作群"])
    await passer.says("/bind", chat_id=world.groups["工作群"])
    assert await world.in_group("工作群") == said


async def test_guessing_tokens_ends_after_five_in_an_hour(world: World) -> None:
    passer = await world.stranger("路人")
    for guess in range(5):
        assert "邀请码无效" in (await passer.says(f"/start {guess:032}"))[0]
    real = await world.token("林一航", Role.LEADER)
    assert [STRANGER in line for line in await passer.says(f"/start {real}")] == [True]
    assert await passer.says(f"/start {real}") == []
    await world.forward(hours=1)
    assert "您已绑定为包抓领导" in (await passer.says(f"/start {real}"))[0]


async def test_a_new_phone_replaces_the_old_one(world: World) -> None:
    old = await world.person("林一航", Role.LEADER)
    new = await world.stranger("林一航的新手机")
    await new.says(f"/start {await world.token('林一航', Role.LEADER)}")

    assert "我的项目" in (await new.says("我的"))[0]
    assert "只服务已登记人员" in (await old.says("我的"))[0]


async def test_a_lost_phone_is_released_from_the_command_line(world: World) -> None:
    lin = await world.person("林一航", Role.LEADER)

    await world.product.desk.run(unbind, "林一航", world.now)

    assert "只服务已登记人员" in (await lin.says("我的"))[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_menu_that_cannot_be_shown_fails_no_message(world: World) -> None:
    await world.post("/sandbox/faults", {"fail_500": 1, "methods": ["setMyCommands"]})
    clerk = await world.person("周文静", Role.OFFICE)
    assert "招商办" in (await clerk.says("/help"))[0]
    with world.product.store.reader.begin() as connection:
        assert connection.execute(text("SELECT max(tries) FROM inbox")).scalar() == 0
