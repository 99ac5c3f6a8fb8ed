"""问题 words: categories, what says that something is wrong, and what says that it is over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from core.problems.model import Category
from core.rounds.reading.departments import without_departments

_WORDS: tuple[tuple[Category, str], ...] = (
    (Category.ENERGY, "能评|用能|用电|能耗(?:指标)?|节能审查|节能评估"),
    (Category.EIA, "环评|环保|排污|环境影响"),
    (
        Category.LAND,
        "用地|土地|征地|林地|拆迁|征迁|供地|土规|地块|(?<!能耗)(?<!用能)(?<!排放)(?<!环境)指标|占补|耕地|附着物|腾地|净地|摘牌|挂牌",
    ),
    (
        Category.FINANCE,
        "融资|贷款|银行|资金缺口|资金链|资金|放款|授信|资本金|工程款|设备款|尾款|货款|没钱|缺钱|钱不够",
    ),
    (
        Category.UTILITIES,
        "配套|道路|供水|供气|供电|管网|通水|通电|进场路|变电站|电力|双回路|天然气|蒸汽|接电|外线|高压线|自来水|燃气|三通一平|专线|污水",
    ),
    (
        Category.PERMITS,
        "施工许可证?|许可证?|施工图(?=.{0,2}[没未还审])|施工证|规划证|图审|消防|立项|稳评|安评|水保|洪评|文勘|文物勘探|施工图审查|报建|规划条件",
    ),
    (Category.STATISTICS, "入库|纳统|入统"),
    (Category.RELATIONS, "关系|纠纷|村民|群众|阻工|上访|农户|老百姓|村上|村里"),
    (Category.COMPANY, "企业|投资方|股东|业主|老板|客商|投资商|甲方"),
    (Category.PERMITS, "手续|审批|批复|备案|报批"),
)
_CATEGORY = tuple((category, re.compile(words)) for category, words in _WORDS)
_FAINT = re.compile(
    r"(?:手续|审批|批复|备案|报批|企业|投资方|股东|业主|老板|客商|投资商|甲方|资金|银行|环保)$"
)
_STRONG = re.compile(
    r"卡住|卡在|卡壳|卡着|卡到|受阻|阻工|堵路|困难|停滞|难以推进|推不动|进展(?:太|较|缓)?慢|进展缓慢|滞后|纠纷|扯皮|需要?.{0,8}协调|(?<![不未没])影响(?!不大|不了|较小|很小|评|力)|制约|不同意|反对|上访|有(?:些|点|个)?问题|出了?问题|矛盾|谈不拢|没谈拢|没谈妥|解决不了|搞不定"
)
_WEAK = re.compile(
    r"没|未|不足|不够|不通|不到位|不同意|不批|不下来|不了|不上|缺|还?差|紧张|紧缺|难|拖|慢|退回|被退|打回|等(?!级)|待|还在|仍在|在办|补办|在[^，]{1,6}(?:审|办理|走流程|走程序)|办理中|审批中|评审中|公示|正在?(?:补|办|审|走|跑|报|申|公|编|评|对接|协调|谈|跟|和|与|沟|争取)|有意见|观望|犹豫|变卦|不积极|积极性|缺口|断裂|悬而|不统一|不一致|分歧|搁|压着|拖着|问题|尚"
)
_OVER = re.compile(
    r"批复|已批|批了|批下来|批好|获批|批准|办完|办好|办结|办妥|办下来|办理完|办了|下来了|拿到|拿了|取得|解决|通过|过了|完成|到手|落实|接通|通了|搞定|协调好|谈妥|谈好|放款了|下达|下发|已供|摘牌|出让|化解"
)
_NOT_OVER = re.compile(
    r"没|未|等(?!级)|正在|还在|仍|还[差缺要需]|才|再|尚|不|卡|缺|差|部分|一半|大半|大部分|基本|快|即将|准备|争取|力争|预计|计划|有望|催|请|希望|需|难|待|如果|只要|后(?:开|才|就|再|可)|前|尽快"
)
_BUILDING_WORK = re.compile(
    r"平整|硬化|铺设|安装|施工(?!许可|证|图)|浇筑|砌|开挖|主体|封顶|修建|用房|设备|清表|围挡|三通一平"
)
_REQUEST = re.compile(
    r"(?:请|希望|恳请|盼|望|麻烦|需要?|建议|求|拜托).{0,16}(?:协调|支持|帮|解决|加快|督促|催|推动|尽快|出面|过问|对接|办理|明确|审批|批复)"
)
_TALKING = re.compile(r"正在?|在谈|等(?:着|待)?")
_UNSAID_OK = frozenset({Category.COMPANY, Category.RELATIONS, Category.UTILITIES, Category.FINANCE})
_REALLY_OVER = re.compile(
    r"解决|协调好|化解|谈妥|谈好|搞定|接通|通了|落实|放款了|批了|批下来|下来了|获批|通过|已批|批复|办完|办好"
)


class State(Enum):
    OPEN = "open"
    OVER = "over"
    SILENT = "silent"  # a subject and no word whether it is well


@dataclass(frozen=True, slots=True)
class TroubleSaid:
    """What a clause says about problems. ``request``: it asks somebody to do something."""

    categories: tuple[Category, ...]
    state: State
    request: bool


def find_trouble(words: str) -> TroubleSaid | None:
    """None when the clause neither names a subject of problems nor says that something is wrong."""
    categories = find_categories(without_departments(words))
    request = _REQUEST.search(words) is not None
    if _STRONG.search(words) or request:
        return TroubleSaid(categories, State.OPEN, request)
    if not categories:
        return None
    if _OVER.search(words) and not _NOT_OVER.search(words):
        if _BUILDING_WORK.search(words):
            return None
        kept = tuple(one for one in categories if one not in _UNSAID_OK or _REALLY_OVER.search(words))
        return TroubleSaid(kept, State.OVER, request=False) if kept else None
    if categories in ((Category.COMPANY,), (Category.RELATIONS,)):
        words = _TALKING.sub("", words)  # 正在跟新投资方谈 is no trouble
    state = State.OPEN if _WEAK.search(words) and not _BUILDING_WORK.search(words) else State.SILENT
    return TroubleSaid(categories, state, request=False)


def names_subject(words: str) -> bool:
    """批复 and 手续 alone leave open of what."""
    return any(
        not _FAINT.fullmatch(found[0]) for _, pattern in _CATEGORY for found in pattern.finditer(words)
    )


def find_categories(words: str) -> tuple[Category, ...]:
    """Subjects in the order of the text; 手续 and 企业 count only where nothing clearer is said."""
    hits = sorted(
        (found.start(), -found.end(), category, found[0])
        for category, pattern in _CATEGORY
        for found in pattern.finditer(words)
    )
    clear = [hit for hit in hits if not _FAINT.fullmatch(hit[3])]
    return tuple(dict.fromkeys(hit[2] for hit in clear or hits[:1]))
