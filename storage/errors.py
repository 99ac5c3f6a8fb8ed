"""What can go wrong in storage, beyond what the database itself raises."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import AppError


@dataclass(eq=False)
class Overtaken(AppError):
    """Somebody changed the row between our reading and our writing. The desk tries again."""

    subject: str
    id: int


@dataclass(eq=False)
class StorageUnusable(AppError):
    """The database cannot be used as it is; ``why`` is for the operator."""

    why: str


@dataclass(eq=False)
class BackupFailed(AppError):
    """No copy was made, or nothing was restored; ``why`` is for the operator."""

    why: str
