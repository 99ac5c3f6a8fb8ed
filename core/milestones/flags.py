"""What the office should look into about a project (提醒标记). Pure: from its row and from what was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from core.date_words import read_date
from core.dates import months_before
from core.milestones.model import Spoken
from core.roster.model import STARTED, Project, Stage
from core.roster.nodes import KeyNode, is_reached, reached_on
from core.rounds.model import Answer

CONTRACT = "合同"
CONTACT = "最近联系"
"""A column of the ledger with the last contact with the firm, such as 2026-11-20 10:30; those noted here are apart."""


class Flag(StrEnum):
    FAKE_START = "fake_start"  # 开而未建, days since the start
    LAND_IDLE = "land_idle"  # 拿地未建, days since the land
    NOT_STARTED = "not_started"  # 签约满N个月未开工, days since the contract
    NO_CONTACT = "no_contact"  # N周没有联系, weeks
    UNCHANGED = "unchanged"  # 连续N周无变化, reports


@dataclass(frozen=True, slots=True)
class FlagRules:
    """From when on a project is flagged; 0 switches a flag off."""

    fake_weeks: int = 8
    land_days: int = 30
    late_months: int = 6
    contact_weeks: int = 4
    unchanged: int = 3


CHOICES = {
    "fake_weeks": (4, 8, 12, 0),
    "land_days": (30, 90, 180, 0),
    "late_months": (3, 6, 12, 0),
    "contact_weeks": (2, 4, 8, 0),
    "unchanged": (2, 3, 4, 6, 0),
}


@dataclass(frozen=True, slots=True)
class Raised:
    flag: Flag
    amount: int


def streak(spoken: Sequence[Spoken]) -> int:
    """How many rounds in a row, up to the last one, said 无变化; those of one week are one (攻坚 asks more often).

    ``spoken``: the version that counts of each round, newest first. Weeks are those of UTC: who answers on a
    Monday before 8:00 counts for the week before.
    """
    row = takewhile(lambda one: one.answer is Answer.NO_CHANGE, spoken)
    return len({one.said_at.isocalendar()[:2] for one in row})


def last_contact(project: Project, spoken: Sequence[Spoken], day_of: dict[datetime, date]) -> date | None:
    """The later of the noted contact and the last report; None: neither is known."""
    noted = read_date(project.details.get(CONTACT, "")[:10]).value
    days = [day_of[spoken[0].said_at]] if spoken else []
    return max([*days, *([noted.last] if noted else [])], default=None)


def flags(
    project: Project, said_on: date | None, unchanged: int, today: date, rules: FlagRules
) -> tuple[Raised, ...]:
    """
    Args:
        said_on: the last contact that is known of; None: none, and then nothing is claimed about it.
        unchanged: rounds in a row that said 无变化.
    """
    if project.stage is Stage.ENDED:
        return ()
    return tuple(_raised(project, said_on, unchanged, today, rules))


def _raised(
    project: Project, said_on: date | None, unchanged: int, today: date, rules: FlagRules
) -> Iterator[Raised]:
    started, land = project.real_start_on, reached_on(project, KeyNode.LAND)
    begun = project.stage in STARTED
    if rules.fake_weeks and project.stage is Stage.BUILDING and started:
        days = (today - started.last).days
        if days >= 7 * rules.fake_weeks and (_nothing_built(project) or unchanged >= rules.fake_weeks):
            yield Raised(Flag.FAKE_START, days)
    if rules.land_days and land and not begun and (today - land.last).days >= rules.land_days:
        yield Raised(Flag.LAND_IDLE, (today - land.last).days)
    signed = project.signed_on
    if rules.late_months and signed and not begun and project.nature == CONTRACT:
        late = signed.last <= months_before(today, rules.late_months)
        if late and not is_reached(project, KeyNode.START):
            yield Raised(Flag.NOT_STARTED, (today - signed.last).days)
    if rules.contact_weeks and said_on and today - said_on >= timedelta(weeks=rules.contact_weeks):
        yield Raised(Flag.NO_CONTACT, (today - said_on).days // 7)
    if rules.unchanged and unchanged >= rules.unchanged:
        yield Raised(Flag.UNCHANGED, unchanged)


def _nothing_built(project: Project) -> bool:
    """Said to be nothing; where the ledger holds neither figure, nothing is known."""
    figures = (project.percent, project.fixed_yuan)
    return not any(figures) and any(figure is not None for figure in figures)


def counting(spoken: Iterable[Spoken]) -> dict[int, list[Spoken]]:
    """Project id → what counts of each round, newest first. ``spoken``: by project, then newest round and version
    first."""
    found: dict[int, list[Spoken]] = {}
    for one in spoken:
        of_project = found.setdefault(one.project_id, [])
        if not of_project or of_project[-1].round_id != one.round_id:
            of_project.append(one)
    return found
