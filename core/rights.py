"""Who may do what: one table, and the question whether an object is his."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache


class Role(StrEnum):
    """What somebody is to the office; one person may be several."""

    OFFICE = "office"  # 招商办
    INSPECTOR = "inspector"  # 督查室
    PRINCIPAL = "principal"  # 主要领导
    LEADER = "leader"  # 包抓领导
    LIAISON = "liaison"  # 联络员
    SITE = "site"  # 驻工地专员
    UNIT = "unit"  # 责任单位
    DEPARTMENT = "department"  # 要素部门


class Right(StrEnum):
    HELP = "help"
    REPORT = "report"
    MINE = "mine"
    STATUS = "status"
    HISTORY = "history"
    RANK = "rank"
    WHY = "why"
    PROBLEMS = "problems"
    SEE_ALL = "see_all"  # every project, not only one's own
    ROUND = "round"
    MISSING = "missing"
    REMIND = "remind"
    REVIEW = "review"
    BULLETIN = "bulletin"
    BROADCAST = "broadcast"
    ASSIGN = "assign"
    INVITE = "invite"
    IMPORT = "import"
    EXPORT = "export"
    SETTINGS = "settings"
    BIND = "bind"
    DOUBTS = "doubts"  # settle letters that may or may not have arrived
    RESOLVE = "resolve"  # close a problem
    TARGETS = "targets"  # targets of units: those who see all see all, a unit its own
    STATISTICS = "statistics"  # the way into the statistics, of projects one may see
    PLAN = "plan"  # stage and planned dates of one's projects
    LEAVE = "leave"  # away for some days, with a stand-in
    CASES = "cases"  # accountability drafts and cases
    OBJECT = "object"  # see a result before it is frozen, and object to it


_ALL = frozenset({Right.HELP, Right.STATUS, Right.HISTORY, Right.RANK, Right.PROBLEMS, Right.STATISTICS})
_REPORTS = _ALL | {Right.REPORT, Right.MINE, Right.PLAN}
_READS_ALL = _ALL | {Right.SEE_ALL, Right.WHY, Right.TARGETS}

TABLE: dict[Role, frozenset[Right]] = {
    Role.LEADER: _REPORTS | {Right.WHY, Right.LEAVE},
    Role.LIAISON: _REPORTS,
    Role.SITE: _REPORTS,
    Role.UNIT: _ALL | {Right.WHY, Right.TARGETS, Right.OBJECT},
    Role.DEPARTMENT: _ALL | {Right.RESOLVE},
    Role.PRINCIPAL: _READS_ALL,
    Role.INSPECTOR: _READS_ALL | {Right.MISSING, Right.CASES},
    Role.OFFICE: frozenset(Right) - {Right.REPORT, Right.MINE},
}


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """All rights of a person with these roles; nobody's rights are empty."""
    return _rights_of(frozenset(roles))


@cache
def _rights_of(roles: frozenset[Role]) -> frozenset[Right]:
    return frozenset().union(*[TABLE[role] for role in roles])


def may(roles: Iterable[Role], right: Right) -> bool:
    return right in rights_of(roles)
