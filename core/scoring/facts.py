"""From the ledger to what scoring needs: one fact per project, one per unit. Pure; nothing is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from core.dates import PartialDate, months_before
from core.roster.light_rules import DEFAULT, LightRules
from core.roster.lights import light_of, next_node, speaking
from core.roster.model import STARTED, Light, Project, Stage
from core.roster.nodes import KeyNode, overdue_between
from core.scoring.model import Fact, Pace
from core.scoring.pace import share_of_year

CONTRACT = "合同"
YES = "是"
LATE_AFTER = 6
"""Months after signing from which a project that has not started is late (签约满6个月未开工)."""
ON_PACE = 95
"""Per cent of the year's plan × 序时 that must have arrived for a project to be on pace."""
_LIGHTS = {light: light.value for light in Light}
_NODES = {node: node.value for node in KeyNode}
"""As plain words, which an enumeration looks up slowly."""


class _Days(dict[date, str]):
    """Days as they are written; each is written, and kept, once for however many projects."""

    def __missing__(self, day: date) -> str:
        self[day] = day.isoformat()
        return self[day]


def facts_of(
    projects: Iterable[Project],
    today: date,
    pace: Pace = Pace.MONTH,
    excuses: Mapping[int, str] | None = None,
    lights: LightRules = DEFAULT,
) -> Iterator[Fact]:
    """One fact per project with a county (属地) or a host (招引单位).

    Args:
        excuses: project id → kind of the approved excuse in force, which makes the light grey.
        lights: in their silent month no light is kept.
    """
    excused = excuses or {}
    fact_of = _on(today, share_of_year(today, pace), lights)
    for project in projects:
        if project.county_id is not None or project.host_id is not None:
            yield fact_of(project, excused.get(project.id, ""))


def _on(today: date, share: tuple[int, int], lights: LightRules) -> Callable[[Project, str], Fact]:
    """What is worked out once for all projects; the fields stand in the order of ``Fact``."""
    late_before = months_before(today, LATE_AFTER)
    above, below = share[0] * ON_PACE, share[1] * 100
    new_year, silent = date(today.year, 1, 1), lights.is_silent(today)
    days = _Days()

    def this_year(on: PartialDate | None) -> bool:
        """Whichever of its possible days it was; a plan for later is none."""
        return on is not None and on.first >= new_year and on.last.year == today.year and on.first <= today

    def fact_of(project: Project, excuse: str) -> Fact:
        stage, due, signed = project.stage, project.plan_production_on, project.signed_on
        started = stage in STARTED
        late = overdue_between(project, today)
        planned = speaking(following := next_node(project, today), late, lights)
        colour = Light.GREY if excuse else light_of(project, following, late, today, lights)
        arrived, plan = project.year_in_yuan or 0, project.year_plan_yuan
        return Fact(
            project.id,
            project.code,
            project.name,
            project.county_id,
            project.nature == CONTRACT,
            started,
            stage is Stage.PRODUCING,
            due is not None and due.last <= today,
            stage is Stage.ENDED,
            project.total_yuan or 0,
            project.total_in_yuan or 0,
            project.host_id,
            stage is Stage.BUILDING,
            this_year(signed),
            this_year(project.real_start_on),
            not started and signed is not None and signed.last <= late_before,
            arrived,
            arrived * below >= plan * above if plan else None,
            project.in_stock,
            project.in_stats,
            _flag(project.details.get("top500", "")),
            excuse,
            days[signed.last] if signed else "",
            stage is Stage.PAUSED,
            stage is Stage.TALKS,
            "" if silent else _LIGHTS[colour],
            _NODES[planned.node] if planned else "",
            planned.overdue if planned else 0,
        )

    return fact_of


def _flag(text: str) -> bool | None:
    return text == YES if text else None


def once_excused(fact: Fact, kind: str) -> Fact:
    """The frozen row once it is excused after all: no light, where lights were kept."""
    return fact._replace(excuse=kind, light=Light.GREY.value if fact.light else "")
