"""Answers to questions: a project, one's own projects, history, problems (查询). Scores: ``core.texts.scores``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from core.calendar import Calendar
from core.chat import Button, Card
from core.media import Media
from core.milestones.flags import Raised
from core.presses import encode
from core.problems.model import Problem
from core.roster.model import Person, Project, Unit
from core.roster.nodes import Planned
from core.rounds.model import Report, Source
from core.texts import flags, lamps, words
from core.texts import media as media_texts
from core.texts.catalogue import say
from core.texts.findings import found
from core.texts.lamps import Lit, Row
from core.texts.paging import paged
from core.texts.pictures import of_project, row


def status(
    project: Project,
    lit: Lit,
    notes: Sequence[str],
    people: Mapping[str, Sequence[str]],
    units: tuple[str, str],
    last: Report | None,
    problems: Sequence[Problem],
    calendar: Calendar,
) -> Card:
    """One project on one screen. ``people``: leader, liaison, site → names; ``units``: county, host; ``notes``:
    what else is to be said of it, such as what stands out and the last contact with the firm."""
    lines = [
        say("status.stage", light=words.LIGHTS[lit.light], stage=words.stage(project.stage)),
        lamps.reasons(lit),
        say("status.where", county=units[0] or "—", host=units[1] or "—", investor=project.investor or "—"),
        say("status.people", **{duty: _names(names) for duty, names in people.items()}),
        say("status.money", total=words.money(project.total_yuan), arrived=words.money(project.total_in_yuan),
            rate=words.rate(project.total_in_yuan or 0, project.total_yuan or 0), year=words.money(project.year_in_yuan)),
        say("status.next", node=_planned(lit.planned)) if lit.planned else "",
        *notes,
        say("status.last", said=found(last.finding), at=words.short_moment(last.said_at, calendar)) if last else "",
        *(problem(p) for p in problems),
    ]  # fmt: skip
    row = (
        Button(say("button.history"), encode("qh", project.id)),
        Button(say("button.nodes"), encode("nx", project.id)),
        of_project(project.id),
        Button(say("button.contacts"), encode("cv", project.id)),
    )
    title = say("status.title", code=project.code, name=project.name)
    return Card("\n".join(filter(None, lines)), title=title, buttons=(row[:2], row[2:]))


def choices(wanted: str, found_: Sequence[tuple[int, str]], query: str) -> Card:
    rows = tuple((Button(words.clip(name, 30), encode(query, project_id)),) for project_id, name in found_)
    asked = "status.several" if len(rows) > 1 else "status.maybe"
    return Card(say(asked, wanted=words.clip(wanted, 20)), buttons=rows)


def mine(
    rows: Sequence[Row],
    marks: Mapping[int, Sequence[Raised]],
    page: int,
) -> Card:
    """My projects: light, stage, next node, open problems; ``marks``: project id → what stands out."""
    entries = [
        say("mine.row", light=words.LIGHTS[light], name=p.name, stage=words.stage(p.stage), node=_comma(_planned(planned)),
            problems=say("mine.problems", n=n) if n else "")
        + (say("mine.flags", what=flags.marks(marks[p.id])) if p.id in marks else "")
        + (say("mine.flags", what=lamps.excused_briefly(excused)) if excused else "")
        for p, light, planned, n, excused in rows
    ]  # fmt: skip
    buttons = tuple(
        (Button(words.clip(p.name, 24), encode("qs", p.id)),) for p, *_ in rows[page * 8 : page * 8 + 8]
    )
    return paged(say("mine.title", n=len(rows)), entries, page, "mine", extra=(*buttons, *row("own")))


def history(
    project: Project,
    entries: Sequence[tuple[Report, str, str]],
    media: Mapping[int, Sequence[Media]],
    changes: Sequence[tuple[datetime, str]],
    page: int,
    calendar: Calendar,
    *,
    looks: bool,
) -> Card:
    """Every version, newest first: (report, who said it, for whom or empty), and ``changes`` of stage and plan. ``media``: report id → what was
    sent along; ``looks``: whether this reader may look at it."""
    said = [
        (report.said_at, _version(report, by, leader, media.get(report.id, ()), calendar))
        for report, by, leader in entries
    ]
    lines = [line for _, line in sorted([*said, *changes], key=lambda pair: pair[0], reverse=True)]
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
    said = found(report.finding)
    if report.is_void and report.finding.quote:
        said += say("history.quote", quote=words.clip(report.finding.quote, 60))
    return say("history.row", said=said, marks="".join(marks), **facts)


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
    return say("mine.overdue" if planned.overdue else "mine.next", **words.planned(planned))


def _comma(text: str) -> str:
    return f" · {text}" if text else ""


def _names(names: Sequence[str]) -> str:
    return say("word.list_stop").join(names) or "—"
