"""Words to members in WeCom."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.wecom import memory
from bot.wecom.client import WeComClient
from bot.wecom.faults import Class, WeComAway, WeComRefused, for_letter
from bot.wecom.limits import Limits, crowd_ends, take
from bot.wecom.looks import Face, Names, closed, face
from bot.wecom.media import MediaPool
from bot.wecom.passive import Waiting
from bot.wecom.posting import enveloped, message_id
from bot.wecom.rooms import Rooms, is_room
from core.chat import Attachment, Card, Held, MediaKind
from core.delivery.model import Handle, Letter
from core.errors import NothingChanged, TooFast, TryLater, Undeliverable, Unreachable
from core.media import KEPT
from core.ports import Clock, Desk, UnitOfWork
from core.texts.catalogue import say

log = logging.getLogger(__name__)

_HELD = {MediaKind.PHOTO: "image", MediaKind.VOICE: "voice", MediaKind.VIDEO: "video", MediaKind.FILE: "file"}
Alarm = Callable[[WeComRefused], None]
"""Told what somebody must change in WeCom or in the settings."""


class WeComChat:
    """Implements ``core.ports.Chat`` for members; groups are ``rooms``.

    Capabilities: six buttons or a list on a card, one change of a card for each code it gave us, no toasts, no
    changes of texts, no documents from people.

    Args:
        names: our own words on cards.
        waiting: callbacks of presses that are still open.
    """

    def __init__(
        self, client: WeComClient, desk: Desk, clock: Clock, media: MediaPool, names: Names,
        limits: Limits, rooms: Rooms, alarm: Alarm, *, waiting: Waiting | None = None,
    ) -> None:  # fmt: skip
        self._waiting = waiting or Waiting()
        self._client, self._desk, self._clock, self._media = client, desk, clock, media
        self._names, self._limits, self._rooms, self._alarm = names, limits, rooms, alarm

    async def send(self, letter: Letter) -> str:
        crowd = crowd_ends(letter, self._clock.now())
        if crowd is not None:
            raise TryLater(crowd, "whole and half hours are crowded")
        try:
            return await self._send(letter)
        except WeComRefused as refused:
            if refused.kind is Class.CONFIGURATION:
                self._alarm(refused)
            raise for_letter(refused, letter.to.chat) from None
        except WeComAway as away:
            raise for_letter(away) from None

    async def _send(self, letter: Letter) -> str:
        if is_room(letter.to.chat):
            return await self._rooms.send(letter)
        if letter.edits_message:
            return await self._change(letter)
        return await self._fresh(letter, letter.card)

    async def toast(self, press_id: str, text: str, alert: bool) -> None:  # noqa: FBT001 - the port says so
        """There are none: the door says what must be read (``Line.toasts``). The press is over, though."""
        self._waiting.over(press_id)

    async def fetch(self, file_id: str, limit: int) -> bytes:
        """See the port.

        Raises:
            Undeliverable: it is larger than ``limit``.
        """
        try:
            content = await self._client.download(file_id)
        except (WeComRefused, WeComAway) as fault:
            raise for_letter(fault) from None
        if len(content) > limit:
            raise Undeliverable("file too large")
        return content

    async def _fresh(self, letter: Letter, card: Card) -> str:
        """New messages; the id of the card if there is one, else of the last text."""
        ours = message_id(letter.key)
        look = face(card, ours, self._names)
        await self._count(letter, len(look.texts) + bool(look.template) + bool(card.file or card.held))
        recalls = [await self._file(letter, card.file)] if card.file else []
        if card.held:
            recalls.append(await self._held(letter, card.held))
        for part, text in enumerate(look.texts):
            answer = await self._post(letter, "text", {"content": text}, part)
            recalls.append(str(answer.get("msgid", "")))
        recalls = [each for each in recalls if each]
        if look.template is None and not look.numbered and len(recalls) < 2:
            return recalls[-1] if recalls else ours
        code = await self._card(letter, look, ours, recalls) if look.template else ""
        handle = memory.fresh(letter.to, ours, code, tuple(filter(None, recalls)), self._clock.now())
        await self._desk.run(_keep, replace(handle, numbered=look.numbered))
        return ours

    async def _card(self, letter: Letter, look: Face, ours: str, recalls: list[str]) -> str:
        """Send the template card; the code that changes it, or empty.

        One that was accepted before an answer got lost is not sent again: its first press brings a code.
        """
        try:
            answer = await self._post(letter, "template_card", {**(look.template or {}), "task_id": ours})
        except WeComRefused as refused:
            if refused.kind is not Class.TAKEN:
                raise
            return ""
        recalls.append(str(answer.get("msgid", "")))
        return str(answer.get("response_code", ""))

    async def _change(self, letter: Letter) -> str:
        """Change the card in place; where that cannot be, a new one follows what the person has asked for.

        A card that was only to be drawn anew stays as it is: an unasked message for it would be one too many.

        Raises:
            NothingChanged: so it stayed.
        """
        now = self._clock.now()
        handle = await self._desk.read(_newest, letter)
        template = self._replacement(letter.card, handle.message_id) if handle else None
        changeable = memory.usable(handle, letter.key, now)
        if handle and template and changeable and await self._updated(letter, handle, template):
            return handle.message_id
        if letter.edits:
            raise NothingChanged
        if handle and changeable and not template:
            await self._grey(letter, handle)
        new = await self._fresh(letter, letter.card)
        if handle and handle.message_id != new:
            await self._desk.run(_succeed, handle, new)
        return new

    def _replacement(self, card: Card, ours: str) -> dict[str, Any] | None:
        """The template card that says all of it, or None."""
        if card.file or card.held:
            return None
        if not card.buttons:
            return closed(card, ours, self._names)
        look = face(card, ours, self._names)
        return look.template if look.whole else None

    async def _updated(self, letter: Letter, handle: Handle, template: dict[str, Any]) -> bool:
        """False: the code does not work any more. One used up by this very letter has done its work."""
        await self._desk.run(_keep, replace(handle, spent_on=letter.key))
        answered = self._waiting.offer(handle.code, template)
        try:
            await self._update(letter, handle.code, {"template_card": template})
        except WeComRefused as refused:
            if refused.kind is not Class.TOO_LATE:
                raise
            return answered or handle.spent_on == letter.key
        return True

    async def _grey(self, letter: Letter, handle: Handle) -> None:
        """The old card has no place for the new text: its buttons go, the text follows as a message."""
        await self._desk.run(_keep, replace(handle, spent_on=letter.key))
        try:
            await self._update(letter, handle.code, {"button": {"replace_name": self._names.done}})
        except (WeComRefused, WeComAway) as fault:
            log.info("a card was not greyed: %s", fault)

    async def _update(self, letter: Letter, code: str, change: dict[str, Any]) -> None:
        body = {"userids": [letter.to.chat], "agentid": self._client.app.agent_id, "response_code": code}
        await self._client.call("/cgi-bin/message/update_template_card", body | change)

    async def _file(self, letter: Letter, file: Attachment) -> str:
        """An id that has expired before its time is fetched anew, once."""
        try:
            return await self._file_once(letter, file)
        except WeComRefused as refused:
            if refused.kind is not Class.MEDIA:
                raise
        self._media.forget(file)
        return await self._file_once(letter, file)

    async def _held(self, letter: Letter, held: Held) -> str:
        """What a person sent us: from our own keeping, else by WeCom's id for it.

        Raises:
            Undeliverable: nobody has it any more.
        """
        if held.file_id.startswith(KEPT):
            number = held.file_id.removeprefix(KEPT)
            if not number.isdigit():
                raise Undeliverable("the attachment is gone")
            picture = held.kind is MediaKind.PHOTO
            return await self._file(
                letter, Attachment(int(number), say("media.numbered", n=number), picture=picture)
            )
        answer = await self._post(letter, _HELD[held.kind], {"media_id": held.file_id})
        return str(answer.get("msgid", ""))

    async def _file_once(self, letter: Letter, file: Attachment) -> str:
        kind, media_id = await self._media.get(file)
        answer = await self._post(letter, kind, {"media_id": media_id})
        return str(answer.get("msgid", ""))

    async def _post(
        self, letter: Letter, msgtype: str, content: dict[str, Any], part: int = 0
    ) -> dict[str, Any]:
        """One message.

        Raises:
            Unreachable: WeCom took it, but not for this person.
        """
        body = enveloped(letter, self._client.app.agent_id, msgtype, content, part)
        answer = await self._client.call("/cgi-bin/message/send", body)
        for why in ("invaliduser", "unlicenseduser"):
            if answer.get(why):
                raise Unreachable(why)
        return answer

    async def _count(self, letter: Letter, messages: int) -> None:
        allowances = self._limits.of_member(letter.to.chat)
        wait = await self._desk.run(take, allowances, messages, self._clock.now())
        if wait > 0:
            raise TooFast(timedelta(seconds=wait), "our own count")


def _keep(work: UnitOfWork, handle: Handle) -> None:
    work.handles.keep(handle)


def _newest(work: UnitOfWork, letter: Letter) -> Handle | None:
    return work.handles.newest(letter.to, letter.edits_message)


def _succeed(work: UnitOfWork, old: Handle, new: str) -> None:
    kept = work.handles.get(old.to, old.message_id)
    if kept is not None:
        work.handles.keep(replace(kept, newer=new))
