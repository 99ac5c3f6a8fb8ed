"""Letters as rows and back: the outbox's translation between core values and its table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.chat import Address, Attachment, Button, Card, Held, Listed, MediaKind
from core.delivery.model import POLICIES, Claimed, Letter, Posted, State
from storage.statements import AnyRow
from storage.tables.delivery import OutboxRow

LETTER = (
    OutboxRow.key, OutboxRow.kind, OutboxRow.channel, OutboxRow.chat, OutboxRow.card, OutboxRow.due_at,
    OutboxRow.expires_at, OutboxRow.person_id, OutboxRow.batch, OutboxRow.edits, OutboxRow.edits_message,
)  # fmt: skip
CLAIMED = (
    OutboxRow.id, *LETTER, OutboxRow.owner, OutboxRow.lease_until, OutboxRow.tries, OutboxRow.doubts,
    OutboxRow.lane, OutboxRow.turn_at,
)  # fmt: skip
POSTED = (
    OutboxRow.id, OutboxRow.key, OutboxRow.kind, OutboxRow.channel, OutboxRow.chat, OutboxRow.person_id,
    OutboxRow.state, OutboxRow.due_at, OutboxRow.sent_at, OutboxRow.message_id, OutboxRow.why,
)  # fmt: skip


NEW: dict[str, Any] = {"doubts": 0, "message_id": "", "why": ""}
PENDING: dict[str, Any] = NEW | {"state": State.PENDING, "owner": "", "tries": 0}
CLAIMED_NEW: dict[str, Any] = NEW | {"state": State.SENDING, "tries": 1}
"""What is the same for each letter that is written; the rest is ``new_row``, or NULL until something happens."""


def new_row(letter: Letter) -> dict[str, Any]:
    """What a letter says of itself, its expiry filled in from its kind."""
    policy = POLICIES[letter.kind]
    return {
        "key": letter.key,
        "kind": letter.kind,
        "lane": int(policy.lane),
        "channel": letter.to.channel,
        "chat": letter.to.chat,
        "person_id": letter.person_id,
        "card": card_json(letter.card),
        "batch": letter.batch,
        "edits": letter.edits,
        "edits_message": letter.edits_message,
        "turn_at": letter.due_at,
        "due_at": letter.due_at,
        "expires_at": letter.expires_at or letter.due_at + policy.lifetime,
    }


def claimed_row(letter: Letter, owner: str, lease_until: datetime) -> dict[str, Any]:
    """A letter written as already in our hands."""
    return {**new_row(letter), "owner": owner, "lease_until": lease_until}


def claimed(row: AnyRow) -> Claimed:
    letter = Letter(
        key=row.key,
        kind=row.kind,
        to=Address(row.channel, row.chat),
        card=card(row.card),
        due_at=row.due_at,
        expires_at=row.expires_at,
        person_id=row.person_id,
        batch=row.batch,
        edits=row.edits,
        edits_message=row.edits_message,
    )
    return Claimed(row.id, letter, row.owner, row.lease_until, row.tries, row.doubts, row.turn_at)


def posted(row: AnyRow) -> Posted:
    return Posted(
        id=row.id,
        key=row.key,
        kind=row.kind,
        to=Address(row.channel, row.chat),
        person_id=row.person_id,
        state=row.state,
        due_at=row.due_at,
        sent_at=row.sent_at,
        message_id=row.message_id,
        why=row.why,
    )


def card_json(value: Card) -> dict[str, Any]:
    """Only what differs from an empty card: most letters are a text and a title."""
    out: dict[str, Any] = {"text": value.text}
    if value.title:
        out["title"] = value.title
    if value.buttons:
        out["buttons"] = [[[one.label, one.data, one.url] for one in line] for line in value.buttons]
    if value.file:
        out["file"] = [value.file.file, value.file.name, value.file.picture]
    if value.held:
        out["held"] = [value.held.kind.value, value.held.file_id]
    if value.silent:
        out["silent"] = True
    if value.about:
        out["about"] = [[one.mark, one.name, one.state, one.settled] for one in value.about]
    return out


def card(value: dict[str, Any]) -> Card:
    return Card(
        text=value["text"],
        title=value.get("title", ""),
        buttons=tuple(tuple(Button(*one) for one in line) for line in value.get("buttons", ())),
        file=Attachment(*value["file"]) if "file" in value else None,
        held=Held(MediaKind(value["held"][0]), value["held"][1]) if "held" in value else None,
        silent=value.get("silent", False),
        about=tuple(Listed(*one) for one in value.get("about", ())),
    )
