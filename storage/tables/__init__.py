"""All tables. Importing this package fills ``Base.metadata``."""

from storage.tables import bulletins, delivery, figures, office, projects, roster, rounds
from storage.tables.base import Base

__all__ = ["Base", "bulletins", "delivery", "figures", "office", "projects", "roster", "rounds"]
