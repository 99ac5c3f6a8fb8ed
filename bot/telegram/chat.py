"""Words to Telegram. The foreign library ends here."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import InputFile
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.outgoing_files import OpenFile
from bot.telegram import looks
from bot.telegram.faults import NO_TEXT, PARSING, Floods, says, translate
from bot.telegram.secrecy import redact
from bot.telegram.wire import WireBot
from core.chat import Attachment, Card, Held, MediaKind
from core.delivery.model import Letter
from core.errors import Undeliverable

log = logging.getLogger(__name__)

TOAST_LIMIT = 200  # Source: Bot API, answerCallbackQuery
HELD = {
    MediaKind.PHOTO: ("sendPhoto", "photo"),
    MediaKind.VOICE: ("sendVoice", "voice"),
    MediaKind.VIDEO: ("sendVideo", "video"),
    MediaKind.FILE: ("sendDocument", "document"),
}
NO_PREVIEW = {"is_disabled": True}
Post = Callable[[str, str | None], Awaitable[Any]]  # text and parse mode


class TelegramChat:
    """Implements ``core.ports.Chat``.

    Args:
        open_file: the content of a file that leaves with a card.
        monotonic: seconds, to tell one flood from another.
        cut_note: what a text ends in that had to be cut; cards are paged before, so this is a last resort.
    """

    def __init__(
        self, bot: WireBot, open_file: OpenFile, monotonic: Callable[[], float], cut_note: str = "……"
    ) -> None:
        self._bot = bot
        self._open_file = open_file
        self._floods = Floods(monotonic)
        self._cut_note = cut_note

    async def send(self, letter: Letter) -> str:
        try:
            if letter.edits_message:
                return await self._edit(letter.to.chat, letter.edits_message, letter.card)
            if letter.card.held:
                return await self._send_held(letter.to.chat, letter.card, letter.card.held)
            if letter.card.file:
                return await self._send_file(letter.to.chat, letter.card, letter.card.file)
            return await self._send_text(letter.to.chat, letter.card)
        except TelegramError as fault:
            raise translate(fault, letter.to.chat, self._floods) from fault

    async def toast(self, press_id: str, text: str, alert: bool) -> None:  # noqa: FBT001 - the port says so
        try:
            await self._bot.answer_callback_query(
                press_id, looks.cut(text, TOAST_LIMIT) or None, show_alert=alert
            )
        except TelegramError as fault:
            log.info("a toast was not shown: %s", redact(str(fault)))

    async def fetch(self, file_id: str, limit: int) -> bytes:
        """See the port. The address comes from getFile, never from a message.

        Raises:
            Undeliverable: it is larger than ``limit``.
        """
        try:
            file = await self._bot.get_file(file_id)
            if (file.file_size or 0) > limit:
                raise Undeliverable("file too large")
            content = bytes(await file.download_as_bytearray())
        except TelegramError as fault:
            raise translate(fault, "", self._floods) from fault
        if len(content) > limit:
            raise Undeliverable("file too large")
        return content

    async def _send_text(self, chat: str, card: Card) -> str:
        async def post(text: str, mode: str | None) -> Any:
            return await self._bot.call("sendMessage", _look(chat, card, mode) | {"text": text})

        return _id(await self._written(card, looks.TEXT_LIMIT, post))

    async def _send_file(self, chat: str, card: Card, file: Attachment) -> str:
        content = InputFile(await self._open_file(file.file), filename=file.name)
        method, part = ("sendPhoto", "photo") if file.picture else ("sendDocument", "document")

        async def post(text: str, mode: str | None) -> Any:
            return await self._bot.call(
                method, _look(chat, card, mode) | {part: content, "caption": text or None}
            )

        return _id(await self._written(card, looks.CAPTION_LIMIT, post))

    async def _send_held(self, chat: str, card: Card, held: Held) -> str:
        """Telegram has it already and sends it again by its id."""
        method, part = HELD[held.kind]

        async def post(text: str, mode: str | None) -> Any:
            again = {part: held.file_id, "caption": text or None}
            return await self._bot.call(method, _look(chat, card, mode) | again)

        return _id(await self._written(card, looks.CAPTION_LIMIT, post))

    async def _edit(self, chat: str, message_id: str, card: Card) -> str:
        which = {"message_id": int(message_id)}

        async def text(said: str, mode: str | None) -> Any:
            return await self._bot.call("editMessageText", _look(chat, card, mode) | which | {"text": said})

        async def caption(said: str, mode: str | None) -> Any:
            return await self._bot.call(
                "editMessageCaption", _look(chat, card, mode) | which | {"caption": said}
            )

        try:
            await self._written(card, looks.TEXT_LIMIT, text)
        except TelegramError as fault:
            if not says(fault, NO_TEXT):
                raise
            await self._written(card, looks.CAPTION_LIMIT, caption)
        return message_id

    async def _written(self, card: Card, limit: int, post: Post) -> Any:
        """As HTML; once more as plain text if Telegram cannot parse that."""
        title, text = looks.fitted(card, limit, self._cut_note)
        try:
            return await post(looks.as_html(title, text), ParseMode.HTML)
        except TelegramError as fault:
            if not says(fault, PARSING):
                raise
            log.warning("Telegram could not parse our text: %s", redact(str(fault)))
            return await post(looks.as_plain(title, text), None)


def _look(chat: str, card: Card, mode: str | None) -> dict[str, Any]:
    """What all calls have in common; a method ignores arguments that it does not know."""
    return {
        "chat_id": chat,
        "parse_mode": mode,
        "reply_markup": looks.keyboard(card.buttons),
        "disable_notification": card.silent or None,
        "link_preview_options": NO_PREVIEW,
    }


def _id(sent: Any) -> str:
    return str(sent["message_id"])
