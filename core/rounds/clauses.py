"""The words of one project's part of a reply: answer, node, money, problem (短句识别)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from core.amounts import AmountFlag, FoundAmount, find_amounts
from core.date_patterns import DateFlag
from core.date_words import Lean, read_reply_date
from core.dates import PartialDate, one_day
from core.roster.model import Node
from core.rounds.model import Amount, Answer, Done, Finding, Period
from core.rounds.trouble import category_of, says_trouble

_SPLIT = re.compile(r"(?<!\d)[，,]|[，,](?!\d{3})|[。；;\n]")
_NO_CHANGE = re.compile(
    r"^(?:(?:目前|暂|本周|暂时)?(?:都|均)?(?:无|没有?)(?:什么)?(?:新的?)?(?:变化|进展|变动)|同上[周期次]|不变)[。！!]?$"
)
_ON_TRACK = re.compile(
    r"^(?:都|均|一切|进展|推进|按计划|按序时|有序)*(?:正常|顺利|正常推进|正常进行|顺利推进|推进中?)(?:推进|进行|施工|建设)?[。！!]?$"
)
_NODES = (
    (Node.TOPPED, re.compile(r"(?:主体(?:结构)?)?封顶")),
    (Node.COMPLETED, re.compile(r"竣工|完工")),
    (Node.PRODUCTION, re.compile(r"投产|试生产")),
    (Node.START, re.compile(r"开工")),
    (Node.STOCKED, re.compile(r"入库")),
    (Node.COUNTED, re.compile(r"纳统|入统")),
)
_NOT_A_FACT = re.compile(
    r"未|没|尚|不|计划|预计|争取|力争|拟|准备|将|打算|下周|下个?月|明年|待|推迟|延期|有望|即将|[前底]"
)
_PERIODS = (
    (Period.TOTAL, re.compile(r"累计|总共|共计|至今|已到位共")),
    (Period.YEAR, re.compile(r"今年|本年|年内|全年")),
    (Period.MONTH, re.compile(r"本月|当月|这个?月")),
    (Period.WEEK, re.compile(r"本周|这周|新增|本期|到位|到账")),
)
_ANOTHER = re.compile(r"(?<![\d月])\d{1,2}\s*号(?![楼线井机厂院地库塔炉前底])")
"""A project number inside a segment: whose words these are is unclear."""
_RESOLVED = re.compile(
    r"(?<![未没])(?:已经?|都|全部)?(?:批了|批下来|获批|批复了|办完|办好|办结|办妥|拿到了?|取得了?|通过了?|解决了|落实了|到手)|已批|已解决|已办|已通过|已取得|已落实"
)
"""能评已经批了 names a category, but no problem."""
_ARRIVED = re.compile(r"到位|到账|到资")
_FILLER = re.compile(
    r"^(?:资金|已|了|的|又|再|共|新增|本周|这周|本期|本月|当月|今年|本年|累计|总共|共计|到位|到账|到资|约|：|:|\s|于|完成)*$"
)


@dataclass
class _Heard:
    """What the clauses have said so far; ``failed`` once something must be asked back."""

    finding: Finding | None = None
    texts: list[str] = field(default_factory=list)
    money: tuple[int, Period] | None = None
    node: tuple[Node, PartialDate] | None = None
    category: str = ""
    trouble: bool = False
    plain: Answer | None = None
    failed: bool = False


def read_segment(text: str, today: date) -> Finding | None:
    """One finding, or None if any clause with a figure or none of them was understood.

    Progress in free words beside an understood clause is kept verbatim as text.
    """
    if _ANOTHER.search(text):
        return None
    heard = _Heard()
    for clause in filter(None, (part.strip() for part in _SPLIT.split(text))):
        _hear(clause, heard, today)
    if heard.failed:
        return None
    answer = _answer(heard)
    if answer is None:
        return None
    finding = Finding(
        answer, category=heard.category if answer is Answer.PROBLEM else "", text="，".join(heard.texts)
    )
    if heard.node:
        finding = replace(finding, nodes=(Done(*heard.node),))
    if heard.money:
        finding = replace(finding, sums=(Amount(heard.money[1], heard.money[0]),))
    return finding


def _answer(heard: _Heard) -> Answer | None:
    """A problem outweighs a node, a node a plain word; money alone means it moves on."""
    if heard.trouble:
        return Answer.PROBLEM
    if heard.node:
        return Answer.MILESTONE
    if heard.plain is Answer.NO_CHANGE and (heard.money or heard.texts):
        return None  # 无变化 together with news contradicts itself
    return heard.plain or (Answer.ON_TRACK if heard.money else None)


def _hear(clause: str, heard: _Heard, today: date) -> None:
    if _NO_CHANGE.match(clause):
        heard.plain = heard.plain or Answer.NO_CHANGE
    elif _ON_TRACK.match(clause):
        heard.plain = Answer.ON_TRACK
    elif _RESOLVED.search(clause):
        heard.failed = True  # something is over: whether a problem is, the person has to say
    elif says_trouble(clause):
        _hear_trouble(clause, heard)
    elif find_amounts(clause):
        _hear_money(clause, find_amounts(clause), heard)
    elif node := _node(clause):
        _hear_node(clause, node, heard, today)
    elif not heard.trouble and (category := category_of(clause)) and len(clause) <= 6:
        heard.trouble, heard.category = heard.plain is None, category.value
    elif _ARRIVED.search(clause) and re.search(r"\d", clause):
        heard.failed = True  # a sum without a unit
    else:
        heard.texts.append(clause)


def _hear_trouble(clause: str, heard: _Heard) -> None:
    """有问题 用地 · 环评卡住: the category by its word, the rest kept verbatim."""
    heard.trouble = True
    category = category_of(clause)
    if category and not heard.category:
        heard.category = category.value
    rest = re.sub(r"^有?(?:存在)?问题[:：]?\s*", "", clause).strip()
    if rest and rest != heard.category:
        heard.texts.append(rest)


def _hear_money(clause: str, amounts: tuple[FoundAmount, ...], heard: _Heard) -> None:
    """Exactly one plain amount with 到位; anything else has to be asked about."""
    found = amounts[0]
    around = clause[: found.start] + clause[found.end :]
    clean = not found.amount.flags - {AmountFlag.APPROXIMATE} and found.amount.yuan is not None
    plain = _ARRIVED.search(clause) and _FILLER.match(around) and not re.search(r"[没未]", clause)
    if len(amounts) > 1 or not clean or not plain or heard.money or found.amount.yuan is None:
        heard.failed = True
        return
    period = next(period for period, words in _PERIODS if words.search(clause))
    heard.money = (found.amount.yuan, period)


def _node(clause: str) -> Node | None:
    return next((node for node, words in _NODES if words.search(clause)), None)


def _hear_node(clause: str, node: Node, heard: _Heard, today: date) -> None:
    """A node is a fact only when said so: 未开工, 计划投产, 月底前封顶 stay text and are asked about."""
    if _NOT_A_FACT.search(clause) or heard.node:
        heard.failed = True
        return
    reading = read_reply_date(clause, today, Lean.PAST)
    on = reading.value or one_day(today)
    no_day = DateFlag.INVALID_DAY in reading.flags  # 9月31日
    misread = no_day or (reading.value is None and re.search(r"\d", clause))
    if on.first > today or misread:
        heard.failed = True
        return
    heard.node = (node, on)
