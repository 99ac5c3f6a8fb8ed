"""The chat page in a real browser, used as a person would."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from sandbox import Sandbox
from tests.web.conftest import CARD, EchoBot

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
EVIL = '<img src=x onerror="document.title=1"><script>document.title=1</script>'


class Office:
    """The page, open, and the control API beside it."""

    def __init__(self, page: Page, client: httpx.AsyncClient) -> None:
        self.page = page
        self.client = client

    async def post(self, path: str, **body: Any) -> Any:
        answer = await self.client.post(f"/sandbox/{path}", json=body)
        answer.raise_for_status()
        return answer.json()

    async def person(self, name: str = "林一（虚构）", *, start: bool = True) -> int:
        person = int((await self.post("people", name=name, note="包抓领导"))["id"])
        if start:
            await self.post(f"people/{person}/send", text="/start")
        return person

    async def enter(self, chat_id: int) -> None:
        await self.page.click(f'[data-chat="{chat_id}"]')

    def bubble(self, words: str) -> Any:
        return self.page.locator(".bubble", has_text=words)


@pytest_asyncio.fixture(loop_scope="session")
async def office(browser: Browser, sandbox: Sandbox, bot: EchoBot) -> AsyncIterator[Office]:
    page = await browser.new_page(viewport=DESK)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    async with httpx.AsyncClient(base_url=sandbox.url) as client:
        await page.goto(sandbox.url)
        yield Office(page, client)
    await page.close()
    assert errors == []


async def test_a_sentence_is_sent_and_answered(office: Office) -> None:
    await office.enter(await office.person())
    await expect(office.bubble("本周调度")).to_be_visible()

    await office.page.fill("#words", "2号环评卡住")
    await office.page.press("#words", "Enter")

    await expect(office.bubble("2号环评卡住")).to_have_count(2)
    await expect(office.page.locator("#words")).to_have_value("")


async def test_the_first_start_is_one_button(office: Office) -> None:
    await office.enter(await office.person(start=False))

    await office.page.get_by_role("button", name="开始").click()

    await expect(office.bubble("本周调度")).to_be_visible()
    await expect(office.page.locator("#notice")).to_be_hidden()


async def test_a_button_turns_until_it_is_answered(office: Office, bot: EchoBot) -> None:
    await office.enter(await office.person())
    key = office.page.get_by_role("button", name="正常推进")
    bot.hold.clear()

    await key.click()

    await expect(key).to_have_class("key busy")
    bot.hold.set()
    await expect(office.page.locator(".toast")).to_have_text("已记录：正常推进")
    await expect(office.bubble("已编辑")).to_contain_text("✅ 正常推进")


async def test_an_alert_waits_to_be_read(office: Office) -> None:
    await office.enter(await office.person())

    await office.page.get_by_role("button", name="有问题").click()

    await expect(office.page.locator("#dialog")).to_contain_text("请写明卡在哪里")
    await office.page.get_by_role("button", name="知道了").click()
    await expect(office.page.locator("#dialog")).to_be_hidden()


async def test_an_own_message_can_be_corrected(office: Office) -> None:
    await office.enter(await office.person())
    await office.page.fill("#words", "到位2000万")
    await office.page.press("#words", "Enter")
    await expect(office.bubble("到位2000万")).to_have_count(2)

    await office.page.locator(".mine .bubble", has_text="到位2000万").click(button="right")
    await office.page.get_by_role("menuitem", name="修改").click()
    await office.page.fill("#words", "到位3000万")
    await office.page.press("#words", "Enter")

    await expect(office.bubble("改为：到位3000万")).to_be_visible()
    await expect(office.page.locator(".mine .bubble", has_text="到位3000万")).to_contain_text("已编辑")


async def test_a_file_is_sent_and_shown(office: Office, tmp_path: Path) -> None:
    await office.enter(await office.person())
    ledger = tmp_path / "台账.xlsx"
    ledger.write_bytes(b"PK invented")

    await office.page.set_input_files("#file", ledger)

    await expect(office.bubble("收到 台账.xlsx")).to_be_visible()
    await expect(office.page.locator("a.document")).to_have_attribute("download", "台账.xlsx")


async def test_words_are_never_markup(office: Office, bot: EchoBot) -> None:
    person = await office.person(EVIL)
    await office.enter(person)
    await office.post(f"people/{person}/send", text=EVIL)
    link = '<a href="tg://x" onclick="1">安全</a>'
    await bot.call("sendMessage", chat_id=person, text=link, parse_mode="HTML")

    await expect(office.bubble("安全")).to_be_visible()
    await expect(office.bubble("onerror")).to_have_count(2)
    assert await office.page.title() == "督办 · 演练场"
    assert await office.page.locator(".bubble img, .bubble script, .row img").count() == 0
    assert await office.page.locator(".bubble [onclick]").count() == 0


async def test_unread_messages_are_counted(office: Office, bot: EchoBot) -> None:
    person = await office.person()
    row = office.page.locator(f'[data-chat="{person}"]')
    await expect(row.locator(".badge")).to_have_text("1")
    await bot.call("sendMessage", chat_id=person, text="请报进展")
    await expect(row.locator(".badge")).to_have_text("2")

    await office.enter(person)

    await expect(row.locator(".badge")).to_have_count(0)


async def test_block_and_start_again(office: Office) -> None:
    await office.enter(await office.person())

    await office.page.get_by_role("button", name="停用").click()
    await expect(office.page.locator("#notice")).to_contain_text("已停用机器人")
    await office.page.get_by_role("button", name="重新开始").click()

    await expect(office.bubble("本周调度")).to_have_count(2)


async def test_a_group_speaks_with_many_voices(office: Office, bot: EchoBot) -> None:
    first, second = await office.person(), await office.person("陈二（虚构）")
    group = (await office.post("groups", title="虚构调度群", members=[first, second], bot=True))["id"]
    await office.enter(group)

    await office.page.select_option("#speaker", str(second))
    await office.page.fill("#words", "/rank")
    await office.page.press("#words", "Enter")

    await expect(office.page.locator(".mine .bubble")).to_contain_text("/rank")
    await office.page.get_by_role("button", name="移出机器人").click()
    await expect(office.page.get_by_role("button", name="加入机器人")).to_be_visible()


async def test_the_command_list_is_the_persons_own(office: Office, bot: EchoBot) -> None:
    person = await office.person()
    await bot.call("setMyCommands", commands=[{"command": "mine", "description": "我的项目"}])
    await office.enter(person)

    await office.page.click("#commands")
    await office.page.get_by_role("menuitem", name="我的项目").click()

    await expect(office.page.locator(".mine .bubble", has_text="/mine")).to_be_visible()


async def test_an_invitation_link_asks_who_opens_it(office: Office, bot: EchoBot) -> None:
    clerk, leader = await office.person(), await office.person("陈二（虚构）", start=False)
    url = "https://t.me/duban_sandbox_bot?start=abc_123"
    markup = {"inline_keyboard": [[{"text": "邀请", "url": url}]]}
    await bot.call("sendMessage", chat_id=clerk, text="一次性邀请", reply_markup=markup)
    await office.enter(clerk)

    await office.page.get_by_role("button", name="邀请", exact=True).click()
    await office.page.locator("#dialog").get_by_role("button", name="陈二").click()

    await expect(office.page.locator(".mine .bubble")).to_contain_text("/start abc_123")
    await expect(office.page.locator(f'[data-chat="{leader}"]')).to_have_attribute("aria-current", "true")


async def test_the_clock_moves(office: Office, sandbox: Sandbox) -> None:
    before = sandbox.telegram.clock.now()

    await office.page.get_by_role("button", name="+1 天").click()

    await expect(office.page.locator(".toast")).to_contain_text("现在是")
    assert sandbox.telegram.clock.now() - before > timedelta(hours=23)
    await office.page.get_by_role("button", name="到下一个时限").click()
    await expect(office.page.locator(".toast.bad")).to_contain_text("没有接入督办程序")


async def test_troubles_are_set_in_the_drawer(office: Office, sandbox: Sandbox) -> None:
    await office.page.get_by_role("button", name="故障设置").click()

    await office.page.get_by_label("延迟（毫秒）").fill("250")
    await office.page.get_by_label("延迟（毫秒）").press("Enter")
    await office.page.get_by_label("严格限速").check()

    await expect(office.page.locator("#open-faults")).to_have_class("icon on")
    await expect(office.page.get_by_label("严格限速")).to_be_checked()
    assert sandbox.telegram.limits.strict
    assert sandbox.telegram.faults.latency_ms == 250
    await office.page.get_by_role("button", name="全部恢复正常").click()
    await expect(office.page.locator("#open-faults")).to_have_class("icon")


async def test_people_and_groups_are_made_at_the_page(office: Office) -> None:
    await office.page.get_by_role("button", name="新增人员或群").click()
    await office.page.get_by_role("menuitem", name="新增人员").click()
    await office.page.get_by_label("姓名").fill("吴四（虚构）")
    await office.page.get_by_role("button", name="新增", exact=True).click()

    await expect(office.page.locator("#room-title")).to_have_text("吴四（虚构）")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_shows_list_or_chat_and_never_scrolls_sideways(
    browser: Browser, sandbox: Sandbox, bot: EchoBot, scheme: Any
) -> None:
    page = await browser.new_page(viewport=PHONE, color_scheme=scheme, has_touch=True)
    async with httpx.AsyncClient(base_url=sandbox.url) as client:
        office = Office(page, client)
        person = await office.person()
        long = "虚" * 300 + " " + "x" * 300
        await bot.call("sendMessage", chat_id=person, text=long, reply_markup=CARD)
        await page.goto(sandbox.url)
        await expect(page.locator(".chat")).to_be_hidden()
        await office.enter(person)
        await expect(office.bubble("xxx")).to_be_visible()

        await expect(page.locator(".list")).to_be_hidden()
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        assert await page.evaluate("document.getElementById('messages').scrollWidth") <= PHONE["width"]
        low = "[...document.querySelectorAll('button')].filter(b => b.offsetHeight && b.offsetHeight < 40)"
        assert await page.evaluate(f"{low}.map(b => b.outerHTML)") == []
        await page.get_by_role("button", name="返回列表").click()
        await expect(page.locator(".list")).to_be_visible()
    await page.close()


async def test_the_next_deadline_comes_from_the_program_behind(browser: Browser) -> None:
    deadline = datetime.now(UTC) + timedelta(days=3)
    told: list[datetime] = []

    async def next_deadline() -> datetime | None:
        return deadline

    async def moved(now: datetime) -> None:
        told.append(now)

    async with Sandbox(next_deadline=next_deadline, moved=moved) as sandbox:
        page = await browser.new_page(viewport=PHONE)
        await page.goto(sandbox.url)
        await page.get_by_role("button", name="到下一个时限").click()
        await expect(page.locator(".toast")).to_contain_text("现在是")
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        await page.close()

    assert told[0] - deadline < timedelta(seconds=5)
