"""Raw updates become happenings; nothing that Telegram may send stops the others."""

from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import User

from bot.telegram import plain
from bot.telegram.updates import UnreadableUpdate, by_ptb, lane_of, translate
from bot.telegram.wire import WireBot
from core.chat import Happening, Incoming
from tests.sandbox.conftest import Hands

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


async def all_said(bot: WireBot, hands: Hands) -> list[Incoming]:
    allowed = ["message", "edited_message", "callback_query", "my_chat_member"]
    return [translate(update, bot, NOW) for update in await hands.updates(allowed_updates=allowed)]


async def test_private_words_commands_and_edits_are_translated(bot: WireBot, hands: Hands) -> None:
    leader = await hands.person("张三（虚构）", started=False)
    first = (await hands.post(f"people/{leader}/send", text="第一条"))["message_id"]
    await hands.post(f"people/{leader}/send", text="/report@duban_sandbox_bot 正常", reply_to=first)
    await hands.post(f"people/{leader}/edit", message_id=first, text="改了")

    plain, command, edit = await all_said(bot, hands)

    assert (plain.kind, plain.text, plain.sender_name) == (Happening.TEXT, "第一条", "张三（虚构）")
    assert plain.private
    assert plain.sender == plain.chat == str(leader)
    assert abs((plain.said_at - datetime.now(UTC)).total_seconds()) < 5
    assert (command.text, command.reply_to, command.mentions_us) == ("/report 正常", str(first), True)
    assert (edit.kind, edit.text, edit.message_id) == (Happening.EDIT, "改了", str(first))


async def test_in_groups_a_mention_is_told_from_a_command(bot: WireBot, hands: Hands) -> None:
    leader = await hands.person()
    group = await hands.group(leader)
    await hands.confirm_all()
    await hands.post(f"people/{leader}/send", text="@duban_sandbox_bot 排名", chat_id=group)
    await hands.post(f"people/{leader}/send", text="/rank", chat_id=group)

    mention, command = await all_said(bot, hands)

    assert (mention.kind, mention.private, mention.mentions_us) == (Happening.TEXT, False, True)
    assert (mention.chat, mention.chat_title) == (str(group), "虚构调度群")
    assert (command.text, command.mentions_us) == ("/rank", False)


def test_a_command_for_another_bot_is_not_ours() -> None:
    update = {"update_id": 1, "message": a_message(text="/rank@other_bot")}
    assert translate(update, a_known_bot(), NOW).kind is Happening.OTHER


async def test_presses_files_voices_photos(bot: WireBot, hands: Hands) -> None:
    leader = await hands.person()
    await hands.confirm_all()
    buttons = {"inline_keyboard": [[{"text": "正常", "callback_data": "1:g:7"}]]}
    card = (await hands.call("sendMessage", chat_id=leader, text="卡", reply_markup=buttons))["result"][
        "message_id"
    ]
    await hands.post(f"people/{leader}/press", message_id=card, label="正常", wait=0)
    for kind in ("upload", "photo", "voice"):
        await hands.client.post(
            f"/sandbox/people/{leader}/{kind}",
            files={"file": ("a.gif", b"GIF89a" + b"\1\0" * 4)},
            data={"caption": "见附件"},
        )

    press, file, photo, voice = await all_said(bot, hands)

    assert (press.kind, press.text, press.message_id) == (Happening.PRESS, "1:g:7", str(card))
    assert press.press_id
    assert press.said_at == NOW
    assert (file.kind, file.text) == (Happening.FILE, "见附件")
    assert file.file is not None
    assert (file.file.name, file.file.size) == ("a.gif", 14)
    assert (photo.kind, voice.kind) == (Happening.PHOTO, Happening.VOICE)


async def test_comings_and_goings(bot: WireBot, hands: Hands) -> None:
    leader = await hands.person()
    await hands.confirm_all()
    await hands.post(f"people/{leader}/block")
    await hands.post(f"people/{leader}/unblock")
    group = await hands.group(leader)
    await hands.post(f"groups/{group}/remove_bot")
    await hands.post(f"groups/{group}/add_bot")
    moved = (await hands.post(f"groups/{group}/migrate"))["id"]

    said = await all_said(bot, hands)

    wanted = [Happening.BLOCKED, Happening.UNBLOCKED, Happening.ADDED, Happening.REMOVED, Happening.ADDED]
    assert [one.kind for one in said if one.kind in wanted] == wanted
    migrated = [one for one in said if one.kind is Happening.MIGRATED]
    assert [(one.chat, one.text) for one in migrated] == [(str(group), str(moved))]


def a_message(**more: Any) -> dict[str, Any]:
    chat = {"id": 1, "type": "private", "first_name": "张"}
    return {"message_id": 5, "date": 1_700_000_000, "chat": chat, "from": chat | {"is_bot": False}, **more}


@cache
def a_known_bot() -> WireBot:
    """One for all: making it costs more than most of what it is asked here."""
    bot = WireBot("777000001:x")
    bot._bot_user = User(777000001, "督办", is_bot=True, username="duban_sandbox_bot")
    bot._bot_initialized = True
    return bot


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "something_new": {"from": {"id": 7}}},
        {"update_id": 1, "message": a_message(new_chat_photo=[])},
        {"update_id": 1, "channel_post": a_message(text="x")},
        {
            "update_id": 1,
            "poll_answer": {
                "poll_id": "1",
                "option_ids": [0],
                "user": {"id": 7, "is_bot": False, "first_name": "x"},
            },
        },
    ],
)
def test_known_but_nothing_for_us(update: dict[str, Any]) -> None:
    assert translate(update, a_known_bot(), NOW).kind is Happening.OTHER


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": {"message_id": "?"}},
        {"update_id": 1, "message": "text"},
        {"update_id": 1, "message": a_message(text="x", date="yesterday")},
    ],
)
def test_what_cannot_be_parsed_is_said_so(update: dict[str, Any]) -> None:
    with pytest.raises(UnreadableUpdate):
        translate(update, a_known_bot(), NOW)


def test_a_press_on_a_message_that_telegram_forgot_is_still_a_press() -> None:
    query = {
        "id": "9", "from": {"id": 7, "is_bot": False, "first_name": "x"}, "chat_instance": "1", "data": "1:g:1",
        "message": {"message_id": 5, "date": 0, "chat": {"id": 7, "type": "private"}},
    }  # fmt: skip
    said = translate({"update_id": 1, "callback_query": query}, a_known_bot(), NOW)
    assert (said.kind, said.chat, said.message_id) == (Happening.PRESS, "7", "5")


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"update_id": 1, "message": a_message(**{"from": {"id": 7}})}, "telegram:7"),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": a_message()}}, "telegram:7"),
        ({"update_id": 1, "channel_post": {"chat": {"id": -5}}}, "telegram:-5"),
        ({"update_id": 1}, "telegram:-"),
        ({"update_id": 1, "message": {"from": "x", "chat": []}}, "telegram:-"),
    ],
)
def test_the_lane_is_the_sender(update: dict[str, Any], lane: str) -> None:
    assert lane_of(update) == lane


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
parts = st.sampled_from(
    ["message", "edited_message", "callback_query", "my_chat_member", "poll", "from", "chat"]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(parts, anything | st.dictionaries(parts, anything)))
def test_no_update_breaks_more_than_itself(update: dict[str, Any]) -> None:
    assert lane_of(update).startswith("telegram:")
    with suppress(UnreadableUpdate):
        translate(update | {"update_id": 1}, a_known_bot(), NOW)


ids = st.integers(1, 2**52)
names = st.text("张三 ab", min_size=1, max_size=4)
users = st.fixed_dictionaries(
    {"id": ids, "is_bot": st.sampled_from([False]), "first_name": names},
    optional={"last_name": names | st.just(""), "language_code": st.just("zh"), "username": st.just("x")},
)
chats = st.fixed_dictionaries(
    {"id": ids | ids.map(lambda n: -n), "type": st.sampled_from(["private", "group", "supergroup"])},
    optional={"title": names, "first_name": names, "is_forum": st.booleans()},
)
sentence = {
    "message_id": ids,
    "date": st.integers(1, 2**31),
    "chat": chats,
    "from": users,
    "text": st.text("1号正常，@/x ", min_size=1),
}
more = {
    "reply_to_message": st.just(a_message(text="x")),
    "entities": st.just([{"type": "mention", "offset": 0, "length": 1}]),
    "caption": names,
}
press = st.fixed_dictionaries(
    {"id": names, "from": users, "chat_instance": st.just("1"), "data": names},
    optional={"message": st.fixed_dictionaries(sentence) | st.just(a_message(date=0))},
)
usual = st.one_of(
    st.fixed_dictionaries({"message": st.fixed_dictionaries(sentence, optional=more)}),
    st.fixed_dictionaries(
        {
            "edited_message": st.fixed_dictionaries(
                sentence | {"edit_date": st.integers(1, 2**31)}, optional=more
            )
        }
    ),
    st.fixed_dictionaries({"callback_query": press}),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(usual)
def test_what_is_read_without_ptb_is_read_as_ptb_reads_it(update: dict[str, Any]) -> None:
    known = plain.read(update | {"update_id": 1}, NOW)
    assert known in (None, by_ptb(update | {"update_id": 1}, a_known_bot(), NOW))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(sentence | {"text": names}), st.sampled_from([*sentence, "id", "type"]), anything
)
def test_what_is_read_without_ptb_never_fails(message: dict[str, Any], part: str, instead: Any) -> None:
    if part in sentence:
        message[part] = instead
    else:
        message["chat"] |= {part: instead}
    read = plain.read({"update_id": 1, "message": message}, NOW)
    assert read is None or read.kind is Happening.TEXT


def test_a_plain_sentence_and_a_press_need_no_ptb() -> None:
    query = {
        "id": "9", "from": a_message()["from"], "chat_instance": "1", "data": "1:g:1", "message": a_message(text="卡")
    }  # fmt: skip
    assert plain.read({"update_id": 1, "message": a_message(text="1号 正常")}, NOW)
    assert plain.read({"update_id": 1, "callback_query": query}, NOW)
