"""The set of an issue: made beside everything else, seen by the office, posted in order, found again."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import docx
import pytest
from sqlalchemy import update

from core.bulletins.model import BulletinState, Part
from core.delivery.model import State
from core.ports import UnitOfWork
from core.presses import encode
from core.roster.model import Stage
from storage.tables.delivery import OutboxRow
from tests.stories.test_ranking import closed_week, office_with_group
from tests.stories.town import PROJECTS, ledger, project
from tests.stories.world import Someone, World

GROUP = "招商工作群"


async def posted(world: World) -> list[dict[str, Any]]:
    answer = await world.web.get(f"/sandbox/chats/{world.groups[GROUP]}/messages", params={"last": 100})
    return [m for m in answer.json() if m["from"]["is_bot"]]


async def parts(world: World, bulletin_id: int) -> list[tuple[Part, int, str, str]]:
    """(part, number shown, SHA-256, why it is missing) of an issue; the hash is that of what is stored."""

    def query(work: UnitOfWork) -> list[tuple[Part, int, str, str]]:
        found = []
        for one in work.bulletins.parts(bulletin_id):
            file = work.files.get(one.file) if one.file else None
            if file:
                assert hashlib.sha256(file.content).hexdigest() == one.sha256 == file.sha256
            found.append((one.part, one.number, one.sha256, one.why))
        return found

    return await world.product.desk.read(query)


async def drafts(world: World) -> list[int]:
    found = await world.product.desk.read(lambda work: work.bulletins.latest(BulletinState.DRAFT, 9))
    return [one.id for one in found]


def kind(message: dict[str, Any]) -> str:
    return "photo" if message.get("photo") else "document" if message.get("document") else "text"


def name_of(message: dict[str, Any]) -> str:
    return str(message["document"]["name"])


async def test_the_office_sees_the_set_and_the_group_gets_just_that_in_order(world: World) -> None:
    clerk = await office_with_group(world)
    before = len(await posted(world))
    await world.at("2026-11-16 09:01")
    await closed_week(world)

    preview = (await clerk.from_us())[-4:]
    assert [kind(m) for m in preview] == ["photo", "document", "document", "text"]
    assert "通报草稿" in preview[-1]["text"]
    assert "附：招商引资项目调度通报（2026年第47周）（2026年第1期）.png（校验码" in preview[-1]["text"]
    assert len(await posted(world)) == before

    await clerk.taps("审发")
    question = await clerk.message_with("确认发布")
    assert ".xlsx（校验码" in question["text"]
    await clerk.taps("确认发布")
    got = (await posted(world))[before:]
    assert [kind(m) for m in got] == ["text", "photo", "document", "document"]
    assert [name_of(m)[-5:] for m in got[2:]] == [".docx", ".xlsx"]
    assert "〔2026〕1号" in got[0]["text"]

    heard = await clerk.says("通报 历史")
    assert "〔2026〕1号" in heard[0]
    await clerk.taps("招商引资项目调度通报（2026年第47周）〔2026〕1号")
    shown = (await clerk.from_us())[-5:]
    assert [kind(m) for m in shown] == ["text", "photo", "document", "document", "text"]
    assert "请另发更正通报" in shown[-1]["text"]  # the way to a correction, after the files


async def test_a_part_that_cannot_be_made_is_named_and_can_be_made_again_alone(world: World) -> None:
    odd = project(12, "火箭产业园项目", "飞天🚀县", ("林一航",), Stage.BUILDING, 10_000, 5_000)
    await world.load(ledger(*PROJECTS, odd))
    clerk = await office_with_group(world)
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    (draft,) = await drafts(world)

    seen = await parts(world, draft)
    assert [bool(why) for _, _, _, why in seen] == [True, False, False]
    assert "🚀" in seen[0][3]
    assert "图片未能生成" in (await clerk.last())["text"]
    workbook = seen[2][2]

    assert "正在重新生成" in await clerk.taps("重新生成图片")
    again = await parts(world, draft)
    assert [why for _, _, _, why in again] == [why for _, _, _, why in seen]
    assert again[2][2] == workbook

    await clerk.taps("审发")
    await clerk.taps("确认发布")
    assert [kind(m) for m in (await posted(world))[-3:]] == ["text", "document", "document"]


async def test_a_number_is_provisional_until_publishing_and_older_drafts_go_in_one_tap(world: World) -> None:
    """Three weeks wait, each as 拟第1期. The third is published: nobody is shown the others again unasked. Whoever
    looks at the second has its files made as no. 2, and just these leave; the first is put aside beside it."""
    clerk = await office_with_group(world)
    for opened, closed in (("16", "20"), ("23", "27"), ("30", "12-04")):
        await world.at(f"2026-11-{opened} 09:01")
        await closed_week(world, f"2026-{closed if '-' in closed else f'11-{closed}'} 17:01")
    third, second, first = await drafts(world)
    assert {n for one in (first, second, third) for _, n, _, _ in await parts(world, one)} == {1}
    assert "通报草稿（拟第1期）" in "".join(m["text"] for m in await clerk.from_us())
    assert "草稿（拟第1期）图片：" in "".join(m["text"] for m in await clerk.from_us())
    before = await parts(world, second)

    await is_published(clerk, third)
    heard = len(await clerk.from_us())
    await world.forward(minutes=5)
    assert await parts(world, second) == before  # nobody has asked for it
    assert len(await clerk.from_us()) == heard
    assert "（2026年第1期）" in str((await posted(world))[-1])

    await clerk.press((await clerk.last())["message_id"], data=encode("bs", second), stale=True)
    shown = (await clerk.last())["text"]
    assert "通报草稿（拟第2期）" in shown
    assert "正按此编号生成" in shown
    after = await parts(world, second)
    assert {number for _, number, _, _ in after} == {2}
    assert after[0][2] != before[0][2]
    await world.forward(minutes=1)
    assert len(await clerk.from_us()) == heard + 1  # the answer; its files are made and not sent around
    assert {number for _, number, _, _ in await parts(world, first)} == {1}

    await clerk.press((await clerk.last())["message_id"], data=encode("bz", second), stale=True)
    assert await drafts(world) == [second]
    assert "较早的同类草稿" not in (await clerk.last())["text"]
    await is_published(clerk, second)
    await world.forward(seconds=30)
    names = [name_of(m) for m in (await posted(world))[-2:]]
    assert all("（2026年第2期）" in name for name in names)
    assert [one[2] for one in await parts(world, second)] == [one[2] for one in after]


async def is_published(clerk: Someone, draft: int) -> None:
    last = (await clerk.last())["message_id"]
    await clerk.press(last, data=encode("bp", draft), stale=True)
    await clerk.taps("确认发布")


async def test_the_same_draft_is_made_once(world: World) -> None:
    clerk = await office_with_group(world)
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    (draft,) = await drafts(world)
    seen, heard = await parts(world, draft), len(await clerk.from_us())

    await world.at("2026-11-20 17:30")

    assert await parts(world, draft) == seen
    assert len(await clerk.from_us()) == heard


async def test_what_did_not_get_to_the_group_is_sent_again_alone(world: World) -> None:
    clerk = await office_with_group(world)
    await world.at("2026-11-16 09:01")
    await closed_week(world)
    await clerk.taps("审发")
    await clerk.taps("确认发布")
    lost = update(OutboxRow).where(OutboxRow.key.like("bulletin:%:picture"))
    with world.product.store.writer.begin() as connection:  # as if the group had taken no pictures
        connection.execute(lost.values(state=State.FAILED, sent_at=None, message_id="", why="no right"))

    await clerk.says("通报 历史")
    await clerk.taps("招商引资项目调度通报（2026年第47周）〔2026〕1号")
    shown = await clerk.message_with("重发未送达部分")
    assert "有1条未送达通报群" in shown["text"]
    before = len(await posted(world))
    assert "正在重发1条" in await clerk.press(shown["message_id"], label="重发未送达部分")
    assert [kind(m) for m in (await posted(world))[before:]] == ["photo"]

    again = encode("ba", 1)
    assert "正在重发0条" in await clerk.press(shown["message_id"], data=again, stale=True)
    assert len(await posted(world)) == before + 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_office_writes_the_words_of_its_documents(world: World) -> None:
    """Asked for one after another in /settings; the next draft has them, what is waiting keeps its own."""
    clerk = await office_with_group(world)
    await clerk.says("/settings")
    await clerk.taps("公文格式")
    assert "招商引资工作领导小组办公室（默认）" in (await clerk.message_with("发文机关代字"))["text"]
    await clerk.taps("发文机关代字")
    assert "样招组办发" in (await clerk.last())["text"]
    heard = await clerk.says("青招组办发")
    assert heard[0] == "已保存，从下一份草稿起使用。"
    assert "发文机关代字：青招组办发" in heard[1]
    await clerk.taps("抄送机关")
    await clerk.says("市委办公室，市政协办公室。")
    await clerk.taps("改为简报样式")
    assert "样式：简报" in (await clerk.message_with("改为文件样式"))["text"]
    await clerk.taps("改为文件样式")

    await world.at("2026-11-16 09:01")
    await closed_week(world)
    text = await document_text(world, (await drafts(world))[0])
    assert "青招组办发〔2026〕1号" in text
    assert "抄送：市委办公室，市政协办公室。" in text

    await clerk.says("/settings")
    await clerk.taps("公文格式")
    await clerk.taps("发文机关代字")
    await clerk.says("默认")
    assert "发文机关代字：未填写，不印出" in (await clerk.last())["text"]


async def document_text(world: World, bulletin_id: int) -> str:
    def query(work: UnitOfWork) -> bytes:
        found = [one.file for one in work.bulletins.parts(bulletin_id) if one.part is Part.DOCUMENT]
        file = work.files.get(found[0] or 0)
        assert file
        return file.content

    made = docx.Document(io.BytesIO(await world.product.desk.read(query)))
    return "\n".join(str(one.text or "") for one in made.element.body.iter() if one.tag.endswith("}t"))
