"""The office's database, opened: folders, tables, the first cadences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app import times
from app.desk import ThreadDesk
from app.presets import preset
from app.settings import Settings
from core.ports import Clock, UnitOfWork
from core.rounds.replan import PRESET
from core.settings import choose
from core.texts import catalogue
from storage import schema
from storage.engine import Store, open_store


class NotMigrated(Exception):
    """The database has another schema than this program; ``duban migrate`` brings it up to date."""


def open_database(settings: Settings) -> tuple[Store, ThreadDesk]:
    """The store and its desk; an empty database gets its tables.

    Raises:
        NotMigrated: it has tables of another version.
    """
    catalogue.speak(settings.language)
    prepare_folders(settings)
    url = settings.database_url
    revision = schema.current(url)
    if revision is None:
        schema.upgrade(url)
    elif revision != schema.head():
        raise NotMigrated
    store = open_store(url)
    key = settings.audit_key.get_secret_value().encode() or None
    desk = ThreadDesk(store, key)
    desk.run_now(ensure_cadences, settings.preset, times.SystemClock())
    return store, desk


def prepare_folders(settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)


def ensure_cadences(work: UnitOfWork, name: str, clock: Clock) -> None:
    """A new office starts with those of its preset; periods from before are nobody's business."""
    if not work.rounds.cadences():
        choose(work, PRESET, name, None, clock.now())
        for cadence in preset(name):
            work.rounds.save_cadence(replace(cadence, enabled_from=clock.now()))
