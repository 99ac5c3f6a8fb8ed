"""Units, people, projects and who answers for what (花名册与台账)."""

from core.roster.model.duties import Assignment, Carried, Duty, Leave, StandIn
from core.roster.model.people import Account, Group, Invitation, Person, Unit, UnitKind, UploadLink, hears
from core.roster.model.projects import (
    STARTED,
    FieldChange,
    Found,
    ImportResult,
    Light,
    Node,
    Project,
    ProjectChange,
    Proposal,
    Stage,
    Target,
)

__all__ = [
    "STARTED",
    "Account",
    "Assignment",
    "Carried",
    "Duty",
    "FieldChange",
    "Found",
    "Group",
    "ImportResult",
    "Invitation",
    "Leave",
    "Light",
    "Node",
    "Person",
    "Project",
    "ProjectChange",
    "Proposal",
    "Stage",
    "StandIn",
    "Target",
    "Unit",
    "UnitKind",
    "UploadLink",
    "hears",
]
