"""Columns whose header says nothing to us, known by what stands in them. Every one found so is reported.

Only what cannot be mistaken is looked for: names of projects, firms, counties, people, phones, stages. A sum or
a day says nothing about whose sum or which day it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from core.roster.cells import person_words, stage_words, text_cell, written
from core.roster.header import Header, HeaderColumn
from core.roster.leader_names import name_like
from core.roster.ledger import Severity
from core.roster.sheet import Sheet, squeeze

SAMPLE = 60
"""Rows looked at."""
FEWEST = 3
SHARE = 0.7
_PROJECT = re.compile("项目|工程|基地|生产线|产业园|中心|厂|建设|加工|园区?$")
_FIRM = re.compile("公司|集团|企业|厂|合作社|有限|股份|银行|商会")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,8}(区|县|市|镇|乡|街道|办事处|新城)")
_POST = re.compile("书记|市长|县长|区长|主任|主席|部长|常委|同志")
_PHONE = re.compile(r"\+?[\d\s-]{7,16}")


def with_contents(sheet: Sheet, header: Header) -> Header:
    """``header`` with the columns added that their cells give away."""
    columns: dict[str, HeaderColumn] = dict(header.columns)
    extras: dict[int, str] = dict(header.extras)
    spare = {found.column: found.label for found in header.twice}
    for field, fits in _FITS:
        if field in columns:
            continue
        giver = _GIVERS.get(field, "")
        given = {columns[giver].column: columns[giver].label} if giver in columns else {}
        offers = {**extras, **spare, **given}
        shares = {
            column: share
            for column, label in offers.items()
            if (share := _share(sheet, header, column, fits)) >= SHARE and not _other(field, label)
        }
        if shares:
            best = max(shares, key=lambda column: (shares[column], -column))
            columns[field] = HeaderColumn(best, offers[best], guessed=True)
            extras.pop(best, None)
            if best in given:
                del columns[giver]
    taken = {found.column for found in columns.values()}
    twice = tuple(found for found in header.twice if found.column not in taken)
    return replace(header, columns=columns, extras=extras, twice=twice)


_GIVERS = {"name": "investor", "stage": "progress"}
"""Whose column a field may take over when its own is missing: 企业（项目）名称 may hold projects."""


def _share(sheet: Sheet, header: Header, column: int, fits: Callable[[str], bool]) -> float:
    texts = [
        text
        for row in range(header.bottom + 1, min(header.bottom + SAMPLE, len(sheet.rows)) + 1)
        if (text := text_cell(sheet.value(row, column)))
    ]
    return sum(fits(squeeze(text)) for text in texts) / len(texts) if len(texts) >= FEWEST else 0.0


def _other(field: str, label: str) -> bool:
    """Does the header say that this is somebody or something else?"""
    return bool(_NOT.get(field, re.compile("(?!)")).search(label))


def _is_project(text: str) -> bool:
    return 4 <= len(text) <= 60 and bool(_PROJECT.search(text)) and not re.search("公司$|[。；]", text)


def _is_firm(text: str) -> bool:
    return 4 <= len(text) <= 60 and bool(_FIRM.search(text)) and "项目" not in text


def _is_county(text: str) -> bool:
    return _COUNTY.fullmatch(text) is not None


def _is_leader(text: str) -> bool:
    return bool(_POST.search(text)) or (
        "、" in text and all(name_like(part) for part in text.split("、") if part)
    )


def _is_contact(text: str) -> bool:
    names, phones = person_words(text)
    return bool(names and phones) and all(name_like(name) for name in names.split("、"))


def _is_person(text: str) -> bool:
    return name_like(text)


def _is_phone(text: str) -> bool:
    return _PHONE.fullmatch(written(text)) is not None and len(re.sub(r"\D", "", text)) >= 7


def _is_stage(text: str) -> bool:
    read = stage_words(text)
    return (
        read.value is not None
        and (not read.notes or read.notes[0].severity is Severity.GUESSED)
        and len(text) <= 12
    )


_FITS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("name", _is_project),
    ("investor", _is_firm),
    ("county", _is_county),
    ("leaders", _is_leader),
    ("liaison", _is_contact),
    ("phone", _is_phone),
    ("liaison", _is_person),
    ("stage", _is_stage),
)
_NOT: Mapping[str, re.Pattern[str]] = {
    "name": re.compile("内容|概况|简介|规模|进展|问题|备注"),
    "investor": re.compile("设计|施工|监理|银行|服务|运营|担保"),
    "county": re.compile("来源|注册|投资方|籍|企业所在"),
    "liaison": re.compile("企业|投资|客商|审核|填[表报]|法人|法定|责任人|负责人|专员|领导"),
    "phone": re.compile("企业|投资|客商|邮编|代码|领导|责任人|负责人"),
    "leaders": re.compile("职务|批示|签字"),
    "stage": re.compile("上[月年期周]|去年|计划|目标"),
}
