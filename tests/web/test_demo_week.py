"""The demo as a person plays it: a whole week in a real browser, on a phone-sized screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from app.demo import GROUP, ROOM, Demo

pytestmark = pytest.mark.asyncio(loop_scope="session")

expect.set_options(timeout=20_000)  # the whole product works behind each tap, on a busy machine


@pytest_asyncio.fixture(loop_scope="session")
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    made = Demo(0, "district", tmp_path / "demo")
    await made.start(first=True)
    yield made
    await made.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def phone(demo: Demo, browser: Browser) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport={"width": 390, "height": 844})
    await page.goto(demo.sandbox.url)
    yield page
    await page.close()


async def opens(page: Page, name: str) -> None:
    back = page.get_by_role("button", name="返回")
    if await back.count() and await back.first.is_visible():
        await back.first.click()
    await page.get_by_text(name, exact=True).first.click()


async def taps(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label, exact=True).last.click()


async def says(page: Page, text: str) -> None:
    await page.get_by_placeholder("输入消息").fill(text)
    await page.keyboard.press("Enter")


async def test_a_week_is_played_from_the_card_to_the_bulletin_in_the_group(phone: Page) -> None:
    await phone.get_by_text("到下一个时限").click()
    await expect(phone.get_by_text("09:01").first).to_be_visible()

    await opens(phone, "何俊")
    await taps(phone, "全部无变化")
    await expect(phone.get_by_text("本期已全部反馈").last).to_be_visible()

    await opens(phone, "李敏")
    await taps(phone, "2 有问题")
    await taps(phone, "用地")
    await says(phone, "林地手续还差省里批复")
    await expect(phone.get_by_text("已补充说明").last).to_be_visible()

    await opens(phone, "高永年")
    await says(phone, "1号 主体封顶，到位2000万")
    await expect(phone.get_by_text("本周到位2000万元").last).to_be_visible()

    await phone.get_by_text("到下一个时限").click()
    await opens(phone, "周文静")
    await taps(phone, "审发")
    await taps(phone, "确认发布")
    await expect(phone.get_by_text("已审发").last).to_be_visible()

    await opens(phone, GROUP)
    await expect(phone.get_by_text("〔2026〕1号").last).to_be_visible()
    await expect(phone.get_by_text("林地手续还差省里批复").last).to_be_visible()

    await opens(phone, ROOM)
    await expect(phone.get_by_text("〔2026〕1号").last).to_be_visible()


async def test_one_round_goes_over_both_services(phone: Page) -> None:
    await phone.get_by_text("到下一个时限").click()

    await opens(phone, "欧阳靖")  # in WeCom
    card = phone.locator(".wecard").last
    await card.get_by_label("项目").select_option(index=1)
    await card.get_by_role("button", name="正常", exact=True).click()
    await expect(card).to_contain_text("还有5个项目待反馈")
    await card.get_by_role("button", name="其余无变化").click()
    await expect(card).to_contain_text("本期已全部反馈")
    await opens(phone, "何俊")  # in Telegram
    await taps(phone, "全部无变化")
    await expect(phone.get_by_text("本期已全部反馈").last).to_be_visible()

    await opens(phone, "周文静")
    await says(phone, "未报")
    answer = phone.locator(".bubble").last
    await expect(answer).to_contain_text("李敏")
    await expect(answer).not_to_contain_text("欧阳靖")


async def test_nothing_on_a_phone_is_wider_than_the_screen(phone: Page) -> None:
    await phone.get_by_text("到下一个时限").click()
    await opens(phone, "欧阳靖")
    await expect(phone.get_by_text("您包抓的").last).to_be_visible()

    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390
