"""A clause with what every reader needs: its day, its tense, its words without either."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from core.late_patterns import late_pattern
from core.rounds.reading.clauses import Clause
from core.rounds.reading.phrases import says_done, says_future
from core.rounds.reading.plain import Plain
from core.rounds.reading.when import FoundWhen

_TRIM = late_pattern(
    r"^(?:目前|现在|本周|这周|截至目前|项目的?|我们|就是|然后|另外|还有|但是?|不过|同时|其中|的|是|也|都|呃|嗯|啊|那个|这个)+|(?:了|啦|呢|吧|啊|嘛|的|外)+$"
)
_CONDITION = late_pattern(r"^.*(?:如果|只要|一旦|要是|倘若|若是|若|等|待).{1,12}?(?:了|后|再|就)")
_NO_EVENT = late_pattern(r"[得要会能可又再也就才还是拖到说在的了吧为做]*|[\d.%％]+")
_PLANNING = late_pattern(
    r"(?:完成|解决|办理)?时限[:：]?|期限[:：]?|原本|原?计划(?:在|于)?|原定(?:于)?|现在看(?:来)?|看来|要?推(?:迟|后)?到|顺延到|延后到|预计(?:在|到(?![位账]))?|争取(?:在|到(?![位账]))?|力争(?:在)?|拟(?:于|定)?|准备(?:在)?|打算|有望(?:在)?|即将|马上(?:就)?|估计(?:到(?![位账])|在)?|预期|力保|确保(?:在)?|定于|定在|安排在?|可望|待|现?(?:推迟|延期|延迟|延后|顺延|延|推|改|调整)[到至]|下一?步|接下来|将(?:于|在)?|在即|就?能(?!评|耗|源|力)(?:够)?|可以|才能?|要(?=[开竣投完封点验签进交动])|快要?|目标(?:是)?|最好|近期|尽快|尽早|差不多|大概|应该|左右|(?<=[产工])时间"
)


class Said(NamedTuple):
    """``words`` are the clause without its heading; ``future``: it has not happened."""

    words: str
    clause: Clause
    when: FoundWhen | None
    future: bool

    @property
    def start(self) -> int:
        """Where ``words`` stand in the plain text of the reply."""
        return self.clause.start + max(self.clause.text.find(self.words), 0)


def is_ahead(when: FoundWhen | None, words: str, today: date) -> bool:
    """A day to come, or one of a stretch that is not over: 月底, 本周五前."""
    if when is None:
        return False
    over = re.search("已|了(?!解)", words) is not None
    if when.when is None:  # 元旦后: no day, but one to come
        return "后" in words[when.start : when.end] and not over
    if when.when.first > today:
        return not over
    if over or (says_done(words) and "前" not in words[when.start : when.end]):
        return False
    open_end = re.search(r"[底末前内]|周五|周六|周日", words[when.start : when.end]) is not None
    return when.when.last > today and open_end and "截" not in words


def planned(said: Said) -> bool:
    """年内 and 本月内 beside a sum are the span it covers."""
    within = said.when is not None and "内" in said.words[said.when.start : said.when.end]
    return says_future(said.words) if within else said.future


def quote(said: Said, plain: Plain) -> str:
    return plain.quote(said.clause.start, said.clause.start + len(said.clause.text))


def event(said: Said) -> str:
    """The clause without its day and without the words that make it a plan."""
    words = said.words
    if said.when:
        words = words[: said.when.start] + " " + words[said.when.end :]
    words = _CONDITION.sub("", words)
    what = trim(_PLANNING.sub("", words).replace(" ", ""))
    return "" if _NO_EVENT.fullmatch(what) else what


def trim(words: str) -> str:
    before = None
    while before != words:
        before, words = words, _TRIM.sub("", words.strip(" 、:：，,"))
    return words
