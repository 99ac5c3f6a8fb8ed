"""Who answers for which project, and the year's targets of the units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from sqlalchemy import Connection, Select, and_, bindparam, delete, or_, select, update

from core.roster.model import Assignment, Duty, Target
from storage.statements import upsert
from storage.tables.projects import AssignmentRow, TargetRow

_COLUMNS = (
    AssignmentRow.project_id, AssignmentRow.person_id, AssignmentRow.duty,
    AssignmentRow.since_on, AssignmentRow.until_on,
)  # fmt: skip
_IN_ORDER = select(*_COLUMNS).order_by(AssignmentRow.project_id, AssignmentRow.id)
_setting = upsert(TargetRow)
_SET_TARGET = _setting.on_conflict_do_update(
    index_elements=["unit_id", "year"],
    set_={name: _setting.excluded[name] for name in ("signed_yuan", "arrived_yuan", "previous_rank")},
)


def on_day(
    connection: Connection, day: date, person_id: int | None, project_id: int | None, duty: Duty | None
) -> Sequence[Assignment]:
    given = {"day": day, "person": person_id, "project": project_id, "duty": duty}
    wanted = {name: value for name, value in given.items() if value is not None}
    return [Assignment(*row) for row in connection.execute(_among(*wanted), wanted)]


@cache
def _among(*given: str) -> Select[int, int, Duty, date, date | None]:
    """Made once for each set of conditions: building it costs more than running it."""
    day = bindparam("day", type_=AssignmentRow.since_on.type)
    statement = _IN_ORDER.where(
        AssignmentRow.since_on <= day, or_(AssignmentRow.until_on.is_(None), AssignmentRow.until_on > day)
    )
    columns = {
        "person": AssignmentRow.person_id,
        "project": AssignmentRow.project_id,
        "duty": AssignmentRow.duty,
    }
    for name in given:
        if name in columns:
            statement = statement.where(columns[name] == bindparam(name))
    return statement


def add(connection: Connection, assignment: Assignment) -> None:
    """Nothing happens if the person carries this duty for the project already, without an end."""
    statement = upsert(AssignmentRow).on_conflict_do_nothing()
    connection.execute(
        statement.values(
            project_id=assignment.project_id,
            person_id=assignment.person_id,
            duty=assignment.duty,
            since_on=assignment.since_on,
            until_on=assignment.until_on,
        )
    )


def end(connection: Connection, project_id: int, person_id: int, duty: Duty, until_on: date) -> None:
    """Those that last longer end on that day; one that would end before it began goes."""
    lasting = and_(
        AssignmentRow.project_id == project_id,
        AssignmentRow.person_id == person_id,
        AssignmentRow.duty == duty,
        or_(AssignmentRow.until_on.is_(None), AssignmentRow.until_on > until_on),
    )
    connection.execute(delete(AssignmentRow).where(lasting, AssignmentRow.since_on >= until_on))
    connection.execute(update(AssignmentRow).where(lasting).values(until_on=until_on))


def targets(connection: Connection, year: int) -> Sequence[Target]:
    """By unit id."""
    statement = select(
        TargetRow.unit_id,
        TargetRow.year,
        TargetRow.signed_yuan,
        TargetRow.arrived_yuan,
        TargetRow.previous_rank,
    ).where(TargetRow.year == year)
    return [Target(*row) for row in connection.execute(statement.order_by(TargetRow.unit_id))]


def set_target(connection: Connection, target: Target) -> None:
    given = {
        "unit_id": target.unit_id,
        "year": target.year,
        "signed_yuan": target.signed_yuan,
        "arrived_yuan": target.arrived_yuan,
        "previous_rank": target.previous_rank,
    }
    connection.execute(_SET_TARGET, given)
