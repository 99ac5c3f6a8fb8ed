"""What confirming a figure does to the ledger (核定后的台账变化). Pure; shown to the office before it decides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date

from core.dates import PartialDate
from core.figures.fields import COLUMNS, NOTED, SUMS, Value, noted
from core.figures.model import Field
from core.roster.model import FieldChange, Project, Stage
from core.roster.showing import shown


@dataclass(frozen=True, slots=True)
class Ground:
    """What the effect of a figure depends on besides the project.

    Attributes:
        said_on: the local day on which it was said.
        stated: all fields that the same report states.
        month_on: the local day on which the ledger's 本月到位 last changed; None: unknown.
        year_on: the same for 本年到位.
        counted: of a weekly sum what was confirmed in the same round before, yuan; only the rest is added.
        same_week: another round's weekly sum of the same calendar week was confirmed before.
        moved: a sum to which a weekly one is added has changed in the ledger since it was said.
    """

    said_on: date
    stated: Collection[Field] = ()
    month_on: date | None = None
    year_on: date | None = None
    counted: int = 0
    same_week: bool = False
    moved: bool = False

    @property
    def new_month(self) -> bool:
        """The ledger's 本月到位 is known to be of an earlier month."""
        on = self.month_on
        return on is not None and (on.year, on.month) < (self.said_on.year, self.said_on.month)

    @property
    def new_year(self) -> bool:
        return self.year_on is not None and self.year_on.year < self.said_on.year


_BEFORE_BUILDING = frozenset({None, Stage.TALKS, Stage.SIGNED})
_BEFORE_FINISHED = _BEFORE_BUILDING | {Stage.BUILDING}
_BEFORE_PRODUCING = _BEFORE_FINISHED | {Stage.FINISHED}
_BRINGS = {
    Field.START_ON: (_BEFORE_BUILDING, Stage.BUILDING),
    Field.COMPLETED_ON: (_BEFORE_FINISHED, Stage.FINISHED),
    Field.PRODUCTION_ON: (_BEFORE_PRODUCING, Stage.PRODUCING),
}
"""A node that was reached moves an earlier stage on; 停建 and 终止 only move when somebody says so."""


def applied(project: Project, field: Field, value: Value, ground: Ground) -> Project:
    """The project once this figure is confirmed; same version."""
    match value:
        case PartialDate():
            return _reached(project, field, value, ground)
        case Stage():
            return replace(project, stage=value)
        case _ if field is Field.WEEK_IN:
            return _week_added(project, value, ground)
        case _:
            return replace(project, **{SUMS.get(field, "percent"): value})  # type: ignore[arg-type]  # whole numbers


def _week_added(project: Project, week: int, ground: Ground) -> Project:
    """Added to each sum that the ledger keeps, unless the same report states that sum itself. A month or year
    that has just begun starts at nothing; a sum that the ledger does not keep stays unknown."""
    more = week - ground.counted
    month, year, total = project.month_in_yuan, project.year_in_yuan, project.total_in_yuan
    if month is not None and Field.MONTH_IN not in ground.stated:
        month = max(0, (0 if ground.new_month else month) + more)
    if year is not None and Field.YEAR_IN not in ground.stated:
        year = max(0, (0 if ground.new_year else year) + more)
    if total is not None and Field.TOTAL_IN not in ground.stated:
        total = max(0, total + more)
    return replace(project, month_in_yuan=month, year_in_yuan=year, total_in_yuan=total)


def _reached(project: Project, field: Field, on: PartialDate, ground: Ground) -> Project:
    earlier, stage = _BRINGS.get(field, (frozenset[Stage | None](), project.stage))
    moves = project.stage in earlier and Field.STAGE not in ground.stated
    stage = stage if moves else project.stage
    in_stock = project.in_stock or field is Field.STOCKED_ON
    in_stats = project.in_stats or field is Field.COUNTED_ON
    moved = replace(project, stage=stage, in_stock=in_stock, in_stats=in_stats)
    if field in NOTED:
        return replace(moved, details={**project.details, NOTED[field]: noted(on)})
    return replace(moved, **{COLUMNS[field]: on})  # type: ignore[arg-type]  # all of them dates


def changes(old: Project, new: Project) -> tuple[FieldChange, ...]:
    """What differs, as people read it; a header of ``details`` under its own name."""
    found = []
    for name in (each.name for each in fields(Project)):
        before, after = getattr(old, name), getattr(new, name)
        if before != after and name not in ("details", "version"):
            found.append(FieldChange(name, shown(name, before), shown(name, after)))
    for header, text in new.details.items():
        if old.details.get(header, "") != text:
            found.append(FieldChange(header, old.details.get(header, ""), text))
    return tuple(found)
