"""From a reading to answers that may be kept, and to what has to be asked first. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from core.dates import PartialDate, Precision, one_day
from core.problems.model import Category
from core.roster.model import Project
from core.rounds.echo.doubts import doubt_about
from core.rounds.echo.model import Ask, Lost, Piece, Question
from core.rounds.echo.nodes import nodes_in
from core.rounds.model import Amount, Answer, Done, Finding, Period, Plan, Trouble
from core.rounds.reading.model import Doubt, Flag, Grain, Item, Kind, Reading, Reason, Span, When
from core.rounds.reading.model import Trouble as TroubleRead

_PERIODS = {
    Kind.WEEK: Period.WEEK,
    Kind.MONTH: Period.MONTH,
    Kind.YEAR: Period.YEAR,
    Kind.TOTAL: Period.TOTAL,
    Kind.FIXED: Period.FIXED,
}
"""A gap (缺口) is a problem and a changed total investment is words; neither is money that arrived."""
_LOST = {Reason.AMOUNT: Lost.AMOUNT, Reason.TEXT: Lost.TEXT, Reason.QUESTION: Lost.QUESTION}
_HELD = frozenset({Doubt.SEVERAL, Doubt.HEARSAY})
"""Doubts about everything that is stated."""
_DOUBTED = ((Doubt.HEARSAY, Ask.HEARSAY), (Doubt.SEVERAL, Ask.SEVERAL))
_NOTHING = Finding(Answer.ON_TRACK)
_SHOWN_AS_NODES = frozenset({Flag.STOCKED, Flag.COUNTED, Flag.APPROX})


@dataclass(frozen=True, slots=True)
class Drafted:
    """``findings`` by line number: what is certain. Nothing else becomes a figure before it is asked."""

    findings: Mapping[int, Finding]
    questions: tuple[Question, ...]
    lost: tuple[Piece, ...]


def drafted(reading: Reading, text: str, projects: Mapping[int, Project], today: date) -> Drafted:
    """Sort what was read from ``text`` into what is certain, what is asked and what stays words.

    Args:
        projects: by line number, as the reading counts them.
    """
    findings: dict[int, Finding] = {}
    questions: list[Question] = []
    lost: list[Piece] = []
    for item in reading.items:
        one = _Sorting(item, text, projects[item.no], today)
        findings[item.no] = one.finding
        questions += one.questions
        lost += one.lost
    for unclear in reading.unresolved:
        project = projects.get(unclear.no) if unclear.no is not None else None
        if unclear.reason is Reason.PROJECT and unclear.no not in (None, *projects):
            lost.append(Piece(Lost.OTHERS, unclear.quote))
        elif unclear.reason is Reason.PROJECT:
            questions.append(Question(Ask.PROJECT, unclear.quote))
        elif unclear.reason is Reason.PROBLEM and project and unclear.no is not None:
            kind = _take_problem(findings, unclear.no, unclear.quote)
            questions += [] if kind else [Question(Ask.PROBLEM, unclear.quote, project.id)]
        elif unclear.reason in _LOST:
            lost.append(Piece(_LOST[unclear.reason], unclear.quote, project.id if project else 0))
    return Drafted(findings, tuple(sorted(questions, key=lambda q: q.ask is not Ask.PROJECT)), tuple(lost))


def _take_problem(findings: dict[int, Finding], no: int, quote: str) -> bool:
    """有问题, and which kind is not said; 有问题 其他 says it. The problem stands at once either way."""
    kept = findings.get(no, Finding(Answer.PROBLEM, quote=quote))
    words = (kept.progress, *kept.notes)
    kind = next((category.value for category in Category if category.value in words), "")
    finding = replace(kept, answer=Answer.PROBLEM, problems=(*kept.problems, Trouble(kind)))
    if kind:
        notes = tuple(note for note in kept.notes if note != kind)
        finding = replace(finding, progress="" if kept.progress == kind else kept.progress, notes=notes)
    findings[no] = finding
    return bool(kind)


class _Sorting:
    """One item: ``finding`` with what is certain, ``questions`` with what is held back."""

    def __init__(self, item: Item, text: str, project: Project, today: date) -> None:
        self._item, self._project = item, project
        self._clauses = [text[span.start : span.end] for span in item.spans]
        self.quote = joined(text, item.spans)
        self.questions: list[Question] = []
        self.lost: list[Piece] = []
        self._nodes = nodes_in(self._clauses, item, project, today)
        self._stage_is_unsure = self._is_stage_unsure()
        self._sums = tuple(self._sums_with_doubts())
        self.finding = self._certain()
        self._ask()

    def _certain(self) -> Finding:
        item = self._item
        held = not _HELD.isdisjoint(item.doubts)
        stage = item.stage if item.stage is not self._project.stage else None
        unsure = self._stage_is_unsure
        percent = None if held or Doubt.PERCENT_UNCLEAR in item.doubts else _whole(item.percent)
        finding = Finding(
            _answer(item, () if unsure else self._nodes.done),
            nodes=() if unsure else self._nodes.done,
            sums=() if held else tuple([amount for amount, asks in self._sums if not asks]),
            percent=percent,
            stage=None if unsure else stage,
            problems=tuple(map(_trouble, item.problems)),
            resolved=tuple([category.value for category in item.resolved]),
            plans=tuple([Plan(one.event, as_partial(one.when)) for one in item.plans]),
            flags=tuple([flag for flag in item.flags if flag not in _SHOWN_AS_NODES]),
            progress=self._progress(),
            notes=item.notes,
            quote=self.quote,
        )
        nothing = not item.on_track and finding == _NOTHING
        return replace(finding, progress=self.quote) if nothing else finding

    def _progress(self) -> str:
        """主体封顶 is a node already."""
        words = self._item.progress or ""
        return "" if words in self._nodes.clauses else words

    def _is_stage_unsure(self) -> bool:
        item = self._item
        hearsay = Doubt.HEARSAY in item.doubts and bool(item.stage or self._nodes.done)
        return hearsay or Doubt.STAGE_UNCLEAR in item.doubts or self._nodes.no_day

    def _sums_with_doubts(self) -> Iterator[tuple[Amount, tuple[Ask, ...]]]:
        """Each sum with what has to be asked about it."""
        sums = [one for one in self._item.sums if one.kind in _PERIODS]
        bare = [one for one in sums if one.bare]
        for one in sums:
            amount = Amount(_PERIODS[one.kind], one.yuan, one.approximate)
            unclear = Doubt.PERIOD_UNCLEAR in self._item.doubts and (not bare or one in bare)
            asks = ((Ask.UNIT,) if one.unit_assumed else ()) + ((Ask.PERIOD,) if unclear else ())
            yield amount, asks or doubt_about(amount, self._project)

    def _ask(self) -> None:
        item, about = self._item, self._project.id
        first = tuple([ask for doubt, ask in _DOUBTED if doubt in item.doubts])
        for amount, doubts in self._sums:
            asks = first + doubts
            if asks:
                held = Finding(Answer.ON_TRACK, sums=(amount,))
                self.questions.append(Question(asks[0], self._clause_of(amount), about, held, asks[1:]))
        if item.percent is not None and self.finding.percent is None:
            held = Finding(Answer.ON_TRACK, percent=_whole(item.percent))
            asks = first or (Ask.PERCENT,)
            self.questions.append(Question(asks[0], self._with_percent, about, held, asks[1:]))
        elif Doubt.PERCENT_UNCLEAR in item.doubts:
            self.lost.append(Piece(Lost.PERCENT, self._with_percent, about))
        if self._stage_is_unsure:
            held = Finding(Answer.MILESTONE, stage=item.stage, nodes=self._nodes.done)
            known = held.stage is not None or held.nodes
            ask = (Ask.HEARSAY if Ask.HEARSAY in first else Ask.STAGE) if known else Ask.WHICH
            self.questions.append(Question(ask, self._nodes.quote or self.quote, about, held))
        if Doubt.PROBLEM_UNCLEAR in item.doubts:
            ask, quote = (Ask.OVER, item.problems[-1].text) if item.problems else (Ask.PROBLEM, self.quote)
            self.questions.append(Question(ask, quote, about))
        if Doubt.INVEST_CHANGED in item.doubts:
            self.lost.append(Piece(Lost.INVEST, self._clause_with("投资"), about))

    def _clause_of(self, amount: Amount) -> str:
        place = next(one.span for one in self._item.sums if _PERIODS.get(one.kind) is amount.period)
        for span, clause in zip(self._item.spans, self._clauses, strict=True):
            if span.start <= place.start and place.end <= span.end:
                return clause
        return self.quote

    @property
    def _with_percent(self) -> str:
        return next((clause for clause in self._clauses if "%" in clause or "％" in clause), self.quote)

    def _clause_with(self, word: str) -> str:
        return next((clause for clause in self._clauses if word in clause), self.quote)


def _answer(item: Item, reached: tuple[Done, ...]) -> Answer:
    if item.problems:
        return Answer.PROBLEM
    if reached:
        return Answer.MILESTONE
    return Answer.NO_CHANGE if item.nochange and not item.on_track else Answer.ON_TRACK


def _trouble(one: TroubleRead) -> Trouble:
    """用地，林地手续未批: the first word is the category and says no more."""
    category = one.category.value
    words = re.sub(rf"^{category}(?:问题)?(?:$|[\s，,、:：]+)", "", one.text)
    return Trouble(category, words, one.department or "", as_partial(one.due))


def _whole(percent: Decimal | None) -> int | None:
    return None if percent is None else int(percent.quantize(Decimal(1), ROUND_HALF_UP))


def as_partial(when: When | None) -> PartialDate | None:
    """A week is known by its last day."""
    if when is None:
        return None
    if when.grain is Grain.WEEK:
        return one_day(when.last)
    return PartialDate(when.first, when.last, Precision(when.grain.value))


def joined(text: str, spans: tuple[Span, ...]) -> str:
    """These places of ``text``, verbatim; what stands between two of them only if it is no word."""
    if len(spans) == 1:
        return text[spans[0].start : spans[0].end]
    pieces = ""
    end = 0
    for span in sorted(spans, key=lambda one: one.start):
        gap = text[end : span.start]
        if pieces:
            pieces += "，" if any(map(str.isalnum, gap)) else gap
        pieces += text[span.start : span.end]
        end = span.end
    return pieces
