"""What is checked when all rows are read: projects that come twice, sums that cannot be, totals that do not add up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.money import Yuan, format_wan
from core.roster.asking import (
    ALL_DIFFERENT,
    DIFFERENT,
    SAME,
    Answers,
    Ask,
    Question,
    person_key,
    twin_key,
    twin_said,
)
from core.roster.cells import same_name_apart
from core.roster.columns import BY_FIELD, Kind
from core.roster.figures import money_cell
from core.roster.header import Header
from core.roster.ledger import FindingKind, LedgerProject, Severity
from core.roster.ledger_rows import Reading
from core.roster.report import Report
from core.roster.sheet import address
from core.roster.twins import find_twins

MOST_NAMESAKES = 3
SLACK = 20_000
"""Yuan that a total may be off for each row: figures are often rounded before they are added."""


def settle_twins(
    projects: Sequence[LedgerProject],
    header: Header,
    answers: Answers,
    report: Report,
    skipped: dict[int, str],
) -> list[LedgerProject]:
    """The projects without the rows that somebody called a repetition; the others that look like one are asked about."""
    kept = list(projects)
    for later, earlier in find_twins(projects):
        said = twin_said(answers, later.row)
        if said == SAME:
            kept.remove(later)
            skipped[later.row] = "duplicate"
            continue
        if said == DIFFERENT:
            kept[kept.index(later)] = _told_apart(later, earlier)
            continue
        place = address(later.row, header.columns["name"].column)
        facts = {"said": later.name, "row": str(earlier.row), "value": earlier.code or f"“{earlier.name}”"}
        report.say(place, FindingKind.DUPLICATE, Severity.GUESSED, **facts)
        options = (SAME, DIFFERENT, ALL_DIFFERENT)
        facts |= {"at": str(later.row)}
        report.questions.append(Question(Ask.TWIN, twin_key(later.row), place, options, facts))
    return kept


def _told_apart(later: LedgerProject, earlier: LedgerProject) -> LedgerProject:
    """Two projects cannot share a code, nor a name when one has no code."""
    code = "" if later.code == earlier.code else later.code
    name = f"{later.name}（2）" if later.name == earlier.name and not (code and earlier.code) else later.name
    return replace(later, code=code, name=name)


def settle_namesakes(
    projects: Sequence[LedgerProject], header: Header, answers: Answers, report: Report
) -> list[LedgerProject]:
    """Liaisons of one name with several numbers: one person, or told apart by the end of their numbers, or asked about."""
    numbers: dict[str, dict[str, int]] = {}  # name → number → first row
    for project in projects:
        if project.liaison and "、" not in project.liaison and re.fullmatch(r"1\d{10}", project.phone):
            numbers.setdefault(project.liaison, {}).setdefault(project.phone, project.row)
    several = {name: found for name, found in numbers.items() if len(found) > 1}
    if len(several) > MOST_NAMESAKES:
        return list(projects)  # this office writes another number for each project
    apart = {name for name in numbers if answers.get(person_key(name)) == DIFFERENT}
    for name, found in several.items():
        if person_key(name) in answers:
            continue
        place = address(list(found.values())[1], header.columns["liaison"].column)
        facts = {"said": name, "value": "、".join(found)}
        report.say(place, FindingKind.NAMESAKE, Severity.GUESSED, **facts)
        report.questions.append(Question(Ask.PERSON, person_key(name), place, (SAME, DIFFERENT), facts))
    return [
        replace(project, liaison=same_name_apart(project.liaison, project.phone))
        if project.liaison in apart and project.phone in numbers[project.liaison]
        else project
        for project in projects
    ]


def check_sums(projects: Sequence[LedgerProject], header: Header, report: Report) -> None:
    """More money in place than the whole project costs; up to a fifth more is common and only mentioned."""
    found = header.columns.get("total_in_yuan")
    for project in projects if found else ():
        total, arrived = project.total_yuan, project.total_in_yuan
        if found and total and arrived and arrived > total:
            facts = {"said": format_wan(arrived), "value": format_wan(total)}
            severity = Severity.GUESSED if arrived * 5 > total * 6 else Severity.READ
            report.say(address(project.row, found.column), FindingKind.EXCEEDS_TOTAL, severity, **facts)


def check_totals(
    projects: Sequence[LedgerProject], reading: Reading, report: Report, skipped: Mapping[int, str]
) -> None:
    """合计 and 小计 that are not the sum of any rows they could stand for."""
    breaks = [
        reading.header.bottom,
        *sorted(row for row, why in skipped.items() if why in ("total", "section")),
    ]
    for row in sorted(row for row, why in skipped.items() if why == "total"):
        since = max(each for each in breaks if each < row)
        for name, found in reading.header.columns.items():
            if BY_FIELD[name].kind is not Kind.MONEY:
                continue
            shown = reading.sheet.formats.get((row, found.column), "General")
            value = reading.sheet.value(row, found.column)
            said = money_cell(value, found.unit or reading.unit, shown).value if value is not None else None
            if said is not None and not _adds_up(projects, name, row, since, said):
                summed = _sum(projects, name)
                facts = {"said": format_wan(said), "value": format_wan(summed)}
                report.say(address(row, found.column), FindingKind.TOTAL_DIFFERS, Severity.GUESSED, **facts)


def _adds_up(projects: Sequence[LedgerProject], name: str, row: int, since: int, said: Yuan) -> bool:
    """Of all rows, of those above, since the last total or section, or up to the next."""
    above = [project for project in projects if project.row < row]
    groups = (projects, above, [project for project in above if project.row > since])
    return any(abs(_sum(group, name) - said) <= SLACK * (len(group) + 1) for group in groups)


def _sum(projects: Sequence[LedgerProject], name: str) -> Yuan:
    values: list[int | None] = [getattr(project, name) for project in projects]
    return sum(value or 0 for value in values)
