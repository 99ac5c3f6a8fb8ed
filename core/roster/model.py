"""Units, people, projects and who answers for what (花名册与台账)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeGuard

from core.chat import Address
from core.dates import PartialDate
from core.rights import Right, Role, may


class UnitKind(StrEnum):
    COUNTY = "county"  # 县区
    DEPARTMENT = "department"  # 市直部门
    PARK = "park"  # 园区
    TOWN = "town"  # 镇办
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Unit:
    id: int
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the office's list. ``title`` is the post (职务)."""

    id: int
    name: str
    title: str = ""
    roles: frozenset[Role] = frozenset()
    unit_id: int | None = None
    phone: str = ""
    active: bool = True

    def may(self, right: Right) -> bool:
        return may(self.roles, right)


@dataclass(frozen=True, slots=True)
class Account:
    """A chat account bound to a person.

    Attributes:
        lost_because: why nothing can be delivered, or empty.
        used_at: when the person last turned to us from here after having used another one.
        preferred: chosen as the one to write to.
    """

    id: int
    person_id: int
    address: Address
    bound_at: datetime
    lost_because: str = ""
    used_at: datetime | None = None
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class UploadLink:
    """A link to hand in one file over the web; it is answered at ``address``."""

    token_hash: str
    person_id: int
    address: Address
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


def hears(account: Account | None) -> TypeGuard[Account]:
    """Whether what is sent there can be delivered, as far as we know."""
    return account is not None and not account.lost_because


class Stage(StrEnum):
    """项目阶段, in the words of the ledger."""

    TALKS = "洽谈"
    SIGNED = "签约待开工"
    BUILDING = "在建"
    FINISHED = "竣工待投产"
    PRODUCING = "已投产"
    PAUSED = "停建"
    ENDED = "终止"


STARTED = frozenset({Stage.BUILDING, Stage.FINISHED, Stage.PRODUCING, Stage.PAUSED})
"""Stages in which construction has begun: 开工率 counts them."""


class Node(StrEnum):
    """Key nodes (关键节点) that a report can complete."""

    START = "开工"
    TOPPED = "主体封顶"
    COMPLETED = "竣工"
    PRODUCTION = "投产"
    STOCKED = "入库"
    COUNTED = "纳统"


@dataclass(frozen=True, slots=True)
class Project:
    """One row of the ledger. Money in yuan; None means not stated.

    ``details`` holds the ledger's remaining columns verbatim, by their header.
    """

    id: int
    code: str
    name: str
    investor: str = ""
    industry: str = ""
    place: str = ""
    county_id: int | None = None  # 属地
    host_id: int | None = None  # 招引单位
    department: str = ""  # 行业主管部门
    nature: str = ""  # 签约性质: 合同, 协议, 意向
    stage: Stage | None = None
    total_yuan: int | None = None
    contract_yuan: int | None = None
    year_plan_yuan: int | None = None
    month_in_yuan: int | None = None
    year_in_yuan: int | None = None
    total_in_yuan: int | None = None
    fixed_yuan: int | None = None  # 累计完成固投
    percent: int | None = None  # 形象进度
    signed_on: PartialDate | None = None
    plan_start_on: PartialDate | None = None
    real_start_on: PartialDate | None = None
    plan_production_on: PartialDate | None = None
    real_production_on: PartialDate | None = None
    in_stock: bool = False  # 入库
    stocked_on: PartialDate | None = None
    in_stats: bool = False  # 纳统
    progress: str = ""
    problem: str = ""
    next_step: str = ""
    aliases: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    version: int = 1


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a project, old and new as people read them. ``by``/``at`` are filled when read back.

    ``why``: the reason or evidence that was given, or empty.
    """

    field: str
    old: str
    new: str
    by: int | None = None
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """What one ledger row does: a new project (no ``fields``) or old → new values."""

    code: str
    name: str
    new: bool
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or in a dry run would do."""

    read: int
    changes: tuple[ProjectChange, ...]
    people: tuple[str, ...]  # new names
    units: tuple[str, ...]  # new units
    targets: int  # changed annual targets
    accounts: tuple[tuple[str, str], ...] = ()  # (name, account in WeCom) newly assigned
    no_accounts: tuple[str, ...] = ()  # names or cells from which no account could be assigned

    @property
    def nothing(self) -> bool:
        return not (self.changes or self.people or self.units or self.targets or self.accounts)


@dataclass(frozen=True, slots=True)
class Found:
    """A project that a search found; not ``sure`` if it only sounds a little like what was asked for."""

    project: Project
    sure: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that ``by`` used for this project; it waits for the office."""

    id: int
    project_id: int
    alias: str
    by: int


class Duty(StrEnum):
    """In what capacity a person is attached to a project."""

    LEADER = "leader"  # 包抓领导
    LIAISON = "liaison"  # 联络员
    SITE = "site"  # 驻工地专员
    CONTACT = "contact"  # 责任人


@dataclass(frozen=True, slots=True)
class Assignment:
    """``person_id`` carries ``duty`` for the project from ``since_on`` until before ``until_on`` (None: open)."""

    project_id: int
    person_id: int
    duty: Duty
    since_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class StandIn:
    """A liaison who answers for a leader whatever the project (``--for LEADER``, 分派)."""

    liaison_id: int
    leader_id: int
    since_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """All that one person carries on a day: his duties, whom he answers for, and who answers for him."""

    duties: tuple[tuple[Assignment, Project], ...] = ()
    answers_for: tuple[Person, ...] = ()
    answered_by: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Leave:
    """Days on which a leader is away (请假), from ``since_on`` until before ``until_on``; ``stand_in_id`` answers for
    him then (代班)."""

    id: int
    person_id: int
    since_on: date
    until_on: date
    stand_in_id: int | None
    set_by: int
    set_at: datetime

    @property
    def last_on(self) -> date:
        return date.fromordinal(self.until_on.toordinal() - 1)


@dataclass(frozen=True, slots=True)
class Target:
    """年度任务 of one unit, yuan."""

    unit_id: int
    year: int
    signed_yuan: int | None
    arrived_yuan: int | None
    previous_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """One-time binding. Only the SHA-256 of the token is stored."""

    id: int
    person_id: int
    role: Role
    token_hash: str
    made_at: datetime
    expires_at: datetime
    made_by: int | None = None  # person; None: the command line
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat that the bot is in. ``bound_by`` makes it a bulletin target."""

    id: int
    address: Address
    title: str
    bound_by: int | None = None
    bound_at: datetime | None = None
    removed_at: datetime | None = None


class Light(StrEnum):
    """亮灯. Grey: not started to count (洽谈, 终止) or no plan known."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
