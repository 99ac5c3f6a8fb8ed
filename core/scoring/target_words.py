"""What somebody types about a target (任务): amounts by kind, a year, a month. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from core.amounts import read_amount
from core.money import MoneyUnit

SIGNED, ARRIVED, MAJOR = "签约", "到位", "重大"
_KIND = re.compile(
    rf"(?P<kind>{SIGNED}|{ARRIVED}|{MAJOR})(?:额|资金|项目)?\s*(?P<said>\d[\d,.]*\s*(?:亿元?|万元?|元|个)?)"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|(?!\d))")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")


@dataclass(frozen=True, slots=True)
class TargetWords:
    """``sums``: SIGNED and ARRIVED in yuan, MAJOR in hundredths. ``month`` None: the year's target."""

    year: int
    month: int | None = None
    sums: Mapping[str, int] = field(default_factory=dict)


def read_target(text: str, this_year: int) -> TargetWords | None:
    """None: nothing but these words may stand there, and at least one amount. A bare sum is in 万元."""
    sums: dict[str, int] = {}
    for found in _KIND.finditer(text):
        amount = _read(found["kind"], found["said"])
        if amount is None or found["kind"] in sums:
            return None
        sums[found["kind"]] = amount
    left = _KIND.sub(" ", text)
    year, month = _YEAR.search(left), _MONTH.search(left)
    left = _MONTH.sub(" ", _YEAR.sub(" ", left, count=1), count=1)
    if left.strip(" ，,、；;：:") or not sums:
        return None
    return TargetWords(int(year[1]) if year else this_year, int(month[1]) if month else None, sums)


def _read(kind: str, said: str) -> int | None:
    plain = said.replace(",", "").strip()
    if kind == MAJOR:
        digits = plain.removesuffix("个").strip()
        return int(Decimal(digits) * 100) if re.fullmatch(r"\d{1,6}(\.\d{1,2})?", digits) else None
    if plain.endswith("个"):
        return None
    return read_amount(plain, MoneyUnit.WAN).yuan


def by_months(whole: int | None) -> list[int | None]:
    """A year's target in twelve equal months; what does not divide falls to December."""
    if whole is None:
        return [None] * 12
    part = whole // 12 // 10_000 * 10_000
    return [*([part] * 11), whole - 11 * part]
