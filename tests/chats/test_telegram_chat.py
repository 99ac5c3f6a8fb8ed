"""What people see of a card, and what each answer of Telegram means for a letter."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.telegram import looks
from bot.telegram.chat import TelegramChat
from bot.telegram.faults import UNTIL_MENDED, Floods
from bot.telegram.wire import WireBot
from core.chat import Address, Attachment, Button, Card, Channel
from core.delivery.model import Kind, Letter
from core.errors import (
    AddressMoved,
    Doubtful,
    NothingChanged,
    TooFast,
    TryLater,
    Undeliverable,
    Unreachable,
)
from sandbox import Sandbox
from tests.chats.conftest import a_bot, open_file
from tests.sandbox.conftest import Hands

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
CARD = Card(
    "冷链物流 <一期> & 配套",
    title="第47周 <填报>",
    buttons=((Button("正常", "1:g:7"), Button("看台账", url="https://example.org/")),),
)


def letter(chat: int | str, card: Card = CARD, edits_message: str = "") -> Letter:
    kind = Kind.EDIT if edits_message else Kind.PROMPT
    return Letter("k", kind, Address(Channel.TELEGRAM, str(chat)), card, NOW, edits_message=edits_message)


async def seen(hands: Hands, chat: int, message_id: str) -> dict[str, object]:
    message: dict[str, object] = await hands.get(f"chats/{chat}/messages/{message_id}")
    return message


async def test_a_card_arrives_as_it_is_written(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()

    message = await seen(hands, leader, await chat.send(letter(leader)))

    assert message["text"] == "第47周 <填报>\n冷链物流 <一期> & 配套"
    assert str(message["html"]).startswith("<b>第47周 &lt;填报&gt;</b>")
    assert message["buttons"] == [
        [{"text": "正常", "data": "1:g:7"}, {"text": "看台账", "url": "https://example.org/"}]
    ]


async def test_an_edit_replaces_text_and_buttons(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()
    first = await chat.send(letter(leader))

    assert await chat.send(letter(leader, Card("已填报"), first)) == first

    message = await seen(hands, leader, first)
    assert (message["text"], message["buttons"]) == ("已填报", [])


async def test_a_file_is_sent_with_its_caption_which_can_be_edited(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()
    card = Card("附件", file=Attachment(1, "台账.xlsx"))

    sent = await chat.send(letter(leader, card))
    await chat.send(letter(leader, Card("附件已更新"), sent))

    message = await seen(hands, leader, sent)
    assert message["text"] == "附件已更新"
    assert message["document"]["name"] == "台账.xlsx"  # type: ignore[index]  # JSON


async def test_a_picture_is_shown(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()
    card = Card("第47周通报", file=Attachment(2, "通报.png", picture=True))

    message = await seen(hands, leader, await chat.send(letter(leader, card)))

    assert message["text"] == "第47周通报"
    assert message["photo"]
    assert "document" not in message


async def test_a_file_that_is_gone_cannot_be_sent(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()
    with pytest.raises(Undeliverable):
        await chat.send(letter(leader, Card("附件", file=Attachment(9, "x"))))


async def test_a_text_that_is_too_long_is_cut_and_says_so(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()

    message = await seen(hands, leader, await chat.send(letter(leader, Card("𠮷<" * 3000, title="题"))))

    assert looks.units(str(message["text"])) <= 4096
    assert str(message["text"]).endswith("（以下从略）")


async def test_marks_that_turn_the_writing_are_taken_out(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()

    message = await seen(hands, leader, await chat.send(letter(leader, Card("甲\u202e乙\u2066丙"))))

    assert message["text"] == "甲乙丙"


async def test_an_edit_that_changes_nothing_says_so(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()
    first = await chat.send(letter(leader))
    with pytest.raises(NothingChanged):
        await chat.send(letter(leader, CARD, first))


async def test_who_blocked_us_never_started_or_put_us_out_is_unreachable(
    chat: TelegramChat, hands: Hands
) -> None:
    blocked, never = await hands.person(), await hands.person(started=False)
    group = await hands.group(blocked)
    await hands.post(f"people/{blocked}/block")
    await hands.post(f"groups/{group}/remove_bot")
    for address in (blocked, never, group, 999_999):
        with pytest.raises(Unreachable):
            await chat.send(letter(address))


async def test_a_group_that_moved_says_where_to(chat: TelegramChat, hands: Hands) -> None:
    group = await hands.group(await hands.person())
    moved = (await hands.post(f"groups/{group}/migrate"))["id"]
    with pytest.raises(AddressMoved) as caught:
        await chat.send(letter(group))
    assert caught.value.new_chat == str(moved)


async def test_too_fast_says_for_how_long(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()
    await hands.post("faults", answer_429={"count": 1, "retry_after": 7})
    with pytest.raises(TooFast) as caught:
        await chat.send(letter(leader))
    assert (caught.value.wait, caught.value.whole_bot) == (timedelta(seconds=7), False)


def test_a_second_person_refused_meanwhile_means_the_whole_bot() -> None:
    now = 0.0
    floods = Floods(lambda: now)
    assert not floods.whole_bot("1", timedelta(seconds=5))
    assert not floods.whole_bot("1", timedelta(seconds=5))
    assert not floods.whole_bot("-100", timedelta(seconds=40))  # groups have a limit of their own
    assert floods.whole_bot("2", timedelta(seconds=5))
    now = 6.0
    assert not floods.whole_bot("3", timedelta(seconds=5))


async def test_a_broken_answer_is_doubtful(chat: TelegramChat, hands: Hands) -> None:
    leader = await hands.person()
    for fault in ({"fail_500": 1}, {"fail_500": 0, "drop_after_accept": 1}):
        await hands.post("faults", **fault)
        with pytest.raises(Doubtful):
            await chat.send(letter(leader))
    await hands.post("faults", drop_after_accept=0)
    assert len(await hands.get(f"chats/{leader}/messages")) == 2  # /start, and the one that was dropped after


async def test_no_answer_in_time_is_doubtful(sandbox: Sandbox, hands: Hands) -> None:
    leader = await hands.person()
    async with a_bot(sandbox, read=0.1) as bot:
        await hands.post("faults", latency_ms=400)
        with pytest.raises(Doubtful):
            await TelegramChat(bot, open_file, lambda: 0.0).send(letter(leader))


async def test_no_connection_is_surely_not_sent(sandbox: Sandbox) -> None:
    async with a_bot(sandbox) as bot:
        bot._base_url = "http://127.0.0.1:9/bot" + sandbox.token
        with pytest.raises(TryLater) as caught:
            await TelegramChat(bot, open_file, lambda: 0.0).send(letter(1))
    assert sandbox.token not in caught.value.reason


@pytest.mark.parametrize(
    "card",
    [
        Card("  "),
        Card("好", buttons=((Button("x", "d" * 65),),)),
        Card("好", buttons=((Button("x", url="no"),),)),
    ],
)
async def test_a_card_that_telegram_will_never_take(chat: TelegramChat, hands: Hands, card: Card) -> None:
    leader = await hands.person()
    with pytest.raises(Undeliverable):
        await chat.send(letter(leader, card))


async def test_html_that_telegram_cannot_parse_goes_out_as_plain_text(
    chat: TelegramChat, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = await hands.person()
    monkeypatch.setattr(looks, "as_html", lambda _, text: f"<b>{text}")

    message = await seen(hands, leader, await chat.send(letter(leader, Card("甲<乙"))))

    assert message["text"] == "甲<乙"


async def test_a_refused_token_keeps_the_letter_until_it_is_mended(
    sandbox: Sandbox, bot: WireBot, tmp_path: Path
) -> None:
    bot._base_url = f"{sandbox.bot_url}1:wrong"
    with pytest.raises(TryLater) as caught:
        await TelegramChat(bot, open_file, lambda: 0.0).send(letter(1))
    assert caught.value.wait == UNTIL_MENDED


async def test_a_toast_for_an_old_press_is_swallowed(chat: TelegramChat) -> None:
    await chat.toast("123", "太晚了", alert=True)


async def test_a_file_is_fetched_up_to_a_limit(chat: TelegramChat, bot: WireBot, hands: Hands) -> None:
    leader = await hands.person()
    await hands.client.post(f"/sandbox/people/{leader}/upload", files={"file": ("台账.xlsx", b"12345")})
    update = (await hands.updates())[-1]
    file_id = update["message"]["document"]["file_id"]

    assert await chat.fetch(file_id, 5) == b"12345"
    with pytest.raises(Undeliverable):
        await chat.fetch(file_id, 4)
    with pytest.raises(Undeliverable):
        await chat.fetch("unknown", 5)
