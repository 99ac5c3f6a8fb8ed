"""Rules as the office writes them: 每周一、三、五9:00至17:00, 每个工作日9:00至17:00, 每周一9:00至周五17:00, 每月20日至25日, 每季度末月15日至22日, 每年12月10日至次年1月20日."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from core.rounds.periods import day_in, period_around
from core.rounds.timetable import Every, When

OPENS, CLOSES = time(9, 0), time(17, 0)
"""Where no time of day is written."""
_EVERY = {"半月": Every.HALF_MONTH, "周": Every.WEEK, "星期": Every.WEEK, "月": Every.MONTH,
          "季度": Every.QUARTER, "季": Every.QUARTER, "年": Every.YEAR}  # fmt: skip
_MONTHS = {"首月": 0, "次月": 1, "末月": 2, "次季首月": 3}
_RULE = re.compile(r"每个?(半月|周|星期|月|季度|季|年)(.+?)(?:至|到|—|～|~)(.+)")
_MOMENT = re.compile(
    r"(?:周|星期)?(?P<month>次季首月|首月|次月|末月|(?:次年)?\d{1,2}月)?第?(?P<day>[一二三四五六日天末底]|\d{1,2})"
    r"[日号天]?\s*(?:(?P<hour>\d{1,2})[:：](?P<minute>\d{2}))?"
)
_ONE = re.compile(r"[一二三四五六日天]")
_BY_DAY = re.compile(
    r"每个?(?:(?P<all>工作日|天|日)|(?:周|星期)(?P<days>[一二三四五六日天](?:[、，,和及]?(?:周|星期)?[一二三四五六日天])+))"
    r"(?!\s*(?:至|到)(?:周|星期))(?:(?P<h1>\d{1,2})[:：](?P<m1>\d{2}))?"
    r"(?:(?:至|到|—|～|~|-)(?:当[天日])?(?P<h2>\d{1,2})[:：](?P<m2>\d{2}))?"
)
_SAMPLE = date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Rule:
    every: Every
    opens: When
    closes: When
    days: tuple[int, ...] = ()  # of a rule by the day: as in Cadence


def read_rule(text: str) -> Rule | None:
    """The rule in these words; None if there is none, or its end does not come after its beginning."""
    words = "".join(text.split())
    by_day = _by_day(words)
    if by_day:
        return by_day
    found = _RULE.search(words)
    if found is None:
        return None
    every = _EVERY[found[1]]
    opens = _moment(found[2], every, OPENS, 0)
    closes = _moment(found[3], every, CLOSES, opens.month) if opens else None
    if opens is None or closes is None:
        return None
    period = period_around(every, _SAMPLE)
    if (day_in(period, opens), opens.at) >= (day_in(period, closes), closes.at):
        return None
    return Rule(every, opens, closes)


def _by_day(words: str) -> Rule | None:
    """每周一、三、五9:00至17:00; 每个工作日. The cards close on the day on which they leave."""
    found = _BY_DAY.search(words)
    if found is None:
        return None
    days = (
        () if found["all"] else tuple(sorted({_day(one, Every.WEEK) for one in _ONE.findall(found["days"])}))
    )
    try:
        opens = time(int(found["h1"]), int(found["m1"])) if found["h1"] else OPENS
        closes = time(int(found["h2"]), int(found["m2"])) if found["h2"] else CLOSES
    except ValueError:
        return None
    return Rule(Every.DAY, When(1, opens), When(1, closes), days) if opens < closes else None


def _moment(words: str, every: Every, at: time, month: int) -> When | None:
    """``month``: of the opening, where the deadline names none."""
    found = _MOMENT.match(words)
    if found is None:
        return None
    day = _day(found["day"], every)
    if found["month"]:
        named = _month(found["month"], every)
        if named is None:
            return None
        month = named
    try:
        clock = time(int(found["hour"]), int(found["minute"])) if found["hour"] else at
    except ValueError:
        return None
    return When(day, clock, month) if day and (day <= _most(every)) else None


def _day(word: str, every: Every) -> int:
    if word in ("末", "底"):
        return -1
    if every is Every.WEEK:
        return "一二三四五六日".find(word.replace("天", "日")) + 1
    return int(word) if word.isascii() and word.isdigit() else 0


def _most(every: Every) -> int:
    return {Every.WEEK: 7, Every.HALF_MONTH: 16}.get(every, 31)


def _month(word: str, every: Every) -> int | None:
    if every is Every.QUARTER:
        return _MONTHS.get(word)
    number = re.fullmatch(r"(次年)?(\d{1,2})月", word)
    if every is not Every.YEAR or number is None or not 1 <= int(number[2]) <= 12:
        return None
    return int(number[2]) - 1 + (12 if number[1] else 0)
