"""Photos, voice messages and videos: kept with the report, never demanded, looked at by the office."""

from __future__ import annotations

from typing import Any

from core.chat import MediaKind
from core.media import Media
from core.ports import UnitOfWork
from core.rights import Role
from tests.stories.reporting import sends
from tests.stories.scenes import clerk, labels, leader, liaison, monday
from tests.stories.scenes import reports as versions
from tests.stories.town import BOTTLES, DATA
from tests.stories.world import Someone, World


async def kept(world: World, project: str) -> dict[int, list[Media]]:
    """Version → what was sent along."""
    said = await versions(world, project)

    def query(work: UnitOfWork) -> dict[int, list[Media]]:
        found = work.attachments.of_reports([report.id for report in said])
        return {report.version: list(found.get(report.id, ())) for report in said}

    return await world.product.desk.read(query)


async def sent_again(person: Someone) -> list[dict[str, Any]]:
    return [m for m in await person.from_us() if m.get("photo") or m.get("voice") or m.get("video")]


async def test_a_photo_with_a_caption_is_a_report_and_goes_with_it(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)

    heard = await sends(lin, "photo", "1号 主体封顶；2号 无变化")

    assert "青禾饮用水项目" in heard[0]
    (photo,) = (await kept(world, BOTTLES))[1]
    assert (await kept(world, DATA))[1] == [photo]
    assert (photo.kind, photo.caption) == (MediaKind.PHOTO, "1号 主体封顶；2号 无变化")
    history = (await zhou.says("经过 青禾"))[0]
    assert "（附照片1张）" in history
    await zhou.taps("查看附件（1）")
    (again,) = await sent_again(zhou)
    assert again["photo"]["name"] == "a.photo"
    assert again["text"].startswith("青禾饮用水项目　林一航　11-16 09:01\n1号 主体封顶")


async def test_a_photo_without_words_goes_with_what_was_said_last(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.says("2号 无变化")
    await lin.says("1号 正常")
    await world.forward(minutes=1)

    heard = await sends(lin, "photo")

    assert heard == ["照片已收到，附在您对“青禾饮用水项目”的填报中。"]
    assert len((await kept(world, BOTTLES))[1]) == 1
    assert (await kept(world, DATA))[1] == []


async def test_a_photo_after_a_tap_goes_with_the_tap_and_a_handful_is_answered_once(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("1 正常")

    first, second = await sends(lin, "photo"), await sends(lin, "photo")

    assert first == ["照片已收到，附在您对“青禾饮用水项目”的填报中。"]
    assert second == []
    assert len((await kept(world, BOTTLES))[1]) == 2


async def test_a_photo_before_anything_is_said_is_kept_with_the_round(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await sends(lin, "photo")

    assert heard == [
        "照片已收到，随本期调度保存。照片不是必需的；进展请点卡片上的按钮，或发一句文字。"
    ]  # fmt: skip
    person = await world.product.desk.read(lambda work: work.people.by_name("林一航"))
    assert person
    photo = await world.product.desk.read(lambda work: work.attachments.last_by(person.id))
    assert photo
    assert photo.round_id == (await world.product.desk.read(lambda work: work.rounds.latest(1)))[0].id
    assert photo.report_id is None


async def test_without_an_open_round_a_photo_is_kept_and_breaks_nothing(world: World) -> None:
    lin = await leader(world, "林一航")

    assert "照片已收到" in (await sends(lin, "photo"))[0]
    assert "目前没有需要您反馈的调度卡" in (await sends(lin, "photo", "1号 正常"))[0]


async def test_a_voice_message_is_kept_and_a_tap_or_a_sentence_is_asked_for(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await sends(lin, "voice")

    assert heard == ["语音已保存，但暂不能识别内容。请点卡片上的按钮，或发一句文字。"]
    assert labels(await lin.last()) == ["查看调度卡"]
    assert await versions(world, BOTTLES) == []
    person = await world.product.desk.read(lambda work: work.people.by_name("林一航"))
    assert person
    voice = await world.product.desk.read(lambda work: work.attachments.last_by(person.id))
    assert voice
    assert (voice.kind, voice.report_id, voice.message) == (MediaKind.VOICE, None, "")


async def test_a_video_is_kept_like_a_photo(world: World) -> None:
    zhou, lin = await clerk(world), await leader(world, "林一航")
    await monday(world)

    await sends(lin, "video", "1号 正常")

    assert "（附视频1段）" in (await zhou.says("经过 青禾"))[0]
    await zhou.taps("查看附件（1）")
    assert (await sent_again(zhou))[0]["video"]["name"] == "a.video"


async def test_only_who_sees_all_looks_at_what_others_sent(world: World) -> None:
    lin, su = await leader(world, "林一航"), await liaison(world, "苏小满")
    he = await world.person("何严", Role.INSPECTOR)
    await monday(world)
    await sends(lin, "photo", "1号 正常")

    history = (await su.says("经过 青禾"))[0]
    assert "（附照片1张）" in history
    assert "查看附件（1）" not in labels(await su.last())
    number = (await versions(world, BOTTLES))[0].project_id
    toast = await su.press((await su.last())["message_id"], data=f"1:hm:{number}", stale=True)
    assert "没有这项权限" in toast
    assert await sent_again(su) == []
    await he.says("经过 青禾")
    await he.taps("查看附件（1）")
    assert len(await sent_again(he)) == 1


async def test_a_photo_of_somebody_who_reports_nothing_is_not_taken(world: World) -> None:
    zhou = await clerk(world)

    assert "没有看懂" in (await sends(zhou, "photo"))[0]


async def test_an_edited_caption_is_a_correction(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await sends(lin, "photo", "1号 正常")
    mine = [m for m in await lin.messages() if not m["from"]["is_bot"]][-1]

    await lin.edits(mine["message_id"], "2号 正常")

    assert (await versions(world, BOTTLES))[-1].is_void
    assert len((await kept(world, DATA))[1]) == 1
