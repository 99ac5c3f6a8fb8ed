"""Runs use cases in transactions, in threads of its own, away from the event loop."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine

from core.ports import UnitOfWork
from storage.engine import READERS, WRITERS, Store
from storage.group_commit import GroupWriter, Job
from storage.retry import with_tries
from storage.unit_of_work import SqlUnitOfWork

P = ParamSpec("P")
T = TypeVar("T")
Waiter = Future[Any] | tuple[asyncio.AbstractEventLoop, "asyncio.Future[Any]"]


def _nothing() -> None:
    pass


class ThreadDesk:
    """Implements ``core.ports.Desk``.

    On SQLite one thread writes and commits what waits together; on PostgreSQL several do, and try again
    after serialization failures, deadlocks and numbers that another replica took. A caller that is
    cancelled does not stop its use case: it commits or rolls back as a whole, unheard.

    Args:
        before_commit: called in the writing thread right before each COMMIT; for fault tests.
    """

    def __init__(
        self,
        store: Store,
        audit_key: bytes | None = None,
        before_commit: Callable[[], None] = _nothing,
    ) -> None:
        self._store = store
        self._audit_key = audit_key
        self._before_commit = before_commit
        self._readers = ThreadPoolExecutor(READERS, "duban-reader")
        self._writers: ThreadPoolExecutor | None = None
        self._writer: GroupWriter[Waiter] | None = None
        if store.is_sqlite:
            self._writer = GroupWriter(store.writer, audit_key, _settle, before_commit)
        else:
            self._writers = ThreadPoolExecutor(WRITERS, "duban-writer")

    async def run(
        self, use_case: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """See the port."""
        loop = asyncio.get_running_loop()
        if self._writers is not None:
            return await loop.run_in_executor(self._writers, self._write, _bound(use_case, *args, **kwargs))
        assert self._writer is not None
        future: asyncio.Future[T] = loop.create_future()
        self._writer.put(Job(_bound(use_case, *args, **kwargs), (loop, future)))
        return await future

    async def read(
        self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """See the port."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._read, _bound(query, *args, **kwargs))

    def run_now(
        self, use_case: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like ``run``, for the command line: waits here. Not for use inside an event loop."""
        if self._writer is None:
            return self._write(_bound(use_case, *args, **kwargs))
        future: Future[T] = Future()
        self._writer.put(Job(_bound(use_case, *args, **kwargs), future))
        return future.result()

    def read_now(
        self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like ``read``, for the command line."""
        return self._read(_bound(query, *args, **kwargs))

    def close(self) -> None:
        """Finish what was given, end the threads and close the database. May be called twice."""
        if self._writer is not None:
            self._writer.close()
        if self._writers is not None:
            self._writers.shutdown()
        self._readers.shutdown()
        self._store.close()

    def _write(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        return with_tries(lambda: self._transact(self._store.writer, work, self._before_commit))

    def _read(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        return self._transact(self._store.reader, work, _nothing)

    def _transact(
        self, engine: Engine, work: Callable[[SqlUnitOfWork], T], before_commit: Callable[[], None]
    ) -> T:
        with engine.begin() as connection:
            unit_of_work = SqlUnitOfWork(connection, self._audit_key)
            value = work(unit_of_work)
            unit_of_work.flush()
            before_commit()
        return value


def _bound(
    use_case: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
) -> Callable[[SqlUnitOfWork], T]:
    return lambda unit_of_work: use_case(unit_of_work, *args, **kwargs)


def _settle(batch: Sequence[Job[Waiter]]) -> None:
    """Deliver outcomes from the writer's thread: one wake-up for each event loop, not for each job."""
    by_loop: defaultdict[asyncio.AbstractEventLoop, list[Job[Waiter]]] = defaultdict(list)
    for job in batch:
        if isinstance(job.waiter, Future):
            _deliver(job.waiter, job)
        else:
            by_loop[job.waiter[0]].append(job)
    for loop, jobs in by_loop.items():
        try:
            loop.call_soon_threadsafe(_deliver_all, jobs)
        except RuntimeError:  # the loop was closed: nobody waits any more
            continue


def _deliver_all(jobs: Sequence[Job[Waiter]]) -> None:
    for job in jobs:
        if not isinstance(job.waiter, Future) and not job.waiter[1].done():
            _deliver(job.waiter[1], job)


def _deliver(future: Future[Any] | asyncio.Future[Any], job: Job[Waiter]) -> None:
    if job.error is None:
        future.set_result(job.value)
    else:
        future.set_exception(job.error)
