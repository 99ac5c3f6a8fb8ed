"""``doctor``: is everything all right, and if not, what to do."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict

import typer

from app import logs
from app.cli.doctor.chats import telegram, wecom
from app.cli.doctor.check import Check, Grade
from app.cli.doctor.database import database, holidays, letters, sqlite
from app.cli.doctor.machine import clock, disk, folder, fonts
from app.cli.session import AsJson, configured
from app.settings import Settings, SettingsError
from core.texts.catalogue import say

CHECKS = (folder, database, sqlite, telegram, wecom, clock, holidays, fonts, disk, letters)


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
    for each in CHECKS:
        yield _safely(each, settings)


def _safely(check: Callable[[Settings], Check], settings: Settings) -> Check:
    """A check that fails in an unforeseen way is an error of its own, never a crash."""
    try:
        return check(settings)
    except Exception as error:
        return Check(
            check.__name__,
            Grade.ERROR,
            f"{type(error).__name__}: {error}",
            say("doctor.unforeseen"),
        )
