"""A small town for the storage tests: two units, three people, three projects, one round."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.chat import Address, Channel
from core.dates import PartialDate, Precision
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Person, Project, Stage, Unit, UnitKind
from core.rounds.model import Prompt, Round, RoundState, Rung, Step
from core.rounds.timetable import Cadence, Every, When

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
HOUR = timedelta(hours=1)
NOVEMBER = PartialDate(date(2026, 11, 1), date(2026, 11, 30), Precision.MONTH)
WEEKLY = Cadence(
    id=0,
    name="每周调度",
    every=Every.WEEK,
    opens=When(1, time(9, 0)),
    closes=When(3, time(18, 30)),
    ladder=(Rung(4 * HOUR, Step.LIAISON), Rung(24 * HOUR, Step.LEADER)),
    enabled_from=NOW,
)


def at(chat: str, channel: Channel = Channel.TELEGRAM) -> Address:
    return Address(channel, chat)


@dataclass(frozen=True)
class Town:
    county: Unit
    leader: Person
    liaison: Person
    clerk: Person
    projects: tuple[Project, ...]
    cadence: Cadence
    round: Round
    prompt: Prompt

    @property
    def ids(self) -> list[int]:
        return [project.id for project in self.projects]


def found(work: UnitOfWork) -> Town:
    county = work.projects.add_unit("临江县", UnitKind.COUNTY)
    leader = work.people.add("张伟", "副市长", [Role.LEADER], None, "13800000001")
    liaison = work.people.add("李娜", "科长", [Role.LIAISON, Role.SITE], county.id, "")
    clerk = work.people.add("王芳", "主任", [Role.OFFICE], None, "")
    projects = tuple(work.projects.add(project) for project in _projects(county))
    cadence = work.rounds.save_cadence(WEEKLY)
    opened = work.rounds.open(cadence, "2026-W47", RoundState.OPEN, NOW, NOW + 57 * HOUR, None)
    assert opened is not None
    prompt = work.rounds.add_prompt(opened.id, leader.id, [project.id for project in projects])
    return Town(county, leader, liaison, clerk, projects, cadence, opened, prompt)


def _projects(county: Unit) -> list[Project]:
    solar = Project(
        id=0,
        code="LJ-003",
        name="光伏组件",
        investor="中科Solar集团",
        county_id=county.id,
        stage=Stage.SIGNED,
        total_yuan=8_470_000_000_00,
        percent=30,
        signed_on=NOVEMBER,
        aliases=("太阳能一期", "Sun"),
        details={"备注": "含\"二期\"", "乡镇": "东山"},
    )  # fmt: skip
    hub = Project(id=0, code="LJ-001", name="冷链物流", stage=Stage.BUILDING, in_stock=True)
    more = Project(id=0, code="LJ-002", name="冷链物流二期", investor="50%合资")
    return [solar, hub, more]
