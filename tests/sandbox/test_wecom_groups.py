"""Robots in groups, groups made by the application, the menu, and what is kept."""

import base64
import hashlib
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox import Sandbox
from tests.sandbox.test_wecom_media import png
from tests.sandbox.wecom_hands import ACCOUNT, CARD, WeComHands

TABLE = "# 排名\n\n| 名次 | 领导 |\n| :--- | ---: |\n| 1 | **林一** |\n\n- 甲\n- *乙*\n\n---\n`x` <script>"


class Group:
    def __init__(self, wecom: WeComHands, made: dict[str, Any]) -> None:
        self._wecom, self.id, self.key = wecom, made["id"], made["key"]

    async def post(self, msgtype: str, content: Any, key: str | None = None) -> int:
        body = {"msgtype": msgtype, msgtype: content}
        query: dict[str, Any] = {"key": self.key if key is None else key}
        return int((await self._wecom.call("webhook/send", body, access_token=None, **query))["errcode"])


@pytest.fixture
async def group(wecom: WeComHands) -> Group:
    members = [await wecom.member("LinYi", "林一"), await wecom.member("Shen", "沈二")]
    return Group(wecom, await wecom.post("wecom/groups", title="调度群", members=members))


async def test_a_robot_speaks_in_its_group(wecom: WeComHands, group: Group) -> None:
    picture = {"base64": base64.b64encode(png()).decode(), "md5": hashlib.md5(png()).hexdigest()}  # noqa: S324 - as the service wants it

    assert await group.post("text", {"content": "请看", "mentioned_list": ["linyi", "@all"]}) == 0
    assert await group.post("markdown", {"content": '<font color="warning">红</font> <@LinYi>'}) == 0
    assert await group.post("markdown_v2", {"content": TABLE}) == 0
    assert await group.post("image", picture) == 0

    text, markdown, table, image = await wecom.seen(group.id)
    assert (text["text"], text["from"]["name"]) == ("请看 @林一 @所有人", "督办机器人")
    assert markdown["html"] == '<span class="warning">红</span> <span class="mention">@LinYi</span>'
    assert (
        "<table><tr><th>名次</th><th>领导</th></tr><tr><td>1</td><td><b>林一</b></td></tr></table>"
        in table["html"]
    )
    assert "• <i>乙</i>" in table["html"]
    assert "<script>" not in table["html"]
    assert (image["photo"]["width"], image["photo"]["height"]) == (2, 2)


@pytest.mark.parametrize(
    ("msgtype", "content", "code"),
    [
        ("text", {"content": ""}, 44004),
        ("markdown_v2", {"content": "甲" * 1365}, 0),
        ("markdown_v2", {"content": "甲" * 1366}, 45002),
        ("image", {"base64": base64.b64encode(png()).decode(), "md5": "0" * 32}, 301019),
        ("image", {"base64": "***", "md5": ""}, 40058),
        ("template_card", CARD, 42031),
        ("textcard", {"title": "x"}, 40008),
        ("file", {"media_id": "x"}, 40007),
    ],
)
async def test_a_robots_message_is_looked_at(group: Group, msgtype: str, content: Any, code: int) -> None:
    assert await group.post(msgtype, content) == code


async def test_twenty_a_minute(wecom: WeComHands, group: Group) -> None:
    assert [await group.post("text", {"content": str(n)}) for n in range(21)] == [0] * 20 + [45009]
    await wecom.post("clock", forward_seconds=61)
    assert await group.post("text", {"content": "later"}) == 0


async def test_files_of_a_robot_are_its_own(wecom: WeComHands, group: Group) -> None:
    url = f"/wecom/cgi-bin/webhook/upload_media?key={group.key}&type=file"
    own = (await wecom.client.post(url, files={"media": ("通报.docx", b"x" * 99)})).json()
    alien = await wecom.upload("别的.docx", b"x" * 99)

    assert await group.post("file", {"media_id": own["media_id"]}) == 0
    assert await group.post("file", {"media_id": alien["media_id"]}) == 40007
    await wecom.member("Gu")
    assert (await wecom.send("Gu", "file", {"media_id": own["media_id"]}))["errcode"] == 40007
    assert (await wecom.last(group.id))["document"]["name"] == "通报.docx"


async def test_a_robot_can_be_stopped_and_removed(wecom: WeComHands, group: Group) -> None:
    assert await group.post("text", {"content": "x"}, key="unknown") == 93000
    await wecom.post(f"wecom/groups/{group.id}/robot", state="stopped")
    assert await group.post("text", {"content": "x"}) == 93004
    await wecom.post(f"wecom/groups/{group.id}/robot", state="removed")
    assert await group.post("text", {"content": "x"}) == 93000


async def test_the_key_of_a_robot_may_be_chosen_once(wecom: WeComHands) -> None:
    made = await wecom.post("wecom/groups", title="调度群", key="chosen")

    assert await Group(wecom, made).post("text", {"content": "x"}, key="chosen") == 0
    assert "已有机器人" in await wecom.refused("wecom/groups", title="又一群", key="chosen")


async def test_what_members_say_in_a_group_is_told_to_nobody(wecom: WeComHands, group: Group) -> None:
    member = (await wecom.get("wecom/members"))[0]["id"]

    said = await wecom.post(f"people/{member}/send", text="大家好", chat_id=group.id)

    assert said["update_id"] is None
    assert await wecom.get("wecom/callbacks") == []
    assert await wecom.texts(group.id) == ["大家好"]


async def test_a_group_of_the_application(wecom: WeComHands) -> None:
    for userid in ("LinYi", "Shen", "Gu"):
        await wecom.member(userid)
    create = {"name": "督办群", "owner": "Shen", "userlist": ["LinYi", "Shen"], "chatid": "weekly"}

    assert (await wecom.call("appchat/create", create))["chatid"] == "weekly"
    assert (await wecom.call("appchat/create", create))["errcode"] == 86215
    alone = {**create, "chatid": "b", "userlist": ["Shen"]}
    assert (await wecom.call("appchat/create", alone))["errcode"] == 86006
    change = {"chatid": "weekly", "add_user_list": ["Gu"], "del_user_list": ["Shen"]}
    assert (await wecom.call("appchat/update", change))["errcode"] == 86005
    assert (await wecom.call("appchat/update", {**change, "owner": "Gu"}))["errcode"] == 0

    info = (await wecom.call("appchat/get", verb="GET", chatid="weekly"))["chat_info"]
    assert (info["owner"], info["userlist"]) == ("Gu", ["Gu", "LinYi"])
    text = {"chatid": "weekly", "msgtype": "text", "text": {"content": "通报"}}
    assert await wecom.call("appchat/send", text) == {"errcode": 0, "errmsg": "ok"}
    card = {"chatid": "weekly", "msgtype": "template_card", "template_card": CARD}
    assert (await wecom.call("appchat/send", card))["errcode"] == 40008
    assert (await wecom.call("appchat/send", {**text, "chatid": "x"}))["errcode"] == 86003
    await wecom.post("wecom/faults", narrow_range=True)
    assert (await wecom.call("appchat/send", text))["errcode"] == 48002


@pytest.mark.parametrize(
    ("buttons", "code"),
    [
        ([{"type": "click", "name": "进度", "key": "p"}], 0),
        ([{"type": "click", "name": "进度", "key": "p"}] * 4, 40016),
        ([{"type": "click", "name": "进度进度进度", "key": "p"}], 40018),
        ([{"type": "click", "name": "进度"}], 40019),
        ([{"type": "tap", "name": "进度", "key": "p"}], 40017),
        ([{"name": "更多", "sub_button": [{"type": "click", "name": "x", "key": "k"}] * 6}], 40023),
        ([{"name": "更多", "sub_button": [{"type": "view", "name": "x" * 41, "url": "u"}]}], 40025),
    ],
)
async def test_a_menu_has_three_times_five_entries(wecom: WeComHands, buttons: Any, code: int) -> None:
    made = await wecom.call("menu/create", {"button": buttons}, agentid=ACCOUNT.agent_id)

    assert made["errcode"] == code
    got = await wecom.call("menu/get", verb="GET", agentid=ACCOUNT.agent_id)
    assert got.get("button") == (buttons if code == 0 else None)


async def test_both_services_live_in_one_world_and_do_not_meet(wecom: WeComHands) -> None:
    telegram = (await wecom.post("people", name="赵三（虚构）"))["id"]
    member = await wecom.member()

    async def bot(chat: int) -> Any:
        body = {"chat_id": chat, "text": "x"}
        return (await wecom.client.post("/bot777000001:sandbox-token/sendMessage", json=body)).json()

    assert (await bot(member))["description"] == "Bad Request: chat not found"
    assert "Telegram" in await wecom.refused(f"people/{member}/edit", message_id=1, text="x")
    assert "不是企业微信成员" in await wecom.refused(f"people/{telegram}/enter")
    assert {person["id"] for person in await wecom.get("people")} == {telegram, member}


async def test_wecom_goes_on_where_it_stopped(tmp_path: Path) -> None:
    state = tmp_path / "world.json"
    async with Sandbox(state_file=state) as sandbox, httpx.AsyncClient(base_url=sandbox.url) as client:
        wecom = WeComHands(client)
        await wecom.sign_in()
        chat = await wecom.member()
        group = await wecom.post("wecom/groups", title="调度群", members=[chat])
        await wecom.post("wecom/callback", url="http://127.0.0.1:9/x", verify=False)
        code = (await wecom.send("LinYi", "template_card", CARD))["response_code"]

    async with Sandbox(state_file=state) as sandbox, httpx.AsyncClient(base_url=sandbox.url) as client:
        wecom = WeComHands(client)
        await wecom.sign_in()
        done = {"response_code": code, "userids": ["LinYi"], "button": {"replace_name": "已记录"}}
        body = {"agentid": ACCOUNT.agent_id} | done
        assert (await wecom.call("message/update_template_card", body))["errcode"] == 0
        assert (await wecom.last(chat))["wecom"]["greyed"] == "已记录"
        assert await Group(wecom, group).post("text", {"content": "又来了"}) == 0
        assert await wecom.member("Shen") == chat + 1
