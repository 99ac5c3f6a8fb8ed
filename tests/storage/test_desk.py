import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from app.desk import ThreadDesk
from core.ports import UnitOfWork
from core.rounds.model import RoundState
from storage.engine import open_store
from storage.errors import Overtaken
from tests.storage.town import NOW, WEEKLY, found


class Boom(Exception):
    pass


def put(work: UnitOfWork, name: str, value: str = "1") -> str:
    work.settings.set(name, value)
    return name


def get(work: UnitOfWork, name: str) -> str | None:
    return work.settings.get(name)


def put_and_fail(work: UnitOfWork, name: str) -> str:
    put(work, name)
    work.audit.note(NOW, None, "never", "", {})
    raise Boom(name)


async def test_what_people_said_stays_out_of_errors_and_so_out_of_the_log(desk: ThreadDesk) -> None:
    with pytest.raises(DBAPIError) as failed:
        await desk.run(lambda work: work.people.add("张三", "", [], 999, "13900000000"))  # no such unit
    assert "13900000000" not in str(failed.value)
    assert await desk.run(put, "after") == "after"


async def test_commit_on_return_roll_back_on_error(desk: ThreadDesk) -> None:
    assert await desk.run(put, "a", value="x") == "a"
    with pytest.raises(Boom):
        await desk.run(put_and_fail, "b")
    assert await desk.read(get, "a") == "x"
    assert await desk.read(get, "b") is None
    assert await desk.read(lambda work: work.audit.verify()) is None
    assert desk.read_now(get, "a") == "x"


async def test_readers_may_not_write(desk: ThreadDesk) -> None:
    found_town = await desk.run(found)
    with pytest.raises(Exception, match=r"(?i)read-?only"):
        await desk.read(put, "a")
    with pytest.raises(Exception, match=r"(?i)read-?only"):
        await desk.read(lambda work: work.audit.note(NOW, None, "x", "", {}))
    assert await desk.read(lambda work: work.rounds.prompt(found_town.prompt.id)) == found_town.prompt


async def test_a_failing_job_does_not_hurt_its_neighbours(desk: ThreadDesk) -> None:
    gate = threading.Event()
    first = asyncio.create_task(desk.run(lambda _: gate.wait(10)))
    await asyncio.sleep(0.05)
    jobs = [desk.run(put_and_fail if number % 3 == 0 else put, f"k{number}") for number in range(100)]
    waiting = asyncio.gather(*jobs, return_exceptions=True)
    await asyncio.sleep(0.05)
    gate.set()
    outcomes = await waiting
    assert await first
    failed = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, Boom)]
    assert failed == list(range(0, 100, 3))
    stored = [number for number in range(100) if await desk.read(get, f"k{number}")]
    assert stored == [number for number in range(100) if number % 3]


async def test_if_the_commit_fails_all_of_its_jobs_fail(migrated_url: str) -> None:
    commits = iter([None, Boom("the disk")])

    def before_commit() -> None:
        if error := next(commits, None):
            raise error

    desk = ThreadDesk(open_store(migrated_url), before_commit=before_commit)
    if not migrated_url.startswith("sqlite"):
        desk.close()
        return  # commits one by one
    gate = threading.Event()
    first = asyncio.create_task(desk.run(lambda _: gate.wait(10)))
    await asyncio.sleep(0.05)
    waiting = asyncio.gather(*(desk.run(put, f"k{number}") for number in range(5)), return_exceptions=True)
    await asyncio.sleep(0.05)
    gate.set()
    assert await first
    assert [str(outcome) for outcome in await waiting] == ["the disk"] * 5
    assert await desk.read(get, "k0") is None
    assert await desk.run(put, "after") == "after"
    desk.close()


async def test_a_cancelled_caller_tears_nothing(desk: ThreadDesk) -> None:
    gate = threading.Event()

    def slow(work: UnitOfWork) -> None:
        put(work, "slow")
        gate.wait(10)

    task = asyncio.create_task(desk.run(slow))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.set()
    await desk.run(put, "next")
    desk.close()
    again = ThreadDesk(desk._store)
    assert await again.read(get, "slow") == "1"
    again.close()


async def test_what_was_given_is_finished_before_closing(migrated_url: str) -> None:
    desk = ThreadDesk(open_store(migrated_url))
    jobs = [asyncio.create_task(desk.run(put, f"k{number}")) for number in range(150)]
    await asyncio.sleep(0)
    await asyncio.to_thread(desk.close)
    assert len(await asyncio.gather(*jobs)) == 150
    desk.close()
    with pytest.raises(RuntimeError):
        await desk.run(put, "late")


def test_no_update_is_lost_between_threads(desk: ThreadDesk) -> None:
    town = desk.run_now(found)

    def one_more(work: UnitOfWork) -> None:
        prompt = work.rounds.prompt(town.prompt.id)  # locks it
        work.rounds.answered(prompt.id, (prompt.answered_at or NOW) + timedelta(seconds=1))

    def rename(work: UnitOfWork) -> None:
        work.projects.change(work.projects.get(town.ids[0]), [], None, NOW)

    def often() -> None:
        for _ in range(50):
            desk.run_now(one_more)

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(often) for _ in range(4)]:
            done.result()
        # Nothing locks a project: the version tells who was too late, and the desk tries again.
        renamed = [threads.submit(desk.run_now, rename) for _ in range(8)]
        outcomes = [one.exception() for one in renamed]
    assert all(outcome is None or isinstance(outcome, Overtaken) for outcome in outcomes)
    project = desk.read_now(lambda work: work.projects.get(town.ids[0]))
    assert project.version == 1 + outcomes.count(None)
    prompt = desk.read_now(lambda work: work.rounds.prompt(town.prompt.id))
    assert prompt.answered_at == NOW + timedelta(seconds=200)


@pytest.fixture
def replicas(migrated_url: str) -> Iterator[list[ThreadDesk]]:
    desks = [ThreadDesk(open_store(migrated_url)) for _ in range(2)]
    yield desks
    for desk in desks:
        desk.close()


def test_two_replicas_open_each_period_once(replicas: list[ThreadDesk]) -> None:
    cadence = replicas[0].run_now(lambda work: work.rounds.save_cadence(WEEKLY))

    def tick(work: UnitOfWork, period: str) -> bool:
        opened = work.rounds.open(cadence, period, RoundState.OPEN, NOW, NOW, None)
        if opened:
            work.audit.note(NOW, None, "round.open", period, {})
        return opened is not None

    async def tick_all(desk: ThreadDesk) -> list[bool]:
        return await asyncio.gather(*(desk.run(tick, f"p{number}") for number in range(200)))

    async def both() -> list[list[bool]]:
        return await asyncio.gather(*map(tick_all, replicas))

    one, two = asyncio.run(both())
    assert [a + b for a, b in zip(one, two, strict=True)] == [1] * 200
    assert len(replicas[0].read_now(lambda work: work.rounds.latest(999))) == 200
    assert replicas[0].run_now(lambda work: work.audit.verify()) is None
