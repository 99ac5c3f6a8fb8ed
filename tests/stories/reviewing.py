"""What stories of the review have in common."""

from __future__ import annotations

from sqlalchemy import select

from core.figures.model import Figure, FigureState
from core.ports import UnitOfWork
from core.roster.model import FieldChange
from core.scoring.facts import facts_of
from storage.tables.office import AuditRow
from tests.stories.reporting import project
from tests.stories.scenes import labels
from tests.stories.world import Someone, World

WAN = 10_000


async def changes(world: World, name: str) -> list[FieldChange]:
    number = (await project(world, name)).id
    return list(await world.product.desk.read(lambda work: work.projects.changes(number, 20)))


async def figures(world: World, state: FigureState) -> list[Figure]:
    return list(await world.product.desk.read(lambda work: work.figures.waiting(state, 50)))


async def arrived(world: World, unit: str) -> int:
    """Money arrived in all that would be scored now for a unit, yuan."""

    def query(work: UnitOfWork) -> int:
        found = work.projects.unit_named(unit)
        assert found
        facts = facts_of(work.projects.all(), world.product.calendar.today(world.now))
        return sum(fact.arrived_yuan for fact in facts if fact.unit_id == found.id)

    return await world.product.desk.read(query)


async def audit(world: World, action: str) -> list[dict[str, str]]:
    """The facts of the audit's entries of one kind, oldest first; ``by`` is who did it."""
    assert await world.product.desk.read(lambda work: work.audit.verify()) is None
    query = select(AuditRow.actor, AuditRow.facts).where(AuditRow.action == action).order_by(AuditRow.id)
    with world.product.store.reader.connect() as connection:
        return [{**row.facts, "by": str(row.actor)} for row in connection.execute(query)]


async def changed(zhou: Someone, value: str) -> None:
    await zhou.says("核定")
    await zhou.taps("1 改为…")
    await zhou.says(value)
    await zhou.taps("确认核定")


async def returned(zhou: Someone) -> None:
    await zhou.says("核定")
    await zhou.taps("1 退回")
    await zhou.taps("缺少依据")


async def labels_of(person: Someone) -> list[str]:
    return labels(await person.last())
