import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.desk import ThreadDesk
from core.chat import Card
from core.delivery.model import Kind, Letter, State, Verdict
from core.ports import UnitOfWork
from storage import schema
from storage.backup import backup, restore
from storage.engine import open_store
from storage.errors import BackupFailed
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOW, Town, at, found

KEY = b"k"


def live(work: UnitOfWork) -> Town:
    """A town with one letter sent, one on its way and one waiting."""
    town = found(work)
    for name in ("sent", "sending"):
        ours = work.outbox.put_claimed(Letter(name, Kind.ANSWER, at("1"), Card(name), NOW), "us", NOW + HOUR)
        if name == "sent":
            work.outbox.finish(ours, Verdict(State.SENT, message_id="1"), NOW)
    work.outbox.put(Letter("waiting", Kind.PROMPT, at("1"), Card("x"), NOW))
    work.audit.note(NOW, town.clerk.id, "town.found", "", {})
    return town


def states(work: UnitOfWork) -> list[State]:
    letters = [work.outbox.find(name) for name in ("sent", "sending", "waiting")]
    return [letter.state for letter in letters if letter]


def test_the_way_there_and_back(migrated_url: str, tmp_path: Path) -> None:
    if not migrated_url.startswith("sqlite") and not shutil.which("pg_dump"):
        pytest.skip("no pg_dump")
    desk, copy = ThreadDesk(open_store(migrated_url), KEY), tmp_path / "copies" / "one"
    town = desk.run_now(live)
    with writing(desk):
        backup(migrated_url, copy)
    with pytest.raises(BackupFailed, match="已经存在"):
        backup(migrated_url, copy)
    desk.run_now(lambda work: work.people.change(replace(town.leader, name="后来")))
    desk.close()

    with pytest.raises(BackupFailed, match="已有数据库"):
        restore(migrated_url, copy, NOW + HOUR)
    assert restore(migrated_url, copy, NOW + HOUR, force=True, audit_key=KEY) == 2

    desk = ThreadDesk(open_store(migrated_url), KEY)
    assert desk.read_now(lambda work: work.people.get(town.leader.id)) == town.leader
    assert desk.read_now(lambda work: work.rounds.get(town.round.id)) == town.round
    assert desk.read_now(states) == [State.SENT, State.UNCERTAIN, State.UNCERTAIN]
    assert desk.run_now(lambda work: work.audit.verify()) is None
    desk.close()
    assert list(copy.parent.iterdir()) == [copy]


def test_a_copy_can_start_a_new_database(sqlite_url: str, tmp_path: Path) -> None:
    new = f"sqlite:///{tmp_path / 'new.db'}"
    backup(sqlite_url, tmp_path / "copy.db")
    assert restore(new, tmp_path / "copy.db", NOW) == 0
    assert schema.is_current(new)


def test_a_damaged_copy_is_refused_before_anything_is_lost(sqlite_url: str, tmp_path: Path) -> None:
    url, copy = sqlite_url, tmp_path / "copy.db"
    backup(url, copy)
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    for bad in (copy, tmp_path / "missing"):
        with pytest.raises(BackupFailed):
            restore(url, bad, NOW, force=True)
    assert schema.is_current(url)
    with open_store(url).writer.connect() as connection:
        assert SqlUnitOfWork(connection).people.all() == []


class writing:  # noqa: N801 - read as "with writing(desk)"
    """Somebody keeps writing while the block runs."""

    def __init__(self, desk: ThreadDesk) -> None:
        self._desk, self._stop = desk, threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _write(self) -> None:
        while not self._stop.is_set():
            self._desk.run_now(lambda work: work.audit.note(NOW, None, "busy", "", {}))
