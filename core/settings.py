"""What the office chooses for itself (设置): typed, stored as JSON, every change audited with old and new value."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

from core.ports import UnitOfWork

T = TypeVar("T")
Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One choice. ``name`` is its key in the database and in the audit; ``default`` counts until it is chosen."""

    name: str
    default: T
    to_json: Callable[[T], Json]
    from_json: Callable[[Json], T]


def chosen(work: UnitOfWork, setting: Setting[T]) -> T:
    """What counts now."""
    value = work.settings.get(setting.name)
    return setting.default if value is None else setting.from_json(json.loads(value))


def choose(work: UnitOfWork, setting: Setting[T], value: T, by: int | None, now: datetime) -> bool:
    """False if that is what counts already."""
    old = chosen(work, setting)
    if value == old:
        return False
    facts = {"old": stored(setting, old), "new": stored(setting, value)}
    work.settings.set(setting.name, facts["new"])
    work.audit.note(now, by, "setting.changed", f"setting:{setting.name}", facts)
    return True


def keep(
    work: UnitOfWork, setting: Setting[T], value: T, by: int | None, now: datetime, facts: Mapping[str, str]
) -> None:
    """For a long value of which one part changed: the audit gets that part (``facts``), not the whole."""
    work.settings.set(setting.name, stored(setting, value))
    work.audit.note(now, by, "setting.changed", f"setting:{setting.name}", facts)


def stored(setting: Setting[T], value: T) -> str:
    """As it stands in the database."""
    return json.dumps(setting.to_json(value), ensure_ascii=False, sort_keys=True)


def members(names: Json) -> list[str]:
    """A stored list of words.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(names, list):
        raise ValueError(names)  # noqa: TRY004 - what was stored is wrong, not the call
    return [str(name) for name in names]
