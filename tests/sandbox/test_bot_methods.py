"""Every method once, through python-telegram-bot: what it answers must parse."""

import struct
import zlib

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
)
from telegram.constants import ChatType, ParseMode

from tests.sandbox.conftest import Hands

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("正常推进", callback_data="v1:ok")]])


def png(width: int = 40, height: int = 30) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def test_the_bot_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()

    assert me.is_bot
    assert me.username == "duban_sandbox_bot"


async def test_a_sent_message_has_all_its_parts(bot: Bot, hands: Hands) -> None:
    person = await hands.person()

    sent = await bot.send_message(
        person, "<b>1号项目</b> &lt;在建&gt;", parse_mode=ParseMode.HTML, reply_markup=KEYBOARD
    )

    assert sent.text == "1号项目 <在建>"
    assert sent.chat.type == ChatType.PRIVATE
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    assert sent.parse_entities() == {sent.entities[0]: "1号项目"}
    assert sent.reply_markup == KEYBOARD
    shown = (await hands.get(f"chats/{person}/messages"))[-1]
    assert shown["html"] == "<b>1号项目</b> &lt;在建&gt;"
    assert shown["buttons"] == [[{"text": "正常推进", "data": "v1:ok"}]]


async def test_edits_replace_text_and_keyboard(bot: Bot, hands: Hands) -> None:
    person = await hands.person()
    sent = await bot.send_message(person, "旧", reply_markup=KEYBOARD)

    edited = await sent.edit_text("新")

    assert not isinstance(edited, bool)
    assert edited.text == "新"
    assert edited.reply_markup is None
    await bot.edit_message_reply_markup(person, sent.message_id, reply_markup=KEYBOARD)
    shown = (await hands.get(f"chats/{person}/messages"))[-1]
    assert shown["edited_at"] is not None
    assert shown["buttons"][0][0]["data"] == "v1:ok"


async def test_documents_and_photos_come_back_byte_by_byte(bot: Bot, hands: Hands) -> None:
    person = await hands.person()

    document = await bot.send_document(person, b"PK ledger", filename="台账.xlsx", caption="<i>附件</i>",
                                       parse_mode="HTML")  # fmt: skip
    photo = await bot.send_photo(person, png(), caption="排名")
    assert document.document is not None
    again = await bot.send_document(person, document.document.file_id)

    assert document.document.file_name == "台账.xlsx"
    assert again.document is not None
    assert again.document.file_id == document.document.file_id
    assert (photo.photo[0].width, photo.photo[0].height) == (40, 30)
    file = await bot.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"PK ledger"
    edited = await bot.edit_message_caption(person, photo.message_id, caption="排名（更正）")
    assert not isinstance(edited, bool)
    assert edited.caption == "排名（更正）"


async def test_what_people_send_arrives(bot: Bot, hands: Hands) -> None:
    person = await hands.person()
    await bot.get_updates()
    await hands.confirm_all()
    card = await bot.send_message(person, "请报进展", reply_markup=KEYBOARD)

    said = await hands.post(f"people/{person}/send", text="2号环评卡住", reply_to=card.message_id)
    await hands.post(f"people/{person}/edit", message_id=said["message_id"], text="2号环评已办")
    await hands.post(f"people/{person}/press", message_id=card.message_id, label="正常推进", wait=0)
    for kind in ("upload", "photo", "voice"):
        answer = await hands.client.post(
            f"/sandbox/people/{person}/{kind}", files={"file": ("a.png", png(), "image/png")}
        )
        answer.raise_for_status()

    text, edited, press, document, photo, voice = await bot.get_updates()
    assert text.message is not None
    assert text.message.text == "2号环评卡住"
    assert text.message.reply_to_message is not None
    assert text.message.reply_to_message.message_id == card.message_id
    assert edited.edited_message is not None
    assert edited.edited_message.text == "2号环评已办"
    assert press.callback_query is not None
    assert press.callback_query.data == "v1:ok"
    assert press.callback_query.message is not None
    assert press.callback_query.message.message_id == card.message_id
    assert document.message is not None
    assert document.message.document is not None
    assert photo.message is not None
    assert photo.message.photo
    assert voice.message is not None
    assert voice.message.voice is not None


async def test_an_answer_reaches_the_person_who_pressed(bot: Bot, hands: Hands) -> None:
    person = await hands.person()
    card = await bot.send_message(person, "卡", reply_markup=KEYBOARD)
    pressed = await hands.post(f"people/{person}/press", message_id=card.message_id, data="v1:ok", wait=0)
    assert not pressed["answered"]

    assert await bot.answer_callback_query(pressed["query_id"], "已记录", show_alert=True)

    described = await hands.error("answerCallbackQuery", callback_query_id=pressed["query_id"])
    assert described == "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_commands_are_kept_per_scope(bot: Bot, hands: Hands) -> None:
    person, other = await hands.person(), await hands.person("林二（虚构）")
    await bot.set_my_commands([BotCommand("help", "帮助")])
    await bot.set_my_commands([BotCommand("round", "调度")], scope=BotCommandScopeChat(person))

    assert [item.command for item in await bot.get_my_commands()] == ["help"]
    assert [item["command"] for item in await hands.get(f"people/{person}/commands")] == ["round"]
    assert [item["command"] for item in await hands.get(f"people/{other}/commands")] == ["help"]
    await bot.delete_my_commands(scope=BotCommandScopeDefault())
    assert await hands.get(f"people/{other}/commands") == []


async def test_groups_and_their_members(bot: Bot, hands: Hands) -> None:
    owner, outsider = await hands.person(), await hands.person("林二（虚构）")
    group = await hands.group(owner)

    assert (await bot.get_chat(group)).title == "虚构调度群"
    assert (await bot.get_chat_member(group, owner)).status == "creator"
    assert (await bot.get_chat_member(group, outsider)).status == "left"
    assert (await bot.get_chat_member(group, bot.id)).status == "member"
    assert [item.user.id for item in await bot.get_chat_administrators(group)] == [owner]
    assert await bot.get_chat_member_count(group) == 2
    assert await bot.leave_chat(group)
    assert await hands.error("sendMessage", chat_id=group, text="还在吗") == (
        "Forbidden: bot is not a member of the group chat"
    )


async def test_actions_pins_reactions_and_descriptions_are_accepted(bot: Bot, hands: Hands) -> None:
    person = await hands.person()
    sent = await bot.send_message(person, "通报")

    assert await bot.send_chat_action(person, "typing")
    assert await bot.pin_chat_message(person, sent.message_id)
    pinned = (await bot.get_chat(person)).pinned_message
    assert pinned is not None
    assert pinned.message_id == sent.message_id
    assert await bot.unpin_chat_message(person, sent.message_id)
    assert await bot.set_message_reaction(person, sent.message_id, "👍")
    assert await bot.set_my_description("说明")
    assert await bot.set_my_short_description("短说明")
    assert await bot.set_chat_menu_button(person, MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(person), MenuButtonCommands)
    assert await bot.delete_message(person, sent.message_id)
    assert (await hands.call("close"))["result"] is True
    assert (await hands.call("logOut"))["result"] is True


async def test_membership_changes_are_told(bot: Bot, hands: Hands) -> None:
    person = await hands.person()
    group = await hands.group(person)
    await bot.get_updates()
    await hands.confirm_all()

    await hands.post(f"people/{person}/block")
    await hands.post(f"people/{person}/unblock")
    await hands.post(f"groups/{group}/remove_bot", by=person)
    await hands.post(f"groups/{group}/add_bot", by=person)

    found = await bot.get_updates()
    changes = [
        (item.my_chat_member.old_chat_member.status, item.my_chat_member.new_chat_member.status)
        for item in found
        if item.my_chat_member
    ]
    assert changes == [("member", "kicked"), ("kicked", "member"), ("member", "kicked"), ("kicked", "member")]
    assert found[-1].message is not None
    assert found[-1].message.new_chat_members[0].id == bot.id


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_parameters_may_come_in_four_ways(hands: Hands, way: str) -> None:
    person = await hands.person()
    url, values = f"/bot{hands.token}/sendMessage", {"chat_id": str(person), "text": "你好"}

    if way == "query":
        answer = await hands.client.get(url, params=values)
    elif way == "form":
        answer = await hands.client.post(url, data=values)
    elif way == "json":
        answer = await hands.client.post(url, json=values)
    else:
        answer = await hands.client.post(url, data=values, files={"unused": b"x"})

    assert answer.json()["result"]["text"] == "你好"
