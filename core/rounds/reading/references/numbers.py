"""Projects by their number on the card: 2号, 1、3号项目, 项目2, “2.” before a piece; and what only looks so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.late_patterns import late_pattern
from core.rounds.reading.plain import BUILDING, small_number
from core.rounds.reading.references.model import How, Reference
from core.rounds.reading.references.places import BEGIN, POINTED, POINTED_AFTER, begins_at

_MEASURE = r"[个层台套栋条次天周月年日亩人家万亿千百十元号楼块户吨米幢座口组期标批点小时度平方成项辆头只羽株瓶类级分秒GMKkwW%\-~～至比]"
_AND = r"\s*(?:[、,，/和与及]|以及|跟|\s)\s*"
_DATE_BEFORE = r"(?<![\d月于在到至等过从自第#.底])"
_DATE_AFTER = r"(?!之?前(?![一二三四两几半\d期天])|以前|左右|上午|下午|晚上|早上|那天|当天|以后|之后)"
_ITEM = r"(?:号?(?:项目)?)"
_NUMBER = late_pattern(
    rf"{_DATE_BEFORE}(?P<list>\d{{1,2}}(?!\d|\.\d){_ITEM}(?:{_AND}\d{{1,2}}(?!\d|\.\d){_ITEM})*)(?<=[号目])(?P<tail>项目)?(?!{BUILDING}){_DATE_AFTER}"
    rf"|(?<![\d.月])(?P<from>\d{{1,2}})号?(?:项目)?[-~至到—](?P<to>\d{{1,2}})号(?:项目)?(?!{BUILDING}){_DATE_AFTER}"
    r"|(?P<project>\d{1,2}号项目)"
    r"|项目(?P<after>\d{1,2})(?![\d.%]|[个万亿年月])"
    r"|第(?P<nth>[一二三四五六七八九十\d]{1,2})(?:个|号)(?:项目)?(?!月|季|工(?!程进度|程形象)|标|楼|厂(?![区内])|车)"
)
_MARK = late_pattern(
    rf"{BEGIN}[（(]?(?P<marks>\d{{1,2}}(?!\d)(?:{_AND}\d{{1,2}}(?!\d))*)"
    rf"\s*(?:[.．:：](?!\d)|[、)）]|-(?=[^\d]))?\s*(?!{_MEASURE}|\s|[.．,，。;；]|$)(?P<next>\d?)"
    r"|(?<=[常化周样题工产顶了位万元亿地行进动静好完住批证层])(?P<run>\d{1,2})(?=正常|无|没|同上|有问题|有进展|老样子|照旧|开工|投产|封顶|竣工|停工|复工|主体|到位|环评|能评|土地|用地|没动|试生产|试产|签约|形象|累计|本周|厂房|设备|封顶|完成)"
    r"|(?P<circles>[①-⑳](?:[、,，和\s]*[①-⑳])*)[.、:：]?"
    r"|(?:(?<=^)|(?<=[\n。；;]))\s*[（(]?(?P<words>[一二三四五六七八九十]{1,2})[、.．）)]"
)
_BUILDING = late_pattern(f"号{BUILDING}")
_BUILDING_FIRST = late_pattern(rf"(?:^|[。；;\n])\s*(?P<number>\d{{1,2}})号(?={BUILDING})")


_ALIKE = late_pattern("的?(?:情况|进度)?(?:一样|相同|差不多|类似)")
_THING = late_pattern("厂房|车间|仓库|库|厂(?![区内外界家])|地(?![方面])")
"""2号厂房: a building, or the second project's? Only the person knows."""
_DIGITS = late_pattern(r"\d+")


def numbered(text: str, known: tuple[int, ...]) -> Iterator[Reference]:
    listed = False  # 1号…，2号…，3号厂房: the third project's
    for found in _NUMBER.finditer(text):
        numbers, start = _pointed_numbers(found, known)
        if not numbers:
            continue
        unknown = any(number not in known for number in numbers)
        explicit = found["project"] or found["after"] or found["tail"] or "项目" in found[0]
        if unknown and not explicit and (max(numbers) > len(known) + 6 or len(known) == 1):
            continue  # 20号: a day of the month
        end = found.end()
        begins, is_thing = begins_at(text, start), _THING.match(text, end) is not None
        pointed = not begins and POINTED.search(text[:start])
        thing = is_thing and not explicit and not (listed and begins)
        listed = listed or (begins and not is_thing)
        alike = len(numbers) > 1 and _ALIKE.match(text, end)
        how = How.UNKNOWN if unknown or pointed or thing or alike else How.NUMBER
        tail = POINTED_AFTER.match(text, end)
        yield Reference(start, tail.end() if tail else end, how, numbers)


def buildings(text: str, known: tuple[int, ...]) -> Iterator[Reference]:
    """2号生产线 where a sentence begins, said to somebody with several projects: whose is it?"""
    for found in _BUILDING_FIRST.finditer(text) if len(known) > 1 and _BUILDING.search(text) else ():
        number = int(found["number"])
        if number in known:
            yield Reference(found.start("number"), found.end(), How.UNKNOWN)


def _pointed_numbers(found: re.Match[str], known: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    start = found.start()
    if found["list"]:
        pieces = [(int(piece[0]), start + piece.start()) for piece in _DIGITS.finditer(found["list"])]
        while len(pieces) > 1 and any(number not in known for number, _ in pieces[:-1]):
            del pieces[0]  # 投入20，3号: the 20 is no project
        return tuple([number for number, _ in pieces]), pieces[0][1]
    if found["from"]:
        return tuple(range(int(found["from"]), int(found["to"]) + 1)), start
    word = small_number((found["project"] and found["project"][:-3]) or found["after"] or found["nth"])
    return ((int(word),) if word.isdigit() else ()), start


def marks_in(text: str) -> Iterator[Reference]:
    for found in _MARK.finditer(text):
        words = found["marks"] or found["run"] or small_number(found["words"] or "")
        circles = [ord(char) - 0x245F for char in found["circles"] or "" if "①" <= char <= "⑳"]
        numbers = tuple(circles or [int(piece) for piece in _DIGITS.findall(words)])
        yield Reference(found.start(), found.end() - len(found["next"] or ""), How.MARK, numbers)


def meant(
    marks: list[Reference], others: list[Reference], text: str, known: tuple[int, ...]
) -> list[Reference]:
    """Numbers before pieces are projects, unless they count the points of one project or of the message."""
    numbers = [number for mark in marks for number in mark.numbers]
    if not numbers or len(known) == 1 or not set(numbers) <= set(known):
        return []
    strong = [one for one in others if one.how in (How.NAME, How.NUMBER)]
    kept = [mark for mark in marks if not any(_follows(text, mark, one) for one in strong)]
    if not kept:
        return []
    before = [one for one in strong if one.start < kept[0].start]
    taken = {number for one in before for number in one.numbers}
    if before and (kept[0].numbers[0] == 1 or taken & set(kept[0].numbers)):
        return []  # 2号：1.环评没批 2.土地没批
    return kept


def _follows(text: str, mark: Reference, one: Reference) -> bool:
    """1.肉鸡项目: the name says it all."""
    return mark.end <= one.start and not text[mark.end : one.start].strip(" .、:：")
