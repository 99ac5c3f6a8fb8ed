"""The database: whether it can be used, and what it says about letters and holidays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from app import times
from app.cli.doctor.check import Check, Grade
from app.settings import Settings
from core.delivery.model import State
from core.office_time import office_calendar, unknown_years
from core.texts.catalogue import say
from storage import schema
from storage.engine import open_store, sqlite_worries
from storage.unit_of_work import SqlUnitOfWork

AHEAD = timedelta(days=60)
"""How far ahead the holidays should be known."""


def database(settings: Settings) -> Check:
    try:
        found = schema.current(settings.database_url)
    except Exception as error:
        return Check(
            say("doctor.database"),
            Grade.ERROR,
            say("doctor.database.away", why=type(error).__name__),
            say("doctor.database.away.fix"),
        )
    if found is None:
        return Check(
            say("doctor.database"),
            Grade.WARNING,
            say("doctor.database.empty"),
            say("doctor.database.empty.fix"),
        )
    if not schema.is_current(settings.database_url):
        return Check(
            say("doctor.database"),
            Grade.ERROR,
            say("doctor.database.old", found=found, wanted=schema.head()),
            say("doctor.database.old.fix"),
        )
    return Check(say("doctor.database"), Grade.OK, say("doctor.database.fine", found=found))


def sqlite(settings: Settings) -> Check:
    if not settings.database_url.startswith("sqlite"):
        return Check("SQLite", Grade.OK, say("doctor.unused"))
    if sqlite_worries():
        return Check(
            "SQLite",
            Grade.WARNING,
            say("doctor.sqlite.worry", version=sqlite3.sqlite_version),
            say("doctor.sqlite.fix"),
        )
    return Check("SQLite", Grade.OK, say("doctor.sqlite.fine"))


def holidays(settings: Settings) -> Check:
    calendar = times.calendar(settings.time_zone)
    if schema.current(settings.database_url) and schema.is_current(settings.database_url):
        with _reading(settings) as work:
            calendar = office_calendar(work, calendar)
    today = calendar.today(times.SystemClock().now())
    missing = unknown_years(calendar, today, AHEAD)
    if missing:
        return Check(
            say("doctor.holidays"),
            Grade.WARNING,
            say("doctor.holidays.missing", years="、".join(map(str, missing))),
            say("doctor.holidays.fix"),
        )
    return Check(say("doctor.holidays"), Grade.OK, say("doctor.holidays.fine", year=today.year))


def letters(settings: Settings) -> Check:
    if schema.current(settings.database_url) is None:
        return Check(say("doctor.letters"), Grade.OK, say("doctor.letters.none"))
    with _reading(settings) as work:
        uncertain = len(work.outbox.listed(State.UNCERTAIN, 100))
        parked = len(work.inbox.parked())
    if uncertain or parked:
        return Check(
            say("doctor.letters"),
            Grade.WARNING,
            say("doctor.letters.doubt", uncertain=uncertain, parked=parked),
            say("doctor.letters.fix"),
        )
    return Check(say("doctor.letters"), Grade.OK, say("doctor.letters.fine"))


@contextmanager
def _reading(settings: Settings) -> Iterator[SqlUnitOfWork]:
    store = open_store(settings.database_url)
    try:
        with store.reader.begin() as connection:
            yield SqlUnitOfWork(connection, None)
    finally:
        store.close()
