"""Links to hand in a file over the web, for chats that deliver none (上传链接)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.chat import Address
from core.ports import RawUpdate, UnitOfWork
from core.roster.binding import hashed
from core.roster.model import UploadLink

VALID_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that came over the web."""

    name: str
    media_type: str
    content: bytes


def offer_upload(work: UnitOfWork, person_id: int, address: Address, token: str, now: datetime) -> datetime:
    """Keep a link whose file will be answered in this chat; until when it works.

    Args:
        token: at least 128 random bits, from the caller; only its hash is stored.
    """
    expires_at = now + VALID_FOR
    work.uploads.add(UploadLink(hashed(token), person_id, address, now, expires_at))
    return expires_at


def usable(work: UnitOfWork, token: str, now: datetime) -> UploadLink | None:
    """None: made up, used, too old, or its person is not with us any more."""
    link = work.uploads.find(hashed(token))
    if link is None or link.used_at is not None or now >= link.expires_at:
        return None
    holder = work.people.account_at(link.address)
    mine = holder is not None and holder[1].id == link.person_id and holder[1].active
    return link if mine else None


def hand_in(
    work: UnitOfWork, token: str, handed: HandedIn, now: datetime
) -> tuple[tuple[int, str], ...] | None:
    """Store the file and put it into the inbox as if it had come through the chat; the link is used up.

    Returns:
        What was stored, for the dispatcher; None if the link does not work (any more).
    """
    link = usable(work, token, now)
    if link is None or not work.uploads.use(link.token_hash, now):
        return None
    stored = work.files.put(handed.name, handed.media_type, handed.content, now)
    address = link.address
    update = RawUpdate(
        address.channel,
        f"upload:{link.token_hash}",
        f"{address.channel}:{address.chat}",
        upload_body(address.chat, stored.id, handed.name, len(handed.content)),
    )
    work.audit.note(now, link.person_id, "file.handed_in", f"file:{stored.id}", {"name": handed.name})
    return tuple(work.inbox.add([update], now))


def upload_body(chat: str, file_id: int, name: str, size: int) -> str:
    return json.dumps({"upload": {"chat": chat, "file": file_id, "name": name, "size": size}})
