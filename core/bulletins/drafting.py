"""Draft an issue of any kind from the newest frozen snapshot; the office looks at it once its files are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from core.bulletins.figures import Figures, figures_of, rows_of
from core.bulletins.material import Material, Own
from core.bulletins.model import Bulletin, BulletinKind, Form, Plan, UnitPage
from core.bulletins.period import BY_ROUND, first_day, measured_against
from core.calendar import Calendar
from core.errors import WrongState
from core.figures.model import FigureState
from core.ports import UnitOfWork
from core.problems.model import Problem, ProblemState
from core.rounds.model import Round, RoundState
from core.scoring.model import Snapshot
from core.texts import bulletin_words as words


def draft_kind(
    work: UnitOfWork, kind: BulletinKind, calendar: Calendar, now: datetime, by: int | None = None
) -> Bulletin:
    """A new draft of this kind on the newest snapshot.

    Raises:
        WrongState: nothing has been frozen yet.
    """
    drafted = draft(work, kind, newest(work), calendar, now)
    work.audit.note(now, by, "bulletin.drafted", f"bulletin:{drafted.id}", {"kind": kind.value})
    return drafted


def newest(work: UnitOfWork) -> Snapshot:
    """
    Raises:
        WrongState: nothing has been frozen yet.
    """
    snapshot = work.bulletins.last_snapshot()
    if snapshot is None:
        raise WrongState("snapshot", "none")
    return snapshot


def draft(
    work: UnitOfWork, kind: BulletinKind, snapshot: Snapshot, calendar: Calendar, now: datetime
) -> Bulletin:
    """Write the words of a snapshot as a new draft, in the template that counts today."""
    material = material_of(work, kind, snapshot, calendar)
    text = words.text_of(template_text(work, Form(kind.value)), material, calendar)
    drafted = work.bulletins.draft(snapshot.id, calendar.today(now).year, words.title_of(material), text, now)
    since = material.before.id if material.before else None
    pages = tuple(pages_of(work, material, calendar)) if kind is BulletinKind.MEETING else ()
    work.editions.set_plan(Plan(drafted.id, kind, since, pages))
    return drafted


def template_text(work: UnitOfWork, form: Form) -> str:
    """The template that counts: the office's newest, else the product's own."""
    versions = work.editions.templates(form, 1)
    return versions[0].text if versions and versions[0].text else words.own_template(form)


def figures_for(work: UnitOfWork, bulletin: Bulletin) -> Figures:
    """The figures that every part of this issue shows."""
    plan = work.editions.plan(bulletin.id)
    snapshot = work.bulletins.snapshot(bulletin.snapshot_id)
    if plan.kind in BY_ROUND:
        return figures_of(snapshot, work.bulletins.last_snapshot(snapshot.taken_at))
    before = work.bulletins.snapshot(plan.since_id) if plan.since_id else None
    return figures_of(measured_against(snapshot, before), before)


def material_of(work: UnitOfWork, kind: BulletinKind, snapshot: Snapshot, calendar: Calendar) -> Material:
    """Gather what the words are made from; nothing after the cut-off is in it."""
    as_of = snapshot.as_of or calendar.today(snapshot.taken_at)
    since = first_day(kind, snapshot.period, as_of)
    rounds = _rounds(work, kind, snapshot, calendar.at(since, time.min))
    if kind in BY_ROUND:
        before = work.bulletins.last_snapshot(snapshot.taken_at)
        figures = figures_of(snapshot, before)
        start = rounds[0].opened_at if rounds else calendar.at(since, time.min)
    else:
        start = calendar.at(since, time.min)
        before = work.bulletins.last_snapshot(start)
        figures = figures_of(measured_against(snapshot, before), before)
    confirmed = [f for r in rounds for f in work.figures.of_round(r.id, FigureState.CONFIRMED)]
    opened, solved = _problems(work, kind, snapshot, rounds, start)
    waiting = [p for p in work.problems.open_for(None) if p.opened_at <= snapshot.taken_at]
    wanted = {one.project_id for one in confirmed} | {one.project_id for one in (*opened, *waiting)}
    if kind is BulletinKind.MEETING:
        wanted |= {fact.project_id for fact in snapshot.facts}
    course = tuple(_course(work, snapshot, start, calendar)) if kind is BulletinKind.QUARTERLY else ()
    return Material(
        kind, figures, since, as_of, before, confirmed, opened, solved, waiting,
        work.projects.many(wanted), course,
    )  # fmt: skip


def _rounds(work: UnitOfWork, kind: BulletinKind, snapshot: Snapshot, start: datetime) -> list[Round]:
    """The rounds of the period that were closed by the cut-off, oldest first; of a weekly issue its own."""
    if kind in BY_ROUND:
        return [work.rounds.get(snapshot.round_id)]
    closed = [r for r in work.rounds.in_state(RoundState.CLOSED) if r.closed_at is not None]
    return [r for r in reversed(closed) if r.closed_at and start <= r.closed_at <= snapshot.taken_at]


def _problems(
    work: UnitOfWork, kind: BulletinKind, snapshot: Snapshot, rounds: Sequence[Round], start: datetime
) -> tuple[list[Problem], int]:
    """(new in the period, how many were solved in it); a weekly issue names those of its round that are open."""
    met = work.problems.during(start, snapshot.taken_at)
    solved = sum(p.resolved_at is not None and start <= p.resolved_at <= snapshot.taken_at for p in met)
    if kind in BY_ROUND:
        ids = {round_.id for round_ in rounds}
        return [p for p in met if p.round_id in ids and p.state is ProblemState.OPEN], solved
    return [p for p in met if start <= p.opened_at], solved


def _course(work: UnitOfWork, snapshot: Snapshot, start: datetime, calendar: Calendar) -> Iterator[Snapshot]:
    """The last snapshot of each month of the quarter up to this one, oldest first."""
    first = calendar.today(start)
    for number in range(1, 3):
        month = first.month + number
        ends = calendar.at(first.replace(month=month), time.min)
        found = work.bulletins.last_snapshot(ends) if ends <= snapshot.taken_at else None
        if found and found.taken_at >= ends - timedelta(days=31):
            yield found
    yield snapshot


def pages_of(work: UnitOfWork, material: Material, calendar: Calendar) -> Iterator[UnitPage]:
    """One page for each unit that has projects or a place, in the order of the ranking."""
    template = template_text(work, Form.PAGE)
    for own in owns_of(material):
        score = own.standing.score
        yield UnitPage(score.unit_id, score.unit, words.page_of(template, own, calendar))


def owns_of(material: Material) -> Iterator[Own]:
    """What each page is made from."""
    rows = rows_of(material.figures.snapshot)
    then = {fact.project_id: fact for fact in material.before.facts} if material.before else {}
    for group in material.figures.groups:
        for standing in group:
            own = tuple(rows.get(standing.score.unit_id, ()))
            ids = {fact.project_id for fact in own}
            before = {i: then[i] for i in ids & then.keys()}
            waiting = tuple(p for p in material.waiting if p.project_id in ids)
            yield Own(material, standing, own, before, waiting)
