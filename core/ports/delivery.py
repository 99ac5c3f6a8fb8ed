"""What leaves: letters, the messages they became, and the brakes all replicas share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.chat import Address, Card
from core.delivery.model import Claimed, Handle, Lane, Letter, Posted, State, Verdict


class Outbox(Protocol):
    def put(self, letter: Letter) -> bool:
        """Write it as pending; False if its key was ever used."""

    def put_claimed(self, letter: Letter, owner: str, lease_until: datetime) -> Claimed:
        """Write it as already in our hands: an answer that leaves right after the commit."""

    def claim(
        self, now: datetime, owner: str, lease_until: datetime, limit: int, lanes: Collection[Lane]
    ) -> Sequence[Claimed]:
        """Take due letters, best lane first, then oldest; only the head of each (chat, lane), none of a
        chat or bot whose gate is closed, none past its expiry. PostgreSQL: FOR UPDATE SKIP LOCKED.
        A letter behind an UNCERTAIN one is not held back; one behind PENDING or SENDING is."""

    def finish(self, claimed: Claimed, verdict: Verdict, now: datetime) -> bool:
        """Fenced: only while it is still SENDING and ours. False: somebody expired our lease."""

    def finish_sent(self, sent: Sequence[tuple[Claimed, str]], now: datetime) -> Sequence[int]:
        """The common case for many at once: (claimed, message id) → ids that were still ours."""

    def bury(self, owner: str, now: datetime) -> int:
        """This owner is known to be dead: its leases end now; how many."""

    def lapsed(self, now: datetime, limit: int) -> Sequence[Claimed]:
        """SENDING letters whose lease ran out: their sender died or hangs."""

    def expire(self, now: datetime) -> Sequence[Posted]:
        """Mark PENDING letters past ``expires_at`` as EXPIRED, after a doubt UNCERTAIN, and return them."""

    def cancel(self, now: datetime, *, batch: str = "", key: str = "", person_id: int | None = None) -> int:
        """Cancel PENDING letters of a batch (optionally only to one person) or the one with this key."""

    def find(self, key: str) -> Posted | None: ...
    def card_at(self, to: Address, message_id: str) -> Card | None:
        """What we once sent as this message, so that a reply to it finds its subject."""

    def count(self, batch: str) -> Mapping[State, int]: ...
    def listed(self, state: State, limit: int, batch: str = "") -> Sequence[Posted]: ...
    def resolve(self, letter_id: int, state: State, now: datetime) -> bool:
        """A person settles an UNCERTAIN letter: SENT (seen) or PENDING (send again)."""

    def unasked(self, person_id: int, start: datetime, end: datetime) -> int:
        """How many letters of unasked kinds fall to this person with due or sent moment in [start, end),
        cancelled, failed and expired ones not counted."""

    def depth(self) -> Mapping[tuple[Lane, State], int]:
        """Open letters by lane and state, for metrics and doctor."""

    def is_busy(self, now: datetime) -> bool:
        """Whether a letter is on its way, or due by now and not behind one that waits longer."""

    def readdress(self, old: Address, new: Address) -> None:
        """A group moved, or a person has a new phone: the open letters follow."""

    def withdraw(self, to: Address) -> int:
        """Cancel the PENDING letters to an address that is nobody's any more."""


class Handles(Protocol):
    def keep(self, handle: Handle) -> None:
        """Insert or replace."""

    def get(self, to: Address, message_id: str) -> Handle | None: ...
    def newest(self, to: Address, message_id: str) -> Handle | None:
        """Of the last one of those that took this message's place; of itself if none did."""

    def last(self, to: Address) -> Handle | None:
        """Of the newest message with buttons."""


class Gates(Protocol):
    """Shared brakes, in the database so that replicas share them. Scope: a bot, or one chat of it."""

    def close(self, scope: str, until: datetime) -> None: ...
    def closed(self, now: datetime) -> Mapping[str, datetime]: ...
    def take(self, scope: str, now: datetime, every: float, burst: float) -> float:
        """GCRA: seconds to wait before the next message may leave; 0 means it was granted."""

    def lease(self, name: str, owner: str, now: datetime, until: datetime) -> bool:
        """Get or renew a named lease (e.g. the Telegram poller). False: another holds it."""

    def release(self, name: str, owner: str) -> None: ...
