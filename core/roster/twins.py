"""Rows that look like the same project twice. They are reported, never merged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from core.roster.ledger import LedgerProject

_FILLER = re.compile(r"[\W_]|建设|项目|工程|有限|责任|股份|公司|集团")
ALIKE_FROM = 0.75


def find_twins(projects: Sequence[LedgerProject]) -> tuple[tuple[LedgerProject, LedgerProject], ...]:
    """(later row, the earlier row it repeats), at most one for each later row.

    Same code; or same investor with alike names, unless two different codes tell them apart and
    the money differs. Without an investor the names must be equal.
    """
    by_code: dict[str, LedgerProject] = {}
    by_investor: defaultdict[str, list[LedgerProject]] = defaultdict(list)
    twins: list[tuple[LedgerProject, LedgerProject]] = []
    for project in projects:
        peers = by_investor[_core(project.investor)]
        first = by_code.get(project.code) if project.code else None
        first = first or next((peer for peer in peers if _same(project, peer)), None)
        if first is not None:
            twins.append((project, first))
        peers.append(project)
        if project.code:
            by_code.setdefault(project.code, project)
    return tuple(twins)


def _core(text: str) -> str:
    return _FILLER.sub("", text)


def _same(left: LedgerProject, right: LedgerProject) -> bool:
    names = _core(left.name), _core(right.name)
    alike = names[0] == names[1]
    money = (
        left.total_yuan is not None
        and left.total_yuan == right.total_yuan
        and left.signed_on == right.signed_on
    )
    if left.code and right.code and left.code != right.code:
        return alike and money and bool(left.investor)
    return alike or (money and bool(left.investor) and likeness(*names) >= ALIKE_FROM)


def likeness(left: str, right: str) -> float:
    """Share of common letter pairs (Dice), 0 to 1."""
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (left, right)]
    total = len(pairs[0]) + len(pairs[1])
    return 2 * len(pairs[0] & pairs[1]) / total if total else 0.0
