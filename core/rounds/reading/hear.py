"""One clause about one project: which of the readers it concerns, and in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from core.problems.model import Category
from core.rounds.reading.clauses import Clause
from core.rounds.reading.departments import find_department
from core.rounds.reading.heard import Heard, problem_unnamed
from core.rounds.reading.model import Doubt, Flag, Kind, Plan, Reason, Sum, Trouble, Unclear
from core.rounds.reading.phrases import (
    NO_CHANGE,
    NO_PROBLEM,
    ON_TRACK,
    PROBLEM_HEAD,
    is_greeting,
    says_done,
    says_future,
)
from core.rounds.reading.plain import Plain
from core.rounds.reading.shares import find_share
from core.rounds.reading.stages import find_stage, find_statistics
from core.rounds.reading.sums import find_sums
from core.rounds.reading.troubles import State, TroubleSaid, find_trouble
from core.rounds.reading.when import FoundWhen, find_when
from core.rounds.reading.zero import find_zero
from core.roster.model import Stage

_SCOPE = re.compile(r"(?:本周|这周|本月|当月|今年|今年以来|累计|截[至止].{0,8}|1[-至到]\d{1,2}月(?:份)?)(?:情况)?")
_REACHED = re.compile(
    r"封顶|完成|完工|施工|安装|浇筑|进场|进度|[一二三四五六七八九十\d]+层|建成|挖|打桩|桩基|基础|主体|装修|调试|点火|烘炉|砌|吊装|平整|硬化|招聘|签|铺设|验收|搭建|采购|招标|中标|投料|出产品|生产|栽|进苗|设计|图纸|钢构|到货|订|交付|考察|洽谈|注册|评审|试|进展|启动|开始|清表|围挡|培训|产值|达成|封闭|上报|发布|公示"
)
_NOT_REACHED = re.compile(r"没|未|尚|还(?!完成)|不|等|缺|再说|准信")
_ONGOING = re.compile(r"正在?(?=.)|在做|进行中|推进中|准备中|抓紧|加快|持续|陆续|进行|着手|开始")
_TRIM = re.compile(r"^(?:目前|现在|本周|这周|今天|截至目前|项目的?|我们|就是|然后|另外|还有|但是?|不过|同时|其中|的|是|也|都|呃|嗯|啊|那个|这个)+|(?:了|啦|呢|吧|啊|嘛|的|外)+$")
_PLANNING = re.compile(
    r"计划(?:在|于)?|预计(?:在|到)?|争取(?:在|到)?|力争(?:在)?|拟(?:于|定)?|准备(?:在)?|打算|有望(?:在)?|即将|马上(?:就)?|估计(?:到|在)?|预期|力保|确保(?:在)?|定于|定在|安排在?|可望|推迟到|延期到|延迟到|延到|推到|下一?步|接下来|将(?:于|在)?|就?能(?:够)?|可以|才能?|要(?=[开竣投完封点验签进交动])|快要?|目标(?:是)?|近期|尽快|尽早|差不多|大概|应该|左右"
)
_SOLVED_LATER = re.compile(r"解决|办好|办完|办结|办下来|批|下来|拿到|取得|协调|落实|通过|接通|完成|通电|通水|办理|出结果|有结果|搞定|到位")
_EACH_STAGE_PLAN = re.compile(r"准备|条件|手续")


@dataclass(frozen=True, slots=True)
class Said:
    """A clause with what is needed everywhere: its day, and whether it speaks of the future."""

    words: str
    clause: Clause
    when: FoundWhen | None
    future: bool


def hear(clause: Clause, heard: Heard, plain: Plain, today: date) -> None:
    """Take into ``heard`` all that the clause says; the rest of it is kept verbatim."""
    words = clause.text
    if _SCOPE.fullmatch(words):
        heard.scope = words
        return
    if is_greeting(words):
        return
    heard.spans.append(plain.span(clause.start, clause.start + len(clause.text)))
    words = _plain_answers(words, heard)
    words = _heading(words, heard, clause, plain)
    if not words:
        return
    when = find_when(words, today)
    said = Said(words, clause, when, says_future(words) or _is_ahead(when, words, today))
    used = [reader(said, heard, plain, today) for reader in (_sums, _share, _zero, _statistics, _stage, _trouble, _rest_day)]
    if not any(used):
        _keep(said, heard)


def _plain_answers(words: str, heard: Heard) -> str:
    """无变化, 正常, 没有问题; what remains of the clause."""
    if NO_CHANGE.fullmatch(words.rstrip("了啊呢吧的")):
        heard.nochange = True
        return ""
    if ON_TRACK.fullmatch(words.rstrip("了啊呢吧的")):
        heard.on_track = True
        return ""
    found = NO_PROBLEM.search(words)
    if found and len(found[0]) >= 2 and not words[found.end() :].strip("了的吧啊"):
        heard.well = True
        return words[: found.start()].strip()
    return words


def _heading(words: str, heard: Heard, clause: Clause, plain: Plain) -> str:
    """问题是…: what follows is a problem, even without a word that says so."""
    found = PROBLEM_HEAD.match(words)
    if not found or not found[0]:
        return words
    start, end = clause.start, clause.start + len(clause.text)
    heard.heading = problem_unnamed(plain.quote(start, end), plain.span(start, end))
    return words[found.end() :].strip(" :：")


def _is_ahead(when: FoundWhen | None, words: str, today: date) -> bool:
    """A day to come, or one of a stretch that is not over: 月底, 本周五前."""
    if when is None or when.when is None or says_done(words):
        return False
    if when.when.first > today:
        return True
    open_end = re.search(r"[底末前内]|周五|周六|周日", words[when.start : when.end]) is not None
    return when.when.last > today and open_end and "截" not in words


def _sums(said: Said, heard: Heard, plain: Plain, today: date) -> bool:
    used = False
    found = find_sums(said.words, heard.scope, heard.last_kind, today)
    for one in found:
        place = said.clause.start + said.clause.text.find(said.words)
        span = plain.span(place + one.start, place + one.end)
        if said.future and one.kind not in (Kind.GAP, Kind.INVEST) and not _already(said.words):
            continue  # a plan; its words are kept with it
        if one.kind is None or one.yuan is None:
            if one.unclear:
                heard.unclear.append(Unclear(Reason.AMOUNT, _quote(said, plain), span))
                used = True
            continue
        used = True
        if one.kind is Kind.FIXED and one.of_period and Kind.FIXED in heard.sums:
            continue
        if one.kind is Kind.FIXED and not one.of_period and Doubt.PERIOD_UNCLEAR in heard.doubts:
            heard.sums.pop(Kind.FIXED, None)  # 本月完成投资800万，累计完成投资1.2亿: the latter counts
            heard.doubts.remove(Doubt.PERIOD_UNCLEAR)
        heard.add_sum(Sum(one.kind, one.yuan, span, one.approximate, one.unit_assumed))
        heard.last_kind = one.kind
        if one.unclear:
            heard.doubt(Doubt.PERIOD_UNCLEAR)
        if one.kind is Kind.GAP:
            heard.add_problem(Trouble(Category.FINANCE, _quote(said, plain)))
    if used:
        _beside(said, heard, [(one.start, one.end) for one in found])
    return used


def _already(words: str) -> bool:
    return re.search(r"已|实际|到位了|到账了|累计到位", words) is not None


def _quote(said: Said, plain: Plain) -> str:
    return plain.quote(said.clause.start, said.clause.start + len(said.clause.text))


_ABOUT_MONEY = re.compile(
    r"资金|到位|到账|到资|本周|这周|本月|今年|累计|总共|共计|一共|企业|自筹|新增|完成|投资|固投|固定资产|截至目前|缺口|已经?|约|左右|又|再|共|为|达到?|元|了|的|是|[\s:：、¤]"
)


def _beside(said: Said, heard: Heard, amounts: list[tuple[int, int]]) -> None:
    """主体封顶到位1500万: the words before the money are progress of their own."""
    left = said.words[: amounts[0][0]]
    cut = re.search(r"(?:资金)?到位|到账|到资|完成投资|累计", left)
    words = _trim(left[: cut.start()]) if cut else ""
    if len(words) >= 3 and len(_ABOUT_MONEY.sub("", words)) >= 3 and _REACHED.search(words) and not _NOT_REACHED.search(words):
        heard.reached.append(words)


def _share(said: Said, heard: Heard, _plain: Plain, _today: date) -> bool:
    found = find_share(said.words)
    if not found or (found.value is None and not found.unclear) or (said.future and not says_done(said.words)):
        return False
    if found.unclear:
        heard.doubt(Doubt.PERCENT_UNCLEAR)
    if found.value is not None:
        if heard.percent not in (None, found.value):
            heard.doubt(Doubt.SEVERAL)
        heard.percent = found.value if heard.percent is None else heard.percent
    return found.value is not None


def _zero(said: Said, heard: Heard, plain: Plain, today: date) -> bool:
    found = None if said.future else find_zero(said.words, heard.scope, today)
    if not found:
        return False
    kind, start, end = found
    place = said.clause.start + said.clause.text.find(said.words)
    heard.add_sum(Sum(kind, 0, plain.span(place + start, place + end)))
    return True


def _statistics(said: Said, heard: Heard, _plain: Plain, _today: date) -> bool:
    flags = () if said.future else find_statistics(said.words)
    for flag in flags:
        heard.flag(flag)
    return bool(flags)


def _stage(said: Said, heard: Heard, _plain: Plain, today: date) -> bool:
    words, when = said.words, said.when
    cut = words if when is None else words[: when.start] + "¤" * (when.end - when.start) + words[when.end :]
    found = find_stage(cut)
    if found is None or (found.questioned and not found.negated):
        return False
    if found.negated:
        if found.stage is Stage.BUILDING and found.whole:
            heard.flag(Flag.NOT_STARTED)
        return found.stage is Stage.BUILDING and found.whole
    if said.future:
        return False
    if not found.whole:
        return False
    heard.set_stage(found.stage)
    unfinished = when is not None and when.when is not None and when.when.last > today
    if unfinished and not says_done(words):
        heard.doubt(Doubt.STAGE_UNCLEAR)  # 本月开工: has it, or will it?
    return True


def _trouble(said: Said, heard: Heard, plain: Plain, today: date) -> bool:
    found = find_trouble(said.words)
    named = find_department(said.words)
    department = named[0] if named else None
    due = said.when.when if said.when and said.future else None
    if found is None:
        if named and re.search(r"缺|退回|不同意|没批|不批|不给|卡", said.words):
            heard.add_problem(Trouble(named[1], _quote(said, plain), department, due))
            return True
        return bool(named) and heard.amend_problem(department, due)
    if heard.heading and found.state is State.SILENT:
        found = TroubleSaid(found.categories, State.OPEN, found.request)
    if said.future and _is_later(found, said, heard):
        return heard.amend_problem(department, due)
    if found.state is State.OVER and not said.future and not find_sums(said.words, "", None, today):
        for category in found.categories:
            heard.resolve(category)
        return True
    if found.state is State.OPEN and not _only_planned(found, said):
        return _add(found, heard, _quote(said, plain), named, said)
    return bool(named) and heard.amend_problem(department, due)


def _is_later(found: TroubleSaid, said: Said, heard: Heard) -> bool:
    """预计月底前解决: the deadline of a problem that is known already."""
    if not heard.problems or not _SOLVED_LATER.search(said.words):
        return False
    return not found.categories or heard.problems[-1].category in found.categories


def _only_planned(found: TroubleSaid, said: Said) -> bool:
    """环评预计月底批下来 is a plan; 环评卡住了 and 请协调 are problems whatever else is said."""
    if not said.future or found.request:
        return False
    return not re.search(r"卡|没|未|缺|差|难|不|等|正在|阻|影响|问题", said.words)


def _add(
    found: TroubleSaid, heard: Heard, text: str, named: tuple[str, Category] | None, said: Said
) -> bool:
    department = named[0] if named else None
    due = said.when.when if said.when and said.future else None
    categories = found.categories
    if found.request and heard.problems and not (set(categories) - {one.category for one in heard.problems}):
        return heard.amend_problem(department, due)
    if not categories:
        if heard.problems and (found.request or not named):
            return heard.amend_problem(department, due)
        categories = (named[1] if named else Category.OTHER,)
    for category in categories:
        heard.add_problem(Trouble(category, text, department, due))
    return True


def _rest_day(said: Said, heard: Heard, _plain: Plain, _today: date) -> bool:
    """估计12月中旬, and nothing else: when the last problem will be over, or the last plan come true."""
    if said.when is None or not said.future:
        return False
    left = _event(said)
    if left and not (heard.problems and re.fullmatch(r"(?:能|可|前|之前)*(?:解决|办好|办完|办结|办下来|批下来|下来|拿到|搞定|完成|到位|出结果|有结果|落实|协调好|通过)(?:了|吧)?", left)):
        return False
    if heard.problems:
        return heard.amend_problem(None, said.when.when)
    if heard.plans and heard.plans[-1].when is None:
        heard.plans[-1] = Plan(heard.plans[-1].event, said.when.when)
        return True
    return False


def _event(said: Said) -> str:
    """The clause without its day and without the words that make it a plan."""
    words = said.words
    if said.when:
        words = words[: said.when.start] + " " + words[said.when.end :]
    return _trim(_PLANNING.sub("", words).replace(" ", ""))


def _trim(words: str) -> str:
    before = None
    while before != words:
        before, words = words, _TRIM.sub("", words.strip(" 、:：，,"))
    return words


def _keep(said: Said, heard: Heard) -> None:
    """No field takes this clause: a plan, progress, or a note."""
    event = _event(said)
    if said.future and event and not _NOT_REACHED.search(event):
        heard.plans.append(Plan(event, said.when.when if said.when else None))
        return
    words = _trim(said.words)
    if not words:
        return
    if said.future or _NOT_REACHED.search(words) or not _REACHED.search(words):
        heard.notes.append(words)
    else:
        (heard.ongoing if _ONGOING.search(words) else heard.reached).append(words)


