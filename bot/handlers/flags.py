"""What stands out about projects, in lists and as numbers the office sets (提醒标记)."""

from __future__ import annotations

from collections.abc import Callable

from bot.context import Context
from core.chat import Card, Reply
from core.errors import BadArgument, StaleButton
from core.milestones.flags import CHOICES, Flag, Raised
from core.milestones.looking import FLAGS, flagged, next_choice
from core.milestones.model import WordList
from core.milestones.word_lists import set_words, words_of
from core.roster.model import Project
from core.roster.seeing import visible
from core.settings import chosen
from core.texts import flags as texts


def overview(ctx: Context) -> Card:
    """How many projects each flag stands for, with a button for its list."""
    found = _all(ctx)
    counts = {flag: sum(any(one.flag is flag for one in raised) for _, raised in found) for flag in Flag}
    return texts.overview(counts)


def list_of(flag: Flag) -> Callable[[Context, int], Card]:
    """The paged list of one flag."""

    def listed(ctx: Context, page: int) -> Card:
        rows = [(p, one) for p, raised in _all(ctx) for one in raised if one.flag is flag]
        rows.sort(key=lambda row: (-row[1].amount, row[0].code))
        return texts.listed(flag, rows, page)

    return listed


def says(ctx: Context) -> str:
    return texts.rules_line(chosen(ctx.work, FLAGS))


def card(ctx: Context) -> Card:
    return texts.rules_card(chosen(ctx.work, FLAGS))


def press(ctx: Context, word: str) -> None:
    """The name of a number moves it on."""
    if word not in CHOICES:
        raise StaleButton
    next_choice(ctx.work, word, ctx.person.id, ctx.now)


def words(ctx: Context) -> Reply:
    """/choices shows the lists of words people tap on; /choices LIST = A、B、C sets one.

    Raises:
        BadArgument: no such list, or words that do not fit.
    """
    name, _, given = ctx.arg.replace("＝", "=").partition("=")
    if ctx.arg:
        if name.strip() not in set(WordList):
            raise BadArgument("choices")
        said = tuple(word.strip() for word in given.replace("，", "、").split("、"))
        set_words(ctx.work, WordList(name.strip()), said, ctx.person.id, ctx.now)
    return Reply(say=(texts.word_lists({each: words_of(ctx.work, each) for each in WordList}),))


def _all(ctx: Context) -> list[tuple[Project, tuple[Raised, ...]]]:
    """Among the projects this person may see."""
    within = visible(ctx.work, ctx.person, ctx.today)
    projects = ctx.work.projects.all() if within is None else ctx.work.projects.many(within).values()
    found = flagged(ctx.work, projects, ctx.calendar, ctx.now)
    return [(project, found[project.id]) for project in projects if project.id in found]
