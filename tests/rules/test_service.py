"""What the service indicators count: our own records, or what the office entered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from core.dates import one_day
from core.problems.model import Category, Problem, ProblemState
from core.roster.model import Project, Unit, UnitKind
from core.scoring.service_counts import Entered, Entry, Service, service_of

COUNTY, LAND, PARK = (
    Unit(1, "东岭县", UnitKind.COUNTY),
    Unit(2, "市自然资源局", UnitKind.DEPARTMENT),
    Unit(3, "高新区", UnitKind.PARK),
)
UNITS = (COUNTY, LAND, PARK)
PROJECTS = {
    n: Project(n, f"ZS-{n}", f"{n}号项目", county_id=1, host_id=3 if n == 2 else None) for n in (1, 2, 3)
}
TODAY = date(2026, 11, 20)


def problem(project: int, due: int, solved: int | None, department: str = "") -> Problem:
    """``due``, ``solved``: days from today."""
    at = None if solved is None else datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=solved)
    state = ProblemState.OPEN if at is None else ProblemState.RESOLVED
    return Problem(
        1, project, Category.LAND, "缺地", state, datetime(2026, 9, 1, tzinfo=UTC), department=department,
        resolved_at=at, due_on=one_day(TODAY + timedelta(days=due)),
    )  # fmt: skip


PROBLEMS = (
    problem(1, -10, -12, "市自然资源局"),  # in time
    problem(1, -10, -5, "市自然资源局、市住建局"),  # too late
    problem(2, -3, None),  # still open
    problem(2, 5, None),  # not due
    problem(3, -3, None),  # excused
)


def counted(*entries: Entry) -> dict[int, Service]:
    decided = {1: (8, 2), 2: (5, 0), 3: (0, 9)}
    found = service_of(UNITS, PROBLEMS, decided, PROJECTS, entries, {3: "postponed"}, TODAY, datetime.date)
    return dict(found)


def test_problems_and_figures_count_for_place_host_and_department() -> None:
    assert counted() == {
        1: Service(3, 1, 15, 2),
        2: Service(2, 1),
        3: Service(1, 0, 5, 0),
    }


def test_what_the_office_entered_goes_first_and_the_latest_counts() -> None:
    def entry(number: int, kind: Entered, part: int, whole: int = 0) -> Entry:
        return Entry(number, 2026, 1, kind, part, whole, "督查室台账", 9, datetime(2026, 11, 1, tzinfo=UTC))

    found = counted(
        entry(2, Entered.SOLVED, 6, 7), entry(1, Entered.SOLVED, 1, 7), entry(3, Entered.UNTRUE, 1)
    )
    assert found[1] == Service(7, 6, 15, 2, 1)
    assert found[2] == Service(2, 1)
