"""What each tick of the clock asks for: list what is due, then one item, one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import structlog

from core.bulletins.broadcast import follow_progress
from core.bulletins.close import close_round, rounds_to_close
from core.bulletins.model import BroadcastState
from core.bulletins.parts import Make, Task, keep_parts, parts_due, task_for
from core.bulletins.produce import produce, products_due
from core.calendar import Calendar
from core.delivery.doubts import report_doubts
from core.delivery.failing import Job, is_failing, note_outcomes
from core.delivery.landmarks import Landmark, Reached, ignore
from core.figures.remind import ask_to_confirm, to_confirm
from core.milestones.remind_entering import Reminded, entering_due, note_looked, remind_entering
from core.milestones.warnings import Warned, note_warned, warn, warnings_due
from core.office_time import office_calendar
from core.ports import Desk, UnitOfWork
from core.rounds.cadence import Due as Period
from core.rounds.chase import Nudge, nudge, nudges_due
from core.rounds.model import RoundState
from core.rounds.new_year import warn_of_year, years_to_warn_of
from core.rounds.open_round import open_period, rounds_due
from core.rounds.timetable import Cadence
from core.scoring.following import follow_ups_due, remind_follow_up
from core.scoring.low_quarters import look_back, quarter_due
from core.scoring.previewing import remind_to_sign, to_sign

T = TypeVar("T")
Planned = tuple[Cadence, Period]
"""A rule and one of its periods."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """Everything a moment asks for, as ids."""

    opening: tuple[Planned, ...]
    closing: tuple[int, ...]
    broadcasts: tuple[int, ...]
    unknown_years: tuple[int, ...]
    is_failing: bool


class Jobs:
    """``tick`` may run in several replicas at once: unique keys and locks make doubles harmless."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        wake: Callable[[], None],
        reached: Reached = ignore,
        *,
        make: Make,
        calendar_is: Callable[[Calendar], None] = lambda _: None,
    ) -> None:
        self._desk, self._plain, self._make = desk, calendar, make
        self._calendar, self._calendar_is = calendar, calendar_is
        self._wake, self._reached = wake, reached
        self._outcomes: dict[Job, bool] = {}
        self._is_failing = False

    async def tick(self, now: datetime) -> None:
        """Do what should have been done by ``now``; one bad item stops nobody, and the office hears what stays bad."""
        self._outcomes = {}
        try:
            await self._do_what_is_due(now)
        except Exception:
            await self._report(now, came_to_its_end=False)
            raise
        self._wake()
        await self._report(now, came_to_its_end=True)

    async def _report(self, now: datetime, *, came_to_its_end: bool) -> None:
        outcomes = self._outcomes | {Job.TICK: came_to_its_end}
        if all(outcomes.values()) and not self._is_failing:
            return
        if await self._desk.run(note_outcomes, outcomes, self._calendar, now):
            self._wake()

    async def _do_what_is_due(self, now: datetime) -> None:
        self._calendar = await self._desk.read(office_calendar, self._plain)
        self._calendar_is(self._calendar)
        await self._entering(now)
        due = await self._desk.read(due_at, self._calendar, now)
        self._is_failing = due.is_failing
        for round_id in due.closing:
            await self._one(Job.CLOSE, self._close, round_id, now)
        for bulletin_id in await self._desk.read(parts_due):
            await self._parts(bulletin_id, now)
        for planned in due.opening:
            await self._one(Job.OPEN, self._open, planned, now)
        for planned in await self._desk.read(products_due, self._calendar, now):
            await self._one(Job.PRODUCE, self._produce, planned, now)
        for round_id in await self._desk.read(open_rounds):
            for each in await self._desk.read(nudges_due, round_id, self._calendar, now):
                await self._one(Job.NUDGE, self._nudge, each, now)
            for sentence_id in await self._desk.read(to_confirm, round_id, self._calendar, now):
                await self._one(Job.CONFIRM, self._ask_to_confirm, sentence_id, now)
        for broadcast_id in due.broadcasts:
            await self._one(Job.BROADCAST, self._follow, broadcast_id, now)
        await self._warnings(now)
        await self._remind_office(due, now)
        await self._desk.run(note_tick, now)

    async def _remind_office(self, due: Due, now: datetime) -> None:
        """What waits for a person of the office."""
        for preview_id in await self._desk.read(to_sign, self._calendar, now):
            await self._one(Job.SIGN, self._sign, preview_id, now)
        for quarter in await self._desk.read(quarter_due, self._calendar, now):
            await self._one(Job.QUARTER, self._look_back, quarter, now)
        for step_id in await self._desk.read(follow_ups_due, self._calendar, now):
            await self._one(Job.FOLLOW_UP, self._follow_up, step_id, now)
        await self._one(Job.DOUBTS, self._doubts, 0, now)
        for year in due.unknown_years:
            await self._one(Job.YEAR, self._warn, year, now)

    async def _warnings(self, now: datetime) -> None:
        """Once a day; the day is noted when everybody has his message, which is written but once."""
        due = await self._desk.read(warnings_due, self._calendar, now)
        for each in due or ():
            await self._one(Job.NODES, self._warn_leader, each, now)
        if due is not None and self._outcomes.get(Job.NODES, True):
            await self._desk.run(note_warned, self._calendar, now)

    async def _entering(self, now: datetime) -> None:
        """Likewise, in the days before the statistics' cut-off."""
        due = await self._desk.read(entering_due, self._calendar, now)
        for each in due or ():
            await self._one(Job.ENTERING, self._remind_of_entering, each, now)
        if due is not None and self._outcomes.get(Job.ENTERING, True):
            await self._desk.run(note_looked, self._calendar, now)

    async def _parts(self, bulletin_id: int, now: datetime) -> None:
        """Files are made beside everything else: neither a transaction nor an answer waits for them."""
        task = await self._desk.read(task_for, bulletin_id, self._calendar)
        if task is None:
            return
        made = await asyncio.to_thread(self._make, task.issue, task.parts)

        def keep(work: UnitOfWork, of: Task, now: datetime) -> None:
            keep_parts(work, of, made, self._calendar, now)

        await self._one(Job.PARTS, keep, task, now)

    async def _one(
        self, job: Job, step: Callable[[UnitOfWork, T, datetime], object], item: T, now: datetime
    ) -> None:
        try:
            await self._desk.run(self._marked, step, item, now)
        except Exception:
            log.exception("job_failed", job=job.value, item=str(item))
            self._outcomes[job] = False
        else:
            self._outcomes.setdefault(job, True)
            self._reached(Landmark.TICK_AFTER_COMMIT)

    def _marked(
        self, work: UnitOfWork, step: Callable[[UnitOfWork, T, datetime], object], item: T, now: datetime
    ) -> None:
        step(work, item, now)
        self._reached(Landmark.TICK_BEFORE_COMMIT)

    def _open(self, work: UnitOfWork, planned: Planned, now: datetime) -> None:
        open_period(work, *planned, self._calendar, now)

    def _produce(self, work: UnitOfWork, planned: Planned, now: datetime) -> None:
        produce(work, *planned, self._calendar, now)

    def _close(self, work: UnitOfWork, round_id: int, now: datetime) -> None:
        close_round(work, round_id, None, self._calendar, now)

    def _nudge(self, work: UnitOfWork, due: Nudge, now: datetime) -> None:
        nudge(work, due, self._calendar, now)

    def _ask_to_confirm(self, work: UnitOfWork, sentence_id: int, now: datetime) -> None:
        ask_to_confirm(work, sentence_id, self._calendar, now)

    def _warn_leader(self, work: UnitOfWork, due: Warned, now: datetime) -> None:
        warn(work, due, self._calendar, now)

    def _remind_of_entering(self, work: UnitOfWork, due: Reminded, now: datetime) -> None:
        remind_entering(work, due, self._calendar, now)

    def _sign(self, work: UnitOfWork, preview_id: int, now: datetime) -> None:
        remind_to_sign(work, preview_id, self._calendar, now)

    def _look_back(self, work: UnitOfWork, quarter: str, now: datetime) -> None:
        look_back(work, quarter, self._calendar, now)

    def _follow_up(self, work: UnitOfWork, step_id: int, now: datetime) -> None:
        remind_follow_up(work, step_id, self._calendar, now)

    def _doubts(self, work: UnitOfWork, _: int, now: datetime) -> None:
        report_doubts(work, self._calendar, now)

    def _warn(self, work: UnitOfWork, year: int, now: datetime) -> None:
        warn_of_year(work, year, self._calendar, now)

    def _follow(self, work: UnitOfWork, broadcast_id: int, now: datetime) -> None:
        follow_progress(work, broadcast_id, now)


def due_at(work: UnitOfWork, calendar: Calendar, now: datetime) -> Due:
    return Due(
        rounds_due(work, calendar, now),
        rounds_to_close(work, now),
        tuple(b.id for b in work.bulletins.broadcasts_in(BroadcastState.SENDING)),
        years_to_warn_of(work, calendar, now),
        is_failing(work),
    )


def open_rounds(work: UnitOfWork) -> tuple[int, ...]:
    return tuple(r.id for r in work.rounds.in_state(RoundState.OPEN))


LAST_TICK = "last_tick"


def note_tick(work: UnitOfWork, now: datetime) -> None:
    """For /readyz: when the clock last came round."""
    work.settings.set(LAST_TICK, now.isoformat())
