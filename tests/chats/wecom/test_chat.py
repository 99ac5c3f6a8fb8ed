"""Letters to members: what is asked of WeCom, what is remembered, and what a repetition does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from starlette.responses import Response

from core.chat import Attachment, Button, Card, Happening
from core.delivery.model import Kind, Letter
from core.errors import Doubtful, NothingChanged, SendFailed, TooFast, TryLater, Undeliverable, Unreachable
from core.ports import UnitOfWork
from tests.chats.wecom.hands import START, TO, Hands
from tests.chats.wecom.loopback import AGENT, Service
from tests.chats.wecom.test_looks import leader_card

ASK = Card("关闭本期调度？", buttons=((Button("确认结束", "1:ox:1"), Button("取消", "1:no")),))


async def test_a_sentence_is_a_text(service: Service, hands: Hands) -> None:
    assert await hands.send(Card("您好", title="督办")) == "m1"

    body = service.sent()[0]
    assert (body["touser"], body["agentid"], body["text"]) == ("lisi", AGENT, {"content": "督办\n您好"})
    assert body["enable_duplicate_check"] == 1


async def test_two_letters_with_the_same_words_both_arrive_and_one_repeated_arrives_once(
    service: Service, hands: Hands
) -> None:
    for key in ("answer:1:0", "answer:1:0", "answer:2:0"):
        await hands.send(Card("没有需要反馈的调度卡。"), key)

    assert len(service.sent()) == 3
    assert len(service.delivered) == 2


async def test_a_card_repeated_after_a_lost_answer_arrives_once(service: Service, hands: Hands) -> None:
    first = await hands.send(ASK)
    assert await hands.send(ASK) == first

    assert len(service.delivered) == 1


async def test_a_long_card_has_its_text_before_it(service: Service, hands: Hands) -> None:
    await hands.send(leader_card(9))

    assert [body["msgtype"] for body in service.sent()] == ["text", "template_card"]


async def test_a_pressed_card_is_changed_with_the_code_of_the_press(service: Service, hands: Hands) -> None:
    card = await hands.send(ASK)
    await hands.press(card, "rc-of-press")
    assert await hands.change(card, Card("已结束。")) == card

    update = service.updates()[0]
    assert (update["response_code"], update["userids"], update["agentid"]) == ("rc-of-press", ["lisi"], AGENT)
    assert update["template_card"]["main_title"]["title"] == "已结束。"
    assert update["template_card"]["replace_text"] == "已处理"
    assert len(service.sent()) == 1


async def test_the_code_of_sending_allows_one_change(service: Service, hands: Hands) -> None:
    card = await hands.send(leader_card(3))
    await hands.change(card, leader_card(3, settled=frozenset({1})), "d1", edits="card")
    with pytest.raises(NothingChanged):
        await hands.change(card, leader_card(3, settled=frozenset({1, 2})), "d2", edits="card")

    assert len(service.updates()) == 1
    await hands.press(card, "another")
    assert await hands.change(card, leader_card(3), "answer") == card


async def test_what_the_person_asked_for_follows_as_a_new_card(service: Service, hands: Hands) -> None:
    card = await hands.send(ASK)
    hands.time += timedelta(hours=73)
    new = await hands.change(card, Card("请再确认。", buttons=ASK.buttons))

    assert new != card
    assert service.sent()[-1]["template_card"]["main_title"]["title"] == "请再确认。"
    later = await hands.change(card, Card("已结束。"), "e2")
    assert later == new  # what took its place is changed from now on


async def test_a_used_code_makes_a_new_card(service: Service, hands: Hands) -> None:
    card = await hands.send(ASK)
    await hands.press(card, "used-by-another")
    service.codes["used-by-another"] = "used"

    assert await hands.change(card, Card("请再确认。", buttons=ASK.buttons)) != card


async def test_a_change_repeated_after_a_lost_answer_is_done(service: Service, hands: Hands) -> None:
    card = await hands.send(ASK)
    await hands.press(card, "rc-of-press")
    for _ in range(2):
        assert await hands.change(card, Card("已结束。")) == card

    assert len(service.updates()) == 2  # the second one was refused: the first had arrived
    assert len(service.sent()) == 1


async def test_a_text_too_long_for_a_card_follows_and_the_old_card_is_grey(
    service: Service, hands: Hands
) -> None:
    card = await hands.send(ASK)
    await hands.press(card, "rc")
    await hands.change(card, Card("字" * 900, buttons=ASK.buttons))

    assert service.updates()[0]["button"] == {"replace_name": "已处理"}
    assert [body["msgtype"] for body in service.sent()] == [
        "template_card", "text", "text", "template_card",
    ]  # fmt: skip


async def test_typed_numbers_press_what_has_no_room_on_a_card(service: Service, hands: Hands) -> None:
    many = tuple((Button(f"单位{n}", f"1:iv:unit:{n}"),) for n in range(1, 31))
    card = Card("哪个单位？", buttons=many)
    letter = Letter("which", Kind.ANSWER, TO, card, hands.time)

    def posted(work: UnitOfWork) -> None:
        claimed = work.outbox.put_claimed(letter, "us", hands.time)
        work.outbox.finish_sent([(claimed, sent)], hands.time)

    sent = await hands.chat.send(letter)
    await hands.desk.run(posted)
    assert "30. 单位30" in service.sent()[-1]["text"]["content"]

    typed = await hands.types("17")
    assert (typed.kind, typed.text, typed.message_id) == (Happening.PRESS, "1:iv:unit:17", sent)
    assert (await hands.types("单位4")).text == "1:iv:unit:4"
    assert (await hands.types("31")).kind is Happening.TEXT
    hands.time += timedelta(hours=3)
    assert (await hands.types("17")).kind is Happening.TEXT


async def test_numbers_mean_nothing_once_another_card_came(service: Service, hands: Hands) -> None:
    many = tuple((Button(f"单位{n}", f"1:iv:unit:{n}"),) for n in range(1, 31))
    await hands.send(Card("哪个单位？", buttons=many), "a")
    hands.time += timedelta(seconds=5)
    await hands.send(ASK, "b")

    assert (await hands.types("1")).kind is Happening.TEXT


async def test_files_are_uploaded_once_and_again_when_their_id_has_expired(
    service: Service, hands: Hands
) -> None:
    card = Card("附件", file=Attachment(7, "通报.docx"))
    await hands.send(card, "a")
    await hands.send(card, "b")
    service.answers["message/send"] = [40007]
    await hands.send(card, "c")

    assert service.paths().count("media/upload") == 2
    assert [body["msgtype"] for body in service.delivered] == ["file", "text"] * 3
    await hands.send(Card("", file=Attachment(1, "排名.png", picture=True)), "d")
    assert service.delivered[-1]["msgtype"] == "image"


async def test_the_thirty_first_message_in_a_minute_does_not_leave(service: Service, hands: Hands) -> None:
    sent, waits = 0, []
    for second in range(60):
        hands.time = START + timedelta(seconds=second)
        for _ in range(2):
            try:
                await hands.send(Card("快"), f"a{second}:{_}")
                sent += 1
            except TooFast as fast:
                waits.append(fast.wait)

    assert 20 <= sent <= 30
    assert all(wait and timedelta(0) < wait <= timedelta(seconds=4) for wait in waits)


async def test_in_no_hour_a_member_gets_more_than_a_thousand(hands: Hands) -> None:
    taken = []
    for second in range(0, 3 * 3600, 2):
        hands.time = START + timedelta(seconds=second)
        try:
            await hands.chat._count(Letter("k", Kind.ANSWER, TO, ASK, hands.time), 1)
            taken.append(second)
        except TooFast:
            continue

    assert max(sum(start <= s < start + 3600 for s in taken) for start in range(0, 7200, 60)) <= 1000
    assert max(sum(start <= s < start + 60 for s in taken) for start in range(0, 10800, 2)) <= 30


@pytest.mark.parametrize(
    ("kind", "waits"), [(Kind.PROMPT, True), (Kind.BULLETIN, True), (Kind.ANSWER, False)]
)
async def test_nobody_waits_for_what_waits_for_the_crowd(hands: Hands, kind: Kind, *, waits: bool) -> None:
    for minute in (0, 30):
        hands.time = datetime(2026, 11, 16, 1, minute, 20, tzinfo=UTC)
        if not waits:
            await hands.send(ASK, f"k{minute}", kind)
            continue
        with pytest.raises(TryLater) as later:
            await hands.send(ASK, f"k{minute}", kind)
        assert later.value.wait is not None
        assert (hands.time + later.value.wait).minute == minute + 1


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        ({"invaliduser": "lisi"}, Unreachable),
        ({"unlicenseduser": "lisi"}, Unreachable),
        (81013, Unreachable),
        (60020, TryLater),
        (45009, TooFast),
        (45002, Undeliverable),
    ],
)
async def test_what_becomes_of_a_letter(
    service: Service, hands: Hands, answer: object, fate: type[SendFailed]
) -> None:
    service.answers["message/send"] = [answer]
    with pytest.raises(SendFailed) as failed:
        await hands.send(ASK)

    assert type(failed.value) is fate
    assert hands.alarms == ([60020] if answer == 60020 else [])


async def test_a_service_that_hangs_up_leaves_a_doubt(service: Service, hands: Hands, api_url: str) -> None:
    service.answers["message/send"] = [Response(status_code=504)]
    with pytest.raises(Doubtful):
        await hands.send(ASK)


async def test_what_is_fetched_may_not_be_too_large(service: Service, hands: Hands) -> None:
    service.media["m1"] = b"x" * 11

    assert await hands.chat.fetch("m1", 11) == b"x" * 11
    with pytest.raises(Undeliverable):
        await hands.chat.fetch("m1", 10)


async def test_a_forged_card_id_is_not_remembered(hands: Hands) -> None:
    await hands.press("d-made-up", "rc")

    assert await hands.desk.read(lambda work: work.handles.get(TO, "d-made-up")) is None
