"""What the office is told of when a chat service refuses our work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import structlog

from bot.wecom.faults import WeComRefused
from core.calendar import Calendar
from core.delivery.trouble import report_trouble
from core.ports import Clock, Desk
from scheduler.nursery import Nursery

log = structlog.get_logger(__name__)


class Alarm:
    """WeCom refuses everything until somebody changes something: once a day and reason the office is told."""

    def __init__(
        self, desk: Desk, clock: Clock, nursery: Nursery, calendar_now: Callable[[], Calendar]
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._nursery = nursery
        self._calendar_now = calendar_now
        self._told: dict[int, date] = {}
        self._silent = False

    def __call__(self, refused: WeComRefused) -> None:
        calendar, now = self._calendar_now(), self._clock.now()
        today = calendar.today(now)
        if self._silent or self._told.get(refused.number) == today:
            return
        self._told[refused.number] = today
        log.error("wecom_refuses", number=refused.number, address=refused.address)
        telling = self._desk.run(report_trouble, refused.number, refused.address, calendar, now)
        self._nursery.start("trouble", telling)

    def silence(self) -> None:
        """The process stops: nothing new is begun."""
        self._silent = True
