"""What the amounts in a clause are about: 本周到位, 累计, 完成投资, 缺口 (资金口径)."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from core.amounts import AmountFlag, find_amounts
from core.late_patterns import late_pattern
from core.rounds.reading.endless import mask_numerals
from core.rounds.reading.model import Kind
from core.rounds.reading.periods import which_period
from core.rounds.reading.raw_sums import RawSum, raw_sums

_ARRIVED = late_pattern(
    r"到位|到账|到帐|到资|入账|进账|打款|打过?[来了]|拨付|拨款|注资|到款|汇入|收到|进来|(?<![拿达买签找看])到了"
)
_FIXED = late_pattern(r"完成(?:了)?(?:的)?(?:固定资产)?(?:总)?投资|固投|固定资产投资|投资(?:额)?(?:已)?完成")
_FIXED_HERE = late_pattern(r"(?:完成(?:固定资产)?投资|固投)(?:额|了|约|为|达到?|[:：])*$")
_FIXED_AFTER = late_pattern(r"^(?:元)?(?:的)?(?:固定资产)?投资")
_GAP = late_pattern(r"缺口|(?<!质)还?差(?!不多)|[尚还]缺|短缺|缺(?=\D{0,3}$)")
_GAP_AFTER = late_pattern("的?(?:资金)?缺口")
_INVEST = late_pattern(r"总投资|投资总额|投资规模|总投|计划投资(?!完成)|概算|预算")
_CHANGED = late_pattern(
    r"调整|调到|调至|调增|调减|增加|增至|增到|追加|变更|改为|变为|变成|扩大|压减|缩减|减少|减到|提高"
)
_NOT_OURS = late_pattern(
    r"合同|产值|税|订单|设备款|采购|营收|销售|工资|租金|罚|保证金|补贴|补偿|土地款|出让金|奖补|利润|收入|签约额|报价|造价|标的|定金|押金|欠|借款|成本|赔偿|招标|中标|退款|还款|退回|撤回|撤出|抽走|转走|转出|减少"
)
_OTHER_MONEY = late_pattern(
    r"补贴|补助|奖补|奖励|补偿|保证金|押金|定金|租金|税|货款|产值|营收|收入|销售|工资|退款|退回|退还|返还|减少|抽走|转出|转走|撤"
)
"""Money that may arrive and is no 到位资金, or that went the other way."""
_PART_OF = late_pattern("其中|含(?!税)|包括")
_UNSAID = late_pattern(r"(?:不是|并非|而不是|不再是|没有那么多)$")
_TOLD = late_pattern(r"报过|说过|上次报|已报|填过")
_WIDER: dict[Kind | None, tuple[Kind, ...]] = {
    Kind.WEEK: (Kind.MONTH, Kind.YEAR, Kind.TOTAL),
    Kind.MONTH: (Kind.YEAR, Kind.TOTAL),
    Kind.YEAR: (Kind.TOTAL,),
}
"""其中本月800万 is a figure of its own when a longer span was said before it."""
_NEGATED = late_pattern(
    r"(?:没有?|未|尚未|还没|无法|不能)(?:能|有|再|全部?|完全)?(?:到位|到账|到帐|拨付|落实|打[来过]|到)|到不了位|不到位"
)
_ASKED = late_pattern(
    r"需要?(?!协调)|申请|要求|应|须|拟|解决(?!了)|争取|计划|预计|原定|目标|任务|承诺|意向|批了|授信|批复|审批|放款(?!到)|其中|支付|付了|花了|投入|投了|投资|贷款"
)
_TO = late_pattern("[到至为成]")
_BOUND = late_pattern(
    r"(?:不到|不足|少于|突破|至少|最多|超过?|将近|接近|差不多|大概|大约|约|近|左右)(?:为|是|有|到了?|到位了?)?$"
)
_TO_DATE = late_pattern(r"目前|现在|现(?=已|到)|已(?:经)?共|总的|共(?=到)")


class FoundSum(NamedTuple):
    """An amount at ``start:end`` of a clause. ``kind`` None: it is about something we have no field for.

    Attributes:
        unclear: the person must be asked what it means; with ``yuan`` None not even its value is known.
        bare: 到位 without a span: taken as of this week.
        of_period: for FIXED, said of a week, month or year and not of all time.
    """

    start: int
    end: int
    yuan: int | None
    kind: Kind | None
    approximate: bool = False
    unit_assumed: bool = False
    unclear: bool = False
    of_period: bool = False
    bare: bool = False
    stated: int | None = None  # what was said to be 总投资, without a change, yuan


def find_sums(words: str, scope: str, last: Kind | None, today: date) -> list[FoundSum]:
    """The sums of one clause.

    Args:
        words: the clause.
        scope: words before it that count for it too, such as 本月.
        last: kind of the sum before it, for "完成投资4000万，累计1.2亿".
        today: to know 11月 as this month.
    """
    masked = mask_numerals(words)
    found = raw_sums(words, masked)
    sums = list[FoundSum]()
    for index, raw in enumerate(found):
        begin = found[index - 1].end if index else 0
        end = found[index + 1].start if index + 1 < len(found) else len(masked)
        before = scope + masked[: found[0].start] if index else scope
        near = _Near(masked[begin : raw.start], masked[raw.end : end], before, last, today)
        sums.append(_judge(raw, near))
        last = sums[-1].kind or last
    return _changed_total(sums, masked)


class _Near(NamedTuple):
    """The words around an amount; ``before`` are those that count for the whole clause."""

    left: str
    right: str
    before: str
    last: Kind | None
    today: date


def _judge(raw: RawSum, near: _Near) -> FoundSum:
    about = near.left + near.right
    arrived = _ARRIVED.search(about) is not None
    said, known = which_period(near.left, near.before, near.today)
    kind, unclear, of_period = _kind(near, said, known=known, arrived=arrived)
    other = _NOT_OURS.search(about) is not None and not arrived and not _FIXED_HERE.search(near.left)
    foreign_purpose = arrived and _OTHER_MONEY.search(about) is not None
    ours = kind is not None and (kind is not Kind.WEEK or arrived or said is not None)
    if _UNSAID.search(near.left) or _TOLD.search(about):
        kind, unclear = None, False
    elif _PART_OF.search(near.left) and not (near.last in _WIDER.get(said, ()) and kind is said):
        kind, unclear = None, False  # part of the sum before it
    elif _NEGATED.search(about) and kind is not Kind.GAP:
        kind, unclear = None, True
    elif other:
        kind, unclear = None, kind is Kind.GAP
    elif foreign_purpose:
        unclear = True
    elif raw.yuan is None or (not ours and _ASKED.search(about)):
        kind, unclear = None, True
    return FoundSum(
        raw.start,
        raw.end,
        raw.yuan if kind else None,
        kind,
        approximate=AmountFlag.APPROXIMATE in raw.flags or _BOUND.search(near.left) is not None,
        unit_assumed=AmountFlag.UNIT_ASSUMED in raw.flags,
        unclear=unclear,
        of_period=of_period,
        bare=kind is Kind.WEEK and said is None,
        stated=raw.yuan if _INVEST.search(near.left) and not _CHANGED.search(about) else None,
    )


def _kind(near: _Near, period: Kind | None, *, known: bool, arrived: bool) -> tuple[Kind | None, bool, bool]:
    """(kind, is that unclear?, is it of a period?) from the words left of the amount, then right of it.

    Args:
        period, known: as ``which_period`` says.
        arrived: a word says that money came.
    """
    left, right = near.left, near.right
    if _INVEST.search(left):
        changed = _CHANGED.search(left + right) is not None
        return (Kind.INVEST if changed else None), not changed, False
    if _GAP.search(left) or _GAP_AFTER.match(right):
        return Kind.GAP, False, False
    if _FIXED.search(left) or (_FIXED_AFTER.match(right) and re.search("完成|投了", left)):
        of_period = period not in (None, Kind.TOTAL) or not known
        return Kind.FIXED, of_period, of_period
    if near.last is Kind.FIXED and "完成" in left and not arrived:
        of_period = period not in (None, Kind.TOTAL)
        return Kind.FIXED, of_period, of_period  # 本周完成投资400万，累计完成3.3亿
    if not known:
        return None, True, False
    if arrived or (period and not re.search("投资|投入", left)):
        to_date = period is None and _TO_DATE.search(left + near.before) is not None
        mixed = near.last is Kind.FIXED and not arrived
        return (Kind.TOTAL if to_date else period or Kind.WEEK), to_date or mixed, False
    return Kind.WEEK, True, False


def _changed_total(sums: list[FoundSum], words: str) -> list[FoundSum]:
    """由8.6亿调整到9.2亿: the last amount is the new one, of what the first was said to be."""
    if len(sums) < 2:
        return sums
    old, new = sums[-2:]
    if not re.search("由|从|原", words[: old.start]) or not _TO.search(words[old.end : new.start]):
        return sums
    kind = old.kind if old.kind not in (None, Kind.WEEK) else new.kind
    if old.kind is Kind.WEEK or kind is Kind.WEEK:
        kind = Kind.TOTAL  # 到位资金由6000万增加到6800万: what has arrived in all
    changed = new._replace(
        kind=kind, yuan=_value(new, words), unclear=kind is Kind.TOTAL, bare=False, stated=None
    )
    return [*sums[:-2], changed]


def _value(one: FoundSum, words: str) -> int | None:
    amounts = [found.amount.yuan for found in find_amounts(words) if found.start == one.start]
    return amounts[0] if amounts else None
