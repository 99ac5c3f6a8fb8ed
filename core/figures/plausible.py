"""What the office should look at before it confirms (需留意). Such a figure is never confirmed in a batch."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from core.dates import PartialDate
from core.figures.effects import Ground
from core.figures.fields import MONEY, Value, held
from core.figures.model import Field
from core.roster.model import Project, Stage

MOST_OF_TOTAL = 120  # per cent of the total investment that may arrive or be built
MOST_OF_WEEK = 30  # per cent of the total investment that may arrive in a week


class Oddity(StrEnum):
    OVER_TOTAL = "over_total"  # more than 1.2 × total investment
    BIG_WEEK = "big_week"  # more than 30 % of it in a week
    NO_TOTAL = "no_total"  # the ledger has no total investment: nothing to compare with
    NO_SUM = "no_sum"  # the ledger has no 累计到位 that a weekly sum could be added to
    WHICH_PERIOD = "which_period"  # it is not known of which month or year the ledger's sum is
    SAME_WEEK = "same_week"  # another round's sum of the same week was confirmed already
    FALLS = "falls"  # a running figure would become smaller
    FUTURE = "future"  # the date has not come yet
    ORDER = "order"  # production before the start of construction
    STAGE_BACK = "stage_back"  # the stage goes back, stops, ends or resumes
    STAGE_JUMP = "stage_jump"  # the stage is said to leave steps out
    MOVED = "moved"  # the ledger has changed since the figure was said


_WAY = (Stage.TALKS, Stage.SIGNED, Stage.BUILDING, Stage.FINISHED, Stage.PRODUCING)
_RUNNING = ("total_in_yuan", "fixed_yuan", "percent", "year_in_yuan", "month_in_yuan")


def oddities(
    project: Project, then: Project, field: Field, value: Value, old: str, ground: Ground, today: date
) -> tuple[Oddity, ...]:
    """What is odd about a figure, today.

    Args:
        project: as it is.
        then: as it would be (``effects.applied``).
        old: what the ledger held when it was said, as canonical text.
    """
    found = set(_in_money(project, then, field, value, ground)) if field in MONEY else set[Oddity]()
    if any(_falls(project, then, name, ground) for name in _RUNNING):
        found.add(Oddity.FALLS)
    if isinstance(value, PartialDate):
        found |= set(_in_date(then, field, value, today))
    if _goes_back(project.stage, then.stage):
        found.add(Oddity.STAGE_BACK)
    if field is Field.STAGE and _leaves_out(project.stage, then.stage):
        found.add(Oddity.STAGE_JUMP)
    if held(project, field) != old or ground.moved:
        found.add(Oddity.MOVED)
    return tuple(each for each in Oddity if each in found)


def _in_money(project: Project, then: Project, field: Field, value: Value, ground: Ground) -> list[Oddity]:
    found = []
    total, week = project.total_yuan, field is Field.WEEK_IN
    sums = [value, then.total_in_yuan if week else None]
    if not total:
        found.append(Oddity.NO_TOTAL)
    elif any(isinstance(each, int) and each * 100 > total * MOST_OF_TOTAL for each in sums):
        found.append(Oddity.OVER_TOTAL)
    elif week and isinstance(value, int) and value * 100 > total * MOST_OF_WEEK:
        found.append(Oddity.BIG_WEEK)
    if week and project.total_in_yuan is None and Field.TOTAL_IN not in ground.stated:
        found.append(Oddity.NO_SUM)
    if week and ground.same_week:
        found.append(Oddity.SAME_WEEK)
    if week and _unknown_period(project, ground):
        found.append(Oddity.WHICH_PERIOD)
    return found


def _unknown_period(project: Project, ground: Ground) -> bool:
    """A ledger sum of unknown month or year would be added to; nothing is nothing in any month."""
    month = project.month_in_yuan and ground.month_on is None and Field.MONTH_IN not in ground.stated
    year = project.year_in_yuan and ground.year_on is None and Field.YEAR_IN not in ground.stated
    return bool(month or year)


def _falls(project: Project, then: Project, name: str, ground: Ground) -> bool:
    """A new month or year begins at nothing again, and so does one of which the ledger's date is unknown."""
    if (name == "month_in_yuan" and (ground.new_month or ground.month_on is None)) or (
        name == "year_in_yuan" and (ground.new_year or ground.year_on is None)
    ):
        return False
    before, after = getattr(project, name), getattr(then, name)
    return before is not None and after is not None and after < before


def _in_date(then: Project, field: Field, value: PartialDate, today: date) -> list[Oddity]:
    found = [Oddity.FUTURE] if value.first > today else []
    start, production = then.real_start_on, then.real_production_on
    if (
        field in (Field.START_ON, Field.PRODUCTION_ON)
        and start
        and production
        and production.last < start.first
    ):
        found.append(Oddity.ORDER)
    return found


def _goes_back(before: Stage | None, after: Stage | None) -> bool:
    """Also a stop, an end, and what follows one."""
    if before == after or before is None or after is None:
        return after in (Stage.PAUSED, Stage.ENDED) and before != after
    if before not in _WAY or after not in _WAY:
        return True
    return _WAY.index(after) < _WAY.index(before)


def _leaves_out(before: Stage | None, after: Stage | None) -> bool:
    """More than one step up."""
    if before not in _WAY or after not in _WAY:
        return False
    return _WAY.index(after) > _WAY.index(before) + 1
