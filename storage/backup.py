"""Copies of the whole database, and the way back.

A copy is older than the world: letters that were waiting in it may have been sent since. After a restore
they are UNCERTAIN, so that a person decides; nothing is sent a second time by itself.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, make_url, update

from core.delivery.model import State
from core.texts.catalogue import say
from storage import schema
from storage.engine import open_store, sqlite_file
from storage.errors import BackupFailed
from storage.tables.delivery import OutboxRow
from storage.unit_of_work import SqlUnitOfWork

LONGEST = 3600  # seconds for pg_dump or pg_restore


def backup(url: str, target: Path) -> None:
    """Write a consistent copy to ``target`` while others read and write. It appears whole or not at all.

    SQLite: a database file, checked. PostgreSQL: pg_dump's custom format.

    Raises:
        BackupFailed: ``target`` exists, the copy is damaged, or pg_dump is missing or failed.
    """
    if target.exists():
        raise BackupFailed(say("backup.exists", file=target))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        _copy(make_url(url), draft)
        _put_in_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def restore(
    url: str, source: Path, now: datetime, *, force: bool = False, audit_key: bytes | None = None
) -> int:
    """Replace the database by the copy, bring it up to date and park its open letters.

    The program must not be running. Returns how many letters became UNCERTAIN.

    Raises:
        BackupFailed: there is a database already and not ``force``, or the copy cannot be used.
    """
    target = make_url(url)
    if not force and _holds_something(url):
        raise BackupFailed(say("backup.database"))
    if target.get_backend_name() == "sqlite":
        _restore_file(source, sqlite_file(target))
    else:
        _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction",
             f"--dbname={_without_password(target)}", str(source), url=target)  # fmt: skip
    schema.upgrade(url)
    return _park_letters(url, source, now, audit_key)


def _holds_something(url: str) -> bool:
    target = make_url(url)
    if target.get_backend_name() == "sqlite":
        return sqlite_file(target).exists()
    return schema.current(url) is not None


def _copy(url: URL, draft: Path) -> None:
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(_read_only(sqlite_file(url)), uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(draft),))
        _check(draft)
    else:
        _run("pg_dump", "--format=custom", f"--file={draft}", _without_password(url), url=url)


def _check(file: Path) -> None:
    """
    Raises:
        BackupFailed: the file is no whole SQLite database.
    """
    try:
        with closing(sqlite3.connect(_read_only(file), uri=True)) as connection:
            faults = connection.execute("PRAGMA integrity_check(5)").fetchall()
            orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(5)
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"{file}: {error}") from error
    if faults != [("ok",)] or orphans:
        raise BackupFailed(say("backup.damaged", file=file, why=f"{faults} {orphans}"))


def _restore_file(source: Path, target: Path) -> None:
    if not source.is_file():
        raise BackupFailed(say("backup.no_file", file=source))
    _check(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, draft)
    for leftover in ("-wal", "-shm"):  # of the old database: they would be replayed into the new one
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    _put_in_place(draft, target)


def _put_in_place(draft: Path, target: Path) -> None:
    """Rename, and make sure that a power cut leaves either nothing or everything."""
    _sync(draft, os.O_RDWR)
    draft.replace(target)
    _sync(target.parent, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _park_letters(url: str, source: Path, now: datetime, audit_key: bytes | None) -> int:
    store = open_store(url)
    try:
        with store.writer.begin() as connection:
            parked = _mark_uncertain(connection)
            work = SqlUnitOfWork(connection, audit_key)
            facts = {"source": source.name, "uncertain": str(parked)}
            work.audit.note(now, None, "storage.restore", "database", facts)
            work.flush()
    finally:
        store.close()
    return parked


def _mark_uncertain(connection: Connection) -> int:
    open_letters = update(OutboxRow).where(OutboxRow.state.in_([State.PENDING, State.SENDING]))
    return connection.execute(open_letters.values(state=State.UNCERTAIN, why="restored")).rowcount


def _read_only(file: Path) -> str:
    return f"{file.resolve().as_uri()}?mode=ro"


def _without_password(url: URL) -> str:
    """For the command line, which everybody on the machine can read."""
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string()


def _run(program: str, *arguments: str, url: URL) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupFailed(say("backup.no_program", name=program))
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            [path, *arguments], env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BackupFailed(say("backup.slow", name=program, n=LONGEST)) from error
    if done.returncode:
        raise BackupFailed(f"{program}: {done.stderr.strip()[-500:]}")
