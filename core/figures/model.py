"""Figures that people report and the office confirms (填报数, 核定数)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Field(StrEnum):
    """What a figure is about. Sums are yuan, ``PERCENT`` whole per cent, ``…_ON`` a partial date."""

    WEEK_IN = "week_in"  # 本周到位
    MONTH_IN = "month_in"  # 本月到位
    YEAR_IN = "year_in"  # 今年到位
    TOTAL_IN = "total_in"  # 累计到位
    FIXED = "fixed"  # 累计完成固投
    PERCENT = "percent"  # 形象进度
    STAGE = "stage"  # 项目阶段
    START_ON = "start_on"  # 实际开工
    TOPPED_ON = "topped_on"  # 主体封顶
    COMPLETED_ON = "completed_on"  # 竣工
    PRODUCTION_ON = "production_on"  # 实际投产
    STOCKED_ON = "stocked_on"  # 入库
    COUNTED_ON = "counted_on"  # 纳统


class Group(StrEnum):
    """Fields that are reviewed together, or not at all."""

    ARRIVED = "arrived"  # 到位资金
    FIXED = "fixed"  # 固投
    PERCENT = "percent"  # 形象进度
    STAGE = "stage"  # 项目阶段
    NODES = "nodes"  # 节点日期


class FigureState(StrEnum):
    """``said → reported → confirmed | refused``; ``withdrawn`` from said and reported.

    SAID was read from a sentence and not confirmed by the person who wrote it: nobody's figure yet.
    """

    SAID = "said"
    REPORTED = "reported"  # 填报数: waits for the office
    CONFIRMED = "confirmed"  # 核定数: in the ledger; only these score
    REFUSED = "refused"  # 退回
    WITHDRAWN = "withdrawn"  # corrected or taken back by those who reported it


class Reason(StrEnum):
    """Ready reasons for returning a figure."""

    UNIT = "unit"  # 单位或数额有误
    PERIOD = "period"  # 期间不清
    EVIDENCE = "evidence"  # 缺少依据
    LEDGER = "ledger"  # 与台账或上期不符
    TWICE = "twice"  # 重复填报


@dataclass(frozen=True, slots=True)
class Figure:
    """One value that one report states about one project; unique by (report, field).

    Attributes:
        value: canonical text: whole yuan ("20000000"), whole per cent, a ``Stage`` value, or a
            partial date as ``core.figures.fields`` writes it.
        old: what the ledger held when the figure was stated, the same way; empty: nothing.
        quote: the words it was read from, verbatim; empty for a tap.
        decided: the value the office confirmed; it differs from ``value`` after 改为….
        reason: why it was refused.
    """

    id: int
    report_id: int
    project_id: int
    field: Field
    value: str
    old: str
    quote: str
    state: FigureState
    said_by: int
    said_at: datetime
    decided: str = ""
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""
