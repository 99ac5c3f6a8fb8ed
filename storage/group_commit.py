"""Many small transactions of SQLite under one fsync.

One thread runs all writing jobs. Those that wait while it is busy are run together, each inside a
savepoint of its own, and learn of their success only after the one COMMIT they share.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine

from storage.memory import Memory
from storage.unit_of_work import SqlUnitOfWork

log = logging.getLogger(__name__)
W = TypeVar("W")

MOST = 64  # jobs per commit: beyond that the first one waits longer than the shared fsync saves
_BEGIN, _COMMIT, _ROLLBACK = "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"
_SAVEPOINT, _UNDO, _KEEP = "SAVEPOINT job", "ROLLBACK TO job", "RELEASE job"
_VERSION = "PRAGMA data_version"  # another one after others' commits, the same after ours


class Job(Generic[W]):
    """A use case with its arguments bound, who waits for it, and its outcome once there is one."""

    __slots__ = ("error", "value", "waiter", "work")

    def __init__(self, work: Callable[[SqlUnitOfWork], Any], waiter: W) -> None:
        self.work = work
        self.waiter = waiter
        self.value: Any = None
        self.error: BaseException | None = None


class GroupWriter(Generic[W]):
    """Runs jobs in the order in which they were put.

    Args:
        settled: gets every batch after its commit or rollback, in the writer's thread.
        before_commit: called right before each COMMIT.
    """

    def __init__(
        self,
        engine: Engine,
        audit_key: bytes | None,
        settled: Callable[[Sequence[Job[W]]], None],
        before_commit: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._audit_key = audit_key
        self._settled = settled
        self._before_commit = before_commit
        self._memory = Memory(alone=True)
        self._connection: Connection | None = None
        self._unit_of_work: SqlUnitOfWork | None = None
        self._queue: queue.SimpleQueue[Job[W] | None] = queue.SimpleQueue()
        self._door = threading.Lock()  # nothing may be put behind the mark that ends the queue
        self._closed = False
        self._thread = threading.Thread(target=self._live, name="duban-writer", daemon=True)
        self._thread.start()

    def put(self, job: Job[W]) -> None:
        """
        Raises:
            RuntimeError: it was closed.
        """
        with self._door:
            if self._closed:
                raise RuntimeError("the desk is closed")
            self._queue.put(job)

    def close(self) -> None:
        """Run what was put, then end the thread."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _live(self) -> None:
        while batch := self._next_batch():
            self._transact(batch)
            self._settled(batch)
        self._disconnect()

    def _next_batch(self) -> list[Job[W]]:
        """Wait for one job and take those behind it along; empty when closed."""
        batch: list[Job[W]] = []
        job = self._queue.get()
        while job is not None:
            batch.append(job)
            if len(batch) == MOST:
                return batch
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return batch
        if batch:
            self._queue.put(None)  # the end, seen again after this batch
        return batch

    def _transact(self, batch: Sequence[Job[W]]) -> None:
        """Whatever breaks the shared transaction, the COMMIT included, is the error of all its jobs."""
        try:
            connection, driver = self._connected()
            driver.execute(_BEGIN)
            self._memory.as_of(driver.execute(_VERSION).fetchone()[0])
            self._run(batch, connection, driver.execute)
            self._before_commit()
            self._end(connection, driver, keep=True)
        except BaseException as error:  # noqa: BLE001 - it is raised where the job is awaited
            self._memory.clear()
            self._undo()
            for job in batch:
                job.error = job.error or error

    def _connected(self) -> tuple[Connection, Any]:
        """Ours for good: asking the pool for it, and telling SQLAlchemy of each transaction, took longer than
        many a transaction."""
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.detach()
        return self._connection, self._connection.connection.dbapi_connection

    def _end(self, connection: Connection, driver: Any, *, keep: bool) -> None:
        """SQLAlchemy is told if it took part: whatever ``storage.quick`` leaves to it begins a transaction there."""
        known = connection.get_transaction()
        if known is None:
            driver.execute(_COMMIT if keep else _ROLLBACK)
        elif keep:
            known.commit()
        else:
            known.rollback()

    def _undo(self) -> None:
        if self._connection is None:
            return
        try:
            connection, driver = self._connected()
            if driver.in_transaction or connection.in_transaction():
                self._end(connection, driver, keep=False)
        except Exception:
            log.exception("could not roll back; the connection is given up")
            self._disconnect()

    def _disconnect(self) -> None:
        connection, self._connection, self._unit_of_work = self._connection, None, None
        if connection is not None:
            connection.close()

    def _run(self, batch: Sequence[Job[W]], connection: Connection, at_once: Callable[[str], Any]) -> None:
        if len(batch) == 1:  # needs no savepoint: its failure may end the transaction
            self._work(batch[0], connection)
            return
        for job in batch:
            at_once(_SAVEPOINT)
            try:
                self._work(job, connection)
            except Exception as error:  # noqa: BLE001 - it is raised where the job is awaited
                job.error = error
                self._memory.clear()
                # After a full disk SQLite has rolled back everything; then this raises, and all jobs fail.
                at_once(_UNDO)
            at_once(_KEEP)

    def _work(self, job: Job[W], connection: Connection) -> None:
        """One unit of work serves one job after another, until one fails: making its repositories took longer than
        what they are asked."""
        unit_of_work = self._unit_of_work or SqlUnitOfWork(connection, self._audit_key, self._memory)
        self._unit_of_work = None
        job.value = job.work(unit_of_work)
        unit_of_work.flush()
        self._unit_of_work = unit_of_work
