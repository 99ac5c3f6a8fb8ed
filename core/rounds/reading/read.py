"""A whole reply, read (短句识别): references, segments, clauses, checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.late_patterns import late_pattern
from core.rounds.reading.checks import doubts_about
from core.rounds.reading.clauses import clauses
from core.rounds.reading.hear import hear
from core.rounds.reading.heard import Heard
from core.rounds.reading.model import Doubt, Item, Line, Reading, Reason, Unclear
from core.rounds.reading.naming import names_of
from core.rounds.reading.opening import read_opening
from core.rounds.reading.phrases import is_greeting, is_unchanged
from core.rounds.reading.plain import Plain, make_plain
from core.rounds.reading.references import How, Reference, find_references
from core.rounds.reading.segments import Segment, said_behind, segments
from core.rounds.reading.sounds import Sound
from core.rounds.reading.sums import find_sums

_EACH = late_pattern(r"各(?!项|方|类|种|单位|部门)|每个|均(?:到位|完成)|都(?:到位|完成)")
_ALL = late_pattern(r"^(?:[我这的几]*(?:项目)?)(?:全部|都|均|所有|全都|一律|统统)+(?:都|均)?")


def read_reply(text: str, lines: Sequence[Line], today: date, sound: Sound | None = None) -> Reading:
    """What a reply says about the projects of the person who sent it.

    Args:
        text: as it was written; its first 4,000 characters are read.
        lines: the projects that he answers for, with what is known of them.
        today: his local day, for 下周三.
        sound: toneless pinyin of one character, for typing errors by sound; None: a small own table.

    Returns:
        Values to be confirmed. Where ``ask`` is true something must be asked before saving; every
        figure in it has its numerals in the text, and what was not understood is quoted.
    """
    plain = make_plain(text)
    if not lines or not plain.text.strip():
        return Reading((), (_unclear(plain, Reason.EMPTY, 0, len(plain.text)),))
    if all(is_greeting(one.text) for one in clauses(plain.text, 0)):
        return Reading((), (_unclear(plain, Reason.EMPTY, 0, len(plain.text)),))
    known = tuple(line.no for line in lines)
    references = find_references(plain, names_of(tuple(lines), sound), known)
    if len(lines) == 1:
        return _about_one(plain, references, lines[0], today)
    if not references:
        return _about_all(plain, lines, today)
    return _about_several(plain, references, lines, today)


class _Talk:
    """The segments of one reply, put together by project."""

    def __init__(self, plain: Plain, lines: Sequence[Line], today: date, scope: str = "") -> None:
        self.plain, self.lines, self.today, self.scope = (
            plain,
            {line.no: line for line in lines},
            today,
            scope,
        )
        self.heard: dict[int, Heard] = {}
        self.unsure = False
        self.unclear: list[Unclear] = []

    def take(self, segment: Segment) -> None:
        words = self.plain.text[segment.start : segment.end]
        if not segment.clear or (len(segment.numbers) > 1 and self._divides(words)):
            self.unclear.append(_unclear(self.plain, Reason.PROJECT, segment.whole, segment.end))
            return
        for number in segment.numbers:
            heard = self.heard.setdefault(
                number, Heard(scope=self.scope, known_total=self.lines[number].total_yuan)
            )
            heard.unsure = heard.unsure or self.unsure
            for clause in clauses(words, segment.start):
                hear(clause, heard, self.plain, self.today)

    def _divides(self, words: str) -> bool:
        """到位500万 said of two projects: of each, or of both together?"""
        found = find_sums(words, "", None, self.today)
        return bool(found) and not (len(found) == 1 and _EACH.search(words))

    def reading(self) -> Reading:
        items, unclear = list[Item](), list(self.unclear)
        for number, heard in sorted(self.heard.items()):
            unclear += heard.close(number)
            for doubt in doubts_about(heard.sums, self.lines[number]):
                heard.doubt(doubt)
            if heard.contradicts:
                heard.doubt(Doubt.STAGE_UNCLEAR)
            if heard.says_anything:
                items.append(heard.item(number))
        if not items and not unclear:
            unclear.append(_unclear(self.plain, Reason.EMPTY, 0, len(self.plain.text)))
        return Reading(tuple(items), tuple(unclear))


def _about_several(plain: Plain, references: list[Reference], lines: Sequence[Line], today: date) -> Reading:
    known = tuple(line.no for line in lines)
    behind = said_behind(plain, references)
    if behind is not None:
        talk = _Talk(plain, lines, today)
        talk.take(behind)
        return talk.reading()
    opening = read_opening(plain, references[0].start, lines)
    found = segments(plain, references, known)
    talk = _Talk(plain, lines, today, opening.scope)
    if not opening.clear:
        talk.unclear.append(_unclear(plain, Reason.PROJECT, 0, references[0].start))
    if opening.unchanged:  # 无变化，除了3号…
        rest = set(known) - {number for one in references for number in one.numbers}
        talk.take(Segment(tuple(sorted(rest)), 0, opening.end, 0))
    talk.unsure = opening.unsure
    for segment in found:
        talk.take(segment)
        talk.unsure = False
    return talk.reading()


def _about_one(plain: Plain, references: list[Reference], line: Line, today: date) -> Reading:
    """He has one project: all is about it, but what names another."""
    talk = _Talk(plain, (line,), today)
    done = 0
    for one in references:
        ours = set(one.numbers) <= {line.no} and (one.numbers or one.how in (How.ALL, How.REST))
        talk.take(Segment((line.no,), done, one.start, done))
        done = one.end
        if not ours:
            end = next((two.start for two in references if two.start > one.start), len(plain.text))
            talk.take(Segment((), one.end, end, one.start, clear=False))
            done = end
    talk.take(Segment((line.no,), done, len(plain.text), done))
    return talk.reading()


def _about_all(plain: Plain, lines: Sequence[Line], today: date) -> Reading:
    """He has several and names none: 无变化 is about all of them, anything else is asked about."""
    pieces = [one for one in clauses(plain.text, 0) if not is_greeting(one.text)]
    talk = _Talk(plain, lines, today)
    if all(is_unchanged(one.text) for one in pieces) or (
        pieces and _ALL.match(pieces[0].text) and not find_sums(plain.text, "", None, today)
    ):
        numbers = tuple(line.no for line in lines)
        start = pieces[0].start
        matched = _ALL.match(pieces[0].text)
        talk.take(Segment(numbers, start + (matched.end() if matched else 0), len(plain.text), 0))
    else:
        talk.unclear.append(_unclear(plain, Reason.PROJECT, 0, len(plain.text)))
    return talk.reading()


def _unclear(plain: Plain, reason: Reason, start: int, end: int) -> Unclear:
    return Unclear(reason, plain.quote(start, end), plain.span(start, end))
