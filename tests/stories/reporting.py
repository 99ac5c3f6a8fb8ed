"""Figures that people report in a sentence, and the project they are about."""

from __future__ import annotations

from core.figures.keep import keep
from core.figures.reported import settle
from core.ports import UnitOfWork
from core.roster.model import Project
from tests.stories.world import Someone, World


async def reported(
    world: World, person: Someone, text: str, *, confirmed: bool = True, whose: str = ""
) -> None:
    """Somebody reports in a sentence and, by default, confirms what was understood. ``whose``: a liaison of
    several leaders says for whom."""
    await person.says(text)
    if whose:
        await person.taps(f"替{whose}")
    calendar, now = world.product.calendar, world.now

    def step(work: UnitOfWork) -> None:
        someone = work.people.by_name(person.name)
        assert someone
        said = work.reports.last_by(work.rounds.latest(1)[0].id, someone.id)
        keep(work, said, now, confirmed=confirmed)
        settle(work, [one.project_id for one in said], calendar, now)

    await world.product.desk.run(step)


async def project(world: World, name: str) -> Project:
    found = await world.product.desk.read(lambda work: work.projects.by_name(name))
    assert found
    return found
