"""What is remembered of work that fails, where a hand in the database has been at it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from core.chat import Address, Channel
from core.delivery.failing import KEY, Job, is_failing, note_outcomes
from storage.unit_of_work import SqlUnitOfWork
from tests.documents.issues import CALENDAR
from tests.storage.town import NOW, Town

STAMP = NOW.isoformat()
DAMAGED = [
    "", "{", "null", "[]", "7", '"close"', "{ }", '{"close": null}', '{"close": ["yesterday", "today", ""]}',
    json.dumps({"close": [STAMP]}), json.dumps({"close": [STAMP, 5, ""]}), json.dumps({"retired": [STAMP, STAMP, ""]}),
    json.dumps({"close": [STAMP[:19], STAMP[:19], ""]}),  # of no time zone
    json.dumps({"close": [STAMP, STAMP, "the 21st"]}),
]  # fmt: skip


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_what_cannot_be_read_is_learnt_again(work: SqlUnitOfWork, town: Town) -> None:
    work.people.bind(town.clerk.id, Address(Channel.TELEGRAM, "7"), NOW)
    for number, value in enumerate(DAMAGED):
        work.settings.set(KEY, value)
        assert not note_outcomes(work, {Job.TICK: True}, CALENDAR, NOW)
        assert not is_failing(work), value

        work.settings.set(KEY, value)
        day = NOW + timedelta(weeks=number)
        told = [
            note_outcomes(work, {Job.CLOSE: False}, CALENDAR, day + timedelta(minutes=n))
            for n in (0, 5, 10, 15)
        ]
        assert told == [False, False, True, False], value


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_who_comes_later_that_day_hears_of_it_then(work: SqlUnitOfWork, town: Town) -> None:
    def tick(minutes: int, *, well: bool = False) -> bool:
        return note_outcomes(work, {Job.CLOSE: well}, CALENDAR, NOW + timedelta(minutes=minutes))

    assert [tick(0), tick(10)] == [False, False]  # nobody of the office has a phone here
    work.people.bind(town.clerk.id, Address(Channel.TELEGRAM, "7"), NOW)
    assert [tick(11), tick(12), tick(13, well=True)] == [True, False, True]
    # Once more on that day: he has had both messages, and is told no third time.
    assert [tick(20), tick(40), tick(41, well=True)] == [False, False, False]
