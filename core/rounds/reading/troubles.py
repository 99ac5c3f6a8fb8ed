"""问题 words: what says that something is wrong, and what says that it is over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from core.late_patterns import late_pattern
from core.problems.model import Category
from core.rounds.reading.departments import may_name_one, without_departments
from core.rounds.reading.subjects import ANY_SUBJECT, find_categories

_STRONG = late_pattern(
    r"卡住|卡在|卡壳|卡着|卡到|受阻|阻工|堵路|困难|停滞|难以推进|推不动|进展(?:太|较|缓)?慢|进展缓慢|滞后|纠纷|扯皮|需要?.{0,8}协调"
    r"|(?<![不未没])影响(?!不大|不了|较小|很小|评|力)|制约|不同意|反对|上访|有(?:些|点|个)?问题|出了?问题|矛盾|谈不拢|没谈拢|没谈妥|解决不了|搞不定"
)
"""Something is wrong, whatever the subject."""
_HARM: tuple[tuple[Category, str], ...] = (
    (
        Category.FINANCE,
        r"资金链.{0,3}断|等(?:着)?(?:钱|资金|贷款|米下锅)|抽贷|断贷|欠薪|讨薪|拖欠|欠(?:着|了)?(?:工程|材料|设备|农民工|工人)|查封|冻结",
    ),
    (
        Category.COMPANY,
        (
            r"失联|联系不上|意愿.{0,2}(?:不强|不高|不足|下降|低|弱)|不想投|信心不足|跑路|破产|老板.{0,4}(?:走了|跑了|出事|被抓)|打架|内讧|老板换|换(?:了)?老板|撤场|撤走|(?:工人|人手|技工|人|招工|用工).{0,3}(?:不够|不足|短缺|难|缺)|(?:工人|人手)(?:太)?少|招不到|缺(?:工|人)"
            r"|(?:原材?料|钢材|材料|成本).{0,4}(?:涨|紧缺|断供|大|高)|订单.{0,3}(?:不足|减少|少)|市场.{0,4}(?:不好|低迷|疲软|差)|涨价|断供"
        ),
    ),
    (Category.LAND, r"钉子户|不让(?:拆|征|占)"),
    (Category.UTILITIES, r"停电|断电|停水|挖断|(?:大车|车辆?|设备)进不[来去]"),
    (Category.RELATIONS, r"阻挡|阻拦|阻挠|拦着|堵门|闹事|(?:群众|村民|农户|居民).{0,4}不让|闹得"),
    (Category.PERMITS, r"古墓"),
    (
        Category.OTHER,
        (
            r"诉讼|官司|起诉|叫停|责令|处罚|罚款|被.{0,5}罚|事故|塌方|垮塌|返工|受限|压力(?:很|较|太)?大|延误|耽误|耽搁|搁置|赶不上|跟不上|完不成|出不来|发不过来|发不出"
            r"|到不了|不理想|不配合|违约|要价|太贵|延期交货|延期到货|不能按期|进度.{0,2}(?:慢|放缓|不快|不理想)|转让|退地|申请延期|漏雨|不达标|不合格|要求.{0,6}?(?:兑现|降价|补偿|延期|退)|请兑现|换了?(?:法人|负责人|老板)|对接不[上了]|想(?:停|缓|退|撤|走)|抵押(?!贷款|登记|担保|物)|整改意见|要整改|打不了|干不了|施不了工|漏水|故障|坏了|出了?状况"
        ),
    ),
)
"""What is wrong and of which category, without a word for the subject."""
_HARMS = tuple((category, late_pattern(words)) for category, words in _HARM)
_WEAK = late_pattern(
    r"没|未|不足|不够|不通|不到位|不同意|不批|不(?:放款|给|签|肯|愿|受理|办|收|予)|不下来|不了|不上|不全|不齐|缺|还?差(?!不多)|紧张|紧缺|难|拖|慢|退回|被退|打回|等(?!级)|待|还在|仍在|在办|补办|在[^，]{1,6}(?:审|办理|走流程|走程序)|在.{0,3}(?:某局|局|委|厅|部门|公司)$|办理中|审批中|评审中|公示"
    r"|正在?(?:补|办|审|走|跑|报|申|公|编|评|对接|协调|谈|跟|和|与|沟|争取)|有意见|观望|犹豫|变卦|不积极|积极性|缺口|断裂|断了|悬而|不统一|不一致|分歧|搁|压着|拖着|问题|尚"
)
_OVER = late_pattern(
    r"批复|已批|批了|批下来|批好|获批|批准|办完|办好|已办(?!理)|办结|办妥|办下来|办齐|齐了|齐全|办理完|办了|下来了|拿到|拿了|取得|解决|通过|过了|完成|到手|落实|接通|通了|搞定|协调好|谈妥|谈好|放款了|下达|下发|已供|摘牌|出让|化解"
)
_NOT_OVER = late_pattern(
    r"没|未|等(?!级)|正在|还在|仍|还[差缺要需]|才|再|尚|不|卡|缺|差|部分|一半|大半|大部分|基本|快|即将|准备|争取|力争|预计|计划|有望|催|请|希望|需|难|待|如果|只要|%|百分之|[一二三四五六七八九]成|后(?:开|才|就|再|可)|前(?!期)|尽快"
)
_DRAFT = late_pattern(r"编制|编写|初稿|送审|上报|报送|申报|递交|提交|受理|公示|评审|挂网|测绘|报告")
_GRANTED = late_pattern(r"批复|批了|已批|获批|批准|批下来|通过|拿到|取得|办结|下来|解决")
"""环评报告编制完成 is a step, no end."""
_ENDED = late_pattern(
    r"(?:纠纷|问题|矛盾|困难|卡点|堵点|难题|分歧).{0,6}(?:化解|解决|谈妥|谈好|处理|协调好|平息|搞定|办妥|调解好)"
)
_BEFORE = late_pattern(r"之前|以前|前期")
_HALF = late_pattern(r"基本|部分|大部分|大半|一半|初步|原则上?|口头")
"""An end that may be none: 问题基本解决."""
_PAST = late_pattern(
    r"不影响|已经?(?:恢复|修|处理|整改|解决)|正在(?:抢修|维修|修)|恢复(?:供[电水]|正常|生产|施工)"
)
"""Harm that is over or does none."""
_SETTLED = late_pattern(
    r"(?:现在?|目前|已经?|也|都|后来|经.{0,6}协调|昨天|今天|本周|这周|基本)*(?:得到|得以)?(?:解决|协调好|处理好?|恢复|整改|修复|修好|搞定|化解|办好|办完|批|批下来)"
    r"(?:正常|生产|施工|供[水电])?(?:了|完成|完毕|到位|好|完)*"
)
_NOT_LACKING = late_pattern(r"不[缺差](?:钱|资金|地|人|电|水)?")
_STILL = late_pattern(
    r"(?:资金|企业|土地|用地)(?:这块|方面|情况)?(?:还|也|都|暂时)?(?:没动|没变化?|没有变化|无变化)"
)
"""资金这块没动: nothing new, and no problem."""
_NOT_THE_MATTER = late_pattern(r"(?:不是|并非|不在于|不怪).{1,6}?(?:的)?(?:问题|原因|事)(?=$|[，,])")
_BUILDING_WORK = late_pattern(
    r"平整|硬化|铺设|安装|施工(?!许可|证|图|方|队|单位)|浇筑|砌|开挖|主体|封顶|修建|用房|设备|清表|围挡|三通一平"
)
_REQUEST = late_pattern(
    r"(?:请(?!示)|希望|恳请|盼|望|麻烦|需要?|(?<![主只])要(?=.{0,8}(?:帮忙|协调|支持))|建议|求|拜托).{0,16}(?:协调|支持|帮|解决|加快|督促|催|推动|尽快|出面|过问|对接|办理|明确|审批|批复|办结|办完|办好|办下来|给办|批下来|打通|接通|落实|出具|答复|帮忙)"
)
_TALKING = late_pattern(r"正在?|在谈|等(?:着|待)?")
_UNSAID_OK = frozenset({Category.COMPANY, Category.RELATIONS, Category.UTILITIES, Category.FINANCE})
_REALLY_OVER = late_pattern(
    r"解决|协调好|化解|谈妥|谈好|搞定|接通|通了|落实|放款了|批了|批下来|下来了|获批|通过|已批|批复|办完|办好"
)


_ANY = late_pattern(
    "|".join(
        f"(?:{one.pattern})"
        for one in (
            ANY_SUBJECT,
            _STRONG,
            _REQUEST,
            *(harm for _, harm in _HARMS),
            _STILL,
            _NOT_LACKING,
            _NOT_THE_MATTER,
        )
    )
)
"""A clause with none of these, and no department that may hide one, says nothing of problems."""


class State(Enum):
    OPEN = "open"
    OVER = "over"
    SILENT = "silent"  # a subject and no word whether it is well


@dataclass(frozen=True, slots=True)
class TroubleSaid:
    """What a clause says about problems.

    Attributes:
        request: it asks somebody to do something.
        unclear: it may be over, or something else: ask.
    """

    categories: tuple[Category, ...]
    state: State
    request: bool = False
    unclear: bool = False


def find_trouble(words: str) -> TroubleSaid | None:
    """None when the clause neither names a subject of problems nor says that something is wrong."""
    if not _ANY.search(words) and not may_name_one(words):
        return None
    words = _NOT_THE_MATTER.sub("", _NOT_LACKING.sub("", _STILL.sub("", words)))
    bare = without_departments(words)
    categories = find_categories(bare)
    request = _REQUEST.search(words) is not None
    if categories and not request and _ENDED.search(words):
        return _ended(words, categories)
    if _STRONG.search(words) or request:
        return TroubleSaid(categories or _harmed(bare), State.OPEN, request)
    harmed = () if _PAST.search(words) else _harmed(bare)
    if harmed:
        clear = tuple(one for one in categories if one is not Category.COMPANY or Category.COMPANY in harmed)
        return TroubleSaid(clear or harmed, State.OPEN, unclear=not clear and harmed == (Category.OTHER,))
    if not categories:
        return None
    return _by_subject(words, categories)


def _ended(words: str, categories: tuple[Category, ...]) -> TroubleSaid:
    """土地纠纷已经化解, 问题基本解决, 问题没解决."""
    words = _BEFORE.sub("", words)
    if not _NOT_OVER.search(words):
        return TroubleSaid(categories, State.OVER)
    half = _HALF.search(words) is not None and not _NOT_OVER.search(_HALF.sub("", words))
    return TroubleSaid(categories, State.OPEN, unclear=half)


def _by_subject(words: str, categories: tuple[Category, ...]) -> TroubleSaid | None:
    drafted = _DRAFT.search(words) is not None and not _GRANTED.search(words)
    if _OVER.search(words) and not _NOT_OVER.search(words) and not drafted:
        if _BUILDING_WORK.search(words):
            return None
        kept = tuple(one for one in categories if _may_be_over(one, words))
        return TroubleSaid(kept, State.OVER) if kept else None
    if categories in ((Category.COMPANY,), (Category.RELATIONS,)):
        words = _TALKING.sub("", words)  # 正在跟新投资方谈 is no trouble
    open_ = _WEAK.search(words) and not _BUILDING_WORK.search(words)
    return TroubleSaid(categories, State.OPEN if open_ else State.SILENT)


def is_settled(words: str) -> bool:
    """已解决, and not a word of what: the problem said before it."""
    return _SETTLED.fullmatch(words) is not None


def is_harm(words: str) -> bool:
    """停电, 事故: something that befell the project; when it is over no ticket is solved by that."""
    return bool(_harmed(words))


def _may_be_over(category: Category, words: str) -> bool:
    """道路完成 and 企业申报通过 are progress; 道路问题解决 is the end of a problem."""
    if category in (Category.COMPANY, Category.RELATIONS):
        return re.search("解决|协调好|化解|谈妥|谈好|搞定|谈成", words) is not None
    return category not in _UNSAID_OK or _REALLY_OVER.search(words) is not None


def _harmed(words: str) -> tuple[Category, ...]:
    return next(((category,) for category, pattern in _HARMS if pattern.search(words)), ())
