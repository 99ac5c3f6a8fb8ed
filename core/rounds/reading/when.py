"""Days that a reply names, seen from today: 月底前, 12月中旬, 下周三, 春节前, 两周内."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from core.amounts import find_amounts
from core.date_words import Lean, read_reply_date
from core.late_patterns import late_pattern
from core.numerals import numeral
from core.rounds.reading.endless import mask_numerals
from core.rounds.reading.model import Grain, When
from core.rounds.reading.plain import BUILDING

SPRING_FESTIVALS = {
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 3),
}
"""正月初一, which no rule of the civil calendar gives. Without its year 春节前 has no day."""
_LANTERNS = timedelta(days=14)  # 元宵 is the fifteenth of that month
_FIXED = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "七一": (7, 1)}

_BEFORE = r"(?:节?(?:之前|以前|前|前夕))"
_FEAST = late_pattern(
    rf"(?:今年|明年|后年)?(?P<feast>春节|过年|元宵|除夕|元旦|五一|劳动节|国庆|七一)(?:(?P<before>{_BEFORE})|(?P<after>节?(?:之后|以后|后)))?|(?<![0-9一二三四五六七八九十去今明后半两几往])(?P<new>年前)"
)
_WITHIN = late_pattern(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(?P<unit>工作日|天|日|周|星期|礼拜|月)(?:之|以)?内"
)
_ON = late_pattern(
    r"(?:再过|再有|过)?(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3}|半)个?(?P<unit>天|日|周|星期|礼拜|月)(?:之|以)?后(?!续)"
)
_WEEK = late_pattern(
    r"(?P<turn>下下|下|本|这|上)个?(?:一)?(?:周|星期|礼拜)(?P<end>末|底|内|之内)?(?![一二三四五六日天1-7])|(?P<weekend>(?<![上下本这每双])周末)"
)
_DATE = late_pattern(
    r"(?:(?:20)?\d{2}年)?(?:今年|明年|(?<![产工成营用约])后年|本年|去年)?(?:"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月份?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d%.万亿千百个台套家])[日号]?"
    r"|(?:(?:上|本|这|当|下)个?月|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?)(?:\d{1,2}[日号]|[上中下]旬|[初中底末])?"
    rf"|(?<![\d.月])\d{{1,2}}[日号](?!{BUILDING}|厂|车|地|项|机)"
    r"|(?<![\d年个月])月[初中底末]|[一二三四1-4]季度|(?:上|本|这|下)个?季度|[上下]半年|(?<![\d一二两三四五六七八九十半几])年[初中底末内]"
    r"|(?:大前|大后|前|昨|今|当|明|后)[天日]|(?:(?:上|本|这|下)个?)?(?:周|星期|礼拜)[一二三四五六日天1-7](?!期)"
    r"|(?<![\d./])(?:1[0-2]|[1-9])[./](?:[12]\d|3[01]|0?[1-9])(?![\d%.万亿wW])(?=$|[日号前开投竣完起左,、]|之前)[日号]?)"
    r"|(?:明年|(?<![产工成营用约])后年|20\d{2}年|今年|本年)(?:初|中|底|末|内)?"
)
_OF_DAYS = late_pattern(r"[节年夕旦一国宵天日周期拜月号季./]")
"""No pattern above finds anything without one of these."""
_UNTIL = late_pattern(r"[-~至到—](?P<last>\d{1,2})[日号]")
_WEEKDAY = late_pattern("周|星期|礼拜")
_TAIL = late_pattern(r"(?:左右|前后|之前|以前|前|以内|之内|内|底|初|末|前夕|份|开始)*")


@dataclass(frozen=True, slots=True)
class FoundWhen:
    """A day in ``words[start:end]``; ``when`` None: a word for a time we cannot place."""

    start: int
    end: int
    when: When | None


def find_when(words: str, today: date, lean: Lean = Lean.FUTURE) -> FoundWhen | None:
    """The first day named in a clause, amounts and 到位2.5亿 not mistaken for one."""
    return _find_when(words, today, lean) if _OF_DAYS.search(words) else None


@lru_cache(512)
def _find_when(words: str, today: date, lean: Lean) -> FoundWhen | None:
    masked = _without_amounts(words)
    finds = [
        found for reader in (_feast, _within, _on, _week, _written) if (found := reader(masked, today, lean))
    ]
    if not finds:
        return None
    first = min(finds, key=lambda found: (found.start, -found.end))
    tail = _TAIL.match(masked, first.end)
    return FoundWhen(first.start, tail.end() if tail else first.end, first.when)


@lru_cache(512)
def _without_amounts(words: str) -> str:
    words = mask_numerals(words)
    for found in find_amounts(words):
        words = words[: found.start] + "¤" * (found.end - found.start) + words[found.end :]
    return re.sub(r"\d+(?:\.\d+)?(?=%)", lambda found: "¤" * len(found[0]), words)


def _feast(words: str, today: date, _lean: Lean) -> FoundWhen | None:
    found = _FEAST.search(words)
    if not found:
        return None
    name = "春节" if found["new"] else found["feast"]
    days = [day for year in range(today.year, today.year + 2) if (day := _feast_day(name, year))]
    before = timedelta(days=1 if found["before"] or found["new"] else 0)
    day = next((day - before for day in days if day - before >= today), None)
    when = None if day is None or found["after"] else When(day, day, Grain.DAY)
    return FoundWhen(found.start(), found.end(), when)


def _feast_day(name: str, year: int) -> date | None:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    first = SPRING_FESTIVALS.get(year)
    if first is None:
        return None
    return first + {"元宵": _LANTERNS, "除夕": timedelta(days=-1)}.get(name, timedelta(0))


def _within(words: str, today: date, _lean: Lean) -> FoundWhen | None:
    found = _WITHIN.search(words)
    if not found:
        return None
    days = _days(found)
    known = found["unit"] != "工作日"  # working days need the office's calendar
    last = today + timedelta(days=min(days, 3650))
    return FoundWhen(found.start(), found.end(), When(today, last, Grain.DAY) if known else None)


def _on(words: str, today: date, lean: Lean) -> FoundWhen | None:
    """三天后; of something that has happened it is counted from another day."""
    found = _ON.search(words)
    if not found or (lean is not Lean.FUTURE and re.search("了|已", words)):
        return None
    days = _days(found)
    grain = {"周": Grain.WEEK, "星期": Grain.WEEK, "礼拜": Grain.WEEK, "月": Grain.MONTH}.get(
        found["unit"], Grain.DAY
    )
    day = today + timedelta(days=min(days, 3650))
    return FoundWhen(found.start(), found.end(), When(day, day, grain))


def _days(found: re.Match[str]) -> int:
    if found["n"] == "半":
        return 15 if found["unit"] == "月" else 3
    return int(numeral(found["n"]) or 0) * {"周": 7, "星期": 7, "礼拜": 7, "月": 30}.get(found["unit"], 1)


def _week(words: str, today: date, _lean: Lean) -> FoundWhen | None:
    found = _WEEK.search(words)
    if not found:
        return None
    weeks = {"下下": 2, "下": 1, "上": -1}.get(found["turn"] or "", 0)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    return FoundWhen(found.start(), found.end(), When(monday, monday + timedelta(days=6), Grain.WEEK))


def _written(words: str, today: date, lean: Lean) -> FoundWhen | None:
    """Months, days, weekdays, quarters: found here, understood by ``core.date_words``."""
    found = _DATE.search(words)
    if not found:
        return None
    until = _UNTIL.match(words, found.end())  # 12月10-15日: possible until the last of them
    day = re.sub(r"\d{1,2}[日号]?$", f"{until['last']}日", found[0]) if until else found[0]
    value = read_reply_date(day, today, lean).value
    when = When(value.first, value.last, Grain(value.precision.value)) if value else None
    if when and lean is Lean.FUTURE and when.last < today and _WEEKDAY.match(found[0]):
        week = timedelta(weeks=1)  # 周三, said on a Friday of what is to come
        when = When(when.first + week, when.last + week, when.grain)
    return FoundWhen(found.start(), until.end() if until else found.end(), when)
