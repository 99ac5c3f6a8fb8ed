"""A reading as the JSON that the office sees, money in 万元; and the projects it is given as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.money import MoneyUnit, in_unit, to_yuan
from core.roster.model import Stage
from core.rounds.reading.model import Flag, Item, Line, Reading, When

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


_FLAG_WORDS = {Flag.STOCKED: Flag.COUNTED.value, Flag.NOT_COUNTED: Flag.NOT_STOCKED.value}
"""入库 and 纳统 are one fact to the office: a word for yes, a word for no."""


def reading_json(reading: Reading) -> dict[str, Json]:
    """``{"items", "unresolved", "ask"}``; doubts stand among the flags of their item."""
    return {
        "items": [_item(item) for item in reading.items],
        "unresolved": list(dict.fromkeys(one.reason.value for one in reading.unresolved)),
        "ask": reading.ask,
    }


def _item(item: Item) -> dict[str, Json]:
    return {
        "project": item.no,
        "nochange": item.nochange,
        "stage": item.stage.value if item.stage else None,
        "money": {one.kind.value: _number(in_unit(one.yuan, MoneyUnit.WAN)) for one in item.sums},
        "pct": None if item.percent is None else _number(item.percent),
        "problems": [
            {"cat": one.category.value, "dept": one.department, "due": _when(one.due)}
            for one in item.problems
        ],
        "resolved": [category.value for category in item.resolved],
        "plans": [
            {"event": one.event, **(_when(one.when) or {"iso": None, "precision": None})}
            for one in item.plans
        ],
        "flags": list(dict.fromkeys(_FLAG_WORDS.get(flag, flag.value) for flag in item.flags))
        + [doubt.value for doubt in item.doubts],
        "progress": item.progress,
    }


def _when(when: When | None) -> dict[str, Json] | None:
    return None if when is None else {"iso": when.last.isoformat(), "precision": when.grain.value}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def lines_from_json(context: Mapping[str, Json]) -> tuple[Line, ...]:
    """``{"projects": [{"no", "code", "name", "alias", "total", "in_all", "stage"}]}``, money in 万元.

    Raises:
        KeyError, TypeError, ValueError: not of that form.
    """
    projects = context["projects"]
    if not isinstance(projects, list):
        raise TypeError("projects")
    return tuple(_line(project, index) for index, project in enumerate(projects, 1))


def _line(project: Json, index: int) -> Line:
    if not isinstance(project, Mapping):
        raise TypeError("project")
    alias, stage, number = project.get("alias") or (), project.get("stage"), project.get("no", index)
    if isinstance(alias, str) or not isinstance(alias, Sequence) or not isinstance(number, int):
        raise TypeError("alias")
    return Line(
        number,
        str(project["name"]),
        (*(str(word) for word in alias), *([str(project["code"])] if project.get("code") else [])),
        _yuan(project.get("total")),
        _yuan(project.get("in_all")),
        Stage(str(stage)) if stage else None,
    )


def _yuan(value: Json) -> int | None:
    if value is None or isinstance(value, bool):
        return None
    if not isinstance(value, int | float):
        raise TypeError("money")
    return to_yuan(Decimal(str(value)), MoneyUnit.WAN)
