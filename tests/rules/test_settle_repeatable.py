"""Services that notice repetitions: a doubt is repeated, as long as they notice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.chat import Address, Card, Channel
from core.delivery.model import POLICIES, REPEATABLE_FOR, Claimed, Doubt, Kind, Letter, State
from core.delivery.settle import Outcome, verdict
from core.errors import Doubtful, TooFast, TryLater

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


def claimed(kind: Kind, age: timedelta = timedelta(0), doubts: int = 0) -> Claimed:
    to = Address(Channel.WECOM, "lisi")
    letter = Letter("k", kind, to, Card("填报"), NOW, edits_message="d1" if kind is Kind.EDIT else "")
    return Claimed(1, letter, "us", NOW, 2, doubts, NOW - age)


def state(kind: Kind, outcome: Outcome, **how: Any) -> State:
    return verdict(claimed(kind, **how), outcome, NOW, 0.1).state


@pytest.mark.parametrize("kind", list(Kind))
def test_a_doubt_is_repeated_at_once(kind: Kind) -> None:
    assert state(kind, Doubtful("time-out")) is State.PENDING
    assert state(kind, Doubtful("time-out"), doubts=1) is State.PENDING


@pytest.mark.parametrize("kind", [k for k in Kind if POLICIES[k].doubt is Doubt.PARK])
def test_once_the_service_would_not_notice_a_person_looks(kind: Kind) -> None:
    assert state(kind, Doubtful("time-out"), age=REPEATABLE_FOR) is State.UNCERTAIN


@pytest.mark.parametrize("outcome", [TryLater(timedelta(minutes=15)), TooFast(timedelta(minutes=15))])
def test_what_must_wait_after_a_doubt_does_not_wait_too_long(outcome: Outcome) -> None:
    late = REPEATABLE_FOR - timedelta(minutes=10)

    assert state(Kind.PROMPT, outcome, age=late, doubts=1) is State.UNCERTAIN
    assert state(Kind.PROMPT, outcome, age=late) is State.PENDING
    assert state(Kind.PROMPT, outcome, age=timedelta(minutes=5), doubts=1) is State.PENDING


def test_a_change_can_be_repeated_at_any_time() -> None:
    assert state(Kind.EDIT, TryLater(timedelta(minutes=1)), age=timedelta(hours=5), doubts=1) is State.PENDING
