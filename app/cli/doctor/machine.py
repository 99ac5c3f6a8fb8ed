"""This machine: the folder, the disk, the clock, the fonts."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta

from app.cli.doctor.check import Check, Grade
from app.opening import prepare_folders
from app.settings import Settings
from core.texts.catalogue import say

ROOM = 500 * 1024 * 1024
"""Bytes of free disk below which the office is warned."""
SKEW = timedelta(seconds=60)
"""More than this between our clock and the chat service's is an error."""


def folder(settings: Settings) -> Check:
    prepare_folders(settings)
    if not os.access(settings.data_dir, os.W_OK):
        return Check(
            say("doctor.folder"),
            Grade.ERROR,
            say("doctor.folder.closed", folder=settings.data_dir),
            say("doctor.folder.fix"),
        )
    return Check(say("doctor.folder"), Grade.OK, str(settings.data_dir))


def disk(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.data_dir).free
    if free < ROOM:
        return Check(
            say("doctor.disk"),
            Grade.WARNING,
            say("doctor.disk.short", n=free // 2**20),
            say("doctor.disk.fix"),
        )
    return Check(say("doctor.disk"), Grade.OK, say("doctor.disk.fine", n=free // 2**30))


def clock(settings: Settings) -> Check:
    from app.cli.doctor.skew import clock_skew

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


def fonts(_: Settings) -> Check:
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
