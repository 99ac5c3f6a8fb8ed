from collections import deque
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.model import Lane
from core.delivery.pacing import Budget, Pace, Paces, Sent, wait_for, wait_for_turn

BUDGET = Budget()
PACES = Paces.of(BUDGET)
Wishes = list[tuple[float, Lane]]


@pytest.mark.parametrize(
    ("sent", "now", "wait"),
    [
        ([], 0.0, 0.0),
        ([0.0, 0.1], 0.2, 0.0),  # two of three
        ([0.0, 0.1, 0.2], 0.2, 2.8),  # the first leaves the window at 3.0
        ([0.0, 0.1, 0.2], 3.0, 0.0),
        ([0.0, 1.0, 2.0, 2.5], 2.5, 1.5),  # only the last three count
    ],
)
def test_waits_until_the_oldest_leaves_the_window(sent: list[float], now: float, wait: float) -> None:
    assert wait_for(sent, now, Pace(3, 3.0)) == pytest.approx(wait)


def simulated(wishes: Wishes) -> list[tuple[float, Lane]]:
    """When each message leaves if all ask in this order, the next one after the one before has left."""
    everything, bulk = deque[float](), deque[float]()
    now, left = 0.0, []
    for pause, lane in wishes:
        now += pause
        while (wait := wait_for_turn(Sent(everything, bulk), lane, now, PACES)) > 0:
            now += max(wait, 1e-9)
        everything.append(now)
        if lane is not Lane.ANSWERS:
            bulk.append(now)
        left.append((now, lane))
    return left


def worst_window(moments: list[float], length: float) -> int:
    moments = sorted(moments)
    return max((sum(start <= at < start + length for at in moments) for start in moments), default=0)


wishes = st.lists(
    st.tuples(st.sampled_from([0.0, 0.0, 0.0, 0.01, 0.3, 1.5]), st.sampled_from(Lane)), max_size=150
)


@given(wishes, st.randoms(use_true_random=False))
def test_the_service_never_sees_more_than_the_limit_in_any_second(wishes: Wishes, random: Random) -> None:
    left = simulated(wishes)
    arrived = [at + random.uniform(0, BUDGET.margin * 0.999) for at, _ in left]
    assert worst_window(arrived, 1.0) <= BUDGET.overall.count


@given(wishes)
def test_a_share_is_left_for_answers(wishes: list[tuple[float, Lane]]) -> None:
    bulk = [at for at, lane in simulated(wishes) if lane is not Lane.ANSWERS]
    assert worst_window(bulk, 1.0) <= BUDGET.overall.count - BUDGET.reserved


def test_bulk_alone_keeps_up_26_a_second() -> None:
    left = simulated([(0.0, Lane.PROMPTS)] * 600)
    assert 599 / (left[-1][0] - left[0][0]) >= 26


def test_answers_alone_may_use_the_whole_rate_at_once() -> None:
    left = simulated([(0.0, Lane.ANSWERS)] * 30)
    assert left[-1][0] == 0.0


def test_bulk_is_spread_over_the_second() -> None:
    """Else an answer after a burst would wait until the burst is a second old."""
    left = simulated([(0.0, Lane.BULK)] * 60)
    assert worst_window([at for at, _ in left], 0.1) <= 4


@pytest.mark.parametrize("every", [0.4, 0.41, 0.7])
def test_answers_meanwhile_do_not_break_the_handfuls_up(every: float) -> None:
    """Else each message in bulk would leave alone, and the program would wake up for each."""
    asked = deque(1.0 + n * every for n in range(int(60 / every)))
    everything, bulk, waits = deque[float](), deque[float](), []
    now, moments = 0.0, set()
    while asked:
        sent = Sent(everything, bulk)
        if asked[0] <= now and wait_for_turn(sent, Lane.ANSWERS, now, PACES) <= 0:
            waits.append(now - asked.popleft())
            everything.append(now)
            continue
        wait = wait_for_turn(sent, Lane.PROMPTS, now, PACES)
        if asked[0] > now and wait <= 0:
            everything.append(now)
            bulk.append(now)
            moments.add(now)
            continue
        answer = max(asked[0] - now, wait_for_turn(sent, Lane.ANSWERS, now, PACES))
        now += max(min(answer, wait or answer), 1e-9) if asked[0] > now else max(answer, 1e-9)

    assert len(bulk) / now >= 26
    assert len(moments) / now <= 12
    assert max(waits) < 0.15


def test_three_at_once_to_one_person_then_one_a_second() -> None:
    sent: list[float] = []
    now = 0.0
    for _ in range(9):
        now += wait_for(sent, now, PACES.private)
        sent.append(now)
    assert worst_window(sent, 3.0) == 3
    assert sent[2] == 0.0
    assert sent[-1] == pytest.approx(2 * (3.0 + BUDGET.margin))
