"""Cutting a project's words into clauses, also where a voice message has no punctuation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.late_patterns import late_pattern

_STOP = late_pattern(
    r"(?<!\d)[，,]|[，,](?!\d{3}(?!\d))|[。；;！!？?\n…（）()\[\]【】|]|(?<![\d.])\.(?!\d)|(?<=[^\s:：])[ ]+(?=[^\d\s]|\d{1,2}月|\d{4}年)|\s+(?=\d{1,2}[.、)）](?!\d))|[:：](?=\s*$|\s*[（(]?\d{1,2}[.、)）](?!\d))|——|-{2,}|(?=[①-⑳])"
)
_POINT = late_pattern(r"^\s*(?:[（(]?\d{1,2}\s*(?:[.、）)．](?!\d))|[一二三四五六七八九]、|[①-⑳])\s*")
_OPENERS = (
    r"本周|这周|这一周|本月|当月|这个月|今年|年内|累计|总共|一共|共计|截至|截止|预计|估计|争取|力争|计划(?!投资|内|外|的)|拟于|目前|现在|明年|年底|月底|春节|元旦|下周|下个?月|下一步|下步",
    r"(?<![\d年至到前于在])\d{1,2}月(?:\d{1,2}[日号]|[底初]|[上中下]旬)",
    r"(?P<but>但是|但|(?<![发得赶走运搬])不过(?![来去])|(?<![申邀聘提报])请(?!示))",
    r"就是|只是|还有(?!\d)|(?<=[了完好])准备|(?<=了)(?:打算|正在)|另外|同时|然后|接下来|因为|由于|主要是|主要原因|导致",
    r"资金缺口|缺口|资金到位|到位资金|到位|完成投资|完成固投|完成固定资产投资|企业自筹|形象进度|总体进度|工程进度",
    r"存在问题|存在的问题|主要问题|问题是|问题就是|没有?其他|没啥困难|没啥问题|没有困难|没有问题|无问题|暂无|无变化|没变化|没有变化",
    r"希望|恳请|建议(?!书)|需要?市|环评|能评|土地手续|用地手续|施工许可|土地指标",
)
"""Words that begin something new in a message without stops."""
_NOUNS = r"供电|用电|消防|进场道路|水电|天然气|拆迁|征地|企业|贷款|资金紧张|村民|群众|股东|银行|林地|施工图|统计入库|土地证|用地|能评|环评|设备|厂房|主体|已经?[开投竣封]"
"""Subjects that do so only behind something finished: 已投产供电线路没架通."""
_SOFT = late_pattern(f"(?=(?:{'|'.join(_OPENERS)}))|(?=(?P<noun>{_NOUNS}))")
_DONE = late_pattern(
    r"(?:封顶|(?<![前底内旬日号])完成|完工|开工|投产|竣工|复工|停工|试生产|正常|变化|[万亿wW]元?|%|[一二三四五六七八九]成|百分之.{1,3}|亩|左右|\d层|已批复|已办结)了?\s*$|(?:解决|下来|拿到|到货|进场|齐|完|好|通过|封顶|开工|投产|竣工|批|工|产)了\s*$|正在.{1,4}(?:设备|装修|施工|安装|调试|砌筑)\s*$"
)
_ASKS = late_pattern(r"\s*(?:请|希望|恳请|建议|需要?|望|盼)")
_DAY = late_pattern(r"\d|年底|月底|春节|元旦|明年|下周|下个?月|本周|本月")
_SUM = late_pattern(
    r"(?:到位|到账|到资|投资|固投|累计|缺口|进度).*(?:[\d一二两三四五六七八九十百千半][万亿wW]元?|[%成])[左右]*$|[无没未有](?:资金|钱)?到位$"
)
_OF_SUM = late_pattern(r"到位|资金|缺口|企业自筹|完成|左右|累计到位(?!资金)?$")
_BINDS = late_pattern(
    r"(?:本周|这周|这一周|本月|当月|这个月|今年|年内|累计|总共|一共|共计|.{0,8}以来|截[至止](?:目前|到|今天|本周|本月|\d+月\d*[日号]?底?|今日|上周)?|目前|现在|预计|估计|争取|力争|计划|已经?|共|又|再|新增?|资金|资本金|企业|自筹|外来|实际|实缴|注册|的|是|为|了|就|都|也|还|没有?|未|尚未|还没|无|不|除了?|[一-龥]{0,8}协调好|最好|只好|就?差|还?缺|[拿收得]到|等着?|但是?|不过|另外|同时|然后|接下来|下一?步|下周|下个?月"
    r"|完成|请|希望|恳请|建议|由于|因为?|主要|存在|有|和|与|及|、|其中|现|元|万|亿|到位|[:：]|\d+%?|一分钱?|[一-龥]*贷款|银行|零|比上周|较上周|省级?|中央|股东|投资|工程款|设备款)*"
)

_COMPLETE = late_pattern(
    r"(?:了|封顶|完成|完工|开工|投产|竣工|正常|变化|进展|一样|样子|工建设|[万亿wW]元?|左右|%|层|推进|住|批|好|完|(?:拿|收|得)到|统一|退回|受阻|阻工|不强|没过|不畅|通过|施工|安装|装修|进场|调试|吧|呢|中|紧张|不够|不足|困难|问题|到位|到账|解决|来|通|阻|慢|差|局|上|意|齐|签|拆)\s*$"
)


_LONGEST = 400
"""Nobody says more in one breath; a longer piece is not cut, so that it cannot be misread."""


class Clause(NamedTuple):
    """``text`` began at ``start`` of the plain text of the reply."""

    text: str
    start: int


def clauses(text: str, offset: int) -> Iterator[Clause]:
    """The clauses of ``text``, which itself stood at ``offset``."""
    done = 0
    for stop in _STOP.finditer(text):
        yield from _softly(text[done : stop.start()], offset + done)
        done = stop.end()
    yield from _softly(text[done:], offset + done)


def _softly(text: str, start: int) -> list[Clause]:
    """Cut before 本周, 累计, 预计 …, unless what stands before them only leads up to them."""
    pieces: list[Clause] = []
    point = _POINT.match(text)
    done = point.end() if point else 0
    for found in _SOFT.finditer(text, done + 2) if len(text) <= _LONGEST else ():
        at = found.start()
        left = text[done:at]
        complete = _DONE.search(left[-8:]) or (found["noun"] is None and _COMPLETE.search(left[-8:]))
        if not found["but"] and (not complete or _asks_by(left, text[at:])):
            continue
        if len(left.strip()) < 2 or (_BINDS.fullmatch(left.strip()) and not _told(left, text[at:])):
            continue
        pieces += _bare(text[done:at], start + done)
        done = at
    pieces += _bare(text[done:], start + done)
    return pieces


def _asks_by(left: str, right: str) -> bool:
    """请住建局12月10日前办结: the day belongs to what is asked for."""
    return _ASKS.match(left) is not None and _DAY.match(right) is not None


def _told(left: str, right: str) -> bool:
    """本周到位500万 is complete before 下周, but 500万 is not before 到位."""
    return _SUM.search(left) is not None and not _OF_SUM.match(right)


def _bare(words: str, start: int) -> tuple[Clause, ...]:
    """The clause without the signs around it, if it has words."""
    inner = words.strip(" 、:：\t\"“”'‘’~·•*-—/|")
    return (Clause(inner, start + words.index(inner)),) if inner else ()
