"""The upload page on a phone: choose, send, read what comes next; it works without scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from starlette.applications import Starlette
from starlette.routing import Route

from app.desk import ThreadDesk
from bot.upload.endpoint import endpoint
from core.chat import Address, Channel
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.accounts import assign_account
from core.roster.binding import Wanted, invite
from core.roster.uploads import offer_upload
from storage.engine import open_store
from tests.chats.wecom.serving import served

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
TOKEN = "token-of-one-upload-only"


class StillClock:
    def now(self) -> datetime:
        return NOW


@pytest_asyncio.fixture(loop_scope="session")
async def desk(sqlite_url: str) -> AsyncIterator[ThreadDesk]:
    desk = ThreadDesk(open_store(sqlite_url))
    await desk.run(_offered)
    yield desk
    desk.close()


def _offered(work: UnitOfWork) -> None:
    invite(work, Wanted("周文静", Role.OFFICE), "t", None, date(2026, 11, 16), NOW)
    address = Address(Channel.WECOM, "zhou")
    person = assign_account(work, "周文静", address, None, NOW)
    offer_upload(work, person.id, address, TOKEN, NOW)


async def test_a_file_is_handed_in_on_a_phone(browser: Browser, desk: ThreadDesk, tmp_path: Path) -> None:
    told: list[tuple[int, str]] = []
    route = Route("/upload/{token}", endpoint(desk, StillClock(), told.extend), methods=["GET", "POST"])
    book = tmp_path / "招商台账（11月）.xlsx"
    book.write_bytes(b"PK invented")
    async with served(Starlette(routes=[route])) as url:
        context = await browser.new_context(
            viewport={"width": 360, "height": 640}, is_mobile=True, java_script_enabled=False
        )
        page = await context.new_page()
        await page.goto(f"{url}/upload/{TOKEN}")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        box = await page.get_by_role("button", name="上传").bounding_box()
        assert box
        assert box["height"] >= 44  # a thumb's width

        await page.set_input_files("input[type=file]", book)
        await page.get_by_role("button", name="上传").click()
        await page.get_by_text("请回到聊天窗口").wait_for()
        await context.close()

    assert [lane for _, lane in told] == ["wecom:zhou"]
    stored = await desk.read(lambda work: work.files.get(1))
    assert stored
    assert (stored.name, stored.content) == ("招商台账（11月）.xlsx", b"PK invented")
