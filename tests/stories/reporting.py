"""Figures that people report in a sentence, and the project they are about."""

from __future__ import annotations

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
    asked = await person.labels()
    if "数字无误" in asked:
        await person.taps("数字无误")
    elif confirmed and "确认" in asked:
        await person.taps("确认")
    await world.rest()


async def project(world: World, name: str) -> Project:
    found = await world.product.desk.read(lambda work: work.projects.by_name(name))
    assert found
    return found
