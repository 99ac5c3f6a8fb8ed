"""WHERE THE CLOCK TICKS: it says "now", and remembers nothing.

Every job asks the database what should exist by now and does not. So a missed run is made up for by the
next one, and nothing is lost when the process ends. APScheduler keeps the jobs in memory only.

Source: APScheduler 3.11. Its default ``misfire_grace_time`` of 1 s drops a run that comes late (measured:
none at all after an outage); ``None`` with ``coalesce`` makes one run of all that were missed.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from core.ports import Clock

log = logging.getLogger(__name__)

Job = Callable[[datetime], Awaitable[object]]


class Beat(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """At once, and then ``period`` after each run. Counted from now, so a moved clock leaves no backlog."""

    def __init__(self, period: timedelta) -> None:
        self._period = period

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now if previous is None else now + self._period


class Ticker:
    """Runs each job again and again, never two runs of one job at a time; a failed run is logged."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def every(self, period: timedelta, name: str, job: Job) -> None:
        """Run ``job`` at the start and then every ``period``; it is told the office's time."""
        self._scheduler.add_job(self._run, Beat(period), (name, job), id=name, name=name)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Start no more runs; one under way is not waited for."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Run everything now: after a step of the wall clock the times that jobs wait for mean nothing.

        Measured: after a step back by an hour APScheduler is silent for an hour.
        """
        for job in self._scheduler.get_jobs():
            job.reschedule(job.trigger)

    async def _run(self, name: str, job: Job) -> None:
        try:
            await job(self._clock.now())
        except Exception:
            log.exception("job %s failed", name)
