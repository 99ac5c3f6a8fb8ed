"""What stands after a command: a project, a word we know, and the rest."""

from __future__ import annotations

from collections.abc import Collection

from bot.context import Context
from core.errors import BadArgument
from core.roster.model import Project
from core.rounds.on_card import find_named


def named_project(ctx: Context, wanted: str) -> Project:
    """
    Raises:
        NotFound, SeveralFound: as ``find_named``.
    """
    return find_named(ctx.work, ctx.person, wanted, ctx.today)


def split_at(arg: str, words: Collection[str], usage: str) -> tuple[str, str, str]:
    """(project, the first of ``words`` after it, the rest); the word is empty where there is none.

    Raises:
        BadArgument: no project is named.
    """
    parts = arg.split()
    if not parts:
        raise BadArgument(usage)
    at = next((n for n, part in enumerate(parts) if n and part in words), len(parts))
    word = parts[at] if at < len(parts) else ""
    return " ".join(parts[:at]), word, " ".join(parts[at + 1 :])
