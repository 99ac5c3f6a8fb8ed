"""Methods that put a new message into a chat, and the ones around them."""

from typing import Any

from sandbox import shapes
from sandbox.arguments import Arguments, Upload
from sandbox.errors import ApiError, bad_request
from sandbox.files import picture_size
from sandbox.keyboards import checked_keyboard
from sandbox.methods.access import admit_send, chat_id_of, open_chat, writable_chat
from sandbox.methods.wording import caption_of, text_of
from sandbox.model import Json, Media, MediaKind, Message
from sandbox.telegram import Telegram

MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
}  # fmt: skip


def send_message(telegram: Telegram, arguments: Arguments) -> Json:
    chat = writable_chat(telegram, arguments)
    text, entities = text_of(arguments)
    return _post(telegram, arguments, Message(0, chat.id, telegram.bot.id, 0, text, entities))


def send_document(telegram: Telegram, arguments: Arguments) -> Json:
    return _send_media(telegram, arguments, "document")


def send_photo(telegram: Telegram, arguments: Arguments) -> Json:
    return _send_media(telegram, arguments, "photo")


def send_voice(telegram: Telegram, arguments: Arguments) -> Json:
    return _send_media(telegram, arguments, "voice")


def send_video(telegram: Telegram, arguments: Arguments) -> Json:
    return _send_media(telegram, arguments, "video")


def _send_media(telegram: Telegram, arguments: Arguments, kind: MediaKind) -> Json:
    chat = writable_chat(telegram, arguments)
    media = _media(telegram, arguments, kind)
    text, entities = caption_of(arguments)
    return _post(telegram, arguments, Message(0, chat.id, telegram.bot.id, 0, text, entities, media=media))


def _post(telegram: Telegram, arguments: Arguments, message: Message) -> Json:
    message.keyboard = checked_keyboard(arguments.parsed("reply_markup"))
    message.reply_to = _reply_target(telegram, arguments)
    admit_send(telegram, message.chat_id)
    message.date = telegram.clock.timestamp()
    telegram.world.post(message)
    return shapes.message(telegram.world, message)


def _reply_target(telegram: Telegram, arguments: Arguments) -> int | None:
    values = arguments.values
    if "reply_parameters" not in values and "reply_to_message_id" not in values:
        return None
    given = arguments.parsed("reply_parameters") or {}
    number = given.get("message_id") or arguments.integer("reply_to_message_id")
    if not number:
        return None
    if telegram.world.find(chat_id_of(arguments), int(number)) is not None:
        return int(number)
    if given.get("allow_sending_without_reply") or arguments.boolean("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _media(telegram: Telegram, arguments: Arguments, kind: MediaKind) -> Media:
    """The uploaded file, or one that is known by its file_id."""
    given = arguments.text(kind)
    upload = arguments.files.get(given.removeprefix("attach://") or kind)
    if upload is not None:
        return _uploaded(telegram, upload, kind)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    known = telegram.world.files.by_id.get(given)
    if known is None:
        raise bad_request("wrong remote file identifier specified: can't unserialize it")
    if known.media.kind != kind:
        raise bad_request(f"can't use file of type {known.media.kind} as {kind}")
    return known.media


def _uploaded(telegram: Telegram, upload: Upload, kind: MediaKind) -> Media:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        _check_photo(upload.content)
    return telegram.world.files.add(kind, upload.name, upload.mime, upload.content)


def _check_photo(content: bytes) -> None:
    if len(content) > MAX_PHOTO:
        raise bad_request("file is too big")
    size = picture_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if not width or not height or width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def get_file(telegram: Telegram, arguments: Arguments) -> Json:
    file_id = arguments.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = telegram.world.files.by_id.get(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.media.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.media.size,
        "file_path": stored.path,
    }


def send_chat_action(telegram: Telegram, arguments: Arguments) -> bool:
    chat = writable_chat(telegram, arguments)
    action = arguments.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    telegram.feed.tell("action", chat_id=chat.id, action=action)
    return True


def set_message_reaction(telegram: Telegram, arguments: Arguments) -> bool:
    chat = open_chat(telegram, arguments)
    message = telegram.world.find(chat.id, arguments.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    message.reaction = _emoji(arguments.parsed("reaction") or [])
    telegram.world.edited(message)
    return True


def _emoji(reactions: Any) -> str | None:
    if not isinstance(reactions, list) or len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if not reactions:
        return None
    emoji = reactions[0].get("emoji") if isinstance(reactions[0], dict) else None
    if emoji not in KNOWN_REACTIONS:
        raise bad_request("REACTION_INVALID")
    return str(emoji)


# The free reactions of the Bot API page, in its order.
KNOWN_REACTIONS = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)

METHODS = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendVideo": send_video,
    "sendVoice": send_voice,
    "getFile": get_file,
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
}
