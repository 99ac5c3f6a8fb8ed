"""How many are excused, and why: one sentence and one table for every form of an issue (免责统计)."""

from __future__ import annotations

from collections.abc import Sequence

from core.bulletins.excused import Excused
from core.texts.catalogue import say


def sentence(found: Sequence[Excused]) -> str:
    """经批准免责、不计入分母的项目3个（容错1个、不可抗力2个）; empty where nobody is excused."""
    projects = _counted([(one, one.projects) for one in found])
    units = _counted([(one, one.units) for one in found])
    said = [
        say("bulletin.excused", n=sum(one.projects for one in found), kinds=projects) if projects else "",
        say("bulletin.excused_units", n=sum(one.units for one in found), kinds=units) if units else "",
    ]
    return "".join(said)


def _counted(numbers: Sequence[tuple[Excused, int]]) -> str:
    return say("word.list_stop").join(
        say("bulletin.excused_kind", kind=say(f"excuse.kind.{one.kind.value}"), n=n)
        for one, n in numbers
        if n
    )


def rows(found: Sequence[Excused]) -> tuple[tuple[str | int, ...], ...]:
    """Kind, projects, units, all kinds, and their sum; empty where nobody is excused."""
    if not any(one.projects or one.units for one in found):
        return ()
    kinds = [(say(f"excuse.kind.{one.kind.value}"), one.projects, one.units) for one in found]
    total = sum(one.projects for one in found), sum(one.units for one in found)
    return (*kinds, (say("sheet.excused_total"), *total))
