"""The workbook of a bulletin: a ranking whose formulas give the score, indicators, lights, overdue problems, excuses.

Every sheet prints on A4 landscape. No cell of text can act: texts are stored as texts, and one that begins
like a formula carries the quote prefix. The same issue gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import xlsxwriter

from core.bulletins.figures import Figures, Standing, line_of
from core.scoring.extras import in_all
from core.scoring.model import Line, Method, NaPolicy, Scheme
from core.texts.issue import Book, Issue, Sheet
from core.texts.scores import moved
from documents.ledger_out import ACTS

A4 = 9
WIDTHS = {"text": 14, "wide": 34, "number": 11}
TOP = 3  # rows above the first row of data: title, cut-off, heads


@dataclass
class _Looks:
    """Formats of one workbook."""

    title: Any
    under: Any
    head: Any
    text: Any
    quoted: Any
    number: Any
    points: Any
    rate: Any


def workbook(issue: Issue) -> bytes:
    """The .xlsx of an issue."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made_at = issue.figures.snapshot.taken_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": issue.book.title, "created": made_at})
    looks = _looks(book)
    spans = _Lines(issue).spans
    _ranking(_sheet(book, issue.book, issue.book.ranking, looks), issue, spans, looks)
    _Lines(issue).write(_sheet(book, issue.book, issue.book.lines, looks), looks)
    for sheet in (issue.book.worries, issue.book.problems, issue.book.excused):
        _rows(_sheet(book, issue.book, sheet, looks), sheet, looks)
    book.close()
    return target.getvalue()


def _looks(book: Any) -> _Looks:
    cell = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}
    return _Looks(
        title=book.add_format({"bold": True, "font_size": 16}),
        under=book.add_format({"font_color": "#666666"}),
        head=book.add_format(
            {**cell, "bold": True, "bg_color": "#F4D9D7", "text_wrap": True, "align": "center"}
        ),
        text=book.add_format({**cell, "text_wrap": True}),
        quoted=book.add_format({**cell, "text_wrap": True, "quote_prefix": True}),
        number=book.add_format(cell),
        points=book.add_format({**cell, "num_format": "0.00"}),
        rate=book.add_format({**cell, "num_format": "0.0%"}),
    )


def _sheet(book: Any, words: Book, sheet: Sheet, looks: _Looks) -> Any:
    page = book.add_worksheet(sheet.name)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, TOP - 1)
    page.set_footer("&C&P / &N")
    page.freeze_panes(TOP, 0)
    page.write_string(0, 0, words.title, looks.title)
    page.write_string(1, 0, words.under, looks.under)
    for column, head in enumerate(sheet.heads):
        page.write_string(TOP - 1, column, head, looks.head)
    page.set_column(0, len(sheet.heads) - 1, WIDTHS["text"])
    return page


def _text(page: Any, row: int, column: int, text: str, looks: _Looks) -> None:
    page.write_string(row, column, text, looks.quoted if text.startswith(ACTS) else looks.text)


def _rows(page: Any, sheet: Sheet, looks: _Looks) -> None:
    for number, row in enumerate(sheet.rows, TOP):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(number, column, value, looks.number)
            else:
                _text(page, number, column, value, looks)
    if not sheet.rows:
        page.write_string(TOP, 0, sheet.nothing, looks.under)
    page.set_column(0, 0, 6)
    for column, width in _wide(sheet).items():
        page.set_column(column, column, width)


def _wide(sheet: Sheet) -> Mapping[int, int]:
    """Columns that hold names or sentences."""
    longest = [max((len(str(row[n])) for row in sheet.rows), default=0) for n in range(len(sheet.heads))]
    return {n: WIDTHS["wide"] for n, length in enumerate(longest) if length > WIDTHS["text"]}


class _Lines:
    """One row for each unit and indicator. ``spans``: unit → its first and last row."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._scheme = issue.figures.snapshot.scheme
        self._names = {indicator.code: indicator.name for indicator in self._scheme.indicators}
        self.spans: dict[int, tuple[int, int]] = {}
        row = TOP + 1
        for standing in _standings(issue.figures):
            count = len(standing.score.lines)
            self.spans[standing.score.unit_id] = (row, row + count - 1)
            row += count

    def write(self, page: Any, looks: _Looks) -> None:
        row = TOP
        for standing in _standings(self._issue.figures):
            for line in standing.score.lines:
                _text(page, row, 0, standing.score.unit, looks)
                page.write_string(row, 1, self._names[line.code], looks.text)
                self._line(page, row, line, looks)
                row += 1
        page.set_column(0, 1, 22)

    def _line(self, page: Any, row: int, line: Line, looks: _Looks) -> None:
        """A share of the weight is computed in the sheet; what depends on other units is written."""
        at = row + 1
        page.write_number(row, 2, line.numerator, looks.number)
        page.write_number(row, 3, line.denominator, looks.number)
        page.write_number(row, 4, float(line.weight), looks.number)
        rate = line.numerator / line.denominator if line.denominator else ""
        page.write_formula(row, 5, f'=IF(D{at}>0,C{at}/D{at},"")', looks.rate, rate)
        points = "" if line.points is None else float(line.points)
        if line.denominator and _computed(self._scheme):
            page.write_formula(row, 6, f"=ROUND(E{at}*MIN(1,MAX(0,C{at}/D{at})),2)", looks.points, points)
        elif line.points is None:
            page.write_string(row, 6, "—", looks.text)
        else:
            page.write_number(row, 6, points, looks.points)
        counted = 0.0 if line.points is None else float(line.weight)
        page.write_formula(row, 7, f"=IF(ISNUMBER(G{at}),E{at},0)", looks.number, counted)


def _computed(scheme: Scheme) -> bool:
    return scheme.method is Method.SHARE and scheme.na_policy in (NaPolicy.REDISTRIBUTE, NaPolicy.ZERO)


def _standings(figures: Figures) -> Sequence[Standing]:
    return [standing for group in figures.groups for standing in group]


def _ranking(page: Any, issue: Issue, spans: Mapping[int, tuple[int, int]], looks: _Looks) -> None:
    row = TOP
    for heading, group in zip(issue.book.kinds, issue.figures.ranked, strict=True):
        if len(issue.figures.ranked) > 1:
            page.write_string(row, 0, heading, looks.title)
            row += 1
        for standing in group:
            _unit(page, row, standing, issue, spans[standing.score.unit_id], looks)
            row += 1
    if issue.book.ranking.nothing:
        page.write_string(row, 0, issue.book.ranking.nothing, looks.under)
    page.set_column(1, 1, 24)


def _unit(
    page: Any, row: int, standing: Standing, issue: Issue, span: tuple[int, int], looks: _Looks
) -> None:
    score = standing.score
    _text(page, row, 1, score.unit, looks)
    if score.rank is None or score.total is None:
        page.write_string(row, 0, "—", looks.text)
        page.write_string(row, 2, issue.book.unranked, looks.text)
        page.write_string(row, 3, "", looks.text)
    else:
        page.write_number(row, 0, score.rank, looks.number)
        page.write_formula(row, 2, _total(standing, issue, span), looks.points, float(score.total))
        page.write_string(row, 3, moved(score), looks.text)
    column = 4
    for code in issue.figures.columns:
        line = line_of(score, code)
        if line and line.denominator:
            page.write_number(row, column, line.numerator / line.denominator, looks.rate)
        else:
            page.write_string(row, column, "—", looks.text)
        column += 1
    lights = standing.lights
    for count in (lights.green, lights.yellow, lights.red) if lights.known else ():
        page.write_number(row, column, count, looks.number)
        column += 1


def _total(standing: Standing, issue: Issue, span: tuple[int, int]) -> str:
    """Points on the scale of the whole scheme, then bonus and deductions, never below 0."""
    scheme, score = issue.figures.snapshot.scheme, standing.score
    first, last = span
    points, full, counted = (f"'{issue.book.lines.name}'!{c}{first}:{c}{last}" for c in "GEH")
    base = f"ROUND(SUM({points})*SUM({full})/SUM({counted}),2)"
    bonus = in_all(score.bonus, scheme.bonus_cap)
    taken = in_all(score.deductions, scheme.deduction_cap)
    return f"=ROUND(MAX(0,{base}+{bonus}-{taken}),2)" if score.bonus or score.deductions else f"={base}"
