"""What a clause says in figures: sums, 形象进度, a stated zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.late_patterns import late_pattern
from core.problems.model import Category
from core.rounds.reading.heard import Heard
from core.rounds.reading.model import Doubt, Kind, Reason, Sum, Trouble, Unclear
from core.rounds.reading.phrases import says_done
from core.rounds.reading.plain import Plain
from core.rounds.reading.progress import reached
from core.rounds.reading.said import Said, is_ahead, planned, quote, trim
from core.rounds.reading.shares import find_share
from core.rounds.reading.sums import FoundSum, find_sums
from core.rounds.reading.zero import find_zero

_SMALLEST = 10_000
"""Yuan; who writes 500块 of a project means another unit."""
_ABOUT_MONEY = late_pattern(
    r"资金|到位|到账|到资|本周|这周|本月|今年|累计|总共|共计|一共|企业|自筹|新增|完成|投资|固投|固定资产|截至目前|缺口|已经?|约|左右|又|再|共|为|达到?|元|了|的|是|[\s:：、¤]"
)
_MONEY_BEGINS = late_pattern(r"(?:资金)?到位|到账|到资|完成投资|累计")
_OTHER_WHOLE = late_pattern(r"计划|任务|目标|贷款|设备|征地|拆迁|投资|装修|主体|桩基")
_ALREADY = late_pattern(r"已|实际|到位了|到账了")


def hear_sums(said: Said, heard: Heard, plain: Plain, today: date) -> bool:
    """Sums that are facts; a plan keeps its sum in its own words."""
    found = find_sums(said.words, heard.scope, heard.last_kind, today)
    heard.in_parts = "其中" in said.words or (heard.in_parts and bool(found))
    used = [_take(one, said, heard, plain, today) for one in found]
    if any(used):
        _beside(said, heard, found[0].start)
    return any(used)


def _take(one: FoundSum, said: Said, heard: Heard, plain: Plain, today: date) -> bool:
    span = plain.span(said.start + one.start, said.start + one.end)
    if planned(said) and one.kind not in (Kind.GAP, Kind.INVEST) and not _happened(said, today):
        return False
    if heard.taken_back and one.unclear and one.yuan is not None and heard.last_kind in heard.sums:
        one = one._replace(kind=heard.last_kind, unclear=False)  # 不对，是800万
    if heard.in_parts and one.unclear and one.kind is Kind.WEEK:
        return False  # 其中贷款600万，自筹400万
    if one.stated == heard.known_total and one.stated is not None:
        return False  # 总投资8.6亿, as everybody knows
    if one.kind is None or one.yuan is None:
        whole = plain.span(said.clause.start, said.clause.start + len(said.clause.text))
        if one.unclear:
            heard.unclear.append(Unclear(Reason.AMOUNT, quote(said, plain), whole))
        return one.unclear
    if one.kind is Kind.FIXED and not _of_all_time(one, heard):
        return True
    small = 0 < one.yuan < _SMALLEST
    heard.add_sum(Sum(one.kind, one.yuan, span, one.approximate, one.unit_assumed or small, one.bare))
    heard.last_kind = one.kind
    if one.unclear:
        heard.doubt(Doubt.PERIOD_UNCLEAR)
    if one.kind is Kind.GAP:
        heard.add_problem(Trouble(Category.FINANCE, quote(said, plain)))
    return True


def _happened(said: Said, today: date) -> bool:
    """已到位, also where 可能 stands before it."""
    if _ALREADY.search(said.words):
        return True
    return "到了" in said.words and not is_ahead(said.when, said.words.replace("了", ""), today)


def _of_all_time(one: FoundSum, heard: Heard) -> bool:
    """本月完成投资800万，累计完成投资1.2亿: the latter counts, in whatever order they come."""
    if one.of_period:
        return Kind.FIXED not in heard.sums
    if heard.sums.get(Kind.FIXED) and Doubt.PERIOD_UNCLEAR in heard.doubts:
        del heard.sums[Kind.FIXED]
        heard.doubts.remove(Doubt.PERIOD_UNCLEAR)
    return True


def _beside(said: Said, heard: Heard, first: int) -> None:
    """主体封顶到位1500万: the words before the money are progress of their own."""
    left = said.words[:first]
    cut = _MONEY_BEGINS.search(left)
    words = trim(left[: cut.start()]) if cut else ""
    if len(words) >= 3 and len(_ABOUT_MONEY.sub("", words)) >= 3 and reached(words):
        heard.reached.append(words)


def hear_share(said: Said, heard: Heard, _plain: Plain, _today: date) -> bool:
    found = find_share(said.words)
    if found and found.value is not None and found.bare and _OTHER_WHOLE.search(heard.before):
        found = replace(found, value=None, unclear=True)  # 计划到位1亿，目前完成30%
    if (
        not found
        or (found.value is None and not found.unclear)
        or (said.future and not says_done(said.words))
    ):
        return False
    if found.unclear:
        heard.doubt(Doubt.PERCENT_UNCLEAR)
    if found.value is not None:
        heard.set_percent(found.value)
    return found.value is not None


def hear_zero(said: Said, heard: Heard, plain: Plain, today: date) -> bool:
    found = None if said.future else find_zero(said.words, heard.scope, today)
    if not found:
        return False
    kind, start, end = found
    heard.add_sum(Sum(kind, 0, plain.span(said.start + start, said.start + end)))
    return True
