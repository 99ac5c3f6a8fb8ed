"""Projects by their names, whole or in part, and names that are nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.late_patterns import late_pattern
from core.rounds.reading.naming import Named, Names, fragment_at, literals_in, may_begin, sounding_at
from core.rounds.reading.phrases import ALL_SAME, is_greeting, without_lead_in
from core.rounds.reading.references.model import How, Reference
from core.rounds.reading.references.places import BEGIN, POINTED, POINTED_AFTER, begins_at

_OTHER_PROJECT = late_pattern(rf"{BEGIN}(?P<name>[\u4e00-\u9fffA-Za-z]{{2,12}}?)项目")
_HEADED = late_pattern(rf"{BEGIN}(?P<name>[\u4e00-\u9fff]{{2,8}})[:：]")
_HEADING = late_pattern(
    r"问题|困难|进[展度]|资金|投资|情况|下一?步|计划|累计|到位|原因|协调|手续|本周|本月|今年|建议|诉求|需求|其中|报告|汇报|主要|形象|阶段|时间|时限|责任|备注|说明|措施|工作|完成|环评|能评|土地|用地|目前|目标|需|缺口|固投|总|更正|订正|补充|通知|备忘|编号|序号"
)
_NOT_A_NAME = late_pattern(
    r".*(?:[该本此整各全我这那个]|所有|目前|现在|重点|子|单体|配套|附属|技改|二期|一期|三期|建设|有关|相关|全部|完成|推进|的|了|在|是|于|对)$|(?:目前|该|本|整个|我|这|那|由于|因|请|希望|建议|影响|推动|加快|确保|督促|企业|以上).*"
)
_ENDED = late_pattern(r"[\s，,。；;、！!？?：:（()）了呢吧啊嘛万亿元%化常顶产工样过完好]$")


def _named(text: str, one: Named) -> Reference:
    tail = POINTED_AFTER.match(text, one.end)
    end = tail.end() if tail else one.end
    how = How.NAME if len(one.numbers) == 1 else How.UNKNOWN
    return Reference(one.start, end, how, tuple(sorted(one.numbers)))


def literal_names(text: str, names: Names) -> Iterator[Reference]:
    """Names and aliases; one in the middle of other words may be a thing: 厂区饮用水还没通."""
    for start, end, numbers in literals_in(text, names):
        one = _named(text, Named(start, end, numbers, exact=True))
        before = text[:start]
        pointed = POINTED.search(before) and not re.search(r"(?:^|[\s，,。；;])(?:对|由|和|与|为)$", before)
        free = (
            begins_at(text, start)
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


def weak_names(text: str, names: Names) -> Iterator[Reference]:
    """Fragments and same-sound typing errors, only where a piece begins or 项目 follows."""
    done = 0
    for at, char in enumerate(text):
        if at < done or not "\u4e00" <= char <= "\u9fff" or not may_begin(text, at, names):
            continue
        begins = begins_at(text, at)
        loose = begins or _ENDED.search(text[max(0, at - 1) : at]) is not None
        named = (fragment_at(text, at, names) if begins else None) or (
            sounding_at(text, at, names) if loose else None
        )
        if named:
            yield _named(text, named)
            done = named.end


def strangers(text: str) -> Iterator[Reference]:
    """X项目 where X is none of this leader's."""
    for found in _OTHER_PROJECT.finditer(text) if "项目" in text else ():
        name = without_lead_in(found["name"])
        if len(name) >= 2 and not _NOT_A_NAME.fullmatch(name) and not ALL_SAME.search(name):
            yield Reference(found.start(), found.end(), How.UNKNOWN)
    for found in _HEADED.finditer(text) if ":" in text or "：" in text else ():
        if not _HEADING.search(found["name"]) and not is_greeting(found["name"]):
            yield Reference(found.start("name"), found.end(), How.UNKNOWN)
