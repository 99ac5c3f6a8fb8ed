"""Everything that can be refused, as facts; ``core.texts.refusals`` owns the sentences.

AppError
├── Refused            the person asked for something that cannot be done; caught once, in ``bot.router``
│   ├── NotAllowed · Stranger
│   ├── NotFound · SeveralFound · AliasTaken
│   ├── StaleButton · NotYourButton · RoundClosed
│   ├── NothingOpen · NothingToUndo · BadDate
│   ├── TokenRefused
│   └── WrongState · TooMuchText · BadArgument
└── SendFailed         a message did not leave; caught once, in ``scheduler.sender``
    ├── TryLater (TooFast) · Doubtful
    └── Undeliverable (Unreachable) · AddressMoved · NothingChanged
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class AppError(Exception):
    """Root of all errors of this product."""


class Refused(AppError):
    """Caught once, in ``bot.router``; words come from ``core.texts.refusals``."""


@dataclass(eq=False)
class NotAllowed(Refused):
    """The person's roles do not include this right, or the object is not his."""

    right: str


class Stranger(Refused):
    """The sender is bound to nobody on the roster."""


@dataclass(eq=False)
class NotFound(Refused):
    """Nothing that this person may see matches ``wanted``. ``kind``: project, person, unit, round, group, bulletin."""

    kind: str
    wanted: str


@dataclass(eq=False)
class SeveralFound(Refused):
    """More than one project matches; the router shows them as buttons."""

    wanted: str
    choices: tuple[tuple[int, str], ...]  # (project id, name)


@dataclass(eq=False)
class AliasTaken(Refused):
    """The name is that of another project already."""

    alias: str
    owner: str


class StaleButton(Refused):
    """The button's meaning is gone: unknown, of an older version, or its object has moved on."""


class NotYourButton(Refused):
    """The button belongs to another person's card."""


@dataclass(eq=False)
class RoundClosed(Refused):
    """The round no longer takes this; late answers do not come here, they are kept and marked."""

    closed_at: datetime


class NothingOpen(Refused):
    """No card waits for this person."""


class NothingToUndo(Refused):
    """No report by this person in an open round."""


@dataclass(eq=False)
class BadDate(Refused):
    text: str


class TokenFault(StrEnum):
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    REVOKED = "revoked"
    TAKEN = "taken"  # this chat account is already bound to somebody else


@dataclass(eq=False)
class TokenRefused(Refused):
    fault: TokenFault


@dataclass(eq=False)
class WrongState(Refused):
    """``subject`` (round, bulletin, broadcast, import) is in ``state`` and cannot do that now."""

    subject: str
    state: str


@dataclass(eq=False)
class TooMuchText(Refused):
    length: int
    limit: int


@dataclass(eq=False)
class BadArgument(Refused):
    """A command was given something it cannot use; ``command`` names the usage line to show."""

    command: str


class SendFailed(AppError):
    """Caught once, in ``scheduler.sender`` and where answers leave."""


@dataclass(eq=False)
class TryLater(SendFailed):
    """Surely not sent; try again after ``wait`` (None: our own backoff)."""

    wait: timedelta | None = None
    reason: str = ""


@dataclass(eq=False)
class TooFast(TryLater):
    """The service said 429. Does not count as a try; ``whole_bot`` closes the gate for everybody."""

    whole_bot: bool = False


@dataclass(eq=False)
class Doubtful(SendFailed):
    """It may or may not have been delivered: time-out after sending, broken connection, 5xx."""

    reason: str


@dataclass(eq=False)
class Undeliverable(SendFailed):
    """This message can never be delivered as it is."""

    reason: str


@dataclass(eq=False)
class Unreachable(Undeliverable):
    """The person blocked the bot or never started it; or the bot was removed from the group."""


@dataclass(eq=False)
class AddressMoved(SendFailed):
    """The group has a new address; the message was not sent."""

    new_chat: str


class NothingChanged(SendFailed):
    """An edit that changed nothing: as good as done."""
