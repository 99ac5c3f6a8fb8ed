"""Which words of a reply point at a project, and which only look so: 2号楼, 15号前, 1号线."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.rounds.reading.naming import Named, Names, fragment_at, literals_in, sounding_at
from core.rounds.reading.phrases import ALL_SAME, LEAD_IN, is_greeting
from core.rounds.reading.plain import BUILDING, Plain, small_number


class How(StrEnum):
    """How a project was named."""

    NAME = "name"
    NUMBER = "number"  # 2号, ①, 项目2
    MARK = "mark"  # "2." where a line or a piece begins
    REST = "rest"  # 其余
    ALL = "all"  # 三个项目都
    UNKNOWN = "unknown"  # points at something, nobody can say at what


@dataclass(frozen=True, slots=True)
class Reference:
    """``text[start:end]`` names ``numbers``; of REST and ALL ``count`` is the number said (两个)."""

    start: int
    end: int
    how: How
    numbers: tuple[int, ...] = ()
    count: int | None = None


_MEASURE = r"[个层台套栋条次天周月年日亩人家万亿千百十元号楼块户吨米幢座口组期标批点小时度平方成项辆头只羽株瓶类级分秒GMKkwW%\-~～至比]"
_AND = r"\s*(?:[、,，/和与及]|以及|跟|\s)\s*"
_BEGIN = r"(?:(?<=^)|(?<=[\s，,。；;、！!？?：:（(]))"
_DATE_BEFORE = r"(?<![\d月于在到至等过从自第#.底])"
_DATE_AFTER = r"(?!之?前(?![一二三四两几半\d期天])|以前|左右|上午|下午|晚上|早上|那天|当天|以后|之后)"
_ITEM = r"(?:号?(?:项目)?)"
_NUMBER = re.compile(
    rf"{_DATE_BEFORE}(?P<list>\d{{1,2}}(?!\d|\.\d){_ITEM}(?:{_AND}\d{{1,2}}(?!\d|\.\d){_ITEM})*)(?<=[号目])(?P<tail>项目)?(?!{BUILDING}){_DATE_AFTER}"
    rf"|(?<![\d.月])(?P<from>\d{{1,2}})号?(?:项目)?[-~至到—](?P<to>\d{{1,2}})号(?:项目)?(?!{BUILDING}){_DATE_AFTER}"
    r"|(?P<project>\d{1,2}号项目)"
    r"|项目(?P<after>\d{1,2})(?![\d.%]|[个万亿年月])"
    r"|第(?P<nth>[一二三四五六七八九十\d]{1,2})(?:个|号)(?:项目)?(?!月|季|工(?!程进度|程形象)|标|楼|厂(?![区内])|车)"
)
_MARK = re.compile(
    rf"{_BEGIN}[（(]?(?P<marks>\d{{1,2}}(?!\d)(?:{_AND}\d{{1,2}}(?!\d))*)"
    rf"\s*(?:[.．:：](?!\d)|[、)）]|-(?=[^\d]))?\s*(?!{_MEASURE}|\s|[.．,，。;；]|$)(?P<next>\d?)"
    r"|(?<=[常化周样题工产顶了位万元亿地行进动静好完住批证层])(?P<run>\d{1,2})(?=正常|无|没|同上|有问题|有进展|老样子|照旧|开工|投产|封顶|竣工|停工|复工|主体|到位|环评|能评|土地|用地|没动|试生产|试产|签约|形象|累计|本周|厂房|设备|封顶|完成)"
    r"|(?P<circles>[①-⑳](?:[、,，和\s]*[①-⑳])*)[.、:：]?"
    r"|(?:(?<=^)|(?<=[\n。；;]))\s*[（(]?(?P<words>[一二三四五六七八九十]{1,2})[、.．）)]"
)
_BUILDING_FIRST = re.compile(rf"(?:^|[。；;\n])\s*(?P<number>\d{{1,2}})号(?={BUILDING})")
_REST = re.compile(
    r"(?P<strong>(?:其余|剩下|剩余|余下|另外|别的|其它|其他)的?(?:(?P<n>[两一二三四五六七八九十\d]+)个)(?:的)?(?:项目)?"
    r"|(?:其余|剩下|剩余|余下)(?:的)?(?:项目)?(?!\d|资金|工作|手续|部分|厂房|标段|设备|工程|土地|款|投资|楼)"
    r"|(?:其它|其他|别的|另外)(?:的)?项目)"
    r"|(?<![没无有和与请])(?P<weak>(?:其它|其他|别的)(?:的)?(?=(?:[都均也]|全部?|暂时?|目前|还|就)*(?:无变化|没变化|没变|没有变化|没什么变化|不变|正常|同上|老样子|照旧|一切正常|无进展|没动|按计划|按序时|按照|按|顺利|推进|没什么|没啥|没进展|没有进展|都好|还好)))"
)
_ALL = re.compile(
    rf"{_BEGIN}(?P<m>[两三四五六七八九\d])个(?=[都均全])|(?:我?(?:这|的|手上|包抓的?)?)?(?:(?P<n>[两三四五六七八九十\d]{{1,2}})个|所有|全部|各个?|几个)(?:的)?项目(?:[都均全也]|全部|一律)*"
)
_OTHER_PROJECT = re.compile(rf"{_BEGIN}(?P<name>[\u4e00-\u9fffA-Za-z]{{2,12}}?)项目")
_HEADED = re.compile(rf"{_BEGIN}(?P<name>[\u4e00-\u9fff]{{2,8}})[:：]")
_HEADING = re.compile(
    r"问题|困难|进[展度]|资金|投资|情况|下一?步|计划|累计|到位|原因|协调|手续|本周|本月|今年|建议|诉求|需求|其中|报告|汇报|主要|形象|阶段|时间|时限|责任|备注|说明|措施|工作|完成|环评|能评|土地|用地|目前|目标|需|缺口|固投|总|更正|订正|补充|通知|备忘|编号|序号"
)
_NOT_A_NAME = re.compile(
    r".*(?:[该本此整各全我这那个]|所有|目前|现在|重点|子|单体|配套|附属|技改|二期|一期|三期|建设|有关|相关|全部|完成|推进|的|了|在|是|于|对)$|(?:目前|该|本|整个|我|这|那|由于|因|请|希望|建议|影响|推动|加快|确保|督促|企业|以上).*"
)
_POINTED = re.compile(r"(?:跟|比|像|对|给|为|向|供|由|帮|从|往|离|和|与|同|靠|紧邻)$")
_AFTER_ALL = re.compile(r"(?:个|几个?|的)项目$")
_ENDED = re.compile(r"[\s，,。；;、！!？?：:（()）了呢吧啊嘛万亿元%化常顶产工样过完好]$")
_PIECES = re.compile(r"[\s，,。；;、！!？?：:（()）]")
_POINTED_AFTER = re.compile(
    r"(?:的话|(?:的)?(?:那个|这个)?项目|那边|这边|这块|方面|那个|这个(?!月|周|礼拜|星期|季))?的?"
)


def find_references(plain: Plain, names: Names, known: tuple[int, ...]) -> list[Reference]:
    """All references in the order of the text, without overlaps; stronger ones win their place."""
    text = plain.text
    found = list(_literal(text, names))
    for more in (
        _numbers(text, known),
        _buildings(text, known),
        _others(text),
        _weak_names(text, names),
        _strangers(text),
    ):
        found += [one for one in more if not _overlaps(one, found)]
    marks = [mark for mark in _marks(text) if not _overlaps(mark, found)]
    found += _meant(marks, found, text, known)
    return list(_once(sorted(found, key=lambda one: one.start)))


def _once(found: list[Reference]) -> Iterator[Reference]:
    """A thing that may be a project is none when that project is being spoken of already: 金穗粮油."""
    before: Reference | None = None
    for one in found:
        again = before is not None and one.numbers == before.numbers and before.how is not How.UNKNOWN
        if one.how is How.UNKNOWN and again and one.numbers and before is not None:
            if one.start == before.end:
                before = Reference(before.start, one.end, before.how, before.numbers)
            continue
        if again and before is not None and one.start == before.end and one.how is How.NAME:
            before = Reference(before.start, one.end, before.how, before.numbers)
            continue
        if before is not None:
            yield before
        before = one
    if before is not None:
        yield before


def _overlaps(one: Reference, others: list[Reference]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _named(text: str, one: Named) -> Reference:
    tail = _POINTED_AFTER.match(text, one.end)
    end = tail.end() if tail else one.end
    how = How.NAME if len(one.numbers) == 1 else How.UNKNOWN
    return Reference(one.start, end, how, tuple(sorted(one.numbers)))


def _literal(text: str, names: Names) -> Iterator[Reference]:
    """Names and aliases; one in the middle of other words may be a thing: 厂区饮用水还没通."""
    for start, end, numbers in literals_in(text, names):
        one = _named(text, Named(start, end, numbers, exact=True))
        before = text[:start]
        pointed = _POINTED.search(before) and not re.search(r"(?:^|[\s，,。；;])(?:对|由|和|与|为)$", before)
        free = (
            _at_begin(text, start)
            or text.startswith("的话", end)
            or _ENDED.search(before)
            or before.endswith(("除", "除了", "和", "与", "及"))
        )
        long = end - start > 3 or text.startswith("项目", end)
        if pointed and not re.search(r"(?:和|与)$", before):
            yield Reference(one.start, one.end, How.UNKNOWN, one.numbers)
        elif free or long:
            yield one
        else:
            yield Reference(one.start, one.end, How.UNKNOWN, one.numbers)


def _at_begin(text: str, start: int) -> bool:
    """Does a piece begin here, apart from 那个, 关于, 目前?"""
    return _leads_in(_PIECES.split(text[max(0, start - 24) : start])[-1])


@lru_cache(1024)
def _leads_in(opening: str) -> bool:
    return LEAD_IN.fullmatch(opening) is not None or _AFTER_ALL.search(opening) is not None


def _numbers(text: str, known: tuple[int, ...]) -> Iterator[Reference]:
    listed = False  # 1号…，2号…，3号厂房: the third project's
    for found in _NUMBER.finditer(text):
        numbers, start = _pointed_numbers(found, known)
        if not numbers:
            continue
        unknown = not set(numbers) <= set(known)
        explicit = any(found[group] for group in ("project", "after", "tail")) or "项目" in found[0]
        if unknown and not explicit and (max(numbers) > len(known) + 6 or len(known) == 1):
            continue  # 20号: a day of the month
        pointed = _POINTED.search(text[:start]) and not _at_begin(text, start)
        alike = re.match("的?(?:情况|进度)?(?:一样|相同|差不多|类似)", text[found.end() :])
        thing = not explicit and _thing(text, found.end()) and not (listed and _at_begin(text, start))
        listed = listed or (_at_begin(text, start) and not _thing(text, found.end()))
        unsure = unknown or pointed or thing or (alike and len(numbers) > 1)
        how = How.UNKNOWN if unsure else How.NUMBER
        tail = _POINTED_AFTER.match(text, found.end())
        yield Reference(start, tail.end() if tail else found.end(), how, numbers)


def _buildings(text: str, known: tuple[int, ...]) -> Iterator[Reference]:
    """2号生产线 where a sentence begins, said to somebody with several projects: whose is it?"""
    for found in _BUILDING_FIRST.finditer(text) if len(known) > 1 else ():
        number = int(found["number"])
        if number in known:
            yield Reference(found.start("number"), found.end(), How.UNKNOWN)


def _thing(text: str, end: int) -> bool:
    """2号厂房: a building, or the second project's? Only the person knows."""
    return (
        text.startswith(("厂房", "车间", "仓库", "库"), end)
        or re.match("厂(?![区内外界家])|地(?![方面])", text[end:]) is not None
    )


def _pointed_numbers(found: re.Match[str], known: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    start = found.start()
    if found["list"]:
        pieces = list(re.finditer(r"\d+", found["list"]))
        numbers = [int(piece[0]) for piece in pieces]
        stray = [index for index, number in enumerate(numbers[:-1]) if number not in known]
        first = stray[-1] + 1 if stray else 0  # 投入20，3号: the 20 is no project
        return tuple(numbers[first:]), start + pieces[first].start()
    if found["from"]:
        return tuple(range(int(found["from"]), int(found["to"]) + 1)), start
    word = small_number((found["project"] and found["project"][:-3]) or found["after"] or found["nth"])
    return ((int(word),) if word.isdigit() else ()), start


def _others(text: str) -> Iterator[Reference]:
    for found in _REST.finditer(text):
        yield Reference(found.start(), found.end(), How.REST, count=_count(found["n"]))
    for found in _ALL.finditer(text):
        yield Reference(found.start(), found.end(), How.ALL, count=_count(found["n"] or found["m"]))


def _count(words: str | None) -> int | None:
    word = small_number(words or "")
    return int(word) if word.isdigit() else None


def _weak_names(text: str, names: Names) -> Iterator[Reference]:
    """Fragments and same-sound typing errors, only where a piece begins or 项目 follows."""
    at = 0
    while at < len(text):
        named = None
        if "\u4e00" <= text[at] <= "\u9fff":
            begins = _at_begin(text, at)
            loose = begins or _ENDED.search(text[max(0, at - 1) : at]) is not None
            named = (fragment_at(text, at, names) if begins else None) or (
                sounding_at(text, at, names) if loose else None
            )
        if named:
            yield _named(text, named)
        at = named.end if named else at + 1


def _strangers(text: str) -> Iterator[Reference]:
    """X项目 where X is none of this leader's."""
    for found in _OTHER_PROJECT.finditer(text):
        name = LEAD_IN.sub("", found["name"], count=1)
        if len(name) >= 2 and not _NOT_A_NAME.fullmatch(name) and not ALL_SAME.search(name):
            yield Reference(found.start(), found.end(), How.UNKNOWN)
    for found in _HEADED.finditer(text):
        if not _HEADING.search(found["name"]) and not is_greeting(found["name"]):
            yield Reference(found.start("name"), found.end(), How.UNKNOWN)


def _marks(text: str) -> Iterator[Reference]:
    for found in _MARK.finditer(text):
        words = found["marks"] or found["run"] or small_number(found["words"] or "")
        circles = [ord(char) - 0x245F for char in found["circles"] or "" if "①" <= char <= "⑳"]
        numbers = tuple(circles or [int(piece) for piece in re.findall(r"\d+", words)])
        yield Reference(found.start(), found.end() - len(found["next"] or ""), How.MARK, numbers)


def _meant(
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
