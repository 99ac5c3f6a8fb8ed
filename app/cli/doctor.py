"""``doctor``: is everything all right, and if not, what to do."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum

import typer

from app import logs, times
from app.cli.session import AsJson, configured
from app.opening import prepare_folders
from app.settings import Settings, SettingsError
from core.delivery.model import State
from core.office_time import office_calendar, unknown_years
from core.texts.catalogue import say
from storage import schema
from storage.engine import open_store, sqlite_worries
from storage.unit_of_work import SqlUnitOfWork

ROOM = 500 * 1024 * 1024
"""Bytes of free disk below which the office is warned."""


AHEAD = timedelta(days=60)
"""How far ahead the holidays should be known."""
SKEW = timedelta(seconds=60)
"""More than this between our clock and the chat service's is an error."""


class Grade(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Check:
    """One line; ``advice`` says what to do unless it is ok."""

    name: str
    grade: Grade
    found: str
    advice: str = ""


def doctor(as_json: AsJson = False) -> None:
    """Check configuration, database, chat services, clock, holiday table, disk; exit 1 on an error."""
    logs.set_up("text", 40)
    checks = list(examine())
    if as_json:
        typer.echo(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=1))
    else:
        for check in checks:
            typer.echo(
                f"{say(f'doctor.grade.{check.grade.value}')} {check.name}: {check.found}"
                + (f"\n        → {check.advice}" if check.advice else "")
            )
    if any(check.grade is Grade.ERROR for check in checks):
        sys.exit(1)


def examine() -> Iterator[Check]:
    try:
        settings = configured()
    except SettingsError as wrong:
        yield Check(say("doctor.settings"), Grade.ERROR, str(wrong), say("doctor.settings.fix"))
        return
    yield Check(say("doctor.settings"), Grade.OK, say("doctor.settings.fine"))
    for each in (_folder, _database, _sqlite, _telegram, _wecom, _clock, _holidays, _fonts, _disk, _letters):
        yield _safely(each, settings)


def _safely(check: Callable[[Settings], Check], settings: Settings) -> Check:
    """A check that fails in an unforeseen way is an error of its own, never a crash."""
    try:
        return check(settings)
    except Exception as error:
        return Check(
            check.__name__.strip("_"),
            Grade.ERROR,
            f"{type(error).__name__}: {error}",
            say("doctor.unforeseen"),
        )


def _folder(settings: Settings) -> Check:
    prepare_folders(settings)
    if not os.access(settings.data_dir, os.W_OK):
        return Check(
            say("doctor.folder"),
            Grade.ERROR,
            say("doctor.folder.closed", folder=settings.data_dir),
            say("doctor.folder.fix"),
        )
    return Check(say("doctor.folder"), Grade.OK, str(settings.data_dir))


def _database(settings: Settings) -> Check:
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


def _sqlite(settings: Settings) -> Check:
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


def _telegram(settings: Settings) -> Check:
    from app.bots import make_bot
    from bot.telegram.commands import greet
    from bot.telegram.faults import ServiceAway, TokenRefusedByTelegram

    telegram = settings.telegram
    if telegram is None:
        return Check("Telegram", Grade.WARNING, say("doctor.off"), say("doctor.telegram.off.fix"))

    async def ask() -> str:
        bot = make_bot(telegram)
        try:
            name = await greet(bot)
            hook = await bot.get_webhook_info()
            if not telegram.webhook_url:
                return say("doctor.telegram.polling", name=name)
            return say("doctor.telegram.webhook", name=name, url=hook.url or "–")
        finally:
            await bot.shutdown()

    try:
        return Check("Telegram", Grade.OK, asyncio.run(ask()))
    except TokenRefusedByTelegram:
        return Check(
            "Telegram", Grade.ERROR, say("doctor.telegram.refused"), say("doctor.telegram.refused.fix")
        )
    except ServiceAway as away:
        return Check("Telegram", Grade.ERROR, say("doctor.away", why=away), say("doctor.telegram.away.fix"))


def _clock(settings: Settings) -> Check:
    from app.cli.skew import clock_skew

    urls = [service.api_url for service in (settings.telegram, settings.wecom) if service]
    if not urls:
        return Check(say("doctor.clock"), Grade.OK, say("doctor.clock.nobody"))
    try:
        skew = clock_skew(urls[0])
    except Exception as away:
        return Check(
            say("doctor.clock"),
            Grade.WARNING,
            say("doctor.clock.unknown", why=type(away).__name__),
            say("doctor.clock.unknown.fix"),
        )
    if skew is None:
        return Check(say("doctor.clock"), Grade.OK, say("doctor.clock.silent"))
    seconds = abs(skew.total_seconds())
    if seconds > SKEW.total_seconds():
        found = say("doctor.clock.fast" if skew > timedelta(0) else "doctor.clock.slow", n=round(seconds))
        return Check(say("doctor.clock"), Grade.ERROR, found, say("doctor.clock.wrong.fix"))
    return Check(say("doctor.clock"), Grade.OK, say("doctor.clock.fine", n=round(seconds)))


def _wecom(settings: Settings) -> Check:
    if settings.wecom is None:
        return Check(say("doctor.wecom"), Grade.OK, say("doctor.off"))
    from app.cli.wecom_check import look

    found = look(settings.wecom)
    if not found.usable:
        return Check(say("doctor.wecom"), Grade.ERROR, found.said, found.advice)
    return Check(say("doctor.wecom"), Grade.WARNING if found.advice else Grade.OK, found.said, found.advice)


def _holidays(settings: Settings) -> Check:
    calendar = times.calendar(settings.time_zone)
    if schema.current(settings.database_url) and schema.is_current(settings.database_url):
        store = open_store(settings.database_url)
        try:
            with store.reader.begin() as connection:
                calendar = office_calendar(SqlUnitOfWork(connection, None), calendar)
        finally:
            store.close()
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


def _fonts(_: Settings) -> Check:
    from documents.bulletin_picture import families
    from documents.fonts import FAMILY, covered

    if FAMILY not in families():
        return Check(
            say("doctor.fonts"),
            Grade.ERROR,
            say("doctor.fonts.missing", name=FAMILY),
            say("doctor.fonts.fix"),
        )
    return Check(say("doctor.fonts"), Grade.OK, say("doctor.fonts.fine", name=FAMILY, n=len(covered())))


def _disk(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.data_dir).free
    if free < ROOM:
        return Check(
            say("doctor.disk"),
            Grade.WARNING,
            say("doctor.disk.short", n=free // 2**20),
            say("doctor.disk.fix"),
        )
    return Check(say("doctor.disk"), Grade.OK, say("doctor.disk.fine", n=free // 2**30))


def _letters(settings: Settings) -> Check:
    if schema.current(settings.database_url) is None:
        return Check(say("doctor.letters"), Grade.OK, say("doctor.letters.none"))
    store = open_store(settings.database_url)
    try:
        with store.reader.begin() as connection:
            work = SqlUnitOfWork(connection, None)
            uncertain = len(work.outbox.listed(State.UNCERTAIN, 100))
            parked = len(work.inbox.parked())
    finally:
        store.close()
    if uncertain or parked:
        return Check(
            say("doctor.letters"),
            Grade.WARNING,
            say("doctor.letters.doubt", uncertain=uncertain, parked=parked),
            say("doctor.letters.fix"),
        )
    return Check(say("doctor.letters"), Grade.OK, say("doctor.letters.fine"))
