"""Letters: words that must leave, and what is known of each (发件箱)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from core.chat import Address, Card, Channel


class Lane(IntEnum):
    """Who goes first when the rate is short. A share of it is kept for ANSWERS."""

    ANSWERS = 0
    ESCALATION = 1
    PROMPTS = 2
    BULK = 3


class Kind(StrEnum):
    ANSWER = "answer"
    ESCALATION = "escalation"  # to somebody other than the silent person
    PROMPT = "prompt"
    REMINDER = "reminder"
    NOTICE = "notice"  # one line about something done in one's name
    OFFICE = "office"  # drafts, lists and warnings for the office
    BULLETIN = "bulletin"
    BROADCAST = "broadcast"
    EDIT = "edit"


class Doubt(StrEnum):
    """What to do with a letter that may or may not have arrived."""

    PARK = "park"  # uncertain; a person or the next step resolves it
    RESEND_ONCE = "resend_once"
    REPEAT = "repeat"  # repeating is harmless


@dataclass(frozen=True, slots=True)
class Policy:
    lane: Lane
    doubt: Doubt
    max_tries: int
    lifetime: timedelta  # from being due until it is no longer worth sending
    resend_within: timedelta = timedelta(days=1)  # for RESEND_ONCE, from being due
    unasked: bool = False  # counts as the one unasked message of the day


_DAY = timedelta(days=1)
POLICIES: dict[Kind, Policy] = {
    Kind.ANSWER: Policy(Lane.ANSWERS, Doubt.RESEND_ONCE, 5, timedelta(hours=1), timedelta(minutes=3)),
    Kind.ESCALATION: Policy(Lane.ESCALATION, Doubt.RESEND_ONCE, 8, 3 * _DAY, unasked=True),
    Kind.PROMPT: Policy(Lane.PROMPTS, Doubt.PARK, 8, 5 * _DAY, unasked=True),
    Kind.REMINDER: Policy(Lane.PROMPTS, Doubt.PARK, 8, 2 * _DAY, unasked=True),
    Kind.NOTICE: Policy(Lane.PROMPTS, Doubt.PARK, 5, 2 * _DAY, unasked=True),
    Kind.OFFICE: Policy(Lane.ESCALATION, Doubt.RESEND_ONCE, 8, 5 * _DAY),
    Kind.BULLETIN: Policy(Lane.BULK, Doubt.PARK, 8, 2 * _DAY),
    Kind.BROADCAST: Policy(Lane.BULK, Doubt.PARK, 8, 2 * _DAY),
    Kind.EDIT: Policy(Lane.ANSWERS, Doubt.REPEAT, 8, _DAY),
}


REPEATABLE_FOR = timedelta(hours=2)
"""Since a letter was first due; within it a service that notices repetitions still does."""


def notices_repeats(to: Address) -> bool:
    """Members of WeCom get the same letter once, however often it is sent; its groups (with a colon in their
    address) and Telegram do not compare."""
    return to.channel is Channel.WECOM and ":" not in to.chat


class State(StrEnum):
    """pending → sending → sent | pending | uncertain | failed | expired | cancelled."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to put into the outbox.

    Attributes:
        key: unique for ever, in all states; a second letter with the same key is not written.
        due_at: not before; quiet hours are already in it.
        expires_at: not after; default due_at + the lifetime of its kind.
        edits: key of an earlier letter whose message this one replaces (kind EDIT only).
        edits_message: message id to replace, when it is known (kind EDIT only).
        batch: groups letters for progress and cancelling, e.g. ``round:7``, ``broadcast:3``.
    """

    key: str
    kind: Kind
    to: Address
    card: Card
    due_at: datetime
    expires_at: datetime | None = None
    person_id: int | None = None
    batch: str = ""
    edits: str = ""
    edits_message: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter in our hands: ``state`` is sending and ``owner`` is us until ``lease_until``."""

    id: int
    letter: Letter
    owner: str
    lease_until: datetime
    tries: int  # this one included
    doubts: int = 0  # doubtful sends before this one
    first_due_at: datetime | None = None  # not moved by repetitions; None: the letter's ``due_at``


@dataclass(frozen=True, slots=True)
class Handle:
    """What a service gave us to change one message of ours later; only for services that need it.

    Attributes:
        code: allows one change until ``code_until``; a press brings a new one. Empty: there is none.
        spent_on: key of the letter for which the code was used, or empty.
        newer: the message that took this one's place, because it could not be changed.
        recalls: the service's own ids of everything that was sent for the letter, to take it back.
        numbered: its buttons are numbered lines, answered by typing the number.
    """

    to: Address
    message_id: str
    sent_at: datetime
    code: str = ""
    code_until: datetime | None = None
    spent_on: str = ""
    newer: str = ""
    recalls: tuple[str, ...] = ()
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter as the outbox knows it, for lists and progress."""

    id: int
    key: str
    kind: Kind
    to: Address
    person_id: int | None
    state: State
    due_at: datetime
    sent_at: datetime | None
    message_id: str
    why: str  # reason of failure or doubt, or empty


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a claimed letter. For PENDING, ``due_at`` says when to try again."""

    state: State
    due_at: datetime | None = None
    message_id: str = ""
    why: str = ""
    counts: bool = True  # False: this try is not counted (429)
    doubted: bool = False
