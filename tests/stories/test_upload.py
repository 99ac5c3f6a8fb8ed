"""The upload page: a link that works once, for people whose chat delivers no files, and for all others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from app.http import create_app
from core.rights import Role
from documents.red_head_sample import red_head_sample
from tests.chats.wecom.serving import served
from tests.stories.office_books import CLEAN
from tests.stories.wecom import Corporation, corporation_at
from tests.stories.world import Someone

Web = httpx.AsyncClient


@pytest.fixture
async def corporation(founded: None, tmp_path: Path, database_url: str) -> AsyncIterator[Corporation]:
    async with corporation_at(tmp_path, database_url, public_url="https://duban.example") as world:
        yield world


@pytest.fixture
async def web(corporation: Corporation) -> AsyncIterator[Web]:
    async with served(create_app(corporation.product)) as url, httpx.AsyncClient(base_url=url) as client:
        yield client


async def link_of(clerk: Someone) -> str:
    """The path of the link that 导入 gives."""
    await clerk.says("导入")
    urls = [b["url"] for row in (await clerk.last())["buttons"] for b in row if "url" in b]
    assert urls[0].startswith("https://duban.example/upload/")
    return str(urls[0]).removeprefix("https://duban.example")


async def hand_in(web: Web, path: str, content: bytes, name: str = "台账.xlsx") -> httpx.Response:
    return await web.post(path, files={"file": (name, content)})


Office = Callable[[Corporation], Awaitable[Someone]]


async def in_wecom(corporation: Corporation) -> Someone:
    return await corporation.member("周文静", Role.OFFICE, "zhou")


async def in_telegram(corporation: Corporation) -> Someone:
    return await corporation.person("周文静", Role.OFFICE)


@pytest.mark.parametrize("office", [in_wecom, in_telegram])
async def test_a_ledger_handed_in_is_imported_after_a_yes(
    corporation: Corporation, web: Web, office: Office
) -> None:
    clerk = await office(corporation)
    path = await link_of(clerk)
    form = await web.get(path)
    assert "上传台账" in form.text
    assert form.headers["cache-control"] == "no-store"

    done = await hand_in(web, path, CLEAN.read_bytes())
    await corporation.rest()

    assert (done.status_code, "请回到聊天窗口" in done.text) == (200, True)
    assert "确认导入" in str((await clerk.last())["buttons"])
    await clerk.taps("确认导入")
    assert "导入完成" in "\n".join(m["text"] for m in await clerk.from_us())


async def test_a_link_works_once_and_not_for_ever(corporation: Corporation, web: Web) -> None:
    clerk = await corporation.member("周文静", Role.OFFICE, "zhou")
    path = await link_of(clerk)
    assert (await hand_in(web, path, b"x" * 50)).status_code == 200
    assert (await hand_in(web, path, b"x" * 50)).status_code == 404
    assert (await web.get(path)).status_code == 404

    late = await link_of(clerk)
    await corporation.forward(minutes=31)
    assert (await hand_in(web, late, b"x" * 50)).status_code == 404
    assert (await web.get("/upload/made-up")).status_code == 404
    assert (await web.get(f"/upload/{'a' * 500}")).status_code == 404


async def test_what_is_too_large_or_nothing_leaves_the_link_as_it_was(
    corporation: Corporation, web: Web
) -> None:
    clerk = await corporation.member("周文静", Role.OFFICE, "zhou")
    path = await link_of(clerk)

    assert (await hand_in(web, path, b"x" * (11 * 1024 * 1024))).status_code == 413
    assert (await web.post(path, content=b"nothing")).status_code == 400
    assert (await hand_in(web, path, b"")).status_code == 400
    assert (await web.get(path)).status_code == 200


async def test_somebody_who_was_unbound_hands_in_nothing(corporation: Corporation, web: Web) -> None:
    clerk = await corporation.member("周文静", Role.OFFICE, "zhou")
    path = await link_of(clerk)
    person = await corporation.product.desk.read(lambda work: work.people.by_name("周文静"))
    assert person is not None
    await corporation.product.desk.run(lambda work: work.people.release(person.id, None))

    assert (await hand_in(web, path, b"x" * 50)).status_code == 404


async def test_a_file_that_is_no_ledger_is_explained_in_the_chat(corporation: Corporation, web: Web) -> None:
    clerk = await corporation.member("周文静", Role.OFFICE, "zhou")
    await hand_in(web, await link_of(clerk), b"hello", "../../照片.jpg")
    await corporation.rest()

    assert ".xlsx" in (await clerk.last())["text"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_red_head_template_is_handed_in_where_the_chat_takes_no_files(
    corporation: Corporation, web: Web
) -> None:
    clerk = await in_wecom(corporation)

    answer = await hand_in(web, await link_of(clerk), red_head_sample(), "东山.docx")
    await corporation.rest()

    assert answer.status_code == 200
    assert any("红头模板《东山.docx》已启用" in (m["text"] or "") for m in await clerk.from_us())
