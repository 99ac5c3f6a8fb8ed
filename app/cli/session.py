"""What most commands need: settings, an open desk, output as JSON or text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import typer

from app import logs, times
from app.cli.failed import Failed
from app.desk import ThreadDesk
from app.opening import NotMigrated, open_database
from app.settings import Settings, load
from core.calendar import Calendar
from core.office_time import office_calendar
from core.texts.catalogue import say, speak

AsJson = Annotated[bool, typer.Option("--json", help="one JSON document on stdout")]


@dataclass(frozen=True)
class Session:
    settings: Settings
    desk: ThreadDesk
    calendar: Calendar

    @property
    def now(self) -> datetime:
        return times.SystemClock().now()

    @property
    def today(self) -> date:
        return self.calendar.today(self.now)


def configured() -> Settings:
    """The settings; from here on their language is spoken."""
    settings = load()
    speak(settings.language)
    return settings


@contextmanager
def session() -> Iterator[Session]:
    """Open the office's database for one command.

    Raises:
        Failed: it has another schema.
    """
    settings = configured()
    logs.set_up(settings.log_format, 30)
    try:
        _, desk = open_database(settings)
    except NotMigrated:
        raise Failed(say("cli.not_migrated")) from None
    try:
        calendar = desk.read_now(office_calendar, times.calendar(settings.time_zone))
        yield Session(settings, desk, calendar)
    finally:
        desk.close()


def show(document: Any, as_json: bool, text: str) -> None:
    """Print the document, or the text for people."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=1, default=str) if as_json else text)
