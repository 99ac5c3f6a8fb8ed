"""The values of one row while it is read, by type, until they become a ``LedgerProject``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.dates import PartialDate
from core.money import Yuan
from core.roster.cells import Note
from core.roster.ledger import LedgerProject
from core.roster.model import Stage


@dataclass(slots=True)
class FilledRow:
    row: int
    texts: dict[str, str] = field(default_factory=dict)
    money: dict[str, Yuan | None] = field(default_factory=dict)
    dates: dict[str, PartialDate | None] = field(default_factory=dict)
    flags: dict[str, bool | None] = field(default_factory=dict)
    leaders: tuple[str, ...] = ()
    stage: Stage | None = None
    percent: int | None = None
    extra: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[int, Note]] = field(default_factory=list)  # (column, note)

    def note(self, column: int, notes: Iterable[Note]) -> None:
        self.notes.extend((column, note) for note in notes)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")


def as_project(filled: FilledRow) -> LedgerProject:
    """Long but flat: one line for each of the 47 columns, so that types are checked."""
    text, money, dates, flags = filled.text, filled.money.get, filled.dates.get, filled.flags.get
    return LedgerProject(
        row=filled.row,
        name=text("name"),
        code=text("code"),
        serial=text("serial"),
        investor=text("investor"),
        origin=text("origin"),
        content=text("content"),
        industry=text("industry"),
        build_kind=text("build_kind"),
        place=text("place"),
        county=text("county"),
        total_yuan=money("total_yuan"),
        contract_yuan=money("contract_yuan"),
        signed_on=dates("signed_on"),
        event=text("event"),
        nature=text("nature"),
        host=text("host"),
        department=text("department"),
        leaders=filled.leaders,
        contact=text("contact"),
        liaison=text("liaison"),
        phone=text("phone"),
        site_officer=text("site_officer"),
        stage=filled.stage,
        plan_start_on=dates("plan_start_on"),
        real_start_on=dates("real_start_on"),
        plan_production_on=dates("plan_production_on"),
        real_production_on=dates("real_production_on"),
        year_plan_yuan=money("year_plan_yuan"),
        month_in_yuan=money("month_in_yuan"),
        year_in_yuan=money("year_in_yuan"),
        total_in_yuan=money("total_in_yuan"),
        outside_in_yuan=money("outside_in_yuan"),
        fixed_yuan=money("fixed_yuan"),
        percent=filled.percent,
        progress=text("progress"),
        problem=text("problem"),
        problem_kind=text("problem_kind"),
        needs=text("needs"),
        helper=text("helper"),
        solve_on=dates("solve_on"),
        next_step=text("next_step"),
        state_code=text("state_code"),
        in_stock=flags("in_stock"),
        stocked_on=dates("stocked_on"),
        in_stats=flags("in_stats"),
        top500=flags("top500"),
        note=text("note"),
        extra=filled.extra,
    )
