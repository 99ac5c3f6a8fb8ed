"""The ledger's rows, what changes them, and the units' annual targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.dates import PartialDate


class Stage(StrEnum):
    """项目阶段, in the words of the ledger. Hashed as the word it is, and not by the slow way of enumerations: every
    rule about a project looks its stage up."""

    __hash__ = str.__hash__

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


@dataclass(frozen=True, slots=True)
class Target:
    """年度任务 of one unit, yuan."""

    unit_id: int
    year: int
    signed_yuan: int | None
    arrived_yuan: int | None
    previous_rank: int | None = None


class Light(StrEnum):
    """亮灯. Grey: not started to count (洽谈, 终止) or no plan known."""

    __hash__ = str.__hash__  # as of ``Stage``

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
