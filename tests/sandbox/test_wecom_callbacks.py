"""Callbacks: what arrives, how often, and what the answer may do."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.test_wecom_media import png
from tests.sandbox.wecom_hands import ACCOUNT, Heard, Program, Running, WeComHands, inner, reply

MENU = {
    "button": [
        {"type": "click", "name": "进度", "key": "progress"},
        {"name": "更多", "sub_button": [{"type": "view", "name": "说明", "url": "https://example.cn/help"}]},
    ]
}


async def ended(wecom: WeComHands, number: int) -> dict[str, Any]:
    """The callback when it is over."""
    async with asyncio.timeout(60):
        while True:
            found: dict[str, Any] = (await wecom.get(f"wecom/callbacks?since={number - 1}"))[0]
            if found["state"] != "waiting":
                return found
            await asyncio.sleep(0.01)


async def test_the_address_is_checked_when_it_is_saved(wecom: WeComHands) -> None:
    async with Running(Program()) as program:
        assert "没有应答" in await wecom.refused("wecom/callback", url="http://127.0.0.1:9/x")
        assert "校验失败" in await wecom.refused("wecom/callback", url=f"{wecom.client.base_url}")
        assert (await wecom.get("wecom"))["callback"] == ""

        await wecom.post("wecom/callback", url=program.url)

    assert (await wecom.get("wecom"))["callback"] == program.url


async def test_words_arrive_sealed_and_whole(wecom: WeComHands, program: Program) -> None:
    chat = await wecom.member()
    words = "卡在用地，]]> 征迁 <b>&\n第二行 🙂"

    said = await wecom.post(f"people/{chat}/send", text=words)

    assert (await ended(wecom, said["update_id"]))["state"] == "done"
    (heard,) = program.heard
    assert heard["Content"] == words
    assert (heard["ToUserName"], heard["FromUserName"], heard["MsgType"]) == (
        ACCOUNT.corp_id,
        "LinYi",
        "text",
    )
    assert (heard["MsgId"].isdigit(), heard["AgentID"]) == (True, "1000002")
    assert words.encode() not in heard.body


async def test_media_and_places_arrive_and_documents_do_not(wecom: WeComHands, program: Program) -> None:
    chat = await wecom.member()

    async def give(path: str, name: str, content: bytes) -> Any:
        return (
            await wecom.client.post(f"/sandbox/people/{chat}/{path}", files={"file": (name, content)})
        ).json()

    for said in (await give("photo", "工地.png", png()), await give("voice", "a.amr", b"#!AMR\n123")):
        await ended(wecom, said["update_id"])
    placed = await wecom.post(
        f"people/{chat}/location", latitude=30.6, longitude=104.1, label="工业园", wait=5
    )
    await ended(wecom, (await give("video", "工地.mp4", b"0000ftypmp42"))["update_id"])
    document = await give("upload", "台账.xlsx", b"x" * 50)

    picture, voice, place, video = program.heard
    assert (video["MsgType"], bool(video["MediaId"]), bool(video["ThumbMediaId"])) == ("video", True, True)
    assert document["update_id"] is None
    assert placed["answered"]
    assert (picture["MsgType"], voice["MsgType"], voice["Format"]) == ("image", "voice", "amr")
    assert (place["Location_X"], place["Label"], place["AppType"]) == ("30.6", "工业园", "wxwork")
    got = await wecom.client.get(
        f"/wecom/cgi-bin/media/get?access_token={wecom.token}&media_id={picture['MediaId']}"
    )
    assert got.content == png()
    assert (await wecom.last(chat))["document"]["name"] == "台账.xlsx"


async def test_events_have_no_msgid(wecom: WeComHands, program: Program) -> None:
    chat = await wecom.member()
    await wecom.call("menu/create", MENU, agentid=ACCOUNT.agent_id)

    await wecom.post(f"people/{chat}/enter", wait=5)
    await wecom.post(f"people/{chat}/menu", entry="进度", wait=5)
    await wecom.post(f"people/{chat}/menu", entry="说明", wait=5)
    gone = await wecom.post(f"wecom/members/{chat}", visible=False)
    await ended(wecom, gone["update_id"])
    back = await wecom.post(f"wecom/members/{chat}", visible=True)
    await ended(wecom, back["update_id"])

    assert [(heard["Event"], heard["EventKey"]) for heard in program.heard] == [
        ("enter_agent", ""),
        ("click", "progress"),
        ("view", "https://example.cn/help"),
        ("unsubscribe", ""),
        ("subscribe", ""),
    ]
    assert all(heard.xml.find("MsgId") is None for heard in program.heard)
    assert "没有" in await wecom.refused(f"people/{chat}/menu", entry="nothing")


@pytest.mark.parametrize("same", [False, True])
async def test_a_slow_program_is_told_four_times_and_then_no_more(
    wecom: WeComHands, program: Program, *, same: bool
) -> None:
    async def sleep(_heard: Heard) -> tuple[int, bytes]:
        await asyncio.sleep(0.6)
        return 200, b""

    chat = await wecom.member()
    program.answer = sleep
    await wecom.post("wecom/faults", same_retries=same)

    said = await wecom.post(f"people/{chat}/send", text="进度 60%")

    told = await ended(wecom, said["update_id"])
    assert (told["state"], [one["outcome"] for one in told["tries"]]) == ("lost", ["TimeoutError"] * 4)
    assert {heard["MsgId"] for heard in program.heard} == {told["msg_id"]}
    assert len({heard.body for heard in program.heard}) == (1 if same else 4)


async def test_a_failure_is_tried_again_until_it_is_taken(wecom: WeComHands, program: Program) -> None:
    codes = [500, 403, 200]

    async def fail_twice(_heard: Heard) -> tuple[int, bytes]:
        return codes.pop(0), b""

    chat = await wecom.member()
    program.answer = fail_twice

    said = await wecom.post(f"people/{chat}/send", text="x")

    told = await ended(wecom, said["update_id"])
    assert (told["state"], [one["outcome"] for one in told["tries"]]) == ("done", ["500", "403", "200"])


async def test_words_in_the_answer_are_shown_and_uncounted(wecom: WeComHands, program: Program) -> None:
    async def answer(heard: Heard) -> tuple[int, bytes]:
        return 200, reply(inner(heard, "text", f"<Content><![CDATA[收到：{heard['Content']}]]></Content>"))

    chat = await wecom.member()
    program.answer = answer

    said = await wecom.post(f"people/{chat}/send", text="进度")

    assert (await ended(wecom, said["update_id"]))["reply"] == "text"
    assert await wecom.texts(chat) == ["进度", "收到：进度"]
    assert (await wecom.last(chat))["wecom"]["passive"]
    assert (await wecom.get("wecom/counters"))["members"] == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"success", ""),
        (b"hello", "broken: XML"),
        (b"<xml><Encrypt>x</Encrypt></xml>", "broken: signature"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xml/>', "broken: XML"),
        (reply("<xml><ToUserName>x</ToUserName></xml>"), "ignored: ToUserName is not the member"),
        (
            reply(
                f"<xml><ToUserName>LinYi</ToUserName><FromUserName>{ACCOUNT.corp_id}</FromUserName>"
                "<MsgType>markdown</MsgType></xml>"
            ),
            "ignored: MsgType markdown",
        ),
    ],
)
async def test_an_answer_that_is_none_does_nothing(
    wecom: WeComHands, program: Program, content: bytes, said: str
) -> None:
    async def answer(_heard: Heard) -> tuple[int, bytes]:
        return 200, content

    chat = await wecom.member()
    program.answer = answer

    told = await ended(wecom, (await wecom.post(f"people/{chat}/send", text="x"))["update_id"])

    assert told["reply"] == said
    assert len(await wecom.seen(chat)) == 1


async def test_without_an_address_nobody_is_told(wecom: WeComHands) -> None:
    chat = await wecom.member()

    said = await wecom.post(f"people/{chat}/send", text="x")

    assert (await ended(wecom, said["update_id"]))["tries"] == []


async def test_anything_can_be_sealed_and_sent(wecom: WeComHands, program: Program) -> None:
    number = (await wecom.post("wecom/raw", xml="<xml><MsgType>martian</MsgType></xml>"))["update_id"]

    assert (await ended(wecom, number))["state"] == "done"
    assert program.heard[0]["MsgType"] == "martian"
