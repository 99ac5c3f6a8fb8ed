"""What the real service refuses, this one refuses with the same words."""

from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from sandbox import Sandbox
from tests.sandbox.conftest import Hands

DAY = 24 * 3600


def buttons(*rows: int) -> dict[str, Any]:
    return {
        "inline_keyboard": [
            [{"text": f"{row}.{column}", "callback_data": f"{row}.{column}"} for column in range(width)]
            for row, width in enumerate(rows)
        ]
    }


async def test_a_wrong_token_is_unauthorized(sandbox: Sandbox, hands: Hands) -> None:
    answer = await hands.client.get("/bot1:wrong/getMe")

    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    stranger = Bot("1:wrong", base_url=sandbox.bot_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_an_unknown_method_is_not_found(hands: Hands) -> None:
    assert (await hands.call("sendRichMessage"))["error_code"] == 404


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<b>粗", 'Can\'t find end tag corresponding to start tag "b"'),
        ("甲<x>乙</x>", 'Unsupported start tag "x" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_html_is_refused_in_the_words_of_the_service(
    hands: Hands, html: str, complaint: str
) -> None:
    person = await hands.person()

    described = await hands.error("sendMessage", chat_id=person, text=html, parse_mode="HTML")

    assert described == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n"}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "督" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": buttons(9)}, "reply markup is too long"),
        ({"text": "x", "reply_markup": buttons(*[8] * 12, 5)}, "reply markup is too long"),
        ({"text": "x", "reply_to_message_id": 999}, "message to be replied not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
    ],
)
async def test_messages_that_are_refused(hands: Hands, arguments: dict[str, Any], complaint: str) -> None:
    person = await hands.person()

    assert await hands.error("sendMessage", chat_id=person, **arguments) == f"Bad Request: {complaint}"


@pytest.mark.parametrize("text", ["督" * 4096, "😀" * 2048, f"<b>{'督' * 4090}</b>"])
async def test_the_longest_text_passes(hands: Hands, text: str) -> None:
    person = await hands.person()

    assert (await hands.call("sendMessage", chat_id=person, text=text, parse_mode="HTML"))["ok"]


@pytest.mark.parametrize("data", ["", "督" * 21 + "xx", 5])
async def test_button_data_is_1_to_64_bytes(hands: Hands, data: Any) -> None:
    person = await hands.person()
    markup = {"inline_keyboard": [[{"text": "按", "callback_data": data}]]}

    described = await hands.error("sendMessage", chat_id=person, text="x", reply_markup=markup)

    assert described == "Bad Request: BUTTON_DATA_INVALID"


async def test_captions_end_at_1024(hands: Hands) -> None:
    person = await hands.person()
    answer = await hands.client.post(
        f"/bot{hands.token}/sendDocument",
        data={"chat_id": str(person), "caption": "督" * 1025},
        files={"document": ("a.txt", b"x")},
    )

    assert answer.json()["description"] == "Bad Request: message caption is too long"


async def test_a_picture_must_be_one(hands: Hands) -> None:
    person = await hands.person()
    answer = await hands.client.post(
        f"/bot{hands.token}/sendPhoto", data={"chat_id": str(person)}, files={"photo": ("a.png", b"no")}
    )

    assert answer.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_edits_that_are_refused(hands: Hands) -> None:
    person = await hands.person()
    theirs = (await hands.post(f"people/{person}/send", text="我的"))["message_id"]
    mine = (await hands.call("sendMessage", chat_id=person, text="甲"))["result"]["message_id"]

    async def edit(number: int, text: str) -> str:
        return await hands.error("editMessageText", chat_id=person, message_id=number, text=text)

    assert (await edit(mine, "甲")).startswith("Bad Request: message is not modified: specified new")
    assert await edit(999, "乙") == "Bad Request: message to edit not found"
    assert await edit(theirs, "乙") == "Bad Request: message can't be edited"
    assert await hands.error("editMessageCaption", chat_id=person, message_id=mine, caption="x") == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_deletes_that_are_refused(hands: Hands) -> None:
    person = await hands.person()
    group = await hands.group(person)
    theirs = (await hands.post(f"people/{person}/send", text="/x", chat_id=group))["message_id"]
    mine = (await hands.call("sendMessage", chat_id=person, text="甲"))["result"]["message_id"]

    async def delete(chat: int, number: int) -> str:
        return await hands.error("deleteMessage", chat_id=chat, message_id=number)

    assert await delete(person, 999) == "Bad Request: message to delete not found"
    assert await delete(group, theirs) == "Bad Request: message can't be deleted"
    await hands.post("clock", forward_seconds=2 * DAY + 1)
    assert await delete(person, mine) == "Bad Request: message can't be deleted"


async def test_nobody_is_written_to_before_he_writes(bot: Bot, hands: Hands) -> None:
    person = await hands.person(started=False)

    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(person, "您好")

    await hands.post(f"people/{person}/send", text="/start abc")
    assert (await bot.send_message(person, "您好")).text == "您好"


async def test_a_blocked_bot_is_told_so_until_start(bot: Bot, hands: Hands) -> None:
    person = await hands.person()
    await hands.post(f"people/{person}/block")

    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(person, "在吗")

    refused = await hands.client.post(f"/sandbox/people/{person}/send", json={"text": "嗯"})
    assert refused.status_code == 409
    await hands.post(f"people/{person}/send", text="/start")
    await bot.send_message(person, "欢迎回来")


async def test_chats_the_bot_cannot_reach(bot: Bot, hands: Hands) -> None:
    person = await hands.person()
    never, kicked = await hands.group(person, bot=False), await hands.group(person)
    await hands.post(f"groups/{kicked}/remove_bot", by=person)

    for unknown in (424242, -424242, never):
        with pytest.raises(BadRequest, match=r"(?i)chat not found"):
            await bot.send_message(unknown, "x")
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(kicked, "x")


async def test_an_upgraded_group_names_its_successor(bot: Bot, hands: Hands) -> None:
    person = await hands.person()
    group = await hands.group(person)
    await hands.confirm_all()

    successor = (await hands.post(f"groups/{group}/migrate"))["id"]

    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group, "通报")
    assert caught.value.new_chat_id == successor
    assert (await bot.send_message(successor, "通报")).chat.type == "supergroup"
    there, here = await bot.get_updates()
    assert there.message is not None
    assert here.message is not None
    assert there.message.migrate_to_chat_id == successor
    assert here.message.migrate_from_chat_id == group


async def test_an_answer_has_200_characters_and_comes_in_time(hands: Hands) -> None:
    person = await hands.person()
    sent = (await hands.call("sendMessage", chat_id=person, text="x", reply_markup=buttons(1)))["result"]

    async def press() -> str:
        pressed = await hands.post(
            f"people/{person}/press", message_id=sent["message_id"], data="0.0", wait=0
        )
        return str(pressed["query_id"])

    long = await hands.error("answerCallbackQuery", callback_query_id=await press(), text="督" * 201)
    assert long == "Bad Request: MESSAGE_TOO_LONG"
    late = await press()
    await hands.post("clock", forward_seconds=61)
    too_late = await hands.error("answerCallbackQuery", callback_query_id=late)
    assert too_late.startswith("Bad Request: query is too old")


@pytest.mark.parametrize(
    ("method", "arguments", "complaint"),
    [
        ("getFile", {"file_id": "no"}, "invalid file_id"),
        ("getFile", {}, "file_id not specified"),
        ("sendDocument", {"document": "no"}, "wrong remote file identifier specified: can't unserialize it"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
        ("setMyCommands", {"commands": [{"command": "查", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMessageReaction", {"message_id": 1, "reaction": [{"emoji": "督"}]}, "REACTION_INVALID"),
        ("setMessageReaction", {"message_id": 99}, "message to react not found"),
        ("pinChatMessage", {"message_id": 99}, "message to pin not found"),
        ("getChatMember", {"user_id": 5}, "user not found"),
        ("setWebhook", {"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ("setWebhook", {"url": "http://localhost/x", "secret_token": "空"},
         "secret token contains unallowed characters"),
    ],
)  # fmt: skip
async def test_what_cannot_be_done_is_refused_in_the_words_of_the_service(
    hands: Hands, method: str, arguments: dict[str, Any], complaint: str
) -> None:
    person = await hands.person()

    described = await hands.error(method, chat_id=person, **arguments)

    assert described == f"Bad Request: {complaint}"
