"""Projects as rows and back. Columns and fields have the same names, two of them another form."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from core.roster.model import Project
from storage.statements import AnyRow
from storage.tables.projects import ProjectRow

_FIELDS = tuple(field.name for field in fields(Project))
_ALIASES = _FIELDS.index("aliases")
PROJECT = tuple(getattr(ProjectRow, name) for name in _FIELDS)


def project_values(project: Project) -> dict[str, Any]:
    """Every column but the id."""
    values = {name: getattr(project, name) for name in _FIELDS if name != "id"}
    return values | {"aliases": list(project.aliases), "details": dict(project.details)}


def as_project(row: AnyRow) -> Project:
    values: tuple[Any, ...] = (*row[:_ALIASES], tuple(row[_ALIASES]), *row[_ALIASES + 1 :])
    return Project(*values)
