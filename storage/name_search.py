"""The name index of each database, built anew when a name in the ledger changed."""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, func, select

from storage.name_index import Hit, Named, NameIndex
from storage.tables.projects import ProjectRow

_MARK = select(func.count(), func.coalesce(func.sum(ProjectRow.version), 0), func.max(ProjectRow.id))
_NAMES = select(
    ProjectRow.id, ProjectRow.code, ProjectRow.name, ProjectRow.aliases, ProjectRow.investor
).order_by(ProjectRow.id)

Mark = tuple[int, int, int | None]


class _Kept(NamedTuple):
    """``mark`` changes with every change of a project; the finder only when ``names`` did."""

    mark: Mark
    names: tuple[Named, ...]
    finder: NameIndex


_kept: WeakKeyDictionary[Pool, _Kept] = WeakKeyDictionary()
_building = Lock()


def find_projects(
    connection: Connection, wanted: str, within: Collection[int] | None, limit: int, *, unsaved: bool
) -> list[Hit]:
    """See ``NameIndex.find``. ``unsaved``: this transaction changed projects; what it sees is not kept."""
    row = connection.execute(_MARK).one()
    mark: Mark = (row[0], int(row[1]), row[2])
    pool = connection.engine.pool
    kept = _kept.get(pool)
    if unsaved or kept is None or kept.mark != mark:
        with _building:
            names = tuple(
                Named(id_, code, name, tuple(aliases), investor)
                for id_, code, name, aliases, investor in connection.execute(_NAMES)
            )
            finder = kept.finder if kept and kept.names == names else NameIndex(names)
            kept = _Kept(mark, names, finder)
            if not unsaved:
                _kept[pool] = kept
    return kept.finder.find(wanted, within, limit)
