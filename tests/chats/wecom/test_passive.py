"""The answer to a press: the card as it looks now, sealed, in the names that the service reads."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from defusedxml.ElementTree import fromstring
from starlette.applications import Starlette
from starlette.routing import Route

from bot.wecom.callback import Corporation, endpoint
from bot.wecom.looks import Names, face
from bot.wecom.passive import Waiting
from core.chat import Button, Card, Listed
from core.ports import RawUpdate
from sandbox.wecom.passive import _fields
from sandbox.wecom.updating import read_change
from tests.chats.wecom.envelopes import CORP, click, post, seal
from tests.chats.wecom.serving import served
from tests.chats.wecom.test_callback import WallClock

NAMES = Names("督办", "确定", "更多", "已处理", "请回复序号", "项目", "（不选）")


def card(projects: int) -> Card:
    rows = tuple(
        tuple(
            Button(f"{no} {word}", f"1:r:7:{no}:{short}") for word, short in (("正常", "g"), ("无变化", "u"))
        )
        for no in range(1, projects + 1)
    )
    about = tuple(Listed(f"{no} 🟢", f"项目<{no}>&") for no in range(1, projects + 1))
    return Card(
        "请反馈\n还有几个项目", "第47周项目调度", (*rows, (Button("全部无变化", "1:ra:7"),)), about=about
    )


CARDS = {
    "buttons": Card("确认发出？", buttons=((Button("确认", "1:y"), Button("取消", "1:n")),)),
    "list": card(9),
    "vote": Card("请选择", buttons=tuple((Button(f"选项{n}", f"1:c:{n}"),) for n in range(12))),
    "lists": Card("请选择", buttons=tuple((Button(f"选项{n}", f"1:c:{n}"),) for n in range(25))),
}


@pytest.mark.parametrize("name", CARDS)
async def test_a_press_is_answered_with_the_card_as_the_strict_service_reads_it(name: str) -> None:
    template = face(CARDS[name], "d1", NAMES).template
    assert template is not None
    waiting = Waiting()

    async def store(_: RawUpdate) -> bool:
        assert waiting.offer("code", template)
        return True

    answer = await pressed(waiting, store)

    outer = fromstring(answer.content)
    values = [outer.findtext(field, "") for field in ("MsgSignature", "TimeStamp", "Nonce", "Encrypt")]
    inner: dict[str, Any] = dict(_fields(fromstring(seal().open(*values))))
    assert (inner["to_user_name"], inner["from_user_name"]) == ("ZhangSan", CORP)
    assert inner["msg_type"] == "update_template_card"
    assert read_change({"template_card": inner["template_card"]})["template_card"] == template


@pytest.mark.parametrize("handled", [True, False])
async def test_without_a_changed_card_the_answer_is_empty(handled: bool) -> None:
    waiting = Waiting()

    async def store(_: RawUpdate) -> bool:
        waiting.over("code")
        return handled

    answer = await pressed(waiting, store)

    assert (answer.status_code, answer.content) == (200, b"")
    assert not waiting.offer("code", {}), "nobody waits any more"


async def test_a_card_with_a_link_is_left_to_the_api() -> None:
    waiting = Waiting()
    with waiting.expecting("code"):
        assert not waiting.offer("code", {"button_list": [{"type": 1, "url": "https://duban.example"}]})


async def pressed(waiting: Waiting, store: Any) -> httpx.Response:
    receive = endpoint(Corporation(CORP, seal(), waiting), store, WallClock())
    app = Starlette(routes=[Route("/wecom/callback", receive, methods=["POST"])])
    async with served(app) as url, httpx.AsyncClient() as client:
        return await post(client, f"{url}/wecom/callback", click("ZhangSan", "b|d1|1:r:7:1:g"))
