"""/statistics: who has begun and is not entered, and one project's way into the statistics (纳统)."""

from __future__ import annotations

from datetime import date

from bot.context import Context
from bot.handlers.meant import named_project, split_at
from core.chat import Card, Reply
from core.date_words import Lean, read_reply_date
from core.dates import one_day
from core.errors import BadArgument, BadDate, NotFound, SeveralFound, StaleButton
from core.milestones import enter as entering_cases
from core.milestones.enter import CUTOFF, CUTOFFS, is_statistics, may_enter, may_tick, seen
from core.milestones.entering import PAPERS, entered, next_cutoff, unentered
from core.milestones.model import WordList
from core.milestones.remind_entering import AHEAD, AHEADS
from core.milestones.word_lists import words_of
from core.roster.model import Project
from core.roster.nodes import STATISTICS_LINE, KeyNode
from core.roster.seeing import CHOICES
from core.settings import choose, chosen
from core.texts import settings
from core.texts import statistics as texts
from core.texts.queries import choices

BEFORE = "a"
STEPS = {node.value: node for node in STATISTICS_LINE}


def show(ctx: Context) -> Reply:
    """/statistics lists; /statistics X shows one; /statistics X STEP DATE says that a step was reached.

    Raises:
        BadArgument: a step without a day.
        BadDate: a day that cannot be read, or has not come.
    """
    if not ctx.arg:
        return Reply(say=(overview(ctx),))
    wanted, word, rest = split_at(ctx.arg, STEPS, "statistics")
    try:
        project = _named(ctx, wanted)
    except SeveralFound as several:
        return Reply(say=(choices(several.wanted, several.choices, "wx"),))
    if word:
        if not rest:
            raise BadArgument("statistics")
        on = read_reply_date(rest[:40], ctx.today, Lean.PAST).value
        if on is None or on.first > ctx.today:
            raise BadDate(rest)
        entering_cases.enter(ctx.work, project, STEPS[word], on, ctx.person, ctx.now)
    return Reply(say=(_one(ctx, ctx.work.projects.get(project.id)),))


def overview(ctx: Context, page: int = 0) -> Card:
    """Counts, the cut-off, and the projects that have begun and are not entered, of those he may see."""
    within = seen(ctx.work, ctx.person, ctx.today)
    projects = list(ctx.work.projects.all() if within is None else ctx.work.projects.many(within).values())
    projects.sort(key=lambda project: project.code)
    excused = ctx.work.excuses.holding(ctx.today)
    return texts.overview(entered(projects), unentered(projects), excused, _cutoff(ctx), page)


def by_id(ctx: Context) -> Reply:
    """wx:<project>."""
    return Reply(say=(_one(ctx, _pressed(ctx, versioned=False)),))


def tick(ctx: Context) -> Reply:
    """wt:<project>:<version>:<step>:<number> – a paper."""
    project, node = _pressed(ctx), _node(ctx)
    entering_cases.tick(ctx.work, project, node, ctx.pressed.number(3), ctx.person, ctx.now)
    return Reply(replace=_one(ctx, ctx.work.projects.get(project.id)))


def reason(ctx: Context) -> Reply:
    """wr:<project>:<version>:<number>."""
    project = _pressed(ctx)
    entering_cases.give_reason(ctx.work, project, ctx.pressed.number(2), ctx.person, ctx.now)
    return Reply(replace=_one(ctx, ctx.work.projects.get(project.id)))


def reached(ctx: Context) -> Reply:
    """we:<project>:<version>:<step> – today."""
    project, node = _pressed(ctx), _node(ctx)
    entering_cases.enter(ctx.work, project, node, one_day(ctx.today), ctx.person, ctx.now)
    return Reply(replace=_one(ctx, ctx.work.projects.get(project.id)))


def says(ctx: Context) -> str:
    """For the first card of the settings."""
    return texts.both_lines(chosen(ctx.work, CUTOFF), chosen(ctx.work, AHEAD))


def card(ctx: Context) -> Card:
    day, ahead = chosen(ctx.work, CUTOFF), chosen(ctx.work, AHEAD)
    days = [(str(n), texts.cutoff_line(n), n == day) for n in CUTOFFS]
    before = [(f"{BEFORE}{n}", texts.ahead_line(n), n == ahead) for n in AHEADS]
    return settings.switches("cutoff", [*days, *before])


def press(ctx: Context, word: str) -> None:
    """A day of the month, or days before it with ``BEFORE`` in front."""
    number = word.removeprefix(BEFORE)
    if word in {str(n) for n in CUTOFFS}:
        choose(ctx.work, CUTOFF, int(word), ctx.person.id, ctx.now)
    elif word.startswith(BEFORE) and number in {str(n) for n in AHEADS}:
        choose(ctx.work, AHEAD, int(number), ctx.person.id, ctx.now)
    else:
        raise StaleButton


def _cutoff(ctx: Context) -> date:
    return next_cutoff(chosen(ctx.work, CUTOFF), ctx.today, ctx.calendar.is_workday)


def _named(ctx: Context, wanted: str) -> Project:
    """As anywhere; the statistics office finds every project, here and nowhere else."""
    if not is_statistics(ctx.work, ctx.person):
        return named_project(ctx, wanted)
    found = ctx.work.projects.search(wanted, None, CHOICES)
    if not found:
        raise NotFound("project", wanted)
    if len(found) > 1 or not found[0].sure:
        raise SeveralFound(wanted, tuple((one.project.id, one.project.name) for one in found))
    return found[0].project


def _pressed(ctx: Context, *, versioned: bool = True) -> Project:
    """
    Raises:
        NotFound: not his to see.
        StaleButton: it has changed since the card was drawn.
    """
    within = seen(ctx.work, ctx.person, ctx.today)
    project_id = ctx.pressed.number(0)
    if within is not None and project_id not in within:
        raise NotFound("project", str(project_id))
    project = ctx.work.projects.get(project_id)
    if versioned and project.version != ctx.pressed.number(1):
        raise StaleButton
    return project


def _node(ctx: Context) -> KeyNode:
    word = ctx.pressed.word(2)
    if word not in KeyNode.__members__ or KeyNode[word] not in PAPERS:
        raise StaleButton
    return KeyNode[word]


def _one(ctx: Context, project: Project) -> Card:
    papers = {node: words_of(ctx.work, which) for node, which in PAPERS.items()}
    view = texts.View(
        papers=papers,
        reasons=words_of(ctx.work, WordList.UNENTERED),
        cutoff=_cutoff(ctx),
        ticks=may_tick(ctx.work, ctx.person),
        enters=may_enter(ctx.work, ctx.person),
    )
    return texts.one(project, view)
