"""All tables. Importing this package fills ``Base.metadata``."""

from storage.tables import (
    attachments,
    bulletins,
    cases,
    delivery,
    figures,
    files,
    milestones,
    office,
    projects,
    publishing,
    roster,
    rounds,
    scoring,
)
from storage.tables.base import Base

__all__ = [
    "Base",
    "attachments",
    "bulletins",
    "cases",
    "delivery",
    "figures",
    "files",
    "milestones",
    "office",
    "projects",
    "publishing",
    "roster",
    "rounds",
    "scoring",
]
