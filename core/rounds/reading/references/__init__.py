"""Which words of a reply point at a project, and which only look so: 2号楼, 15号前, 1号线."""

from core.rounds.reading.references.find import find_references
from core.rounds.reading.references.model import How, Reference

__all__ = [
    "How",
    "Reference",
    "find_references",
]
