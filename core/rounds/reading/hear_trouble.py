"""What a clause says about problems: new ones, their department and deadline, and those that are over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from core.late_patterns import late_pattern
from core.problems.model import Category
from core.rounds.reading.departments import find_department
from core.rounds.reading.heard import Heard
from core.rounds.reading.model import Doubt, Plan, Trouble, When
from core.rounds.reading.plain import Plain
from core.rounds.reading.said import Said, event, quote
from core.rounds.reading.subjects import is_faint, names_subject
from core.rounds.reading.sums import find_sums
from core.rounds.reading.troubles import State, TroubleSaid, find_trouble, is_harm, is_settled
from core.rounds.reading.zero import find_zero

_SOLVED_LATER = late_pattern(
    r"解决|补[齐办完报交]|[办交凑]齐|办好|办完|办结|办下来|批|下来|拿到|取得|协调|落实|通过|接通|完成|通电|通水|办理|出结果|有结果|搞定|到位|拿下|签完|打过?来|到账"
)


_SETTLES = late_pattern(
    r"(?:.{1,6}(?:说|答复|回复|承诺|表示|那边|那头))?(?:是|最快|最迟|最晚|大约)?(?:能|可|才|会|要|前|之前|应该|可以|就)*"
    r"(?:(?:给|全部|都|得到)?(?:解决|补[齐办完报交]|[办交凑]齐|拿下|签完|办成|处理好?|办好|办完|办结|办妥|办|批复?|审完|下来|拿到|搞定|完成|到位|放款|发证|出证|给|出结果|有结果|结果|有说法|有眉目|落实|协调好|通过|接通|通)(?:下来|出来|完|好)?)?(?:了|吧|的)*"
)
"""What may stand beside a day that is the deadline of the problem said before."""


_ASKED_OF = late_pattern(
    r"(?:还|也|并|故|想|，)*(?:请|望|希望|恳请|烦请|盼)(?:求)?(?P<who>[一-龥]{2,8}?(?:镇|乡|街道办?|开发区|园区|管委会|政府|指挥部))"
)
"""请桐川镇12月5日前完成: to whom the problem said before is put."""


def hear_trouble(said: Said, heard: Heard, plain: Plain, today: date) -> bool:
    if heard.problems and is_settled(said.words):
        return heard.settle(half=said.words.startswith("基本"), solved=not is_harm(heard.problems[-1].text))
    found = _leaning(find_trouble(said.words), said, heard)
    if _only_a_figure(said, found, today):
        return False
    named = find_department(said.words)
    if found is None:
        asked = _ASKED_OF.match(said.words) if heard.problems and named is None else None
        if asked:
            return heard.amend_problem(asked["who"], _due(said))
        return _about_a_department(said, heard, plain, named)
    if heard.heading and found.state is State.SILENT:
        found = replace(found, state=State.OPEN)
    if found.state is State.OVER and not said.future and not find_sums(said.words, "", None, today):
        for category in found.categories:
            heard.resolve(category)
        return True
    later = said.future and _is_later(found, said, heard)
    if found.unclear and not later:
        heard.doubt(Doubt.PROBLEM_UNCLEAR)
    if found.state is State.OPEN and not later and not _only_planned(found, said):
        return _add(found, heard, quote(said, plain), named, said)
    return (later or bool(named)) and heard.amend_problem(named[0] if named else None, _due(said))


_GOES_ON = late_pattern(
    r"^(?:还|就|只|仍|但|现在|目前)*(?:差|缺|剩|有).{0,8}(?:亩|户|项|个|家|栋|处|本|块|公里|套)|^(?:还|仍)?(?:没|未).{0,2}(?:批|办|签|下来|拿|供|交)|^(?:现在|目前|还|正|仍)*在?等(?:待|着)?.{0,6}(?:批|审(?!核)|结果|函|发证)"
)


def _leaning(found: TroubleSaid | None, said: Said, heard: Heard) -> TroubleSaid | None:
    """还差40亩, 等待批复: about the subject of the clause before."""
    if not heard.subject or heard.problems or names_subject(said.words):
        return found
    if found is None and not _GOES_ON.search(said.words):
        return found
    if found is not None and (
        found.state is not State.OPEN or found.request or not is_faint(found.categories)
    ):
        return found
    return TroubleSaid(heard.subject, State.OPEN)


_OTHER_EVENT = late_pattern(r"[开动复]工|[投试]产|竣工|封顶|点火|试生产|签约|完工")


def _due(said: Said) -> When | None:
    if _OTHER_EVENT.search(said.words):
        return None  # 环评没批影响12月开工: the day is not that of the solution
    return said.when.when if said.when and said.future else None


def _about_a_department(said: Said, heard: Heard, plain: Plain, named: tuple[str, Category] | None) -> bool:
    """住建局还没批 is a problem of the subject the department stands for, 统计局在看 belongs to the last one."""
    if named is None:
        return False
    if not _waiting(heard) and re.search(r"缺|退回|不同意|没批|不批|不给|卡", said.words):
        heard.add_problem(Trouble(named[1], quote(said, plain), named[0], _due(said)))
        return True
    return heard.amend_problem(named[0], _due(said))


def _only_a_figure(said: Said, found: TroubleSaid | None, today: date) -> bool:
    """本周没到资金 is a zero and 未入库 a flag; neither is a problem unless a reason is given."""
    if found is None or found.request or re.search(r"缺|卡|退|差|因|不了|影响|紧张|阻", said.words):
        return False
    if found.categories == (Category.STATISTICS,) and "暂" not in said.words:
        return False
    return set(found.categories) <= {Category.FINANCE} and find_zero(said.words, "", today) is not None


def _is_later(found: TroubleSaid, said: Said, heard: Heard) -> bool:
    """预计月底前解决: the deadline of a problem that is known already."""
    if not heard.problems or not _SOLVED_LATER.search(said.words):
        return False
    return heard.problems[-1].category in found.categories or not names_subject(said.words)


def _only_planned(found: TroubleSaid, said: Said) -> bool:
    """环评预计月底批下来 is a plan; 环评卡住了 and 请协调 are problems whatever else is said."""
    if not said.future or found.request:
        return False
    return not re.search(r"卡|没|未|缺|差|难|不|等|正在|阻|影响|问题", said.words)


def _add(found: TroubleSaid, heard: Heard, text: str, named: tuple[str, Category] | None, said: Said) -> bool:
    department = named[0] if named else None
    due = _due(said)
    categories = found.categories
    if found.request and heard.problems and not (set(categories) - {one.category for one in heard.problems}):
        return heard.amend_problem(department, due)
    if not categories or (not names_subject(said.words) and named and _waiting(heard)):
        if heard.problems and (found.request or not named or _waiting(heard)):
            return heard.amend_problem(department, due)
        categories = (named[1] if named else Category.OTHER,)
    for category in categories:
        heard.add_problem(Trouble(category, text, department, due))
    return True


def _waiting(heard: Heard) -> bool:
    """Is there a problem whose department has not been named yet?"""
    return bool(heard.problems) and heard.problems[-1].department is None


def hear_day(said: Said, heard: Heard, _plain: Plain, _today: date) -> bool:
    """估计12月中旬, and nothing else: when the last problem will be over, or the last plan come true."""
    if said.when is None or not said.future:
        return False
    left = event(said)
    moved = re.search("推|延|改|拖|调整[到至]", said.words) is not None
    if moved and heard.plans and re.fullmatch(r"(?:因为?|由于|受|鉴于).{1,24}|[得又再要]+", left):
        left = ""
    if left and not (heard.problems and _SETTLES.fullmatch(left)):
        return False
    if heard.problems:
        return heard.amend_problem(None, said.when.when)
    if moved and heard.put_off and not heard.plans:
        heard.plans.append(Plan(heard.put_off, said.when.when))
        return True
    if heard.plans and (moved or heard.plans[-1].when is None):
        heard.plans[-1] = Plan(heard.plans[-1].event, said.when.when)
        return True
    return False
