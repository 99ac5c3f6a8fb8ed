"""Own weights in the database: each length of period for itself, taken back while nothing counts by them, all on record."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from threading import Event
from time import sleep

import pytest

from app.desk import ThreadDesk
from core.bulletins.verify import altered, weights_on_record
from core.errors import NotFound, WrongState
from core.ports import UnitOfWork
from core.rounds.model import RoundState
from core.rounds.timetable import Every, Product
from core.scoring.choosing import choose_scheme, scheme_for
from core.scoring.model import Snapshot
from core.scoring.schemes import FIRST, FULL
from core.scoring.weighing import WEIGHINGS, begins, set_weights, standing, take_back, waiting
from core.scoring.weights import read, weighed, weights_of
from core.scoring.written import LATEST, digest, texts_of
from core.settings import chosen
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOW, TODAY, Town, found

DAY, BASE = timedelta(days=1), FIRST.version


def decide(work: SqlUnitOfWork, town: Town, weights: str, days: int) -> None:
    """``days`` after Monday 16 November 2026, at nine."""
    wanted = read(FIRST, weights)
    assert wanted
    set_weights(work, BASE, wanted, town.clerk, TODAY + days * DAY, NOW + days * DAY)


def scored(work: SqlUnitOfWork, town: Town, period: str, opened_at: datetime) -> str:
    return scheme_for(work, replace(town.round, period=period, opened_at=opened_at)).version


def test_a_decision_counts_for_periods_that_begin_after_its_day(work: SqlUnitOfWork, town: Town) -> None:
    for every in (Every.MONTH, Every.QUARTER):
        work.rounds.save_cadence(
            replace(town.cadence, id=0, name=every.value, every=every, products=(Product.SCORE,))
        )
    decide(work, town, "30/50/20", 0)  # on the first day of week 47, before its cards: that has begun
    later = NOW + 60 * DAY

    assert [one.name for one in begins(work, TODAY, NOW + HOUR, TODAY)] == [
        "2026-W48",
        "2026-12",
        "2027Q1",
    ]
    assert {period: scored(work, town, period, later) for period in ("2026-W47", "2026-W48", "2026-11", "2026-12", "2026Q4", "2027Q1")} == {
        "2026-W47": BASE, "2026-W48": "2026.1+30/50/20", "2026-11": BASE, "2026-12": "2026.1+30/50/20",
        "2026Q4": BASE, "2027Q1": "2026.1+30/50/20",
    }  # fmt: skip
    assert waiting(work, BASE, TODAY + 6 * DAY)
    assert not waiting(work, BASE, TODAY + 7 * DAY)  # week 48 has begun, whether or not its cards are out
    decide(work, town, "40/40/20", 20)  # as published again: the sixth of December, the last day of week 49
    assert [scored(work, town, period, later) for period in ("2026-W49", "2026-W50", "2026-12", "2027Q1")] == [
        "2026.1+30/50/20", BASE, "2026.1+30/50/20", BASE,
    ]  # fmt: skip
    choose_scheme(work, FULL.version, town.clerk.id, NOW + 21 * DAY)
    assert scored(work, town, "2026-W51", later) == FULL.version  # weights are those of their own scheme
    with pytest.raises(NotFound):
        choose_scheme(work, "2026.1+30/50/20", town.clerk.id, later)


def test_a_round_that_opened_before_its_period_keeps_its_weights(work: SqlUnitOfWork, town: Town) -> None:
    """Its Monday is a day off, the cards went out on Friday, the office decides on Saturday."""
    friday, saturday = NOW + 4 * DAY, NOW + 5 * DAY
    work.rounds.open(town.cadence, "2026-W48", RoundState.OPEN, friday, friday + 60 * HOUR, None)
    decide(work, town, "30/50/20", 5)

    assert [one.name for one in begins(work, TODAY + 5 * DAY, saturday, TODAY)] == ["2026-W49"]
    assert scored(work, town, "2026-W48", friday) == BASE
    assert scored(work, town, "2026-W49", friday + 7 * DAY) == "2026.1+30/50/20"
    assert waiting(work, BASE, date(2026, 11, 24))  # still nothing counts by it


def test_a_decision_is_taken_back_until_something_counts_by_it(work: SqlUnitOfWork, town: Town) -> None:
    clerk, friday = town.clerk.id, TODAY + 4 * DAY
    decide(work, town, "30/50/20", 1)
    with pytest.raises(WrongState):
        decide(work, town, "30/50/20", 2)  # the same again
    decide(work, town, "10/50/40", 2)  # replaces it
    take_back(work, BASE, clerk, friday, NOW + 4 * DAY)
    with pytest.raises(WrongState):
        take_back(work, BASE, clerk, friday, NOW + 4 * DAY)
    assert scored(work, town, "2026-W48", NOW + 7 * DAY) == BASE
    decide(work, town, "60/20/20", 4)
    work.rounds.open(town.cadence, "2026-W48", RoundState.OPEN, NOW + 4 * DAY + HOUR, NOW + 9 * DAY, None)
    with pytest.raises(WrongState):  # a round of the period is open, though the period has not begun
        take_back(work, BASE, clerk, friday, NOW + 5 * DAY)
    made = standing(work, BASE, TODAY + 8 * DAY, NOW + 8 * DAY)
    assert made
    assert (made.weights, made.name) == ("60/20/20", town.clerk.name)
    assert waiting(work, BASE, TODAY + 7 * DAY) is None
    facts = work.audit.last("setting.changed", "setting:weights")
    assert facts
    assert {name: facts[name] for name in ("scheme", "old", "new", "name", "from")} == {
        "scheme": BASE, "old": "40/40/20", "new": "60/20/20", "name": town.clerk.name, "from": "2026-W48",
    }  # fmt: skip
    assert weights_on_record(work)
    whole = work.settings.get("weights") or ""
    for past_the_audit in (
        "[]",
        "{",
        "null",
        whole[:-1] + ", 7]",
        whole.replace('"at"', '"note": "", "at"', 1),
    ):
        work.settings.set("weights", past_the_audit)
        assert not weights_on_record(work), past_the_audit


@pytest.mark.parametrize("migrated_url", ["postgresql"], indirect=True)
def test_of_two_that_decide_at_once_nobody_is_lost(desk: ThreadDesk) -> None:
    """SQLite has one writer; here the second would have read what was there before the first."""
    town, decided = desk.run_now(found), Event()

    def slowly(work: UnitOfWork) -> None:
        set_weights(
            work,
            BASE,
            weights_of(FIRST) | {"started": Decimal(50), "arrived": Decimal(30)},
            town.clerk,
            TODAY,
            NOW,
        )
        decided.set()
        sleep(0.2)

    def at_once(work: UnitOfWork) -> None:
        set_weights(
            work,
            FULL.version,
            weights_of(FULL) | {"E1": Decimal(4), "E2": Decimal(4)},
            town.leader,
            TODAY,
            NOW,
        )

    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(desk.run_now, slowly)
        assert decided.wait(30)
        desk.run_now(at_once)
        first.result()
    assert [one.name for one in desk.read_now(chosen, WEIGHINGS)] == [town.clerk.name, town.leader.name]
    assert desk.read_now(weights_on_record)


def test_a_result_under_other_weights_than_its_version_says_is_noticed(
    work: SqlUnitOfWork, town: Town
) -> None:
    """Its hash is right and it computes again, as it would if somebody had written both; the name gives it away."""
    weights = read(FIRST, "30/50/20")
    assert weights
    other = replace(weighed(FIRST, weights), version=BASE)
    made = Snapshot(0, town.round.id, "2026-W47", NOW, other, (), (), "", LATEST, (), TODAY)
    frozen = work.bulletins.freeze(replace(made, digest=digest(texts_of(made))))

    assert altered(work) == frozen
