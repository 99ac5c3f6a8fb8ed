"""Answers to questions: a project, one's own projects, history, ranking, why, problems (查询)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from core.calendar import Calendar
from core.chat import Button, Card
from core.media import Media
from core.presses import encode
from core.problems.model import Problem
from core.roster.lights import Planned
from core.roster.model import Light, Person, Project, Unit
from core.rounds.model import Report, Source
from core.scoring.model import Line, Scheme, Snapshot, UnitScore
from core.scoring.schemes import ARRIVED
from core.texts import media as media_texts
from core.texts import words
from core.texts.catalogue import say
from core.texts.findings import found
from core.texts.paging import paged


def status(
    project: Project,
    light: Light,
    planned: Planned | None,
    people: Mapping[str, Sequence[str]],
    units: tuple[str, str],
    last: Report | None,
    problems: Sequence[Problem],
    calendar: Calendar,
) -> Card:
    """One project on one screen. ``people``: leader, liaison, site → names; ``units``: county, host."""
    lines = [
        say("status.stage", light=words.LIGHTS[light], stage=words.stage(project.stage)),
        say("status.where", county=units[0] or "—", host=units[1] or "—", investor=project.investor or "—"),
        say("status.people", **{duty: _names(names) for duty, names in people.items()}),
        say("status.money", total=words.money(project.total_yuan), arrived=words.money(project.total_in_yuan),
            rate=words.rate(project.total_in_yuan or 0, project.total_yuan or 0), year=words.money(project.year_in_yuan)),
        say("status.next", node=_planned(planned)) if planned else "",
        say("status.last", said=found(last.finding), at=words.short_moment(last.said_at, calendar)) if last else "",
        *(problem(p) for p in problems),
    ]  # fmt: skip
    row = (Button(say("button.history"), encode("qh", project.id)),)
    title = say("status.title", code=project.code, name=project.name)
    return Card("\n".join(filter(None, lines)), title=title, buttons=(row,))


def choices(wanted: str, found_: Sequence[tuple[int, str]], query: str) -> Card:
    rows = tuple((Button(words.clip(name, 30), encode(query, project_id)),) for project_id, name in found_)
    asked = "status.several" if len(rows) > 1 else "status.maybe"
    return Card(say(asked, wanted=words.clip(wanted, 20)), buttons=rows)


def mine(rows: Sequence[tuple[Project, Light, Planned | None, int]], page: int) -> Card:
    """My projects: light, stage, next node, open problems."""
    entries = [
        say("mine.row", light=words.LIGHTS[light], name=p.name, stage=words.stage(p.stage), node=_comma(_planned(planned)),
            problems=say("mine.problems", n=n) if n else "")
        for p, light, planned, n in rows
    ]  # fmt: skip
    buttons = tuple(
        (Button(words.clip(p.name, 24), encode("qs", p.id)),) for p, *_ in rows[page * 8 : page * 8 + 8]
    )
    return paged(say("mine.title", n=len(rows)), entries, page, "mine", extra=buttons)


def history(
    project: Project,
    entries: Sequence[tuple[Report, str, str]],
    media: Mapping[int, Sequence[Media]],
    page: int,
    calendar: Calendar,
    *,
    looks: bool,
) -> Card:
    """Every version, newest first: (report, who said it, for whom or empty). ``media``: report id → what was
    sent along; ``looks``: whether this reader may look at it."""
    lines = [
        _version(report, by, leader, media.get(report.id, ()), calendar) for report, by, leader in entries
    ]
    title = say("history.title", name=project.name)
    sent = {one.id for each in media.values() for one in each}
    extra = ((media_texts.button(project.id, len(sent)),),) if sent and looks else ()
    return paged(title, lines or [say("history.none")], page, "history", project.id, 10, extra)


def _version(report: Report, by: str, leader: str, media: Sequence[Media], calendar: Calendar) -> str:
    marks = [
        say("history.for", leader=leader) if leader else "",
        say("history.late") if report.late else "",
        say("history.taken_back") if report.is_void else "",
        say("history.edited") if report.source is Source.EDIT else "",
        media_texts.mark(one.kind for one in media),
    ]
    facts = {"at": words.short_moment(report.said_at, calendar), "by": by, "version": report.version}
    return say("history.row", said=found(report.finding), marks="".join(marks), **facts)


def ranking(snapshot: Snapshot, title: str, page: int = 0) -> Card:
    return paged(title, [rank_row(score) for score in snapshot.scores], page, "rank", 0, 20)


def rank_row(score: UnitScore) -> str:
    """1. 西岭区 86.20分 ↑2 · 开工9/11 到位45.6% 投产3/5."""
    details = say("word.list_gap").join(_short(line) for line in score.lines)
    if score.rank is None:
        return say("rank.unranked", unit=score.unit, details=details)
    return say(
        "rank.row", rank=score.rank, unit=score.unit, total=score.total, moved=moved(score), details=details
    )


def moved(score: UnitScore) -> str:
    """↑2, ↓1, →; 新 when it was not ranked last time."""
    if score.moved is None:
        return say("rank.new")
    if not score.moved:
        return say("rank.same")
    return say("rank.up" if score.moved > 0 else "rank.down", n=abs(score.moved))


def _short(line: Line) -> str:
    name = say(f"indicator.short.{line.code}")
    if not line.denominator:
        return f"{name}—"
    if line.code == ARRIVED:
        return f"{name}{words.rate(line.numerator, line.denominator)}"
    return f"{name}{line.numerator}/{line.denominator}"


def why(
    score: UnitScore, scheme: Scheme, snapshot: Snapshot, projects: Mapping[int, str], calendar: Calendar
) -> Card:
    """The score line by line: formula with its numbers, and the rows that are missing from the numerator."""
    names = {indicator.code: indicator.name for indicator in scheme.indicators}
    lines = [_explained(line, names[line.code], projects) for line in score.lines]
    applicable = sum(line.weight for line in score.lines if line.points is not None)
    if score.total is None:
        lines.append(say("why.unranked", weight=applicable, least=scheme.min_weight))
    else:
        parts = " + ".join(str(line.points) for line in score.lines if line.points is not None)
        full = sum(line.weight for line in score.lines)
        lines.append(say("why.total", parts=parts, applicable=applicable, full=full, total=score.total))
    cut = words.moment(snapshot.taken_at, calendar)
    lines.append(say("why.source", version=scheme.version, at=cut, digest=snapshot.digest[:12]))
    rank = say("why.rank", rank=score.rank) if score.rank else say("why.no_rank")
    return Card(
        "\n\n".join(lines),
        title=say("why.title", unit=score.unit, week=words.week(snapshot.period), rank=rank),
    )


def _explained(line: Line, name: str, projects: Mapping[int, str]) -> str:
    formula = say(f"indicator.formula.{line.code}")
    if line.points is None:
        return say("why.zero", name=name, weight=line.weight, formula=formula)
    money = line.code == ARRIVED
    facts = {
        "numerator": words.money(line.numerator) if money else line.numerator,
        "denominator": words.money(line.denominator) if money else line.denominator,
        "rate": words.rate(line.numerator, line.denominator),
    }
    text = say("why.line", name=name, weight=line.weight, formula=formula, points=line.points, **facts)
    missing = [projects[i] for i in line.rows if i not in line.counted and i in projects]
    if not missing:
        return text
    more = say("why.more", n=len(missing) - 4) if len(missing) > 4 else ""
    return text + "\n" + say("why.missing", names=say("word.list_stop").join(missing[:4]) + more)


def which_unit(units: Sequence[UnitScore]) -> Card:
    buttons = [Button(score.unit, encode("qw", score.unit_id)) for score in units]
    rows = tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))
    return Card(say("why.which"), buttons=rows)


def problems(
    found_: Sequence[Problem],
    projects: Mapping[int, Project],
    page: int,
    calendar: Calendar,
    resolvable: Collection[int],
) -> Card:
    """``resolvable``: ids of those this person may close."""
    entries = [
        say("problems.row", project=projects[p.project_id].name, what=problem(p),
            day=f"{calendar.local(p.opened_at):%m-%d}")
        for p in found_
    ]  # fmt: skip
    shown = found_[page * 8 : page * 8 + 8]
    rows = tuple(
        (Button(say("button.resolve", name=words.clip(projects[p.project_id].name, 14), category=p.category.value),
                encode("px", p.id)),)
        for p in shown if p.id in resolvable
    )  # fmt: skip
    title = say("problems.title", n=len(found_))
    return paged(title, entries or [say("problems.none")], page, "problems", extra=rows)


def problem(p: Problem) -> str:
    text = say(
        "problems.one", category=p.category.value, text=words.clip(p.text, 60) or say("problems.no_words")
    )
    return text + (say("problems.department", department=p.department) if p.department else "")


def me(person: Person, unit: Unit | None, day: str) -> str:
    """Who one is, for /start and /help."""
    roles = say("word.list_stop").join(words.role(role) for role in sorted(person.roles))
    name = f"{person.name} {person.title or (unit.name if unit else '')}".strip()
    return say("help.me", name=name, roles=roles, day=day)


def _planned(planned: Planned | None) -> str:
    if planned is None:
        return ""
    facts = {
        "node": words.node(planned.node),
        "day": words.partial(planned.planned_on),
        "days": planned.overdue,
    }
    return say("mine.overdue" if planned.overdue else "mine.next", **facts)


def _comma(text: str) -> str:
    return f" · {text}" if text else ""


def _names(names: Sequence[str]) -> str:
    return say("word.list_stop").join(names) or "—"
