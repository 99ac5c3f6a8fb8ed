"""Names that people use for a project (别名): taught by the office, found by everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.errors import AliasTaken, BadArgument
from core.ports import UnitOfWork
from core.roster.model import FieldChange, Project

LONGEST = 20
MOST = 12
BETWEEN = "、"


def teach(work: UnitOfWork, project: Project, alias: str, by: int, now: datetime) -> Project:
    """From now on ``alias`` finds this project; teaching it again changes nothing.

    Raises:
        BadArgument: it is empty, too long, or the project has too many.
        AliasTaken: another project is called so.
    """
    alias = " ".join(alias.split())
    if alias in (project.name, *project.aliases):
        return project
    if not alias or len(alias) > LONGEST or len(project.aliases) >= MOST:
        raise BadArgument("alias")
    for other in (found.project for found in work.projects.search(alias, None, 8)):
        if other.id != project.id and alias in (other.code, other.name, *other.aliases):
            raise AliasTaken(alias, other.name)
    return _save(work, project, (*project.aliases, alias), by, now)


def forget(work: UnitOfWork, project: Project, alias: str, by: int, now: datetime) -> Project:
    """The name finds it no longer; an unknown one changes nothing."""
    left = tuple(one for one in project.aliases if one != alias)
    return project if left == project.aliases else _save(work, project, left, by, now)


def _save(work: UnitOfWork, project: Project, aliases: tuple[str, ...], by: int, now: datetime) -> Project:
    old, new = BETWEEN.join(project.aliases), BETWEEN.join(aliases)
    changed = replace(project, aliases=aliases)
    work.projects.change(changed, [FieldChange("aliases", old, new)], by, now)
    work.audit.note(now, by, "project.aliases", f"project:{project.id}", {"old": old, "new": new})
    return work.projects.get(project.id)
