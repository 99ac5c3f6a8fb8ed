"""What is remembered of work that fails."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from core.delivery.failing import Failing, Job, after_tick

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(minutes=20)
TOLD = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("known", "outcomes", "failing"),
    [
        ({}, {Job.CLOSE: True}, {}),
        ({}, {Job.CLOSE: False}, {Job.CLOSE: Failing(NOW, NOW)}),
        (
            {Job.CLOSE: Failing(EARLIER, EARLIER, TOLD)},
            {Job.CLOSE: False, Job.OPEN: True},
            {Job.CLOSE: Failing(EARLIER, NOW, TOLD)},
        ),
        ({Job.CLOSE: Failing(EARLIER, EARLIER, TOLD)}, {Job.CLOSE: True}, {}),
        # Reminders rest at night: that nothing was tried says nothing, for a day.
        ({Job.NUDGE: Failing(EARLIER, EARLIER)}, {Job.TICK: True}, {Job.NUDGE: Failing(EARLIER, EARLIER)}),
        ({Job.NUDGE: Failing(EARLIER, NOW - timedelta(days=1))}, {Job.TICK: True}, {}),
    ],
)
def test_only_a_success_ends_a_failure(
    known: dict[Job, Failing], outcomes: dict[Job, bool], failing: dict[Job, Failing]
) -> None:
    assert after_tick(known, outcomes, NOW) == failing


@pytest.mark.parametrize(("minutes", "lasts"), [(0, False), (9, False), (10, True), (600, True)])
def test_what_passes_within_minutes_does_not_last(minutes: int, lasts: bool) -> None:
    assert Failing(NOW, NOW + timedelta(minutes=minutes)).lasts is lasts
