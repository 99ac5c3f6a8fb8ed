"""One reply sentence, by a small strict grammar: 1号 主体封顶，到位2000万 · 1正常 2无变化 3有问题 用地.

Strict means: what is not in the grammar is quoted back, never guessed into a figure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from core.rounds.clauses import read_segment
from core.rounds.model import Answer, Finding

_CIRCLED = {chr(0x2460 + n): f" {n + 1}号 " for n in range(20)}
_WIDE = {chr(0xFF10 + n): str(n) for n in range(10)}
_TABLE = str.maketrans(_CIRCLED | _WIDE)
_NO_BUILDING = r"(?![楼线井机厂院地库塔炉])"
_REFERENCE = re.compile(
    r"(?:(?<=^)|(?<=[\s，,。；;、]))(?:项目)?(?P<numbers>\d{1,2}(?:[、,，和]\d{1,2})*)"
    rf"(?:号(?:项目)?{_NO_BUILDING}|[.．:：](?!\d)|\s*(?=[^\d\s.．、,，年月日亿万元%％wW号]))"
    rf"|(?<=[^\d\s月第于在到至])(?P<inside>\d{{1,2}})号{_NO_BUILDING}(?![前底])"
    r"|(?P<others>(?:其余|剩下|剩余)的?(?:[一二三四五六七八九十两\d]+个)?(?:项目)?|(?:其他|其它)(?:[一二三四五六七八九十两\d]+个)?项目)"
    r"(?=(?:都|均|也|全部|暂)*(?:无|没|正常|顺利|按计划|按序时))"
)
_EVERYTHING = re.compile(r"^(?:全部|所有|都|均|一切|各项目|项目)?\s*(?:都|均)?\s*(?P<rest>.+)$")


@dataclass(frozen=True, slots=True)
class Understood:
    """Findings by line number, and the pieces that were not understood, verbatim.

    ``named``: the words say which lines they are about.
    """

    findings: dict[int, Finding]
    unclear: tuple[str, ...]
    named: bool = False

    @property
    def is_report(self) -> bool:
        """A report beyond doubt, even where another sentence was expected."""
        return self.named and bool(self.findings) and not self.unclear


def understand(
    text: str, numbers: Collection[int], today: date, unanswered: Collection[int] | None = None
) -> Understood:
    """Read a reply about the lines ``numbers`` of a card.

    Args:
        text: as the person wrote it.
        numbers: line numbers on his card.
        today: local day, for 今天 and 18日.
        unanswered: those without an answer so far, for 其余; None: all.

    Returns:
        Nothing is found in a text of another kind; then all of it is unclear.
    """
    plain = text.translate(_TABLE).strip()
    references = list(_REFERENCE.finditer(plain))
    if not references:
        return _without_reference(plain, numbers, today, unanswered or numbers)
    findings: dict[int, Finding] = {}
    unclear = [plain[: references[0].start()].strip(" ，,。；;\n")]
    waiting: list[int] = []
    for index, reference in enumerate(references):
        end = references[index + 1].start() if index + 1 < len(references) else len(plain)
        if reference["others"]:
            named = {*findings, *waiting, *_numbers(references)}
            waiting += sorted(set(numbers if unanswered is None else unanswered) - named)
        else:
            waiting += _numbers([reference])
        segment = plain[reference.end() : end].strip(" ，,。；;、\n")
        if not segment and index + 1 < len(references):
            continue  # 1号 2号 无变化: the words belong to both
        quoted = plain[reference.start() : end].strip(" ，,。；;、\n")
        _take(waiting, segment, quoted, numbers, today, findings, unclear)
        waiting = []
    return Understood(findings, tuple(piece for piece in unclear if piece), named=True)


def _numbers(references: Iterable[re.Match[str]]) -> list[int]:
    """The line numbers that are named, in order."""
    named = (reference["numbers"] or reference["inside"] or "" for reference in references)
    return [int(number) for one in named for number in re.findall(r"\d+", one)]


def _take(
    waiting: list[int],
    segment: str,
    quoted: str,
    numbers: Collection[int],
    today: date,
    findings: dict[int, Finding],
    unclear: list[str],
) -> None:
    finding = read_segment(segment, today)
    fits = bool(waiting) and all(n in numbers and n not in findings for n in waiting)
    if finding is None or not fits or (len(waiting) > 1 and finding.sums):
        unclear.append(quoted)
        return
    findings.update((n, finding) for n in waiting)


def _without_reference(
    plain: str, numbers: Collection[int], today: date, meant: Collection[int]
) -> Understood:
    """No number: the only project, or an answer that fits all that is still open (全部无变化); what was
    said about single projects before stands."""
    if len(numbers) == 1:
        finding = read_segment(plain, today)
        return Understood({min(numbers): finding}, ()) if finding else _nothing(plain)
    matched = _EVERYTHING.match(plain)
    finding = read_segment(matched["rest"], today) if matched else None
    plain_answer = finding in (Finding(Answer.NO_CHANGE), Finding(Answer.ON_TRACK))
    if finding and plain_answer:
        return Understood(dict.fromkeys(meant, finding), ())
    return _nothing(plain)


def _nothing(plain: str) -> Understood:
    return Understood({}, (plain,) if plain else ())
