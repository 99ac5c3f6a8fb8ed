"""形象进度: the percentage of the whole project, and the percentages that are something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.late_patterns import late_pattern
from core.numerals import numeral

_SHARE = late_pattern(
    r"(?P<number>\d{1,4}(?:\.\d{1,2})?)\s*%|百分之(?P<words>[一二三四五六七八九十百零点两]{1,6}|\d{1,3}(?:\.\d+)?)|(?<![\d一二三四五六七八九十])(?P<tenths>[一二三四五六七八九])成(?P<half>半|[一二三四五六七八九])?(?!立|品|功|本|都|为|果|套|员|投|绩)"
)
_WHOLE = late_pattern(
    r"(?:形象进度|形象|总体进度|整体进度|工程进度|工程形象进度|建设进度|施工进度|总进度|项目进度|进度|工程量|总工程量|总体|整体|全部工程|工程|项目)(?:已|还是|仍是?|没变|达到?了?|完成了?|为|是|约|到了?|在|有|目前|本周|的|大概|至|差不多|由.*?%.*?|从.*?%.*?|[:：\s])*$"
)
_BARE = late_pattern(
    r"^(?:还是|仍是?|目前|现在|已经?|完成了?|达到?了?|干了|干到了?|做了|约|大概|差不多|整体|总体|进度|到了?|本周|[:：\s])*$"
)
_PARTIAL = late_pattern(
    r"计划|任务|到位率|年度|投资|资金|占|其中|主体|桩基|厂房|土建|设备|安装|基础|钢构|装修|管网|道路|征地|拆迁|手续|序时|产能|比例|楼|首付|贷款|合格|率"
)
_TENTHS_RANGE = late_pattern(r"[一二三四五六七八九][一二三四五六七八九]成")
_RANGE = late_pattern(r"\d%?\s*[-~至到—]\s*\d+(?:\.\d+)?\s*%|[多几]\s*%|%\s*多|[多几]成|不到|不足")


@dataclass(frozen=True, slots=True)
class FoundShare:
    """``value`` None: a percentage of something else. ``unclear``: ask."""

    start: int
    end: int
    value: Decimal | None
    unclear: bool = False
    bare: bool = False  # 完成30%: of what is not said


def find_share(words: str) -> FoundShare | None:
    """The percentage in a clause."""
    found = _SHARE.search(words)
    if not found:
        rough = _TENTHS_RANGE.search(words) if "成" in words else None
        if not rough:
            return None
        unclear = not _PARTIAL.search(words[: rough.start()])  # 六七成
        return FoundShare(rough.start(), rough.end(), None, unclear=unclear)
    if re.search("[由从]", words[: found.start()]):  # 由60%提高到68%
        found = list(_SHARE.finditer(words))[-1]
    value = _value(found)
    left = words[: found.start()]
    if (
        value is None
        or _PARTIAL.search(left)
        or re.match("(?:以上)?的(?!总?工程|进度|建设)", words[found.end() :])
    ):
        return FoundShare(found.start(), found.end(), None)
    if _RANGE.search(words) or value > 100:
        return FoundShare(found.start(), found.end(), None, unclear=True)
    if _WHOLE.search(left):
        return FoundShare(found.start(), found.end(), value)
    if _BARE.match(left):
        return FoundShare(
            found.start(),
            found.end(),
            value,
            unclear=not re.search("完成|干|做|进度|达|到", left),
            bare=True,
        )
    return FoundShare(found.start(), found.end(), None)


def _value(found: re.Match[str]) -> Decimal | None:
    if found["tenths"]:
        tenths = numeral(found["tenths"])
        return (
            None
            if tenths is None
            else tenths * 10 + (5 if found["half"] == "半" else numeral(found["half"] or "零") or 0)
        )
    if found["number"]:
        return Decimal(found["number"])
    whole, _, part = found["words"].partition("点")
    value = numeral(whole)
    if value is None or not part:
        return value
    decimals = [numeral(char) for char in part]
    digits = "".join(str(int(digit)) for digit in decimals if digit is not None)
    return value + Decimal(f"0.{digits or 0}")
