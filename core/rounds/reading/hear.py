"""One clause about one project: which of the readers it concerns, and in which order."""

from __future__ import annotations

from datetime import date

from core.date_words import Lean
from core.late_patterns import late_pattern
from core.rounds.reading.clauses import Clause
from core.rounds.reading.hear_money import hear_share, hear_sums, hear_zero
from core.rounds.reading.hear_stage import hear_stage, hear_statistics
from core.rounds.reading.hear_trouble import hear_day, hear_trouble
from core.rounds.reading.heard import Heard, problem_unnamed
from core.rounds.reading.leftover import MAY_END, leftover
from core.rounds.reading.model import Doubt, Plan, Reason, Unclear
from core.rounds.reading.phrases import (
    NO_CHANGE,
    NO_PROBLEM,
    ON_TRACK,
    PROBLEM_HEAD,
    is_greeting,
    says_future,
)
from core.rounds.reading.plain import Plain
from core.rounds.reading.progress import ongoing, open_words, reached
from core.rounds.reading.said import Said, event, is_ahead, trim
from core.rounds.reading.subjects import find_categories, names_subject
from core.rounds.reading.tone import correction, is_hearsay, is_question
from core.rounds.reading.when import find_when

_SCOPE = late_pattern(
    r"(?:本周|这周|本月|当月|今年|今年以来|累计|截[至止].{0,8}|1[-至到]\d{1,2}月(?:份)?)(?:情况)?"
)
_ONLY_NUMBERS = late_pattern(r"[\d,.\s/]*\d{2}[\d,.\s/]*|\d")
_NOTHING = late_pattern(
    r"(?:详?见(?:附件|附表|图片|照片|表格|文件|邮件)|(?:先|暂时?)不[报填说]|保密|我?(?:也|还)?不(?:太)?(?:清楚|知道|了解|晓得)|问(?!题)(?:问)?[\u4e00-\u9fff]{1,4}|由[\u4e00-\u9fff]{1,6}[报填]"
    r"|(?:照片|图片|材料|表格?|文件).{0,3}(?:发|传|寄|报)(?:给)?(?:你|您|群|邮箱|微信|领导|过去).{0,3}|(?:已经?|刚|上午|昨天)+报(?:过|了)*)(?:了|吧|哈)?"
)
"""A sentence without a report in it."""
_SAME_PROBLEM = late_pattern(r"老问题|那个问题|问题(?:依旧|照旧|还在|没变)")
_NOT_MINE = late_pattern(
    r"不归我|不是我(?:的|包|负责|管)|不(?:再)?由我|我不(?:管|负责|包)|换(?:了)?人(?:管|负责|包)|(?:已|移)移?交(?:给|了|[\u4e00-\u9fff]{1,3}[局主科书])"
)
_UNDECIDED = late_pattern(r"待定|未定|没定|说不准|不确定|不好说")
_LATER = late_pattern(r"再[报说看议]|汇报|上报")  # 到时候再报: no plan for the project
LONGEST_CLAUSE = 160
"""Characters between two stops; what is longer is quoted and asked about."""
_HEAD = 10
"""Characters of 据企业反映, which counts for the clause after it."""
_ENDS = late_pattern(r"[前内]|(?<!\d月)(?<!月份)[底末](?!.*(?:到位|到账|累计|完成投资|固投))|[底末]前")
"""月底 and 前 lie ahead; 10月底累计到位3300万 does not."""


def hear(clause: Clause, heard: Heard, plain: Plain, today: date) -> None:
    """Take into ``heard`` all that the clause says; the rest of it is kept verbatim."""
    words = clause.text
    if _SCOPE.fullmatch(words):
        heard.scope = words
        return
    if is_greeting(words):
        return
    end = clause.start + len(words)
    place = plain.span(clause.start, end)
    quote = plain.original[place.start : place.end]
    if not quote:
        return
    heard.spans.append(place)
    reason = _unreadable(words, plain.text[end : end + 1])
    if reason:
        heard.unclear.append(Unclear(reason, quote, place))
        return
    unsure = is_hearsay(words)
    known = heard.facts if unsure or heard.unsure else None
    back = correction(words)
    heard.taken_back = heard.taken_back or back > 0
    words = _plain_answers(words[back:], heard)
    if words and _opens_a_problem(words):
        words, heard.heading = _heading(words), problem_unnamed(quote, place)
    if words:
        _hear_rest(words, clause, heard, plain, today)
    if known is not None:
        _weigh(clause.text, heard, unsure=unsure, news=known != heard.facts)


def _unreadable(words: str, stop: str) -> Reason | None:
    """What no reader should try: cells of a table, questions, projects of others, walls of text."""
    if len(words) > LONGEST_CLAUSE:
        return Reason.TEXT
    if _ONLY_NUMBERS.fullmatch(words):
        return Reason.AMOUNT
    if _NOTHING.fullmatch(words):
        return Reason.EMPTY
    if _NOT_MINE.search(words):
        return Reason.PROJECT
    return Reason.QUESTION if is_question(words, stop) else None


def _hear_rest(words: str, clause: Clause, heard: Heard, plain: Plain, today: date) -> None:
    future = says_future(words)
    when = find_when(words, today, Lean.FUTURE if future or _ENDS.search(words) else Lean.NEAREST)
    said = Said(words, clause, when, future or is_ahead(when, words, today))
    used = [reader(said, heard, plain, today) for reader in _READERS]  # all: a clause may say several things
    if not any(used):
        _keep(said, heard)
    leftover(said, heard, used=any(used))
    heard.before = words
    heard.subject = find_categories(words) if names_subject(words) else heard.subject


def _weigh(words: str, heard: Heard, *, unsure: bool, news: bool) -> None:
    """听说 and 可能 make a fact doubtful, also one of the next clause."""
    if news and (unsure or heard.unsure):
        heard.doubt(Doubt.HEARSAY)
    heard.unsure = unsure and not news and len(words) <= _HEAD


def _plain_answers(words: str, heard: Heard) -> str:
    """无变化, 正常, 没有问题; what remains of the clause."""
    bare = words.rstrip("了啊呢吧的")
    if NO_CHANGE.fullmatch(bare):
        heard.nochange = True
        return ""
    if ON_TRACK.fullmatch(bare):
        heard.on_track = True
        return ""
    found = NO_PROBLEM.search(words)
    if found and len(found[0]) >= 2 and not words[found.end() :].strip("了的吧啊"):
        heard.well = True
        before = words[: found.start()].strip()
        over = find_categories(before) if names_subject(before) and not reached(before) else ()
        for category in over:
            heard.resolve(category)  # 环评没问题了
        return "" if over else before
    return words


def _opens_a_problem(words: str) -> bool:
    """问题是…: what follows is a problem, even without a word that says so."""
    if _SAME_PROBLEM.search(words):
        return True
    found = PROBLEM_HEAD.match(words)
    return bool(found and found[0])


def _heading(words: str) -> str:
    """Without 问题是; 老问题 stays."""
    found = None if _SAME_PROBLEM.search(words) else PROBLEM_HEAD.match(words)
    return words[found.end() :].strip(" :：") if found else words


def _keep(said: Said, heard: Heard) -> None:
    """No field takes this clause: a plan, progress, or a note."""
    what = "" if _UNDECIDED.search(said.words) else event(said)
    if said.future and what and not open_words(what) and not _LATER.search(what) and not MAY_END.search(what):
        heard.plans.append(Plan(what, said.when.when if said.when else None))
        return
    words = trim(said.words)
    if not words:
        return
    if said.future or not reached(words):
        heard.notes.append(words)
    else:
        (heard.ongoing if ongoing(words) else heard.reached).append(words)


_READERS = (hear_sums, hear_share, hear_zero, hear_statistics, hear_stage, hear_trouble, hear_day)
