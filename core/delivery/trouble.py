"""A chat service refuses everything until somebody changes something: the office is told, once a day."""

from __future__ import annotations

from datetime import datetime

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.tell import tell_office
from core.texts import trouble as texts


def report_trouble(work: UnitOfWork, number: int, address: str, calendar: Calendar, now: datetime) -> bool:
    """False if it was told today. Whoever hears us through the same service only, hears it when it works again."""
    key = f"trouble:{number}:{calendar.today(now)}"
    return tell_office(work, key, texts.trouble(number, address), calendar, now) > 0


def report_notice(work: UnitOfWork, name: str, calendar: Calendar, now: datetime) -> bool:
    """The service itself warns that it will stop serving us. False if it was told today."""
    return tell_office(work, f"trouble:{name}:{calendar.today(now)}", texts.notice(name), calendar, now) > 0
