"""What one card shows: a line per project with light, stage, last answer and next node."""

from __future__ import annotations

from datetime import date, datetime

from core.calendar import Calendar
from core.ports import UnitOfWork
from core.problems.model import Problem
from core.roster.light_setting import light_rules
from core.roster.lights import light
from core.roster.model import Person
from core.roster.nodes import upcoming
from core.rounds.model import Item, Prompt, Questions, Round
from core.rounds.questions import push_of
from core.rounds.views import CardView, Line
from core.rounds.who import answerable


def card_view(
    work: UnitOfWork, prompt: Prompt, viewer: Person, calendar: Calendar, now: datetime
) -> CardView:
    """Gather the card of ``prompt`` with the lines that ``viewer`` may answer."""
    today = calendar.today(now)
    items = answerable(work, viewer, prompt, today)
    return views(work, work.rounds.get(prompt.round_id), [(prompt, viewer, items)], calendar, now)[0]


def views(
    work: UnitOfWork,
    round_: Round,
    cards: list[tuple[Prompt, Person, tuple[Item, ...]]],
    calendar: Calendar,
    now: datetime,
) -> list[CardView]:
    """Many cards of one round with a handful of queries, however many there are."""
    ids = {item.project_id for _, _, items in cards for item in items}
    today = calendar.today(now)
    gathered = _Gathered(work, round_.id, ids, today)
    late = now >= round_.ends_at
    made = []
    for prompt, viewer, items in cards:
        lines = tuple(gathered.line(item, round_.questions, today) for item in items)
        leader = viewer if viewer.id == prompt.leader_id else work.people.get(prompt.leader_id)
        made.append(CardView(prompt.id, round_, leader, viewer.id, lines, today, late))
    return made


class _Gathered:
    """Everything the lines of some cards need, read at once."""

    def __init__(self, work: UnitOfWork, round_id: int, ids: set[int], today: date) -> None:
        self._projects, self._lights = work.projects.many(ids), light_rules(work)
        self._excused = work.excuses.holding(today)
        self._said = work.reports.current(round_id, ids)
        self._before = work.reports.before(round_id, ids)
        self._names = {i: work.people.get(i).name for i in {r.said_by for r in self._said.values()}}
        self._problems: dict[int, list[Problem]] = {}
        for problem in work.problems.open_for(ids):
            self._problems.setdefault(problem.project_id, []).append(problem)

    def line(self, item: Item, questions: Questions, today: date) -> Line:
        project = self._projects[item.project_id]
        said = self._said.get(item.project_id)
        excused = self._excused.get(item.project_id)
        return Line(
            item.no,
            project,
            light(project, today, self._lights, openly=False, excused=excused is not None),
            upcoming(project, today),
            said,
            self._names[said.said_by] if said else "",
            self._before.get(item.project_id),
            tuple(self._problems.get(item.project_id, ())),
            None if said or excused else push_of(questions, project),
            excused,
        )
