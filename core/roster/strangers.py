"""People we do not know: one polite line a day, and only a few guesses at invitations."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from core.chat import Address
from core.ports import UnitOfWork

GUESSES = 5
"""Wrong tokens from one account within ``PERIOD``; after that none is looked at."""
PERIOD = timedelta(hours=1)
LONGEST_CHAT = 40


def greeted_first(work: UnitOfWork, address: Address, today: date) -> bool:
    """Whether this is the first time today that the line is due; the next call says no."""
    noted = _noted(work, address)
    if noted.get("greeted") == today.isoformat():
        return False
    _note(work, address, {**noted, "greeted": today.isoformat()})
    return True


def may_guess(work: UnitOfWork, address: Address, now: datetime) -> bool:
    return len(_guesses(_noted(work, address), now)) < GUESSES


def note_guess(work: UnitOfWork, address: Address, now: datetime) -> None:
    """A token that nobody was given."""
    noted = _noted(work, address)
    recent = [*_guesses(noted, now), now.isoformat()]
    _note(work, address, {**noted, "guesses": " ".join(recent)})


def _guesses(noted: Mapping[str, str], now: datetime) -> list[str]:
    return [at for at in noted.get("guesses", "").split() if now - datetime.fromisoformat(at) < PERIOD]


def _noted(work: UnitOfWork, address: Address) -> Mapping[str, str]:
    noted: dict[str, str] = json.loads(work.settings.get(_key(address)) or "{}")
    return noted


def _note(work: UnitOfWork, address: Address, noted: Mapping[str, str]) -> None:
    work.settings.set(_key(address), json.dumps(noted))


def _key(address: Address) -> str:
    """At most 64 characters, which a long name of a chat would leave no room for."""
    chat = address.chat
    short = chat if len(chat) <= LONGEST_CHAT else hashlib.sha256(chat.encode()).hexdigest()[:LONGEST_CHAT]
    return f"stranger:{address.channel}:{short}"
