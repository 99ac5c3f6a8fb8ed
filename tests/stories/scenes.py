"""Scenes that several stories begin with, and what they look at."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, time
from pathlib import Path
from typing import Any

from core.figures.model import Field, FigureState
from core.ports import UnitOfWork
from core.problems.model import Problem
from core.problems.take_ledger import take_ledger
from core.rights import Role
from core.roster.current_ledger import current_ledger
from core.rounds.model import Report
from documents.ledger_in import read_ledger
from documents.ledger_out import ledger_bytes
from tests.stories.world import CHINA, Someone, World

CARD = "项目调度 · "


async def leader(world: World, name: str) -> Someone:
    return await world.person(name, Role.LEADER)


async def liaison(world: World, name: str) -> Someone:
    return await world.person(name, Role.LIAISON)


async def clerk(world: World) -> Someone:
    return await world.person("周文静", Role.OFFICE)


async def monday(world: World) -> None:
    """The week's round has just opened."""
    await world.at("2026-11-16 09:01")


async def card_of(person: Someone) -> dict[str, Any]:
    """The first dispatch card this person got: the message that is edited in place."""
    return (await person.cards())[0]


def line(card: str, no: int) -> str:
    """What the card says about one project, up to the next one; in WeCom the line that stands for it."""
    shown = re.findall(rf"(?m)^{no} .*", card)
    if shown:
        return str(shown[0]).replace("✓", "✓ ")
    after = card.split(f"\n{no}. ", 1)[1]
    return after.split(f"\n{no + 1}. ", 1)[0]


def labels(message: dict[str, Any]) -> list[str]:
    return [b["text"] for row in message["buttons"] or () for b in row]


def data_of(message: dict[str, Any], label: str) -> str:
    return next(str(b["data"]) for row in message["buttons"] for b in row if b["text"] == label)


async def reports(world: World, project: str) -> list[Report]:
    """All versions of what was said about a project, oldest first, also those taken back."""

    def query(work: UnitOfWork) -> list[Report]:
        found = work.projects.by_name(project)
        assert found is not None
        return list(reversed(work.reports.history(found.id, 50)))

    return await world.product.desk.read(query)


async def tickets(world: World, project: str) -> list[Problem]:
    def query(work: UnitOfWork) -> list[Problem]:
        found = work.projects.by_name(project)
        assert found is not None
        return list(work.problems.open_for([found.id]))

    return await world.product.desk.read(query)


async def figures(world: World, project: str) -> list[tuple[Field, str, FigureState]]:
    """What was stated about a project, in which state, oldest first."""

    def query(work: UnitOfWork) -> list[tuple[Field, str, FigureState]]:
        found = work.projects.by_name(project)
        assert found is not None
        ids = [report.id for report in work.reports.history(found.id, 50)]
        return [(one.field, one.value, one.state) for one in work.figures.of_reports(ids)]

    return await world.product.desk.read(query)


async def block(world: World, person: Someone) -> None:
    del world
    await person.leaves()


def sent_at(message: dict[str, Any]) -> datetime:
    date = message["date"]
    moment = datetime.fromtimestamp(date, CHINA) if isinstance(date, int) else datetime.fromisoformat(date)
    return moment.astimezone(CHINA)


async def unasked_days(person: Someone, since: int) -> Counter[Any]:
    """Messages of the bot after ``since`` by local day, of somebody who says and taps nothing."""
    return Counter(sent_at(m).date() for m in await person.from_us() if m["message_id"] > since)


def in_speaking_hours(moment: datetime) -> bool:
    return moment.weekday() < 5 and time(8, 30) <= moment.time() < time(20, 0)


async def ledger_comes_back(world: World, folder: Path) -> bool:
    """Whether the ledger as it is now, written to a file and read again, changes nothing."""
    today = world.product.calendar.today(world.now)

    def written(work: UnitOfWork) -> bytes:
        return ledger_bytes(*current_ledger(work, today))

    path = folder / "again.xlsx"
    path.write_bytes(await world.product.desk.read(written))
    result = await world.product.desk.run(take_ledger, read_ledger(path), None, today, world.now)
    return result.nothing
