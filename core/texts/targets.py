"""Targets in words (任务)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.chat import Card
from core.scoring.targets import Gap, MonthTarget, Progress
from core.texts import words
from core.texts.catalogue import say
from core.texts.paging import paged

Gaps = Sequence[tuple[str, Gap]]


@dataclass(frozen=True, slots=True)
class Tree:
    """Names: whose target it shares, or empty, and who shares its own."""

    above: str
    below: Sequence[str]


def overview(rows: Sequence[Progress], gaps: Gaps, year: int, page: int, *, sets: bool) -> Card:
    """One line for each unit and kind of target, below the unit whose target it shares."""
    entries = [_row(row) for row in rows] or [say("targets.none")]
    foot = [gap_text(name, gap) for name, gap in gaps]
    if sets:
        foot.append(say("usage.targets"))
    made = paged(say("targets.title", year=year), entries, page, "targets", 0, 8)
    return Card(
        "\n".join([made.text, "", *foot] if foot else [made.text]), title=made.title, buttons=made.buttons
    )


def one(
    name: str,
    row: Progress | None,
    months: Sequence[MonthTarget],
    tree: Tree,
    gaps: Gaps,
    year: int,
    *,
    sets: bool,
) -> Card:
    """One unit's targets of the year, by month, and its place in the tree."""
    lines = [
        _row(row) if row else say("targets.none"),
        say("targets.above", unit=tree.above) if tree.above else "",
        say("targets.below", units=say("word.list_stop").join(tree.below)) if tree.below else "",
        *(_month(month) for month in months),
        *(gap_text(unit, gap) for unit, gap in gaps),
        say("targets.agree") if not gaps and (months or tree.below) else "",
        say("usage.targets") if sets else "",
    ]
    return Card("\n".join(filter(None, lines)), title=say("targets.of", unit=name, year=year))


def _row(row: Progress) -> str:
    unit = row.unit
    kinds = (
        ("signed_yuan", unit.signed_target, unit.signed_due, row.signed_yuan),
        ("arrived_yuan", unit.arrived_target, unit.arrived_due, row.arrived_yuan),
    )
    parts = [
        say("targets.kind", kind=say(f"target.{kind}"), target=words.money(target), due=words.money(due),
            done=words.money(done), year=words.rate(done, target), rate=words.rate(done, due or 0))
        for kind, target, due, done in kinds
        if target
    ]  # fmt: skip
    return say("targets.row", indent="　" * row.depth, unit=unit.name, parts="".join(parts))


def _month(month: MonthTarget) -> str:
    parts = [
        say("targets.part", kind=say(f"target.{kind}"), money=words.money(value))
        for kind, value in (("signed_yuan", month.signed_yuan), ("arrived_yuan", month.arrived_yuan))
        if value is not None
    ]
    if month.major is not None:
        parts.append(say("targets.major", n=f"{month.major / 100:g}"))
    return say("targets.month", month=month.month, parts=say("word.list_stop").join(parts) or "—")


def gap_text(unit: str, gap: Gap) -> str:
    """东岭县年度签约额任务5亿元，下级合计4.5亿元，相差5000万元."""
    facts = {
        "kind": say(f"target.{gap.kind}"),
        "target": words.money(gap.target),
        "parts": words.money(gap.parts),
        "by": words.money(abs(gap.target - gap.parts)),
    }
    return say("target.gap_months" if gap.by_month else "target.gap_units", unit=unit, **facts)
