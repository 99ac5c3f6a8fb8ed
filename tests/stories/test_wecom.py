"""What people in WeCom can do, over the strict sandbox: sealed callbacks, cards, codes, limits."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.wecom.events import raw
from core.rights import Role
from core.rounds.model import Answer
from tests.chats.wecom.envelopes import event
from tests.stories.scenes import reports
from tests.stories.wecom import Corporation, card_of
from tests.stories.world import PATIENCE

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What these touch in the database is told on both elsewhere."""


async def test_a_week_in_wecom(corporation: Corporation) -> None:
    world = corporation
    clerk = await world.member("周文静", Role.OFFICE, "ZhouWenjing")
    lin = await world.member("林一航", Role.LEADER, "linyihang")
    await world.at("2026-11-16 09:02")
    assert "您包抓的3个项目" in await lin.card()

    await lin.taps("2 正常")
    assert "✓正常" in await lin.card()
    await lin.taps("其余无变化")
    assert "本期已全部反馈" in await lin.card()
    assert len([m for m in await lin.from_us() if card_of(m)]) == 1  # one card, changed in place

    await world.at("2026-11-20 17:01")
    assert "通报草稿" in "\n".join(m["text"] for m in await clerk.from_us())
    assert [r.finding.answer for r in await reports(world, "云杉数据中心项目")] == [Answer.ON_TRACK]


async def test_a_stranger_gets_one_polite_line_a_day(corporation: Corporation) -> None:
    stranger = await corporation.unknown("钱多多", "qianduoduo")

    first = await stranger.enters()
    assert len(first) == 1
    assert await stranger.says("你好") == []
    assert await stranger.says("我的") == []


async def test_opening_the_chat_is_greeted_once_a_day(corporation: Corporation) -> None:
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")

    assert "我的" in "\n".join(await lin.enters())
    assert await lin.enters() == []
    await corporation.forward(days=1)
    assert len(await lin.enters()) == 1


@ON_SQLITE
async def test_the_menu_says_the_same_as_the_words(corporation: Corporation) -> None:
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")
    zhou = await corporation.member("周文静", Role.OFFICE, "zhou")

    assert await lin.chooses("排名") == await lin.says("排名")
    assert "没有这项权限" in "\n".join(await lin.chooses("催报"))
    assert "没有这项权限" not in "\n".join(await zhou.chooses("催报"))


@ON_SQLITE
async def test_help_names_words_for_there_are_no_commands(corporation: Corporation) -> None:
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")

    (heard,) = await lin.says("帮助")

    assert "我的 · 查 · 经过" in heard
    assert "/" not in heard
    assert "我的　我的项目" in (await lin.says("帮助 我的"))[0]


@ON_SQLITE
async def test_what_wecom_announces_about_the_application_reaches_the_office(
    corporation: Corporation,
) -> None:
    clerk = await corporation.person("周文静", Role.OFFICE)
    assert corporation.product.wecom
    for name in ("inactive_alert", "inactive_alert", "close_inactive_agent", "change_contact"):
        update = raw(event("sys", name, CreateTime=name).encode())
        assert update is not None
        await corporation.product.wecom.intake.store(update)
        await corporation.rest()

    told = [m["text"] for m in await clerk.from_us() if "企业微信" in m["text"]]
    assert ["将被限制或停用" in told[0], "重新启用本应用" in told[1], len(told)] == [True, True, 2]


@ON_SQLITE
async def test_a_button_that_is_refused_is_answered_with_a_sentence(corporation: Corporation) -> None:
    """There are no toasts in WeCom."""
    zhou = await corporation.member("周文静", Role.OFFICE, "zhou")
    await corporation.member("林一航", Role.LEADER, "linyihang")
    await corporation.at("2026-11-16 09:02")
    await zhou.says("调度")
    await zhou.taps("结束本期")
    await zhou.taps("确认结束")
    await zhou.says("调度")
    closed = [m for m in await zhou.from_us() if "确认结束" in str(m["buttons"])]

    assert closed == []  # a card that has done its work is grey


async def test_the_card_asked_for_again_is_a_new_message_that_works(
    corporation: Corporation,
) -> None:
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")
    await corporation.at("2026-11-16 09:02")
    await lin.taps("1 正常")
    before = len([m for m in await lin.from_us() if card_of(m)])
    heard = await lin.says("报进展")

    assert "✓正常" in "\n".join(heard)
    assert len([m for m in await lin.from_us() if card_of(m)]) == before + 1
    await lin.taps("2 无变化")
    assert [r.finding.answer for r in await reports(corporation, "云杉数据中心项目")] == [Answer.NO_CHANGE]


@ON_SQLITE
async def test_more_choices_than_buttons_are_a_list(corporation: Corporation) -> None:
    zhou = await corporation.member("周文静", Role.OFFICE, "zhou")
    await zhou.says("邀请 王大山")
    await zhou.taps("责任单位")
    labels = "\n".join(m["text"] for m in await zhou.from_us())

    assert "南塬县" in labels
    asked = await zhou.last()
    assert "请先选择一项" in await zhou.press(asked["message_id"], label="确定")
    assert "王大山" in await zhou.taps("南塬县")


async def test_a_lost_answer_costs_no_message_and_no_double(corporation: Corporation) -> None:
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")
    await corporation.post(
        "/sandbox/wecom/faults", {"drop_after_accept": 0.5, "seed": 7, "methods": ["message/send"]}
    )
    for number in range(6):
        await corporation.post(f"/sandbox/people/{lin.id}/send", {"text": f"查 没有这个项目{number}"})
    log = await corporation.web.get("/sandbox/wecom/log")
    while len([c for c in log.json() if c["method"] == "message/send"]) < 6:
        await asyncio.sleep(0.02)
        log = await corporation.web.get("/sandbox/wecom/log")
    await corporation.post("/sandbox/wecom/faults", {"drop_after_accept": 0.0})
    await corporation.forward(minutes=1)
    assert "dropped" in log.text

    said = [m["text"] for m in await lin.from_us()]
    answers = [text for text in said if "没有这个项目" in text]
    assert len(answers) == len(set(answers)) == 6


async def test_an_address_that_is_not_trusted_costs_no_message_and_the_office_learns_which(
    corporation: Corporation,
) -> None:
    clerk = await corporation.person("周文静", Role.OFFICE)
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")
    await corporation.post("/sandbox/wecom/faults", {"untrusted_ip": True})
    await corporation.at("2026-11-16 09:02")
    await corporation.forward(seconds=30)
    told = "\n".join(m["text"] for m in await clerk.from_us())
    assert "企业可信IP" in told
    assert "60020" in told
    assert await lin.from_us() == []

    await corporation.forward(minutes=20)
    assert "\n".join(m["text"] for m in await clerk.from_us()).count("60020") == 1
    await corporation.post("/sandbox/wecom/faults", {"untrusted_ip": False})
    await corporation.forward(minutes=20)
    assert "您包抓的3个项目" in await lin.card()


async def test_a_token_taken_back_is_no_trouble(corporation: Corporation) -> None:
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")
    for how in ("expire", "revoke"):
        await lin.says("我的")
        await corporation.post("/sandbox/wecom/token", {"how": how})
        assert "青禾饮用水项目" in "\n".join(await lin.says("我的"))


@ON_SQLITE
async def test_a_place_and_a_document_are_no_trouble_either(corporation: Corporation, tmp_path: Path) -> None:
    """A place is not answered; of a document WeCom does not tell us at all."""
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")
    await corporation.post(
        f"/sandbox/people/{lin.id}/location", {"latitude": 23.1, "longitude": 113.3, "wait": PATIENCE}
    )
    await corporation.rest()
    file = tmp_path / "台账.xlsx"
    file.write_bytes(b"PK invented")
    assert await lin.drops(file) == []
    assert await lin.from_us() == []


async def test_a_photo_is_kept_longer_than_wecom_keeps_it(corporation: Corporation, tmp_path: Path) -> None:
    zhou = await corporation.member("周文静", Role.OFFICE, "zhou")
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")
    await corporation.at("2026-11-16 09:02")
    await lin.says("1号 正常")
    photo = {"file": ("现场.png", b"\x89PNG\r\n\x1a\n invented picture")}
    (await corporation.web.post(f"/sandbox/people/{lin.id}/photo", files=photo)).raise_for_status()
    await corporation.rest()
    assert corporation.product.wecom
    assert await corporation.product.wecom.keeper.keep_some(corporation.now) == 1
    assert await corporation.product.wecom.keeper.keep_some(corporation.now) == 0

    await corporation.forward(days=4)
    await zhou.says("经过 青禾")
    await zhou.taps("查看附件（1）")
    assert "image" in [m["wecom"]["msgtype"] for m in await zhou.from_us()]
