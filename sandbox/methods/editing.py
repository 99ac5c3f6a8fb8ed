"""Methods that change or remove what is already in a chat, and answers to button presses."""

from sandbox import shapes
from sandbox.arguments import Arguments
from sandbox.entities import utf16_length
from sandbox.errors import ApiError, bad_request
from sandbox.keyboards import checked_keyboard
from sandbox.methods.access import message_of, open_chat, own_message, writable_chat
from sandbox.methods.wording import Wording, caption_of, text_of
from sandbox.model import Group, Json, Message
from sandbox.telegram import Telegram

DELETABLE_SECONDS = 48 * 3600
MAX_ANSWER = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def edit_message_text(telegram: Telegram, arguments: Arguments) -> Json:
    message = own_message(telegram, arguments)
    wording = text_of(arguments)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    return _change(telegram, message, wording, _keyboard(arguments))


def edit_message_caption(telegram: Telegram, arguments: Arguments) -> Json:
    message = own_message(telegram, arguments)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    return _change(telegram, message, caption_of(arguments), _keyboard(arguments))


def edit_message_reply_markup(telegram: Telegram, arguments: Arguments) -> Json:
    message = own_message(telegram, arguments)
    return _change(telegram, message, (message.text, message.entities), _keyboard(arguments))


def _keyboard(arguments: Arguments) -> Json | None:
    keyboard = checked_keyboard(arguments.parsed("reply_markup"))
    if keyboard is not None and "inline_keyboard" not in keyboard:
        raise bad_request("inline keyboard expected")
    return keyboard


def _change(telegram: Telegram, message: Message, wording: Wording, keyboard: Json | None) -> Json:
    """A keyboard that is not sent again is gone, as in the real service."""
    if (message.text, message.entities) == wording and message.keyboard == keyboard:
        raise bad_request(NOT_MODIFIED)
    if (message.text, message.entities) != wording:
        message.edited_at = telegram.clock.timestamp()
    message.text, message.entities = wording
    message.keyboard = keyboard
    telegram.world.edited(message)
    return shapes.message(telegram.world, message)


def delete_message(telegram: Telegram, arguments: Arguments) -> bool:
    """Own messages, and in a private chat the person's too, up to 48 hours after sending."""
    chat = open_chat(telegram, arguments)
    message = message_of(telegram, arguments, "delete")
    foreign = isinstance(chat, Group) and message.sender_id != telegram.bot.id
    too_old = telegram.clock.timestamp() - message.date > DELETABLE_SECONDS
    if foreign or too_old:
        raise bad_request("message can't be deleted")
    telegram.world.delete(message)
    return True


def delete_messages(telegram: Telegram, arguments: Arguments) -> bool:
    """What cannot be deleted is skipped, as in the real service."""
    open_chat(telegram, arguments)
    numbers = arguments.parsed("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        try:
            delete_message(telegram, Arguments({**arguments.values, "message_id": number}))
        except ApiError:
            continue
    return True


def pin_chat_message(telegram: Telegram, arguments: Arguments) -> bool:
    return _pin(telegram, arguments, pinned=True)


def unpin_chat_message(telegram: Telegram, arguments: Arguments) -> bool:
    return _pin(telegram, arguments, pinned=False)


def _pin(telegram: Telegram, arguments: Arguments, *, pinned: bool) -> bool:
    writable_chat(telegram, arguments)
    message = message_of(telegram, arguments, "pin" if pinned else "unpin")
    message.pinned = pinned
    telegram.world.edited(message)
    return True


def answer_callback_query(telegram: Telegram, arguments: Arguments) -> bool:
    """Once per query, while it is young."""
    text = arguments.text("text")
    query = telegram.queries.get(arguments.text("callback_query_id"))
    age = telegram.clock.now().timestamp() - query.pressed_at if query else 0.0
    if query is None or query.answer.done() or age > telegram.query_seconds:
        raise bad_request(QUERY_TOO_OLD)
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer.set_result(
        {"text": text, "alert": arguments.boolean("show_alert"), "url": arguments.text("url")}
    )
    telegram.queries.pop(query.id)
    return True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "answerCallbackQuery": answer_callback_query,
}
