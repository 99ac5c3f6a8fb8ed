"""Reading amounts of money from ledger cells and sentences. Pure; nothing is assumed without a flag."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.money import MOST_YUAN, MoneyUnit, Yuan, to_yuan
from core.numerals import numeral
from core.pattern_starts import looking_ahead


class AmountFlag(StrEnum):
    NOT_STATED = "not_stated"  # blank
    PENDING = "pending"  # 待定: unknown
    STATED_ZERO = "stated_zero"  # "/", 无, —
    UNREADABLE = "unreadable"
    APPROXIMATE = "approximate"  # 约, 左右, 近, 多
    UNIT_ASSUMED = "unit_assumed"  # no unit written: ``default_unit`` used
    SEVERAL = "several"  # more than one number: the first amount was taken
    FOREIGN = "foreign"  # not yuan: no value is given
    NEGATIVE = "negative"


class Amount(NamedTuple):
    """``yuan`` None when nothing usable was said; ``rest`` are the words around the number."""

    yuan: Yuan | None
    flags: frozenset[AmountFlag] = frozenset()
    rest: str = ""
    written: Decimal | None = None  # the number as written, before the unit
    unit: MoneyUnit | None = None  # the unit as written; None when it was assumed


class FoundAmount(NamedTuple):
    """An amount inside a sentence, at ``start:end`` of the text as given."""

    start: int
    end: int
    amount: Amount


_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_CHINESE = "零〇○一二两俩三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万萬亿億半点个"
_SPAN = re.compile(
    looking_ahead(
        rf"(?P<minus>(?<![\d\w)）])[-−])?(?P<num>(?:{_NUMBER}|[{_CHINESE}])(?:{_NUMBER}|(?!千[瓦米克伏])[{_CHINESE}]|[多余几来](?=个?[百千万亿元]))*)"
        r"(?P<more>[多余]?)\s*(?P<unit>元|块钱?|[wW](?![a-zA-Z])|圆)?"
        r"(?P<foreign>美元|美金|欧元|日元|日圆|港元|港币|英镑|韩元|澳元|加元|卢布|USD|EUR|HKD|JPY|GBP)?"
    ),
    re.ASCII,
)
_FOREIGN_BEFORE = re.compile(r"(?:US\$|HK\$|\$|€|£|USD|EUR|HKD|JPY|GBP|美元|美金|港币|欧元)[:：]?\s*$")
_NOT_MONEY = re.compile(
    r"\s*(?:平方|平米|栋|座|根|片|间|名|份|升|千克|尾|棵|榀|亩|公顷|吨|千瓦|兆瓦|MW|KW|kW|kw|KV|kV|伏|度|头|只|羽|台|套|架|条|个月|人|户|件|辆|株|瓶|箱|册|米|公里|公斤|斤|立方"
    r"|方|号|楼|层|期|年|月|日|时|天|周|次|家|%|％|P|㎡|m|万?千瓦)"
)
_ABOUT_BEFORE, _ABOUT_AFTER = (
    re.compile("(约|近|大概|大约|超过?|逾|不低于|预计|估计)(?:为|是)?\\s*$"),
    re.compile("\\s*(左右|上下|以上|以内)"),
)
_ROUGH = re.compile("[多余几来]")
_ROUGH_INSIDE = re.compile("[多余来](?<=.[多余来])(?=.)")
_LARGE = re.compile("[万萬亿億]")
_FOREIGN_AFTER = re.compile(r"\s*万?(美元|欧元|港)")
_ZERO = re.compile(r"[/\\—–―_-]+|无|没有|未到位|零")
_PENDING = re.compile(r"(待|暂|未|尚未).*|[?？]+|不详|不明|(?i:n/?a|tbd)|面议|保密")


def read_amount(text: str, default_unit: MoneyUnit | None = None) -> Amount:
    """The amount in one cell, or in a few words that hold one amount.

    The first amount with a unit wins; without any the first number counts, in ``default_unit``.
    With no default unit a bare number is UNREADABLE.
    """
    words = _clean(text)
    if not words:
        return Amount(None, frozenset({AmountFlag.NOT_STATED}))
    if _ZERO.fullmatch(words):
        return Amount(0, frozenset({AmountFlag.STATED_ZERO}), words)
    spans = [span for span in _SPAN.finditer(words) if _is_amount(span, words)]
    named = [span for span in spans if _has_unit(span)]
    if not spans:
        flag = AmountFlag.PENDING if _PENDING.fullmatch(words) else AmountFlag.UNREADABLE
        return Amount(None, frozenset({flag}), words)
    span = (named or [span for span in spans if span["num"][0].isdigit()] or spans)[0]
    amount = _amount(span, _value(span) or Decimal(0), words, default_unit)
    others = [other for other in spans if other is not span and _rivals(other, words, named=bool(named))]
    return amount._replace(flags=amount.flags | {AmountFlag.SEVERAL}) if others else amount


def find_amounts(text: str) -> tuple[FoundAmount, ...]:
    """All amounts with a written unit (万, 亿, 元, w) in a sentence; 30万头 and 600万千瓦时 are none."""
    words = unicodedata.normalize("NFKC", text)
    words = words if len(words) == len(text) else text
    found = []
    for span in _SPAN.finditer(words):
        value = _value(span) if _has_unit(span) else None
        if value is not None and not _NOT_MONEY.match(words, span.end()):
            start, end = span.span()
            found.append(FoundAmount(start, end, _amount(span, value, words, None)))
    return tuple(found)


def _clean(text: str) -> str:
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().lstrip("'")
    words = re.sub(r"(?<=[^\d]) | (?=[^\d])", "", words)
    return words.replace("人民币", "").replace("RMB", "").replace("¥", "").replace("￥", "")


def _is_amount(span: re.Match[str], words: str) -> bool:
    """A readable number that is not 30万头, 600万千瓦时, 一期 or 1号."""
    return _value(span) is not None and not _NOT_MONEY.match(words, span.end())


def _rivals(span: re.Match[str], words: str, *, named: bool) -> bool:
    """Is this other number an amount too? Beside an amount with a unit a bare number is none, except in 5-8亿."""
    if _has_unit(span):
        return True
    in_range = re.match(r"[-~至到—]\d", words[span.end() :])
    return span["num"][0].isdigit() and (not named or bool(in_range))


def _has_unit(span: re.Match[str]) -> bool:
    if span["unit"]:
        return True
    number = span["num"]
    return len(number) > 1 and _LARGE.search(number) is not None


_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*[-~至到—]\s*$")


def _lower_end(span: re.Match[str], words: str) -> Decimal | None:
    """The 5 of 5-8亿, in the unit of the 8."""
    before = _RANGE.search(words, 0, span.start())
    return numeral(before[1] + re.sub(r"^[\d.,]+", "", span["num"])) if before else None


def _value(span: re.Match[str]) -> Decimal | None:
    return numeral(_ROUGH_INSIDE.sub("", span["num"]).replace(",", "").replace("，", ""))


def _amount(span: re.Match[str], value: Decimal, words: str, default_unit: MoneyUnit | None) -> Amount:
    """``value`` is that of the number as it stands; of 5-8亿 the 5 counts."""
    value = _lower_end(span, words) or value or Decimal(0)
    flags = _surroundings(span, words)
    rest = (words[: span.start()] + words[span.end() :]).strip()
    if AmountFlag.FOREIGN in flags:
        return Amount(None, flags, rest, value)
    unit, assumed = _unit(span, default_unit)
    if unit is not None and value * unit.value > MOST_YUAN:
        return Amount(None, flags | {AmountFlag.UNREADABLE}, rest)
    if unit is None:
        return Amount(None, flags | {AmountFlag.UNREADABLE}, rest, value)
    if assumed:
        flags |= {AmountFlag.UNIT_ASSUMED}
    value = -value if span["minus"] else value
    return Amount(to_yuan(value, unit), flags, rest, value, None if assumed else unit)


def _unit(span: re.Match[str], default: MoneyUnit | None) -> tuple[MoneyUnit | None, bool]:
    """(unit of the numeral, was it assumed?). 万 and 亿 inside the numeral are already counted."""
    if span["unit"] and span["unit"] in "wW":
        return MoneyUnit.WAN, False
    if _has_unit(span):
        return MoneyUnit.YUAN, False
    return default, True


def _surroundings(span: re.Match[str], words: str) -> frozenset[AmountFlag]:
    before, after = words[: span.start()], words[span.end() :]
    flags: set[AmountFlag] = set()
    if (
        _ABOUT_BEFORE.search(before)
        or _ABOUT_AFTER.match(after)
        or span["more"]
        or _ROUGH.search(span["num"])
    ):
        flags.add(AmountFlag.APPROXIMATE)
    if span["foreign"] or _FOREIGN_BEFORE.search(before) or _FOREIGN_AFTER.match(after):
        flags.add(AmountFlag.FOREIGN)
    if span["minus"]:
        flags.add(AmountFlag.NEGATIVE)
    return frozenset(flags)
