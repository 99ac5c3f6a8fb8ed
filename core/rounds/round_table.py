"""One round as rows: who answered for which project, when, and what (本期调度明细)."""

from __future__ import annotations

from collections.abc import Sequence

from core.ports import UnitOfWork
from core.rounds.model import Round
from core.rounds.views import RoundRow


def round_rows(work: UnitOfWork, round_: Round) -> Sequence[RoundRow]:
    """Every project that was asked about or reported in this round, in code order."""
    items = work.rounds.items_of_round(round_.id)
    reports = work.reports.current(round_.id)
    projects = work.projects.many({item.project_id for item in items} | set(reports))
    people = {person.id: person.name for person in work.people.all()}
    units = {unit.id: unit.name for unit in work.projects.units()}
    asked = {prompt.id: prompt.leader_id for prompt in work.rounds.prompts(round_.id)}
    leaders: dict[int, list[str]] = {}
    for item in items:
        leaders.setdefault(item.project_id, []).append(people[asked[item.prompt_id]])
    return [
        RoundRow(
            project,
            units.get(project.county_id or 0, ""),
            tuple(dict.fromkeys(leaders.get(project.id, ()))),
            report := reports.get(project.id),
            people.get(report.said_by, "") if report else "",
            people.get(report.said_for or 0, "") if report else "",
        )
        for project in sorted(projects.values(), key=lambda project: project.code)
    ]
