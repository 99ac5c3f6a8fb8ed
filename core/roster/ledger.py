"""What an office ledger (招商引资项目台账) says: values only.

Money is whole yuan, None when the cell says nothing ("/" and 无 are a stated 0). Texts are "" when
nothing is said. Reading a workbook into these values: ``core.roster.read_ledger``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.dates import PartialDate
from core.errors import Refused
from core.money import Yuan
from core.roster.asking import Question
from core.roster.model import Stage


@dataclass(frozen=True, slots=True)
class LedgerProject:
    """One project row, all 47 columns of the office's template; ``extra`` holds other columns by header."""

    row: int  # 1-based row of the sheet
    name: str
    code: str = ""
    serial: str = ""
    investor: str = ""
    origin: str = ""  # 投资方来源地
    content: str = ""  # 建设内容及规模
    industry: str = ""  # 产业链
    build_kind: str = ""  # 建设性质
    place: str = ""  # 建设地点
    county: str = ""  # 属地
    total_yuan: Yuan | None = None
    contract_yuan: Yuan | None = None
    signed_on: PartialDate | None = None
    event: str = ""  # 签约活动
    nature: str = ""  # 签约性质
    host: str = ""  # 招引单位
    department: str = ""  # 行业主管部门
    leaders: tuple[str, ...] = ()
    contact: str = ""  # 责任人
    liaison: str = ""
    phone: str = ""
    site_officer: str = ""
    stage: Stage | None = None
    plan_start_on: PartialDate | None = None
    real_start_on: PartialDate | None = None
    plan_production_on: PartialDate | None = None
    real_production_on: PartialDate | None = None
    year_plan_yuan: Yuan | None = None
    month_in_yuan: Yuan | None = None
    year_in_yuan: Yuan | None = None
    total_in_yuan: Yuan | None = None
    outside_in_yuan: Yuan | None = None  # 其中省外到位资金, this year
    fixed_yuan: Yuan | None = None  # 累计完成固投
    percent: int | None = None  # 形象进度, 0 to 100
    progress: str = ""
    problem: str = ""
    problem_kind: str = ""
    needs: str = ""  # 要素需求
    helper: str = ""  # 需协调部门
    solve_on: PartialDate | None = None  # 预计解决时间
    next_step: str = ""
    state_code: str = ""  # 项目代码 of the state's approval platform
    in_stock: bool | None = None  # 入库
    stocked_on: PartialDate | None = None
    in_stats: bool | None = None  # 纳统
    top500: bool | None = None
    note: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerTarget:
    """年度任务 of one unit. ``year`` None: the workbook does not say."""

    unit: str
    year: int | None
    signed_yuan: Yuan | None
    arrived_yuan: Yuan | None
    previous_rank: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerLeader:
    """``account``: his in WeCom, if the list says so."""

    name: str
    title: str = ""
    account: str = ""


class Severity(StrEnum):
    READ = "read"  # read as it stands; worth knowing
    GUESSED = "guessed"  # a value was taken that somebody should look at
    REFUSED = "refused"  # no value was taken


class FindingKind(StrEnum):
    """What is odd; the sentences are in ``core.texts.ledger``."""

    APPROXIMATE = "approximate"
    TWO_NUMBERS = "two_numbers"
    UNIT_ASSUMED = "unit_assumed"
    UNIT_DOUBTFUL = "unit_doubtful"
    UNIT_SHOWN = "unit_shown"
    FOREIGN_MONEY = "foreign_money"
    NEGATIVE = "negative"
    PENDING = "pending"
    BAD_MONEY = "bad_money"
    MERGED_MONEY = "merged_money"
    BAD_DATE = "bad_date"
    INVALID_DAY = "invalid_day"
    YEAR_ASSUMED = "year_assumed"
    YEAR_MISSING = "year_missing"
    AMBIGUOUS_DATE = "ambiguous_date"
    VAGUE_DATE = "vague_date"
    DATE_SERIAL = "date_serial"
    DATE_WORDS = "date_words"
    BAD_STAGE = "bad_stage"
    BAD_FLAG = "bad_flag"
    BAD_PERCENT = "bad_percent"
    BAD_LEADER = "bad_leader"
    LEADER_GUESSED = "leader_guessed"
    LEADER_UNKNOWN = "leader_unknown"
    BAD_PHONE = "bad_phone"
    COUNTY_GUESSED = "county_guessed"
    CELL_ERROR = "cell_error"
    FORMULA = "formula"
    NO_NAME = "no_name"
    BAD_ROW = "bad_row"
    DUPLICATE = "duplicate"
    NAMESAKE = "namesake"
    EXCEEDS_TOTAL = "exceeds_total"
    TOTAL_DIFFERS = "total_differs"
    HIDDEN_ROW = "hidden_row"
    HIDDEN_COLUMN = "hidden_column"
    COLUMN_TWICE = "column_twice"
    COLUMN_GUESSED = "column_guessed"
    COLUMN_MISSING = "column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    OTHER_SHEET = "other_sheet"
    ACTIVE_CONTENT = "active_content"
    FORMATS_UNKNOWN = "formats_unknown"
    FIRST_OF_MONTH = "first_of_month"


@dataclass(frozen=True, slots=True)
class Finding:
    """``cell`` is an address such as G31, or "" for the whole workbook."""

    cell: str
    kind: FindingKind
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class LedgerMeta:
    """Where the projects were found. ``header_rows`` and ``skipped`` are 1-based rows."""

    sheet: str
    header_rows: tuple[int, ...]
    title: str = ""  # what stands above the header
    asof: str = ""  # ISO day of 截至, or ""
    year: int | None = None  # used for dates without a year
    table_unit: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)  # field → column letter
    skipped: Mapping[int, str] = field(
        default_factory=dict
    )  # row → why: total, section, note, header, duplicate


@dataclass(frozen=True, slots=True)
class Ledger:
    meta: LedgerMeta
    projects: tuple[LedgerProject, ...] = ()
    targets: tuple[LedgerTarget, ...] = ()
    leaders: tuple[LedgerLeader, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()


class LedgerFault(StrEnum):
    NOT_A_TABLE = "not_a_table"
    TOO_BIG = "too_big"
    ZIP_BOMB = "zip_bomb"
    BROKEN = "broken"
    NO_LEDGER_SHEET = "no_ledger_sheet"
    LOCKED = "password"  # the file is encrypted
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_SLOW = "too_slow"  # time or memory for reading ran out


@dataclass(eq=False)
class LedgerRefused(Refused):
    """The whole file was refused; nothing was read. ``detail`` names the part or the number."""

    reason: LedgerFault
    detail: str = ""
