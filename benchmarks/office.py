"""An office to measure on: leaders with their projects, bound to people of the sandbox."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app import times
from app.desk import ThreadDesk
from app.settings import Http, Settings, Telegram
from benchmarks.stage import ROOT, TOKEN
from core.chat import Address, Channel
from core.dates import one_day
from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.rights import Role
from core.roster.ledger import Ledger, LedgerLeader, LedgerMeta, LedgerProject
from core.roster.model import Stage
from core.rounds.cadence import weekly
from storage import schema
from storage.engine import open_store

CHINA = ZoneInfo("Asia/Shanghai")
EARLY = datetime(2026, 11, 16, 8, 0, tzinfo=CHINA)
MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=CHINA)  # the week's round is due
YUAN = 10_000
COUNTIES = 9


def settings(folder: Path, api_url: str, database_url: str = "") -> Settings:
    """Our own pace is no subject here: the sandbox takes whatever comes."""
    return Settings.model_construct(
        database_url=database_url or f"sqlite:///{folder / 'duban.db'}",
        language="zh",
        time_zone=CHINA,
        preset="district",
        data_dir=folder,
        http=Http(port=0),
        log_format="text",
        telegram=Telegram(token=TOKEN, api_url=api_url, messages_per_second=10_000),
        wecom=None,
    )


def environment(folder: Path, api_url: str, database_url: str, port: int) -> dict[str, str]:
    """For ``python -m app run``; nothing of the caller's own settings gets in. Byte code is written, as it is wherever
    the product is installed; else each start would translate all of it again."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | {
        "DUBAN_DATABASE_URL": database_url,
        "DUBAN_TELEGRAM__TOKEN": TOKEN,
        "DUBAN_TELEGRAM__API_URL": api_url,
        "DUBAN_TELEGRAM__MESSAGES_PER_SECOND": "10000",
        "DUBAN_DATA_DIR": str(folder),
        "DUBAN_HTTP__PORT": str(port),
        "PYTHONPATH": str(ROOT),
    }


def found(database_url: str, leaders: Sequence[int], projects_each: int, *, office: bool = False) -> None:
    """A new database with this many leaders, each bound to the chat given and carrying his projects.
    ``duban run`` on it believes that it is Monday morning. With ``office`` all may look at everything.
    """
    schema.upgrade(database_url)
    desk = ThreadDesk(open_store(database_url))
    desk.run_now(_found, leaders, projects_each, office=office)
    shift = MONDAY - times.SystemClock().now()
    desk.run_now(lambda work: work.settings.set(times.SHIFT, str(shift.total_seconds())))
    desk.close()


def _found(work: UnitOfWork, leaders: Sequence[int], projects_each: int, *, office: bool) -> None:
    take_ledger(work, ledger(len(leaders), projects_each), None, EARLY.date(), EARLY)
    names = {person.name: person for person in work.people.with_role(Role.LEADER)}
    for number, chat in enumerate(leaders):
        person = names[_leader(number)]
        if office:
            work.people.change(replace(person, roles=person.roles | {Role.OFFICE}))
        work.people.bind(person.id, Address(Channel.TELEGRAM, str(chat)), EARLY)
    work.rounds.save_cadence(weekly(enabled_from=EARLY))
    work.settings.set(times.IS_SANDBOX, "1")


def ledger(leaders: int, projects_each: int) -> Ledger:
    rows = [
        _project(leader * projects_each + number + 1, _leader(leader))
        for leader in range(leaders)
        for number in range(projects_each)
    ]
    people = tuple(LedgerLeader(_leader(number), "副市长") for number in range(leaders))
    return Ledger(LedgerMeta("项目台账", (1,)), tuple(rows), (), people, ())


def _project(number: int, leader: str) -> LedgerProject:
    county = f"{'甲乙丙丁戊己庚辛壬'[number % COUNTIES]}县"
    return LedgerProject(
        row=number + 1,
        code=f"ZS-2026-{number:04d}",
        name=f"{county}第{number}号产业园项目",
        county=county,
        host=f"{county}政府",
        leaders=(leader,),
        stage=Stage.BUILDING,
        nature="合同",
        total_yuan=20_000 * YUAN,
        total_in_yuan=number % 20 * 1000 * YUAN,
        plan_start_on=one_day(date(2026, 3, 1)),
        plan_production_on=one_day(date(2027, 6, 30) + timedelta(days=number % 90)),
    )


def _leader(number: int) -> str:
    return "林" + "".join("一二三四五六七八九十"[int(digit)] for digit in f"{number:04d}")
