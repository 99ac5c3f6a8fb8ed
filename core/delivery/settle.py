"""What becomes of a letter after we tried to send it, and what follows from that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.chat import Address
from core.delivery.model import (
    POLICIES,
    REPEATABLE_FOR,
    Claimed,
    Doubt,
    Kind,
    Letter,
    State,
    Verdict,
    notices_repeats,
)
from core.errors import (
    AddressMoved,
    Doubtful,
    NothingChanged,
    SendFailed,
    TooFast,
    TryLater,
    Undeliverable,
    Unreachable,
)
from core.ports import UnitOfWork

Outcome = str | SendFailed
"""The message id, or why it did not leave."""

Sent = tuple[Claimed, str]  # with its message id

LONGEST_WAIT = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=2)
LAPSED = Doubtful("lease ran out")  # of a sender that died or hangs: whether it left is unknown
_CARD_KEY = re.compile(r"prompt:(\d+):card:\d+")


def verdict(claimed: Claimed, outcome: Outcome, now: datetime, jitter: float) -> Verdict:
    """The next state of a letter in our hands.

    Args:
        jitter: in [0, 1); spreads the repetitions of many letters that failed together.
    """
    match outcome:
        case str():
            return Verdict(State.SENT, message_id=outcome)
        case NothingChanged():
            return Verdict(State.SENT, message_id=claimed.letter.edits_message)
        case TooFast():
            return _pause(claimed, outcome, now, jitter)
        case TryLater():
            wait = outcome.wait or backoff(claimed.tries, jitter)
            return _later(claimed, outcome.reason or "try later", now, wait)
        case AddressMoved():
            return _again(claimed, "address moved", now, timedelta())
        case Undeliverable():
            return Verdict(State.FAILED, why=outcome.reason)
        case Doubtful():
            return _doubt(claimed, outcome.reason, now, jitter)
        case _:
            return _doubt(claimed, repr(outcome), now, jitter)


def backoff(tries: int, jitter: float) -> timedelta:
    """Full jitter: anything below min(15 min, 2 s x 2^tries).

    Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (M. Brooker, 2015): full jitter makes
    the fewest calls when many clients compete.
    """
    ceiling = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(tries, 20)))
    return ceiling * jitter


def reopens_at(fault: TooFast, now: datetime, jitter: float) -> datetime:
    """When we may speak again after a 429: a little later than allowed, so that not all come at once."""
    return now + (fault.wait or timedelta(seconds=1)) + timedelta(seconds=jitter)


def scope(fault: TooFast, to: Address) -> str:
    """The gate that a 429 closes: a whole bot, or one chat of it."""
    return str(to.channel) if fault.whole_bot else f"{to.channel}:{to.chat}"


def expires_at(letter: Letter) -> datetime:
    return letter.expires_at or letter.due_at + POLICIES[letter.kind].lifetime


def _pause(claimed: Claimed, fault: TooFast, now: datetime, jitter: float) -> Verdict:
    """429 is our speed, not the letter's fault: the try is not counted."""
    due_at = reopens_at(fault, now, jitter)
    if due_at >= expires_at(claimed.letter):
        return Verdict(_too_late(claimed), why="too fast", counts=False)
    if _too_late_to_repeat(claimed, due_at):
        return Verdict(State.UNCERTAIN, why="too fast", counts=False)
    return Verdict(State.PENDING, due_at, why="too fast", counts=False)


def _later(claimed: Claimed, why: str, now: datetime, wait: timedelta) -> Verdict:
    """It surely did not leave: an outage costs time, never the letter, until it is no longer worth sending."""
    if now + wait >= expires_at(claimed.letter):
        return Verdict(_too_late(claimed), why=why)
    if _too_late_to_repeat(claimed, now + wait):
        return Verdict(State.UNCERTAIN, why=why)
    return Verdict(State.PENDING, now + wait, why=why)


def repeatable(claimed: Claimed, then: datetime) -> bool:
    """Whether the service will notice at that moment that it has had this letter."""
    within = min(POLICIES[claimed.letter.kind].resend_within, REPEATABLE_FOR)
    first = claimed.first_due_at or claimed.letter.due_at
    return notices_repeats(claimed.letter.to) and then < first + within


def _too_late_to_repeat(claimed: Claimed, then: datetime) -> bool:
    """A doubt was let pass because the service would notice a second one; by then it would not any more."""
    relied = notices_repeats(claimed.letter.to) and POLICIES[claimed.letter.kind].doubt is not Doubt.REPEAT
    return relied and claimed.doubts > 0 and not repeatable(claimed, then)


def _again(claimed: Claimed, why: str, now: datetime, wait: timedelta, *, doubted: bool = False) -> Verdict:
    if claimed.tries >= POLICIES[claimed.letter.kind].max_tries:
        # After a doubt nobody can say that it failed.
        state = State.UNCERTAIN if doubted or claimed.doubts else State.FAILED
        return Verdict(state, why=why, doubted=doubted)
    if now + wait >= expires_at(claimed.letter):
        return Verdict(_too_late(claimed, doubted=doubted), why=why, doubted=doubted)
    return Verdict(State.PENDING, now + wait, why=why, doubted=doubted)


def _too_late(claimed: Claimed, *, doubted: bool = False) -> State:
    """After a doubt nobody can say that it never arrived."""
    return State.UNCERTAIN if doubted or claimed.doubts else State.EXPIRED


def _doubt(claimed: Claimed, why: str, now: datetime, jitter: float) -> Verdict:
    """It may have arrived: the kind decides whether a double or a silence is worse."""
    policy = POLICIES[claimed.letter.kind]
    wait = backoff(claimed.tries, jitter)
    if policy.doubt is Doubt.REPEAT or repeatable(claimed, now + wait):
        return _again(claimed, why, now, wait, doubted=True)
    once = policy.doubt is Doubt.RESEND_ONCE and claimed.doubts == 0
    if once and now + wait < claimed.letter.due_at + policy.resend_within:
        return _again(claimed, why, now, wait, doubted=True)
    return Verdict(State.UNCERTAIN, why=why, doubted=True)


def settle(work: UnitOfWork, claimed: Claimed, outcome: Outcome, now: datetime, jitter: float) -> bool:
    """Record one outcome and all that follows from it, together.

    Returns:
        False: somebody expired our lease in between. The letter is theirs now; only the proof that it
        was delivered still counts, if nobody has sent it again.
    """
    judged = verdict(claimed, outcome, now, jitter)
    if isinstance(outcome, TooFast):
        work.gates.close(scope(outcome, claimed.letter.to), reopens_at(outcome, now, jitter))
    ours = work.outbox.finish(claimed, judged, now)
    if not ours and judged.state is State.SENT:
        ours = work.outbox.resolve(claimed.id, State.SENT, now)
    if not ours:
        return False
    if judged.state is State.SENT:
        _asked(work, claimed.letter, now)
    _follow(work, claimed.letter, outcome, now)
    return True


def settle_sent(work: UnitOfWork, sent: Sequence[Sent], now: datetime) -> Sequence[Claimed]:
    """The common case, many letters in one transaction; those that were no longer ours."""
    ours = set(work.outbox.finish_sent(sent, now))
    for claimed, _ in sent:
        if claimed.id in ours:
            _asked(work, claimed.letter, now)
    strays = [(claimed, message) for claimed, message in sent if claimed.id not in ours]
    return [claimed for claimed, message in strays if not settle(work, claimed, message, now, 0.0)]


def give_back(work: UnitOfWork, unsent: Claimed, now: datetime) -> bool:
    """Surely not sent and no longer wanted in our hands: pending again, the try not counted."""
    return work.outbox.finish(unsent, Verdict(State.PENDING, now, why="given back", counts=False), now)


def _asked(work: UnitOfWork, letter: Letter, now: datetime) -> None:
    """A leader counts as asked once the card is confirmed as sent, not before."""
    prompt_id = card_of(letter.key) if letter.kind is Kind.PROMPT else None
    if prompt_id is not None:
        work.rounds.asked(prompt_id, now)


def card_of(key: str) -> int | None:
    """The prompt whose card a letter with this key carried, or None."""
    found = _CARD_KEY.fullmatch(key)
    return int(found.group(1)) if found else None


def _follow(work: UnitOfWork, letter: Letter, outcome: Outcome, now: datetime) -> None:
    if isinstance(outcome, Unreachable):
        if work.groups.at(letter.to):
            work.groups.removed(letter.to, now)
        else:
            work.people.lost(letter.to, outcome.reason)
    if isinstance(outcome, AddressMoved):
        new = Address(letter.to.channel, outcome.new_chat)
        work.groups.moved(letter.to, new)
        work.outbox.readdress(letter.to, new)
