"""The rows of one round in words, for the exported table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from core.calendar import Calendar
from core.money import MoneyUnit, in_unit
from core.rounds.model import Finding, Period, Trouble
from core.rounds.views import RoundRow
from core.texts.catalogue import say
from core.texts.words import answer, node, partial, stage

Value = str | int | Decimal | datetime | None
COLUMNS = (
    "serial", "code", "name", "county", "leaders", "by", "for", "at", "late", "answer", "week", "month", "year",
    "total", "fixed", "percent", "stage", "nodes", "problems", "resolved", "plans", "said", "quote",
)  # fmt: skip
WIDTHS = (6, 16, 32, 14, 18, 10, 10, 17, 8, 10, 12, 12, 12, 12, 12, 8, 12, 22, 36, 16, 26, 36, 40)


def titles() -> Sequence[str]:
    return [say(f"round_table.{name}") for name in COLUMNS]


def lines(rows: Sequence[RoundRow], calendar: Calendar) -> Sequence[Sequence[Value]]:
    return [_line(number, row, calendar) for number, row in enumerate(rows, 1)]


def _line(number: int, row: RoundRow, calendar: Calendar) -> Sequence[Value]:
    report = row.report
    first: list[Value] = [number, row.project.code, row.project.name, row.county, _list(row.leaders)]
    if report is None:
        return [*first, None, None, None, None, say("round_table.silent")]
    found = report.finding
    at = calendar.local(report.said_at).replace(tzinfo=None)
    late = say("round_table.is_late") if report.late else None
    return [*first, row.said_by, row.said_for, at, late, answer(found.answer), *_sums(found), *_words(found)]


def _sums(found: Finding) -> list[Value]:
    said = {amount.period: in_unit(amount.yuan, MoneyUnit.WAN) for amount in found.sums}
    return [said.get(period) for period in Period]


def _words(found: Finding) -> list[Value]:
    done = [f"{node(each.node)} {partial(each.on)}" for each in found.nodes]
    plans = [f"{plan.event} {partial(plan.on)}" if plan.on else plan.event for plan in found.plans]
    said = [text for text in (found.text if not found.problems else "", found.progress, *found.notes) if text]
    return [
        found.percent, stage(found.stage) if found.stage else None, _list(done),
        _each(found.troubles, _trouble), _list(found.resolved), _list(plans), _list(said), found.quote,
    ]  # fmt: skip


def _trouble(trouble: Trouble) -> str:
    due = say("round_table.due", day=partial(trouble.due_on)) if trouble.due_on else ""
    return _list([part for part in (trouble.category, trouble.text, trouble.department, due) if part])


def _each(troubles: Sequence[Trouble], word: Callable[[Trouble], str]) -> str:
    return "\n".join(word(trouble) for trouble in troubles)


def _list(parts: Sequence[str]) -> str:
    return say("word.list_stop").join(parts)
