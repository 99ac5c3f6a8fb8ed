"""What the clock does not get done (自动工作未能完成)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.calendar import Calendar
from core.chat import Card
from core.texts import words
from core.texts.catalogue import say


def failing(jobs: Iterable[str], since: datetime, calendar: Calendar) -> Card:
    return Card(say("failing.told", jobs=_named(jobs), at=words.short_moment(since, calendar)))


def well(jobs: Iterable[str]) -> Card:
    return Card(say("failing.well", jobs=_named(jobs)))


def _named(jobs: Iterable[str]) -> str:
    return say("word.list_stop").join(say(f"failing.job.{job}") for job in jobs)
