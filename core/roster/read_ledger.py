"""Understand a workbook as the office's ledger: sheet, header, rows, findings. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.dates import month
from core.money import MoneyUnit
from core.roster.about_columns import about_columns, about_doubtful_units
from core.roster.annexes import read_leaders, read_targets
from core.roster.asking import SHEET, Answers, Ask, Question, unit_said, units_said
from core.roster.cells import text_cell
from core.roster.code_columns import with_codes
from core.roster.column_contents import with_contents
from core.roster.header import UNITS, Header, find_header
from core.roster.leader_names import names_alone
from core.roster.ledger import (
    FindingKind,
    Ledger,
    LedgerFault,
    LedgerLeader,
    LedgerMeta,
    LedgerProject,
    LedgerRefused,
    Severity,
)
from core.roster.ledger_checks import check_sums, check_totals, settle_namesakes, settle_twins
from core.roster.ledger_rows import Reading, read_row
from core.roster.report import Report
from core.roster.rows import RowKind, row_kind, section_county
from core.roster.sheet import CellValue, Sheet, Workbook, address, letters

NO_ANSWERS: Answers = {}
LONGEST_TITLE = 100
ROWS_ABOVE = 30  # where titles, 单位 and 截至 are looked for


def understand(book: Workbook, reference_year: int | None = None, answers: Answers = NO_ANSWERS) -> Ledger:
    """The ledger in ``book``.

    Args:
        reference_year: for dates without a year, when the sheet states no 截至 date and no year in its title.
        answers: what somebody said to the questions of an earlier reading.

    Raises:
        LedgerRefused: no sheet has a ledger's header.
    """
    report = Report()
    sheet, header = _choose(book.sheets, answers.get(SHEET), report)
    asof, year = _as_of(sheet, header)
    year = year or reference_year
    annexes = [other for other in book.sheets if other is not sheet]
    leaders = next((listed for other in annexes if (listed := read_leaders(other))), ())
    unit, said = _table_unit(sheet, header)
    header = _with_units_said(header, answers)
    reading = _reading(sheet, header, unit or units_said(answers) or MoneyUnit.WAN, year, leaders)
    about_columns(reading, report, answers, unit_known=unit is not None)
    for what in book.active_content:
        report.say("", FindingKind.ACTIVE_CONTENT, Severity.READ, said=what)
    if not book.formats_known:
        report.say("", FindingKind.FORMATS_UNKNOWN, Severity.READ)
    projects, skipped = _read_rows(reading, report)
    about_doubtful_units(reading, report, answers)
    check_sums(projects, header, report)
    check_totals(projects, reading, report, skipped)
    projects = settle_twins(projects, header, answers, report, skipped)
    projects = settle_namesakes(projects, header, answers, report)
    targets = next((goals for other in annexes if (goals := read_targets(other, year))), ())
    meta = LedgerMeta(
        sheet=sheet.name,
        header_rows=tuple(range(header.top, header.bottom + 1)),
        title=_title(sheet, header),
        asof=asof,
        year=year,
        table_unit=said,
        columns={name: letters(found.column) for name, found in header.columns.items()},
        skipped=skipped,
    )
    return Ledger(meta, tuple(projects), targets, leaders, tuple(report.findings), tuple(report.questions))


def _title(sheet: Sheet, header: Header) -> str:
    """The first words above the header, without white space; "" where there are none."""
    cells = (sheet.text(row, column) for row in range(1, header.top) for column in range(1, sheet.width + 1))
    return next(filter(None, cells), "")[:LONGEST_TITLE]


def _choose(sheets: Sequence[Sheet], wanted: str | None, report: Report) -> tuple[Sheet, Header]:
    found = [
        (sheet, header)
        for sheet in sheets
        if wanted in (None, sheet.name) and (header := _header(sheet)) and "name" in header.columns
    ]
    if not found:
        raise LedgerRefused(LedgerFault.NO_LEDGER_SHEET, "、".join(sheet.name for sheet in sheets))
    # Of sheets with equal headers the fuller one is the ledger; the others are named, not read.
    best = max(found, key=lambda pair: (pair[1].hits, len(pair[0].rows)))
    rivals = [other.name for other, header in found if other is not best[0] and _rivals(header, best[1])]
    for name in rivals:
        report.say("", FindingKind.OTHER_SHEET, Severity.GUESSED, said=name, value=best[0].name)
    if rivals and wanted is None:
        options = (best[0].name, *rivals)[:MOST_SHEETS_OFFERED]
        report.questions.append(Question(Ask.SHEET, SHEET, "", options, {"value": best[0].name}))
    return best


MOST_SHEETS_OFFERED = 8


def _rivals(header: Header, best: Header) -> bool:
    return header.hits >= best.hits * 0.7


def _header(sheet: Sheet) -> Header | None:
    found = find_header(sheet)
    return with_codes(sheet, with_contents(sheet, found)) if found else None


_AS_OF = re.compile(r"截[至止][^\d]{0,8}(20\d{2})[年.\-/](\d{1,2})(?:[月.\-/](\d{1,2})?)?")


def _as_of(sheet: Sheet, header: Header) -> tuple[str, int | None]:
    """(ISO day of 截至, the year dates without one belong to)."""
    above = [sheet.text(row, column) for row in range(1, header.top) for column in range(1, sheet.width + 1)]
    for text in above:
        found = _AS_OF.search(text)
        if found:
            return _iso_day(found), int(found[1])
    titled = re.search(r"(20\d{2})年", "".join(above) + sheet.name)
    return "", int(titled[1]) if titled else None


def _iso_day(found: re.Match[str]) -> str:
    """The day of 截至; the last one of its month when only the month is said; "" when there is no such day."""
    try:
        last = month(int(found[1]), int(found[2])).last
        return (last.replace(day=int(found[3])) if found[3] else last).isoformat()
    except ValueError:
        return ""


_UNIT = re.compile(r"单位[:：]?(?:人民币)?(亿|百万|万|千|)元")


def _table_unit(sheet: Sheet, header: Header) -> tuple[MoneyUnit | None, str]:
    for row in range(1, min(header.bottom, ROWS_ABOVE) + 1):
        for column in range(1, sheet.width + 1):
            found = _UNIT.search(sheet.text(row, column)) if row < header.top else None
            if found:
                return UNITS[found[1]], f"{found[1]}元"
    return None, ""


def _reading(
    sheet: Sheet, header: Header, unit: MoneyUnit, year: int | None, leaders: tuple[LedgerLeader, ...]
) -> Reading:
    listed = frozenset(leader.name for leader in leaders)
    column = header.columns.get("leaders")
    texts: Iterable[str] = ()
    if column:
        texts = (
            text_cell(sheet.value(row, column.column))
            for row in range(header.bottom + 1, len(sheet.rows) + 1)
        )
    return Reading(sheet, header, unit, year, listed | names_alone(texts), listed, _fill_down(sheet, header))


def _with_units_said(header: Header, answers: Answers) -> Header:
    columns = {
        name: replace(found, unit=unit_said(answers, found) or found.unit)
        for name, found in header.columns.items()
    }
    return replace(header, columns=columns)


def _fill_down(sheet: Sheet, header: Header) -> dict[tuple[int, int], CellValue]:
    """Only merges of a single column: a wide one is a title or a section, never a value."""
    below: dict[tuple[int, int], CellValue] = {}
    for area in sheet.merges:
        if area.left == area.right and area.top > header.bottom:
            value = sheet.value(area.top, area.left)
            for row in range(area.top + 1, min(area.bottom, len(sheet.rows)) + 1):
                below[row, area.left] = value
    return below


def _read_rows(reading: Reading, report: Report) -> tuple[list[LedgerProject], dict[int, str]]:
    sheet, header = reading.sheet, reading.header
    wide = frozenset(area.top for area in sheet.merges if area.right - area.left >= 2)
    projects: list[LedgerProject] = []
    skipped: dict[int, str] = {}
    county = ""
    for row in range(header.bottom + 1, len(sheet.rows) + 1):
        kind = row_kind(sheet, header, row, wide)
        if kind is RowKind.PROJECT:
            projects += _read_project(row, reading, county, report)
            continue
        if kind is RowKind.NAMELESS:
            place = address(row, header.columns["name"].column)
            report.say(place, FindingKind.NO_NAME, Severity.REFUSED)
        if kind is not RowKind.BLANK:
            skipped[row] = kind.value
        if kind in (RowKind.SECTION, RowKind.TOTAL):
            county = section_county(sheet, row) if kind is RowKind.SECTION else ""
    return projects, skipped


def _read_project(row: int, reading: Reading, county: str, report: Report) -> list[LedgerProject]:
    """The project in ``row``, or nothing: an unforeseen error is reported and stops no other row."""
    try:
        project, notes = read_row(row, reading)
    except Exception as error:  # noqa: BLE001 - the row's content is foreign; whatever it breaks, the others are read
        report.say(address(row, 1), FindingKind.BAD_ROW, Severity.REFUSED, said=type(error).__name__)
        return []
    for column, note in notes:
        report.add(address(row, column), note)
    name_at = reading.header.columns["name"].column
    if row in reading.sheet.hidden_rows:
        report.say(address(row, name_at), FindingKind.HIDDEN_ROW, Severity.READ, said=str(row))
    if county and not project.county:
        found = reading.header.columns.get("county")
        report.say(
            address(row, found.column if found else name_at),
            FindingKind.COUNTY_GUESSED,
            Severity.GUESSED,
            value=county,
        )
        project = replace(project, county=county)
    return [project]
