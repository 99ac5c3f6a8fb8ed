"""Chinese and mixed numerals: 三亿五千万, 6亿3300万, 三个半亿, 十二亿二千万, 3千5百万."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
DIGITS |= {char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")}
DIGITS |= {"两": 2, "俩": 2, "○": 0}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)
_HALF = Decimal("0.5")
_PLAIN = re.compile(r"(\d+(?:\.\d+)?)(?:(万)|(亿))?")
_PIECE = re.compile(r"\d+(?:\.\d+)?|.")


@lru_cache(2048)
def numeral(text: str) -> Decimal | None:
    """The value of a whole numeral without commas, or None when it is not one.

    Colloquial tails count by the next lower unit: 一亿三 is 130 million, 两千三 is 2300.
    """
    words = text.replace("萬", "万").replace("億", "亿").replace("个", "")
    plain = _PLAIN.fullmatch(words)
    if plain:  # 2000万: most of them
        number, wan, yi = Decimal(plain[1]), plain[2], plain[3]
        return number * _WAN if wan else number * _YI if yi else number
    return _above(words, "亿", _YI) if words else None


def _above(text: str, mark: str, size: Decimal) -> Decimal | None:
    """A numeral that may hold ``mark`` (亿, then 万), split at its last occurrence."""
    left, found, right = text.rpartition(mark)
    if not found:
        return _above(text, "万", _WAN) if mark == "亿" else _section(text)
    many = _above(left, mark, size) if left else None
    if many is None:
        return None
    rest = _tail(right, mark, size)
    return None if rest is None else many * size + rest


def _tail(text: str, mark: str, size: Decimal) -> Decimal | None:
    if not text:
        return Decimal(0)
    if text == "半":
        return size * _HALF
    if len(text) == 1 and (text in DIGITS or text.isdigit()):
        return Decimal(DIGITS[text] if text in DIGITS else int(text)) * size / 10
    rest = _above(text, "万", _WAN) if mark == "亿" else _section(text)
    return rest if rest is not None and rest < size else None


def _section(text: str) -> Decimal | None:
    """Below 万: 两千三百, 3千5百, 十二, 三点五, 三半 (三个半), 12.5, 二〇."""
    plain = _plain_number(text)
    if plain is not None:
        return plain
    total, current, scale, gap = Decimal(0), None, Decimal(0), False
    for piece in _PIECE.findall(text):
        if piece in _SMALL:
            unit = Decimal(_SMALL[piece])
            if scale and unit >= scale:
                return None
            total += (Decimal(1) if current is None else current) * unit
            current, scale, gap = None, unit, False
        elif piece == "半":
            total += _HALF * (scale or 1)
        elif piece in "零〇○":
            gap = True  # after 零 a digit is itself: 三千零五
        elif current is None and (number := _plain_number(piece)) is not None:
            current = number
        else:
            return None
    if current is None:
        return total
    return total + (current * scale / 10 if scale > 10 and not gap else current)


def _plain_number(text: str) -> Decimal | None:
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return Decimal(text)
    whole, point, part = text.partition("点")
    if whole and all(char in DIGITS for char in whole + part) and bool(point) == bool(part):
        digits = "".join(str(DIGITS[char]) for char in whole)
        return Decimal(f"{digits}.{''.join(str(DIGITS[char]) for char in part)}" if part else digits)
    return None
