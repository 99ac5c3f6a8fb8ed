"""All tables. Importing this package fills ``Base.metadata``."""

from storage.tables import bulletins, delivery, figures, files, office, projects, roster, rounds
from storage.tables.base import Base

__all__ = ["Base", "bulletins", "delivery", "figures", "files", "office", "projects", "roster", "rounds"]
