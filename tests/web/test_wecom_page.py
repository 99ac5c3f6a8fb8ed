"""Chats of WeCom at the page: cards drawn, pressed and greyed, the menu, groups, troubles."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from sandbox import Sandbox
from tests.sandbox.wecom_hands import (
    ACCOUNT,
    CARD,
    MULTIPLE,
    VOTE,
    Heard,
    Program,
    Running,
    WeComHands,
    inner,
    reply,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")

MENU = {
    "button": [
        {"type": "click", "name": "进度", "key": "progress"},
        {"name": "更多", "sub_button": [{"type": "click", "name": "帮助", "key": "help"}]},
    ]
}
FULL: dict[str, Any] = CARD | {
    "task_id": "full",
    "sub_title_text": "请在周五前填报" + "很长" * 60,
    "quote_area": {"title": "上周填报", "quote_text": "x" * 80},
    "emphasis_content": {"title": "72%", "desc": "完成"},
    "jump_list": [{"title": "台账", "type": 1, "url": "https://example.cn"}],
    "button_selection": {
        "question_key": "s",
        "title": "状态",
        "option_list": [{"id": "on", "text": "正常"}, {"id": "risk", "text": "有风险"}],
    },
    "action_menu": {"desc": "更多", "action_list": [{"text": "稍后提醒", "key": "later"}]},
}
TABLE = "# 排名\n\n| 名次 | 领导 | 很宽的一列很宽的一列很宽的一列 |\n| --- | --- | --- |\n| 1 | **林一** | x |\n\n<img src=x>"


class Phone:
    """The page on a small screen, a program behind the application, hands beside both."""

    def __init__(self, page: Page, wecom: WeComHands, program: Program) -> None:
        self.page, self.wecom, self.program = page, wecom, program

    async def enter(self, chat: int) -> None:
        await self.page.click(f'[data-chat="{chat}"]')

    def card(self, words: str) -> Any:
        return self.page.locator(".wecard", has_text=words)

    async def fits(self) -> bool:
        """Nothing is wider than the screen, nothing one presses is lower than a finger."""
        width = (
            "Math.max(document.documentElement.scrollWidth, document.getElementById('messages').scrollWidth)"
        )
        low = "[...document.querySelectorAll('button, select')].filter(b => b.offsetHeight && b.offsetHeight < 40).length"
        return bool(await self.page.evaluate(f"[{width}, {low}]") == [375, 0])


@pytest_asyncio.fixture(loop_scope="session", params=["light", "dark"])
async def phone(browser: Browser, sandbox: Sandbox, request: pytest.FixtureRequest) -> AsyncIterator[Phone]:
    page = await browser.new_page(
        viewport={"width": 375, "height": 760}, color_scheme=request.param, has_touch=True
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    async with httpx.AsyncClient(base_url=sandbox.url) as client, Running(Program()) as program:
        wecom = WeComHands(client)
        await wecom.sign_in()
        await wecom.post("wecom/callback", url=program.url)
        await page.goto(sandbox.url)
        yield Phone(page, wecom, program)
    await page.close()
    assert errors == []


async def test_a_card_is_pressed_and_greys(phone: Phone) -> None:
    async def grey(heard: Heard) -> tuple[int, bytes]:
        return 200, reply(inner(heard, "update_button", "<Button><ReplaceName>已记录</ReplaceName></Button>"))

    chat = await phone.wecom.member()
    await phone.wecom.send("LinYi", "template_card", FULL)
    phone.program.answer = grey
    await expect(phone.page.locator(".row .tag.wecom")).to_have_text("企业微信")
    await phone.enter(chat)
    card = phone.card("第47周进度填报")
    for words in ("督查助手", "72%", "上周进度", "台账", "请在周五前填报"):
        await expect(card).to_contain_text(words)
    assert await phone.fits()

    await card.get_by_label("状态").select_option("有风险")
    await card.get_by_role("button", name="有问题").click()

    await expect(card.get_by_role("button", name="已记录")).to_be_disabled()
    await expect(card.get_by_role("button", name="正常推进")).to_have_count(0)
    await expect(card.get_by_label("状态")).to_be_disabled()
    assert phone.program.heard[-1].xml.findtext("SelectedItems/SelectedItem/OptionIds/OptionId") == "risk"


async def test_the_corner_menu_of_a_card(phone: Phone) -> None:
    chat = await phone.wecom.member()
    await phone.wecom.send("LinYi", "template_card", FULL)
    await phone.enter(chat)

    await phone.card("第47周").get_by_role("button", name="更多").click()
    await phone.page.get_by_role("menuitem", name="稍后提醒").click()

    (heard,) = await phone.program.hears(1)
    assert (heard["Event"], heard["EventKey"]) == ("template_card_menu_event", "later")


async def test_a_vote_and_drop_downs_are_submitted(phone: Phone) -> None:
    chat = await phone.wecom.member()
    await phone.wecom.send("LinYi", "template_card", VOTE)
    await phone.wecom.send("LinYi", "template_card", MULTIPLE)
    await phone.enter(chat)
    vote, multiple = phone.card("哪些项目有变化"), phone.card("逐项填报")

    await vote.get_by_label("一号项目").check()
    await vote.get_by_label("三号项目").check()
    await vote.get_by_role("button", name="提交").click()
    await expect(vote.locator(".wekey.busy")).to_have_count(0)
    await multiple.get_by_label("二号项目").select_option("有问题")
    await multiple.get_by_role("button", name="提交").click()
    await expect(multiple.locator(".wekey.busy")).to_have_count(0)

    ids = [[one.text for one in heard.xml.iter("OptionId")] for heard in await phone.program.hears(2)]
    assert ids == [["p1", "p3"], ["ok", "bad"]]
    await expect(vote.get_by_label("三号项目")).to_be_checked()
    assert await phone.fits()


async def test_words_markdown_menu_and_entering(phone: Phone) -> None:
    chat = await phone.wecom.member()
    await phone.wecom.call("menu/create", MENU, agentid=ACCOUNT.agent_id)
    await phone.enter(chat)

    await phone.page.get_by_label("输入消息").fill("进度 60%")
    await phone.page.get_by_label("输入消息").press("Enter")
    await expect(phone.page.locator(".said.mine")).to_contain_text("进度 60%")
    await phone.page.get_by_role("button", name="进入应用").click()
    await expect(phone.page.locator(".toast")).to_contain_text("已进入应用")
    await phone.page.locator("#app-menu").get_by_role("button", name="更多").click()
    await phone.page.get_by_role("menuitem", name="帮助").click()
    await phone.wecom.send("LinYi", "markdown", '**重要** <font color="warning">逾期</font>')

    await expect(phone.page.locator(".words .warning")).to_have_text("逾期")
    await expect(phone.page.locator(".words b")).to_have_text("重要")
    assert [heard["Content"] or heard["Event"] for heard in await phone.program.hears(3)] == [
        "进度 60%",
        "enter_agent",
        "click",
    ]
    assert await phone.fits()


async def test_a_document_is_seen_by_the_member_alone(phone: Phone) -> None:
    chat = await phone.wecom.member()
    await phone.enter(chat)

    await phone.page.set_input_files("#file", {"name": "台账.xlsx", "mimeType": "x/y", "buffer": b"x" * 50})

    await expect(phone.page.locator(".toast")).to_contain_text("不把文档转给应用")
    await expect(phone.page.locator(".document")).to_contain_text("台账.xlsx")
    assert phone.program.heard == []


async def test_members_and_groups_are_made_and_a_robot_speaks(phone: Phone) -> None:
    page = phone.page
    await page.get_by_role("button", name="新增人员或群").click()
    await page.get_by_role("menuitem", name="新增企业微信成员").click()
    await page.get_by_label("姓名").fill("吴四（虚构）")
    await page.get_by_label("账号（userid）").fill("WuSi")
    await page.get_by_role("button", name="新增", exact=True).click()
    await expect(page.locator("#room-title")).to_have_text("吴四（虚构）")
    await page.get_by_role("button", name="返回列表").click()
    await page.get_by_role("button", name="新增人员或群").click()
    await page.get_by_role("menuitem", name="新建企业微信群").click()
    await page.get_by_label("群名").fill("调度群")
    await page.get_by_label("吴四（虚构）").check()
    await page.get_by_role("button", name="新建", exact=True).click()
    await expect(page.locator("#room-title")).to_have_text("调度群")

    (group,) = await phone.wecom.get("wecom/groups")
    body = {"msgtype": "markdown_v2", "markdown_v2": {"content": TABLE}}
    await phone.wecom.call("webhook/send", body, access_token=None, key=group["key"])

    await expect(page.locator(".words table td").first).to_have_text("1")
    await expect(page.locator(".words h1")).to_have_text("排名")
    await expect(page.locator(".words img")).to_have_count(0)
    await expect(page.locator(".bubble .name")).to_have_text("督办机器人")
    assert await phone.fits()


async def test_what_was_called_back_and_who_is_out_of_range(phone: Phone) -> None:
    chat = await phone.wecom.member()
    sent = await phone.wecom.send("LinYi", content="说错了")
    await phone.enter(chat)
    await expect(phone.page.locator(".bubble")).to_contain_text("说错了")

    await phone.wecom.call("message/recall", {"msgid": sent["msgid"]})
    await expect(phone.page.locator(".service")).to_have_text("督办 撤回了一条消息")
    await phone.wecom.post(f"wecom/members/{chat}", visible=False)

    await expect(phone.page.locator("#notice")).to_contain_text("不在应用可见范围内")


async def test_troubles_of_wecom_are_set_in_the_drawer(phone: Phone) -> None:
    page = phone.page
    await page.get_by_role("button", name="故障设置").click()
    await page.get_by_label("接下来的 -1（次）").fill("2")
    await page.get_by_label("接下来的 -1（次）").press("Enter")
    await page.get_by_label("不可信 IP").check()
    await expect(page.locator("#open-faults")).to_have_class("icon on")

    assert (await phone.wecom.get("wecom/faults"))["busy"] == 2
    assert (await phone.wecom.send("x"))["errcode"] == 60020
    await page.get_by_role("button", name="令牌立即过期").click()
    await page.get_by_role("button", name="全部恢复正常").click()
    await expect(page.locator("#open-faults")).to_have_class("icon")
    assert (await phone.wecom.send("x"))["errcode"] == 42001
