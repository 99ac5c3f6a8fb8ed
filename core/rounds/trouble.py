"""Words by which a problem and its category are recognised (问题类别用语)."""

from __future__ import annotations

import re

from core.problems.model import Category

CATEGORY_WORDS = (
    (Category.ENERGY, re.compile(r"能评|用能|用电|能耗")),
    (Category.EIA, re.compile(r"环评|环保|排污")),
    (Category.LAND, re.compile(r"用地|土地|征地|林地|拆迁|供地|土规|地块")),
    (Category.FINANCE, re.compile(r"融资|贷款|银行|资金缺口|资金链|资金紧张")),
    (Category.UTILITIES, re.compile(r"配套|道路|供水|供气|供电|管网|通水|通电|进场路|变电站")),
    (Category.PERMITS, re.compile(r"手续|审批|许可|施工证|规划证|备案|批复|图审|消防")),
    (Category.STATISTICS, re.compile(r"入库纳统|纳统|入统|入库")),
    (Category.RELATIONS, re.compile(r"关系|纠纷|村民|群众|阻工")),
    (Category.COMPANY, re.compile(r"企业|投资方|股东|业主方")),
    (Category.OTHER, re.compile(r"其他")),
)
_TROUBLE = re.compile(
    r"(?<!没)(?<!无)(?<!没有)有(?:个|些|一个)?问题|存在问题|卡住|卡在|卡壳|受阻|未批|没批|批不下来|办不下来|迟迟|困难|不足|滞后|停滞|阻工|纠纷|缺口|难以|未通|不通|未落实|没落实|未解决|没解决"
)


def category_of(text: str) -> Category | None:
    """The first category named in ``text``, or None."""
    return next((category for category, words in CATEGORY_WORDS if words.search(text)), None)


def says_trouble(text: str) -> bool:
    """Whether the clause says that something is wrong; 没有问题 does not."""
    return bool(_TROUBLE.search(text))
