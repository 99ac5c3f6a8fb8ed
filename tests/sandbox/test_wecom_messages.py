"""message/send and what stands around it: tokens, receivers, limits, repeats, recall."""

from typing import Any

import httpx
import pytest

from tests.sandbox.wecom_hands import ACCOUNT, WeComHands


@pytest.mark.parametrize(
    ("corp_id", "secret", "code"),
    [("wrong", ACCOUNT.secret, 40013), (ACCOUNT.corp_id, "wrong", 40001), (None, "x", 41002)],
)
async def test_no_token_for_strangers(wecom: WeComHands, corp_id: Any, secret: str, code: int) -> None:
    answer = await wecom.call("gettoken", verb="GET", corpid=corp_id, corpsecret=secret, access_token=None)

    assert answer["errcode"] == code
    assert "access_token" not in answer


async def test_who_tries_wrong_secrets_is_shut_out_for_an_hour(wecom: WeComHands) -> None:
    async def ask(secret: str) -> int:
        query: dict[str, Any] = {"corpid": ACCOUNT.corp_id, "corpsecret": secret}
        return int((await wecom.call("gettoken", verb="GET", **query))["errcode"])

    assert [await ask("wrong") for _ in range(20)] == [40001] * 20
    assert await ask(ACCOUNT.secret) == 45009
    await wecom.post("clock", forward_seconds=3601)
    assert await ask(ACCOUNT.secret) == 0


async def test_a_token_ends_after_two_hours_or_when_the_service_likes(wecom: WeComHands) -> None:
    first = wecom.token
    await wecom.sign_in()
    assert wecom.token == first
    await wecom.member()

    await wecom.post("clock", forward_seconds=7201)
    assert (await wecom.send("LinYi"))["errcode"] == 42001
    await wecom.sign_in()
    assert wecom.token != first
    await wecom.post("wecom/token", how="revoke")
    assert (await wecom.send("LinYi"))["errcode"] == 40014
    assert (await wecom.call("message/send", {}, access_token=None))["errcode"] == 41001


async def test_an_error_has_the_services_shape(wecom: WeComHands) -> None:
    await wecom.post("wecom/faults", untrusted_ip=True)

    answer = await wecom.send("LinYi")

    assert answer["errcode"] == 60020
    assert answer["errmsg"].startswith("not allow to access from your ip, hint: [")
    assert "], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/" in answer["errmsg"]
    await wecom.sign_in()  # gettoken is not guarded


async def test_a_text_arrives_and_userids_have_no_case(wecom: WeComHands) -> None:
    chat = await wecom.member("LinYi")

    answer = await wecom.send("linyi", content='见 <a href="https://example.cn/a?b=1">通报</a>\n1 < 2')

    assert set(answer) == {"errcode", "errmsg", "msgid"}
    seen = await wecom.last(chat)
    assert seen["from"] == {"id": seen["from"]["id"], "name": "督办", "is_bot": True}
    assert seen["html"] == '见 <a href="https://example.cn/a?b=1">通报</a>\n1 &lt; 2'


async def test_who_cannot_be_reached_is_named_and_nobody_at_all_is_an_error(wecom: WeComHands) -> None:
    chat = await wecom.member("LinYi")
    await wecom.member("Hidden", visible=False)
    await wecom.member("Poor", licensed=False)

    some = await wecom.send("LinYi|Hidden|Nobody|Poor")
    none = await wecom.send("Hidden|Nobody")

    assert some["errcode"] == 0
    assert (some["invaliduser"], some["unlicenseduser"]) == ("hidden|nobody", "poor")
    assert len(await wecom.seen(chat)) == 1
    assert (none["errcode"], none["invaliduser"]) == (81013, "hidden|nobody")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"touser": ""}, 82001),
        ({"touser": "|".join(f"u{n}" for n in range(1001))}, 40032),
        ({"toparty": "|".join("1" for _ in range(101))}, 82002),
        ({"agentid": 1}, 301002),
        ({"agentid": None}, 41011),
        ({"msgtype": "markdown_v2"}, 40008),
        ({"text": {"content": " "}}, 44004),
        ({"msgtype": "markdown", "markdown": {"content": "甲" * 683}}, 45002),
        ({"msgtype": "file", "file": {"media_id": "nothing"}}, 40007),
        ({"msgtype": "textcard", "textcard": {"title": "x", "url": "https://a"}}, 41033),
        ({"msgtype": "news", "news": {"articles": [{"title": "x", "url": "u"}] * 9}}, 45008),
    ],
)
async def test_a_wrong_message_is_refused(wecom: WeComHands, change: dict[str, Any], code: int) -> None:
    await wecom.member()
    body = {"touser": "LinYi", "msgtype": "text", "agentid": ACCOUNT.agent_id, "text": {"content": "x"}}

    assert (await wecom.call("message/send", body | change))["errcode"] == code


async def test_a_long_text_is_cut_between_characters(wecom: WeComHands) -> None:
    chat = await wecom.member()

    await wecom.send("LinYi", content="甲" * 682 + "ab")  # 2048 bytes
    await wecom.send("LinYi", content="甲" * 683)  # 2049

    whole, cut = await wecom.seen(chat)
    assert (len(whole["text"]), whole["wecom"]["cut"]) == (684, False)
    assert (cut["text"], cut["wecom"]["cut"]) == ("甲" * 682, True)


async def test_escaped_characters_and_broken_json_are_noticed(wecom: WeComHands) -> None:
    await wecom.member()
    escaped = b'{"touser":"LinYi","msgtype":"text","agentid":1000002,"text":{"content":"\\u4f60"}}'

    assert (await wecom.call("message/send", raw=escaped))["errcode"] == 40033
    assert (await wecom.call("message/send", raw=escaped.replace(b"\\u4f60", b"\\\\u4f60")))["errcode"] == 0
    broken = await wecom.call("message/send", raw=b"{'touser'")
    assert broken["errcode"] == 41011
    assert broken["errmsg"].endswith("Warning: wrong json format. ")


async def test_the_31st_in_a_minute_is_never_seen_and_nobody_says_so(wecom: WeComHands) -> None:
    chat, other = await wecom.member("LinYi"), await wecom.member("Shen")

    codes = [(await wecom.send("LinYi", content=str(n)))["errcode"] for n in range(32)]
    await wecom.send("Shen")

    assert codes == [0] * 32
    assert await wecom.texts(chat) == [str(n) for n in range(30)]
    assert len(await wecom.seen(other)) == 1
    assert [(loss["userid"], loss["why"], loss["text"]) for loss in await wecom.get("wecom/losses")] == [
        ("LinYi", "30/min", "30"),
        ("LinYi", "30/min", "31"),
    ]
    counted = (await wecom.get("wecom/counters"))["members"]["linyi"]
    assert (counted["worst_minute"], counted["dropped"], counted["shown"]) == (30, 2, 30)
    await wecom.post("clock", forward_seconds=61)
    await wecom.send("LinYi", content="later")
    assert (await wecom.texts(chat))[-1] == "later"


async def test_a_thousand_in_an_hour_is_the_end(wecom: WeComHands) -> None:
    chat = await wecom.member()
    for minute in range(34):
        if minute:
            await wecom.post("clock", forward_seconds=61)
        for number in range(30):
            await wecom.send("LinYi", content=f"{minute}/{number}")

    assert len(await wecom.seen(chat)) == 1000
    assert {loss["why"] for loss in await wecom.get("wecom/losses")} == {"1000/h"}


async def test_the_same_again_is_delivered_once_if_one_asks_for_it(wecom: WeComHands) -> None:
    chat = await wecom.member()
    asked: dict[str, Any] = {"enable_duplicate_check": 1, "duplicate_check_interval": 600}

    for _ in range(3):
        assert (await wecom.send("LinYi", content="一", **asked))["errcode"] == 0
    await wecom.send("LinYi", content="二")
    await wecom.send("LinYi", content="二")
    await wecom.post("clock", forward_seconds=601)
    await wecom.send("LinYi", content="一", **asked)

    assert await wecom.texts(chat) == ["一", "二", "二", "一"]


async def test_troubles_come_when_asked_for(wecom: WeComHands) -> None:
    chat = await wecom.member()
    await wecom.post("wecom/faults", busy=1, frequent=1, crowded=1)
    assert [(await wecom.send("LinYi"))["errcode"] for _ in range(4)] == [-1, 45009, 45033, 0]

    await wecom.post("wecom/faults", lose=1)
    assert (await wecom.send("LinYi", content="lost"))["errcode"] == 0
    await wecom.post("wecom/faults", lose=0, drop_after_accept=1)
    with pytest.raises(httpx.TransportError):
        await wecom.send("LinYi", content="kept")
    await wecom.post("wecom/faults", drop_after_accept=0, fail_500=1)
    url = f"/wecom/cgi-bin/message/send?access_token={wecom.token}"
    assert (await wecom.client.post(url, json={})).status_code == 502

    assert await wecom.texts(chat) == ["你好", "kept"]
    assert [loss["text"] for loss in await wecom.get("wecom/losses")] == ["lost"]
    assert "没有这个故障" in await wecom.refused("wecom/faults", nonsense=1)


async def test_a_message_is_called_back_within_a_day(wecom: WeComHands) -> None:
    chat = await wecom.member()
    first, second = [await wecom.send("LinYi", content=words) for words in ("一", "二")]

    assert (await wecom.call("message/recall", {"msgid": first["msgid"]}))["errcode"] == 0

    assert (await wecom.seen(chat))[0]["notice"] == "督办 撤回了一条消息"
    assert [gone["text"] for gone in await wecom.get("wecom/recalled")] == ["一"]
    assert (await wecom.call("message/recall", {"msgid": "x"}))["errcode"] == 40058
    await wecom.post("clock", forward_seconds=86401)
    await wecom.sign_in()
    assert (await wecom.call("message/recall", {"msgid": second["msgid"]}))["errcode"] == 42052


async def test_an_unknown_call_is_404_and_a_wrong_verb_is_told(wecom: WeComHands) -> None:
    assert (await wecom.client.post("/wecom/cgi-bin/message/nothing")).status_code == 404
    assert (await wecom.call("message/send", verb="GET"))["errcode"] == 43002


async def test_members_are_looked_up(wecom: WeComHands) -> None:
    await wecom.member("LinYi", note="副区长", department=7)
    await wecom.member("Hidden", visible=False)

    found = await wecom.call("user/get", verb="GET", userid="linyi")
    assert (found["userid"], found["position"], found["status"]) == ("LinYi", "副区长", 1)
    assert (await wecom.call("user/get", verb="GET", userid="x"))["errcode"] == 60111
    assert (await wecom.call("user/get", verb="GET", userid="Hidden"))["errcode"] == 60011
    listed = await wecom.call("user/simplelist", verb="GET", department_id=7)
    assert [user["userid"] for user in listed["userlist"]] == ["LinYi"]
    agent = await wecom.call("agent/get", verb="GET", agentid=ACCOUNT.agent_id)
    assert agent["allow_userinfos"] == {"user": [{"userid": "LinYi"}]}
