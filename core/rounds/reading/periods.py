"""本周, 本月, 今年, 累计: of which span a sum is said, and the spans that we have no field for."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from core.late_patterns import late_pattern
from core.rounds.reading.model import Kind

_PERIODS: tuple[tuple[Kind | None, re.Pattern[str]], ...] = (
    (Kind.WEEK, late_pattern(r"[比较](?:上[周期]|上个星期|上一周)|环比")),
    (
        Kind.YEAR,
        late_pattern(
            r"今年|本年|年内|年初(?:至今|以来|到现在)|全年|(?<!\d)1月?[-~至到]\d{1,2}月|本年度|年度"
        ),
    ),
    (
        Kind.TOTAL,
        late_pattern(
            r"累计|总共|共计|一共|合计|总计|截[至止]|至今|迄今|到目前|到现在|以来|加起来|前前后后|历史"
        ),
    ),
    (Kind.MONTH, late_pattern(r"本月|当月|这个?月")),
    (
        Kind.WEEK,
        late_pattern(
            r"本周|这周|这一周|这个?星期|本期|新增|新到|又到|又打|再到|刚到|刚刚|今天|昨天|前天|这两天|近两天|这几天|这个?礼拜"
        ),
    ),
    (
        None,
        late_pattern(
            r"半个?月|(?<!\d)\d个月|(?<![\d一二三四五六七八九十])[一二两三四五六七八九]个(?:多)?(?:月|星期|礼拜|周)|[一二两三四五六]周|上周|上个?月|去年|前年|昨年|上半年|下半年|上个?季度|[一二三四1-4]季度|(?<!\d)\d{1,2}月|(?<![一二三四五六七八九十上下个这本当])[一二三四五六七八九十]{1,2}月|上期|前期|前几天|往年|之前|原来|早先|历年"
        ),
    ),
)


_ANY = late_pattern("|".join(pattern.pattern for _, pattern in _PERIODS))


def which_period(left: str, before: str, today: date) -> tuple[Kind | None, bool]:
    """(the period said, is it one that we keep?); the words beside the amount outweigh those before."""
    for said in (left, before):
        if not said or not _ANY.search(said):
            continue
        words = _this_month(today.month).sub("本月", said)
        for kind, pattern in _PERIODS:
            if pattern.search(words):
                return kind, kind is not None
    return None, True


@cache
def _this_month(number: int) -> re.Pattern[str]:
    return late_pattern(rf"(?<![\d\-~至到]){number}月份?(?!\d|底)")
