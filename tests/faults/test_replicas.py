"""Two replicas on PostgreSQL tick the same period again and again: one round, one letter per leader."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app import times
from app.desk import ThreadDesk
from core.chat import Address, Channel
from core.milestones.remind_entering import AHEAD
from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.rights import Role
from core.rounds.cadence import weekly
from documents.bulletin_files import make
from scheduler.jobs import Jobs
from storage import schema
from storage.engine import open_store
from storage.tables.delivery import OutboxRow
from storage.tables.rounds import PromptRow, RoundRow
from storage.unit_of_work import SqlUnitOfWork
from tests.postgres import PostgresServer
from tests.stories.town import LEADERS, ledger

TICKS = 1000
CHINA = ZoneInfo("Asia/Shanghai")
EARLY = datetime(2026, 11, 16, 8, 0, tzinfo=CHINA)
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=CHINA)


async def test_a_thousand_ticks_of_two_replicas_make_one_round(postgres_server: PostgresServer) -> None:
    with postgres_server.fresh_database() as url:
        schema.upgrade(url)
        desks = [ThreadDesk(open_store(url)) for _ in range(2)]
        calendar = times.calendar(CHINA)
        await desks[0].run(_found)
        replicas = [Jobs(desk, calendar, lambda: None, make=make) for desk in desks]
        try:
            await asyncio.gather(*(_tick(replica) for replica in replicas))
            rounds, letters, cards = await desks[0].read(_made)
        finally:
            for desk in desks:
                desk.close()
    assert rounds == ["2026-W47"]
    assert sorted(letters.values()) == [1] * len(LEADERS)
    assert cards == len(LEADERS)


async def _tick(replica: Jobs) -> None:
    """The same Monday morning, a moment later each time."""
    for number in range(TICKS // 2):
        await replica.tick(MONDAY + timedelta(milliseconds=number))


def _found(work: UnitOfWork) -> None:
    take_ledger(work, ledger(), None, EARLY.date(), EARLY)
    for number, leader in enumerate(work.people.with_role(Role.LEADER)):
        work.people.bind(leader.id, Address(Channel.TELEGRAM, str(1000 + number)), EARLY)
    work.settings.set(AHEAD.name, "0")
    work.rounds.save_cadence(weekly(enabled_from=EARLY))


def _made(work: UnitOfWork) -> tuple[list[str], Counter[str], int]:
    assert isinstance(work, SqlUnitOfWork)
    rows = work._connection.execute
    rounds = [str(period) for (period,) in rows(select(RoundRow.period))]
    letters = Counter(str(chat) for (chat,) in rows(select(OutboxRow.chat)))
    return rounds, letters, len(rows(select(PromptRow.id)).all())
