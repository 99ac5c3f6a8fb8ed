"""Issues to make artefacts of: invented towns of any size."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from core.bulletins.figures import Figures, figures_of
from core.bulletins.letterhead import Letterhead
from core.bulletins.material import Material
from core.bulletins.model import BulletinKind, Form
from core.bulletins.period import begins
from core.calendar import Calendar
from core.dates import one_day
from core.figures.model import Figure
from core.problems.model import Category, Problem, ProblemState
from core.roster.model import Light, Project, UnitKind
from core.scoring.model import Fact, Scheme, Snapshot, UnitFact
from core.scoring.schemes import FULL
from core.scoring.score import score_units
from core.scoring.written import LATEST
from core.texts.bulletin_words import own_template, text_of, title_of
from core.texts.issue import Heading, Issue, issue_of
from core.texts.pages import Page, page

CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"))
NAMES = ["青禾县", "白鹭县", "石桥区", "松林县", "云溪县", "金沙区", "柳河县", "长亭县", "望江县", "丹霞县"]
YI = 100_000_000
TITLE = "招商引资项目调度通报（2026年第47周）"


def issue(units: int, projects: int = 0, scheme: Scheme = FULL, seed: int = 47, names: tuple[str, ...] = ()) -> Figures:  # fmt: skip
    """A town with this many units, measured against a first week with other numbers."""
    first = snapshot(units, projects or units * 9, scheme, random.Random(seed), names, week=46)
    places = {score.unit_id: score.rank for score in first.scores if score.rank is not None}
    second = snapshot(units, projects or units * 10, scheme, random.Random(seed + 1), names, 47, places)
    return figures_of(second, first)


def snapshot(
    units: int,
    projects: int,
    scheme: Scheme,
    chance: random.Random,
    names: tuple[str, ...],
    week: int,
    places: dict[int, int] | None = None,
) -> Snapshot:
    at = datetime(2026, 11, 13 if week == 46 else 20, 9, 1, tzinfo=UTC)
    known = tuple(unit(number, names, chance) for number in range(units))
    facts = tuple(project(number, units, chance) for number in range(projects if units else 0))
    scores = score_units(scheme, facts, known, places or {}, places or {})
    period = f"2026-W{week}"
    return Snapshot(
        week, week, period, at, scheme, facts, scores, "ab12" * 16, LATEST, known, date(2026, 11, 20)
    )


def unit(number: int, names: tuple[str, ...], chance: random.Random) -> UnitFact:
    name = (
        names[number % len(names)]
        if names
        else NAMES[number % 10] + "一二三四五"[number // 10] * (number > 9)
    )
    due = chance.randint(2, 9) * YI // 2
    return UnitFact(number + 1, name, UnitKind.COUNTY, 12 * YI, 11 * YI, due * 12 // 11, due, 300, 275)


def project(number: int, units: int, chance: random.Random) -> Fact:
    begun = chance.random() < 0.7
    light = chance.choices([Light.GREEN, Light.YELLOW, Light.RED, Light.GREY], [6, 2, 2, 1])[0]
    overdue = {Light.YELLOW: chance.randint(1, 89), Light.RED: chance.randint(90, 400)}.get(light, 0)
    total = chance.randint(1, 30) * YI // 2
    return Fact(
        number + 1, f"QH-2026-{number + 1:04d}", f"样例产业园{number + 1}号项目", number % units + 1, contract=True,
        started=begun, producing=begun and chance.random() < 0.4, production_due=chance.random() < 0.5, ended=False,
        contract_yuan=total, arrived_yuan=total * chance.randint(0, 9) // 10, building=begun,
        signed_now=chance.random() < 0.4, started_now=begun and chance.random() < 0.3,
        late_start=not begun and chance.random() < 0.4, year_in_yuan=chance.randint(0, 8) * YI // 10,
        on_pace=chance.choice([True, False, None]), in_stock=begun, in_stats=False, light=light.value,
        next_node="投产" if begun else "开工", overdue=overdue,
    )  # fmt: skip


def page_of(figures: Figures, title: str = TITLE) -> Page:
    return page(figures, title, 2026, 10, CALENDAR)


def material_from(figures: Figures, kind: BulletinKind = BulletinKind.WEEKLY) -> Material:
    """What an issue of this kind is worded from: the figures, one open problem for each of ten projects."""
    as_of = date(2026, 11, 20)
    facts = figures.snapshot.facts
    shown = {fact.project_id: Project(fact.project_id, fact.code, fact.name) for fact in facts}
    opened = [
        Problem(n, fact.project_id, Category.LAND, "林地手续未批，等待市级专题会议研究", ProblemState.OPEN,
                datetime(2026, 11, 18, tzinfo=UTC), department="市林业局", due_on=one_day(date(2026, 11, 1 + n)))
        for n, fact in enumerate(facts[:10])
    ]  # fmt: skip
    course = tuple(replace(figures.snapshot, as_of=date(2026, month, 30)) for month in (10, 11))
    return Material(kind, figures, begins(kind, as_of), as_of, None, (), opened, 2, opened, shown, course)


def whole(
    figures: Figures,
    title: str = TITLE,
    problems: int = 3,
    letterhead: Letterhead = Letterhead(),  # noqa: B008 - a frozen value
    place: str = "样例市",
) -> Issue:
    """The issue with everything its files are made from."""
    shown = {number: sample(number, figures.snapshot.facts) for number in range(min(problems, len(figures.snapshot.facts)))}  # fmt: skip
    stuck = [
        Problem(n, n, Category.LAND, "=1+1 林地手续未批", ProblemState.OPEN, datetime(2026, 10, 1, tzinfo=UTC),
                department="市林业局", due_on=one_day(date(2026, 11, 1)))
        for n in shown
    ]  # fmt: skip
    heading = Heading(letterhead, place, date(2026, 11, 20))
    return issue_of(figures, title, (2026, 10), stuck, shown, CALENDAR, heading)


def sample(number: int, facts: tuple[Fact, ...]) -> Project:
    return Project(number, facts[number].code, facts[number].name)


def weekly_words(
    figures: Figures, confirmed: Sequence[Figure] = (), opened: Sequence[Problem] = (), *projects: Project
) -> str:
    """A weekly issue's title and text, as the product words it."""
    taken_at = figures.snapshot.taken_at
    as_of = figures.snapshot.as_of or CALENDAR.today(taken_at)
    material = Material(
        BulletinKind.WEEKLY,
        figures,
        begins(BulletinKind.WEEKLY, as_of),
        as_of,
        confirmed=confirmed,
        opened=opened,
        projects={project.id: project for project in projects},
    )
    return f"{title_of(material)}\n{text_of(own_template(Form.WEEKLY), material, CALENDAR)}"
