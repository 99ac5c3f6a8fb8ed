from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chat import Address, Card, Channel
from core.delivery.model import POLICIES, Claimed, Kind, Letter, State, Verdict
from core.delivery.settle import LONGEST_WAIT, Outcome, backoff, scope, verdict
from core.errors import (
    AddressMoved,
    Doubtful,
    NothingChanged,
    TooFast,
    TryLater,
    Undeliverable,
    Unreachable,
)

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
TO = Address(Channel.TELEGRAM, "1001")


def claimed(kind: Kind = Kind.PROMPT, tries: int = 1, doubts: int = 0, due_at: datetime = NOW) -> Claimed:
    letter = Letter(
        "some:key", kind, TO, Card("填报"), due_at, edits_message="77" if kind is Kind.EDIT else ""
    )
    return Claimed(1, letter, "us", NOW + timedelta(seconds=90), tries, doubts)


def judge(letter: Claimed, outcome: Outcome, jitter: float = 0.5) -> Verdict:
    return verdict(letter, outcome, NOW, jitter)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("4711", State.SENT),
        (NothingChanged(), State.SENT),
        (TryLater(), State.PENDING),
        (TooFast(timedelta(seconds=3)), State.PENDING),
        (AddressMoved("-100"), State.PENDING),
        (Undeliverable("text is empty"), State.FAILED),
        (Unreachable("bot was blocked by the user"), State.FAILED),
        (Doubtful("time-out"), State.UNCERTAIN),
    ],
)
def test_what_becomes_of_a_prompt(outcome: Outcome, state: State) -> None:
    assert judge(claimed(), outcome).state is state


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Kind.PROMPT, State.UNCERTAIN),
        (Kind.REMINDER, State.UNCERTAIN),
        (Kind.NOTICE, State.UNCERTAIN),
        (Kind.BULLETIN, State.UNCERTAIN),
        (Kind.BROADCAST, State.UNCERTAIN),
        (Kind.ANSWER, State.PENDING),
        (Kind.ESCALATION, State.PENDING),
        (Kind.OFFICE, State.PENDING),
        (Kind.EDIT, State.PENDING),
    ],
)
def test_after_a_doubtful_send_the_kind_decides(kind: Kind, state: State) -> None:
    judged = judge(claimed(kind), Doubtful("broken connection"))
    assert (judged.state, judged.doubted) == (state, True)


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.ESCALATION, Kind.OFFICE])
def test_a_doubtful_letter_is_sent_again_only_once(kind: Kind) -> None:
    assert judge(claimed(kind, tries=2, doubts=1), Doubtful("again")).state is State.UNCERTAIN


def test_an_answer_is_not_sent_again_after_three_minutes() -> None:
    late = claimed(Kind.ANSWER, due_at=NOW - timedelta(minutes=3))
    assert judge(late, Doubtful("time-out")).state is State.UNCERTAIN


def test_an_edit_is_repeated_after_every_doubt() -> None:
    assert judge(claimed(Kind.EDIT, tries=5, doubts=4), Doubtful("time-out")).state is State.PENDING


def test_an_edit_that_changed_nothing_keeps_its_message() -> None:
    assert judge(claimed(Kind.EDIT), NothingChanged()).message_id == "77"


def test_too_fast_is_our_fault_and_not_a_try() -> None:
    last = claimed(tries=POLICIES[Kind.PROMPT].max_tries)
    judged = judge(last, TooFast(timedelta(seconds=7)))
    assert judged == Verdict(State.PENDING, NOW + timedelta(seconds=7.5), why="too fast", counts=False)


def test_the_wait_that_is_asked_for_is_kept() -> None:
    assert judge(claimed(), TryLater(timedelta(minutes=3))).due_at == NOW + timedelta(minutes=3)


@pytest.mark.parametrize("kind", Kind)
def test_an_outage_costs_time_but_no_letter(kind: Kind) -> None:
    often = claimed(kind, tries=POLICIES[kind].max_tries + 50)
    assert judge(often, TryLater()).state is State.PENDING


def test_nobody_says_failed_or_expired_after_a_doubt() -> None:
    last = claimed(Kind.EDIT, tries=POLICIES[Kind.EDIT].max_tries)
    assert judge(last, Doubtful("time-out")).state is State.UNCERTAIN
    late = claimed(Kind.OFFICE, doubts=1, due_at=NOW - timedelta(days=30))
    assert judge(late, TryLater()).state is State.UNCERTAIN
    assert judge(late, TooFast(timedelta(hours=1))).state is State.UNCERTAIN
    edit = claimed(Kind.EDIT, due_at=NOW - timedelta(days=3))
    assert judge(edit, Doubtful("lease ran out")).state is State.UNCERTAIN


@pytest.mark.parametrize("fault", [TryLater(timedelta(hours=1)), TooFast(timedelta(hours=1))])
def test_what_can_only_leave_too_late_has_expired(fault: TryLater) -> None:
    late = claimed(Kind.ANSWER, due_at=NOW - timedelta(minutes=1))
    assert judge(late, fault).state is State.EXPIRED


def test_a_flood_closes_one_chat_or_all() -> None:
    assert scope(TooFast(), TO) == "telegram:1001"
    assert scope(TooFast(whole_bot=True), TO) == "telegram"


@given(st.integers(1, 1000), st.floats(0, 1, exclude_max=True))
def test_backoff_grows_to_a_quarter_of_an_hour_and_no_further(tries: int, jitter: float) -> None:
    wait = backoff(tries, jitter)
    assert timedelta() <= wait <= LONGEST_WAIT
    assert wait <= timedelta(seconds=2) * 2 ** min(tries, 20)
