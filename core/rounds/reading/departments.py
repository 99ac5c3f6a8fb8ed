"""Departments as people call them, and the category each stands for when nothing else is said."""

from __future__ import annotations

import re

from core.late_patterns import late_pattern
from core.problems.model import Category

_DEPARTMENTS: tuple[tuple[str, str, str, Category], ...] = (
    # name in full, unmistakable words, short words that need a sign that somebody is meant
    (
        "自然资源局",
        "自然资源(?:和规划)?局|国土(?:资源)?局|自规局|资规局|自然资源部门",
        "国土|自规|自然资源",
        Category.LAND,
    ),
    ("林草局", "林草局|林业(?:和草原)?局|林业部门", "林业|林草", Category.LAND),
    ("生态环境局", "生态环境(?:分)?局|环保局|生态局|环境局|环保部门", "环保|生态环境", Category.EIA),
    ("住建局", "住建局|住房(?:和)?城乡建设局|住建部门|建设局", "住建", Category.PERMITS),
    ("行政审批局", "行政审批(?:服务)?局|审批(?:服务)?局", "审批局", Category.PERMITS),
    ("统计局", "统计局|统计部门", "统计(?!也|还|没|未|都)", Category.STATISTICS),
    ("发改委", "发改委|发展改革委|发展和改革委员会", "发改", Category.PERMITS),
    ("发改局", "发改局", "", Category.PERMITS),
    ("工信局", "工信局|工业和信息化局|经信局", "工信", Category.ENERGY),
    ("水务局", "水务局", "水务", Category.UTILITIES),
    ("水利局", "水利局", "水利", Category.PERMITS),
    ("应急管理局", "应急(?:管理)?局", "应急|安监", Category.PERMITS),
    ("财政局", "财政局", "财政", Category.FINANCE),
    ("金融办", "金融办", "", Category.FINANCE),
    ("金融局", "金融(?:工作)?局", "", Category.FINANCE),
    ("税务局", "税务局", "税务", Category.OTHER),
    ("交通运输局", "交通(?:运输)?局", "交通部门", Category.UTILITIES),
    ("城管局", "城管(?:执法)?局", "城管", Category.UTILITIES),
    ("农业农村局", "农业农村局|农业局", "", Category.OTHER),
    ("商务局", "商务局", "", Category.OTHER),
    ("招商局", "招商局", "", Category.OTHER),
    ("科技局", "科技局", "", Category.OTHER),
    ("文旅局", "文旅局|文物局", "文物", Category.PERMITS),
    ("人社局", "人社局", "人社", Category.OTHER),
    ("公安局", "公安局", "公安", Category.OTHER),
    ("市场监管局", "市场监管局|市监局", "", Category.PERMITS),
    ("消防救援支队", "消防(?:救援)?(?:支队|大队)", "", Category.PERMITS),
    ("供电公司", "供电公司|供电局|电力公司|电力局|国网|电网公司", "电力部门|供电部门", Category.UTILITIES),
    ("自来水公司", "自来水公司|水务公司", "", Category.UTILITIES),
    ("燃气公司", "燃气公司|天然气公司", "", Category.UTILITIES),
)
_AREA = r"(?P<area>(?:[\u4e00-\u9fff]{1,3}?(?:县|区)|县|区|省|市)?)"
_SOMEBODY_AFTER = r"(?=说|那边|这边|那|部门|还|在审|没|不同意|不批|让|给|答复|要求|正在|回复|卡|也)"
_SOMEBODY_BEFORE = r"(?<=请|等|找|在|跟|和|与|报|催|到|由|是)"
_FULL = tuple(
    (late_pattern(f"{_AREA}(?:{words})"), name, category) for name, words, _, category in _DEPARTMENTS
)
_SHORT = tuple(
    (
        late_pattern(f"(?:{short}){_SOMEBODY_AFTER}|{_SOMEBODY_BEFORE}(?:{short})(?!手续|指标|审批|证)"),
        name,
        category,
    )
    for name, _, short, category in _DEPARTMENTS
    if short
)
_ENDING = late_pattern("[局委门办队司网]")
"""Every unmistakable name has one of these."""
_ANY_SHORT = late_pattern("|".join(short for _, _, short, _ in _DEPARTMENTS if short))


def may_name_one(words: str) -> bool:
    return _ENDING.search(words) is not None


def without_departments(words: str) -> str:
    """Their names hold words such as 供电 and 环保 that are no subject here."""
    if _ENDING.search(words):
        for pattern, _, _ in _FULL:
            words = pattern.sub("某局", words)
    return words


def find_department(words: str) -> tuple[str, Category] | None:
    """The department named in a clause, in full with 市 unless another area is said, and its subject."""
    for pattern, name, category in _FULL if _ENDING.search(words) else ():
        found = pattern.search(words)
        if found:
            area = re.sub(r"^[请等找在跟和与报催由是让]+", "", found["area"])
            return f"{area or '市'}{name}", category
    for pattern, name, category in _SHORT if _ANY_SHORT.search(words) else ():
        if pattern.search(words):
            return f"市{name}", category
    return None
