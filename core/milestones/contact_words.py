"""A contact with the firm, read from somebody's own words: 11月18日书记到现场走访 (联系记录). Pure.

It stands beside what the sentence reports and changes nothing of it. Only what has happened, on a day that is named,
counts: a plan, a wish or a refusal is none, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.date_words import Lean
from core.milestones.model import ContactKind
from core.rounds.reading.model import Grain
from core.rounds.reading.when import find_when

_FIRM = "(?:企业|客商|投资方|投资商|业主|公司|厂家|项目方)"
WORDS: tuple[tuple[ContactKind, re.Pattern[str]], ...] = (
    (ContactKind.SURVEY, re.compile("(?:现场|实地|专题)(?:督导)?调研|调研(?:了|该|项目|企业)")),
    (ContactKind.CALL, re.compile(f"电话(?:联系|对接|沟通|走访)|{_FIRM}.{{0,6}}(?:通|打)(?:了|过)?(?:个)?电话|致电")),
    (ContactKind.VISIT, re.compile("走访|实地(?:走访|踏勘|查看|查勘)|(?:到|赴|去|下)(?:了)?(?:项目|企业|工地|施工)*(?:现场|工地)|上门(?:服务|走访|拜访)|拜访")),
    (ContactKind.TALK, re.compile(f"座谈|现场会商|(?:与|和|同|跟).{{0,8}}{_FIRM}.{{0,10}}(?:对接|洽谈|会谈|会面|见面|会商)|对接(?:了)?{_FIRM}")),
)  # fmt: skip
_ANY_WORD = re.compile("调研|电话|致电|走访|实地|现场|工地|上门|拜访|座谈|会商|对接|洽谈|会谈|会面|见面")
"""Each of the patterns needs one of these."""
_NOT_YET = re.compile(
    "拟|计划|准备|打算|预计|将(?!军)|安排|约定|约好|争取|建议|希望|需要|恳请|请(?!示|来)|下一步|下周|下月|明天|后天|没有|没能|未(?!来)|无法|不能|取消|推迟|如果|若"
)
_CLAUSES = re.compile("[，,。；;！!？?\n]+")
OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Met:
    """A contact that is told of. ``text``: the clauses about it, verbatim."""

    kind: ContactKind
    on: date
    text: str


def kind_of(words: str) -> ContactKind | None:
    """How, if the words say so."""
    return next((kind for kind, pattern in WORDS if pattern.search(words)), None)


def may_tell(text: str) -> bool:
    """False: no word of a contact stands in it."""
    return _ANY_WORD.search(text) is not None


def met_in(text: str, today: date) -> Met | None:
    """The first contact that ``text`` tells of, with its day: of its own clause, else the last one named before it.

    None: there is none, it has not happened, or no day is named.
    """
    if not may_tell(text):
        return None
    day: date | None = None
    for clause in _clauses(text):
        on = day_in(clause, today)
        day = on or day
        kind = kind_of(clause)
        if kind is not None and day is not None and not _NOT_YET.search(clause):
            return Met(kind, day, clause.strip())
    return None


def day_in(words: str, today: date) -> date | None:
    """A day that has come, named to the day, within a year."""
    found = find_when(words, today, Lean.PAST)
    if found is None or found.when is None or found.when.grain is not Grain.DAY:
        return None
    if found.when.first != found.when.last or not today - OLDEST <= found.when.last <= today:
        return None
    return found.when.last


def _clauses(text: str) -> Iterator[str]:
    yield from (clause for clause in _CLAUSES.split(text) if clause.strip())
