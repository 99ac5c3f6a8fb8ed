"""Letters to groups: robots, chats of the application, their limits and many messages of one letter."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from core.chat import Address, Attachment, Card, Channel
from core.delivery.model import Kind, Letter
from core.errors import TooFast, Unreachable
from tests.chats.wecom.hands import START, Hands
from tests.chats.wecom.loopback import Service


async def to_group(hands: Hands, card: Card, key: str = "g", chat: str = "robot:招商工作群") -> str:
    to = Address(Channel.WECOM, chat)
    return await hands.chat.send(Letter(key, Kind.BULLETIN, to, card, hands.time))


async def test_a_robot_says_at_most_twenty_things_a_minute(service: Service, hands: Hands) -> None:
    said = []
    for second in range(240):
        hands.time = START + timedelta(seconds=second)
        try:
            await to_group(hands, Card(f"第{second}条"), f"k{second}")
            said.append(second)
        except TooFast:
            continue

    assert max(sum(start <= s < start + 60 for s in said) for start in range(180)) <= 20
    assert len(said) >= 48  # and not much less
    assert service.paths().count("webhook/send") == len(said)


async def test_a_robot_shows_tables_pictures_and_files(service: Service, hands: Hands) -> None:
    rows = (f"| {n} | 某某县招商服务中心 |" for n in range(1, 130))
    table = "\n".join(["| 名次 | 单位 |", "| --- | --- |", *rows])
    await to_group(hands, Card(table, title="排名"), "a")
    await to_group(hands, Card("图", file=Attachment(1, "排名.png", picture=True)), "b")
    hands.time += timedelta(minutes=2)
    await to_group(hands, Card("", file=Attachment(9, "通报.docx")), "c")

    posts = [each.body for each in service.asked if each.path == "/cgi-bin/webhook/send"]
    assert [post["msgtype"] for post in posts] == ["markdown_v2", "markdown_v2", "image", "text", "file"]
    assert all(len(post["markdown_v2"]["content"].encode()) <= 4096 for post in posts[:2])
    assert posts[1]["markdown_v2"]["content"].startswith("| 名次 | 单位 |\n| --- | --- |\n")
    assert posts[2]["image"]["md5"] == hashlib.md5(b"\x89PNG picture", usedforsecurity=False).hexdigest()
    assert service.paths().count("webhook/upload_media") == 1


async def test_a_group_of_the_application_gets_texts_and_files(service: Service, hands: Hands) -> None:
    await to_group(hands, Card("通报", file=Attachment(9, "通报.docx")), chat="room:zhuanban1")

    posts = [each.body for each in service.asked if each.path == "/cgi-bin/appchat/send"]
    assert [(post["chatid"], post["msgtype"]) for post in posts] == [
        ("zhuanban1", "file"),
        ("zhuanban1", "text"),
    ]


async def test_what_goes_to_no_group_that_we_know_is_not_tried_again(hands: Hands) -> None:
    with pytest.raises(Unreachable):
        await to_group(hands, Card("通报"), chat="robot:没有的群")


async def test_a_robots_limit_does_not_stop_the_others(service: Service, hands: Hands) -> None:
    service.answers["webhook/send"] = [45009]
    with pytest.raises(TooFast) as fast:
        await to_group(hands, Card("通报"))

    assert not fast.value.whole_bot


async def test_pieces_of_one_letter_that_say_the_same_all_arrive(service: Service, hands: Hands) -> None:
    await hands.send(Card("请准时参加。" * 1000))  # 18000 bytes, nine pieces, most of them the same
    again = len(service.delivered)
    hands.time += timedelta(minutes=1)
    await hands.send(Card("请准时参加。" * 1000))

    assert "".join(body["text"]["content"] for body in service.delivered) == "请准时参加。" * 1000
    assert len(service.delivered) == again


async def test_letters_of_many_messages_leave_though_there_is_never_room_for_all(hands: Hands) -> None:
    for number in range(8):
        await hands.send(Card("短"), f"short{number}")  # the burst is used up
    left = 0
    for second in range(120):
        hands.time = START + timedelta(seconds=second)
        try:
            await hands.send(Card("字" * 3000), f"long{second}")  # five messages each
            left += 1
        except TooFast:
            continue

    assert 6 <= left <= 9  # 19 drip in a minute
