"""A read ledger against the truth: right, wrong and flagged, wrong and silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.roster.ledger import Ledger, LedgerProject
from core.roster.sheet import letters
from tests.dirt.books import Book
from tests.dirt.cells import precise
from tests.dirt.head_words import DATES, MONEY
from tests.dirt.truth import Row

TEXTS = ("name", "code", "investor", "county", "leaders", "liaison", "phone", "stage", "in_stock")
ARRIVED = ("total_in_yuan", "year_in_yuan", "month_in_yuan")  # nothing said and 0 mean the same


@dataclass(frozen=True)
class Miss:
    """``silent``: nothing was said about this cell, its row, or its column."""

    row: int
    field: str
    dirt: str
    wanted: object
    found: object
    silent: bool

    @property
    def grave(self) -> bool:
        return self.silent and (self.field in MONEY or self.field in DATES)


@dataclass
class Judged:
    fields: int
    misses: list[Miss]
    extra_rows: int


def judge(book: Book, ledger: Ledger) -> Judged:
    found = {project.row: project for project in ledger.projects}
    flagged = {finding.cell for finding in ledger.findings if finding.cell}
    fields, misses = 0, []
    for row in book.rows:
        for name, wanted in meant(book, row):
            fields += 1
            got = value_of(found.get(row.at), name)
            if same(name, got, wanted):
                continue
            column = letters(book.columns.get(name) or book.columns["liaison"])
            said = {f"{column}{row.at}", *(f"{column}{book.header_row - up}" for up in (0, 1))} & flagged
            silent = not said and row.at in found
            misses.append(Miss(row.at, name, row.kinds.get(name, ""), wanted, got, silent))
    return Judged(fields, misses, len(set(found) - {row.at for row in book.rows}))


def meant(book: Book, row: Row) -> Iterator[tuple[str, object]]:
    plain: Mapping[str, object] = {
        "name": row.name, "code": row.code, "investor": row.investor, "county": row.county,
        "leaders": row.leaders, "liaison": row.liaison, "phone": row.phone, "stage": row.stage,
        "in_stock": row.in_stock,
    }  # fmt: skip
    for name in TEXTS:
        if name in book.columns or (name == "phone" and "liaison" in book.columns):
            yield name, plain[name]
    for name in MONEY:
        if name in book.columns:
            yield name, row.money[name]
    for name in DATES:
        if name in book.columns:
            yield name, precise(row.dates[name])


def value_of(project: LedgerProject | None, name: str) -> object:
    if project is None:
        return "row not read"
    value = getattr(project, name)
    if name in DATES:
        return precise(value)
    if name == "stage":
        return value.value if value else None
    return bool(value) if name == "in_stock" else value


def same(name: str, found: object, wanted: object) -> bool:
    if name in ARRIVED and not found and not wanted:
        return True
    if name in MONEY and isinstance(found, int) and isinstance(wanted, int):
        return abs(found - wanted) <= 200  # 0.02 万元
    return found == wanted
