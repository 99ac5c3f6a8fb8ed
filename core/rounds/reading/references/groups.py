"""Several at once: 其余, 三个项目都."""

from __future__ import annotations

from collections.abc import Iterator

from core.late_patterns import late_pattern
from core.rounds.reading.plain import small_number
from core.rounds.reading.references.model import How, Reference
from core.rounds.reading.references.places import BEGIN

_REST = late_pattern(
    r"(?P<strong>(?:其余|剩下|剩余|余下|另外|别的|其它|其他)的?(?:(?P<n>[两一二三四五六七八九十\d]+)个)(?:的)?(?:项目)?"
    r"|(?:其余|剩下|剩余|余下)(?:的)?(?:项目)?(?!\d|资金|工作|手续|部分|厂房|标段|设备|工程|土地|款|投资|楼)"
    r"|(?:其它|其他|别的|另外)(?:的)?项目)"
    r"|(?<![没无有和与请])(?P<weak>(?:其它|其他|别的)(?:的)?(?=(?:[都均也]|全部?|暂时?|目前|还|就)*(?:无变化|没变化|没变|没有变化|没什么变化|不变|正常|同上|老样子|照旧|一切正常|无进展|没动|按计划|按序时|按照|按|顺利|推进|没什么|没啥|没进展|没有进展|都好|还好)))"
)
_OF_REST = late_pattern("[其剩余另别]")
"""Nothing is found by the pattern above without one of these."""
_ALL = late_pattern(
    rf"{BEGIN}(?P<m>[两三四五六七八九\d])个(?=[都均全])|(?:我?(?:这|的|手上|包抓的?)?)?(?:(?P<n>[两三四五六七八九十\d]{{1,2}})个|所有|全部|各个?|几个)(?:的)?项目(?:[都均全也]|全部|一律)*"
)


def rest_and_all(text: str) -> Iterator[Reference]:
    for found in _REST.finditer(text) if _OF_REST.search(text) else ():
        yield Reference(found.start(), found.end(), How.REST, count=_count(found["n"]))
    for found in _ALL.finditer(text) if "个" in text or "项目" in text else ():
        yield Reference(found.start(), found.end(), How.ALL, count=_count(found["n"] or found["m"]))


def _count(words: str | None) -> int | None:
    word = small_number(words or "")
    return int(word) if word.isdigit() else None
