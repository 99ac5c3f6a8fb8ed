"""/help: what one can do, on one screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.chat import Card
from core.rights import Right
from core.roster.model import Person, Unit
from core.texts import words
from core.texts.catalogue import LANGUAGES, say
from core.texts.queries import me

Commands = Sequence[tuple[str, str]]
"""(name, Chinese word) of what a person may do."""

LIST = 15
"""More commands than this are shown by groups, several on a line; what each does is one question away."""

GROUPS = {
    "look": ("mine", "status", "history", "nodes", "statistics", "rank", "why", "picture", "problems"),
    "answer": ("report", "undo", "stage", "plan", "contact"),
    "week": ("round", "missing", "remind", "review", "changes"),
    "publish": (
        "bulletin",
        "broadcast",
        "preview",
        "objections",
        "lists",
        "targets",
        "excuse",
        "enter",
        "accountability",
        "leaders",
        "doubts",
    ),
    "people": ("invite", "assign", "leave", "account", "prefer"),
    "ledger": ("import", "export", "alias", "choices"),
    "rest": ("settings", "bind", "cancel", "help"),
}
OTHERS = "others"
_COMMAND = re.compile(r"(?<![^\s　])/[a-z]+[\s　]+(?=[\u4e00-\u9fff])")
USAGES = frozenset(key.removeprefix("usage.") for key in LANGUAGES["zh"] if key.startswith("usage."))
"""Commands that take more than their name."""


def page(person: Person, unit: Unit | None, commands: Commands, today: date, *, reports: bool) -> Card:
    """All that this person may do."""
    many = len(commands) > LIST
    lines = [me(person, unit, words.day(today)), "", *(_grouped(commands) if many else _listed(commands)), ""]
    if reports:
        lines.append(say("help.foot_reporter"))
    lines += [say("help.foot_many")] if many else []
    lines.append(say("help.foot"))
    lines += [] if person.may(Right.SETTINGS) else [say("help.foot_contact")]
    return Card("\n".join(lines), title=say("help.title"))


def one(name: str, word: str, usage: str) -> Card:
    """What one command does, and how it is written if that is not plain (``usage``: its name, or empty)."""
    row = say("help.row", command=name, word=word, what=say(f"help.{name}"))
    return Card(f"{row}\n{say(f'usage.{usage}')}" if usage else row)


def words_only(card: Card) -> Card:
    """For chats that know no commands: 我的 instead of /mine 我的."""
    return replace(card, text=_COMMAND.sub("", card.text))


def menu(name: str) -> str:
    """The line beside a command in the chat's own menu."""
    return say(f"help.{name}")


def _listed(commands: Commands) -> list[str]:
    return [say("help.row", command=name, word=word, what=say(f"help.{name}")) for name, word in commands]


def _grouped(commands: Commands) -> list[str]:
    named = {name for names in GROUPS.values() for name in names}
    groups = GROUPS | {OTHERS: tuple(name for name, _ in commands if name not in named)}
    word_of = dict(commands)
    lines = []
    for group, names in groups.items():
        short = [say("help.short", command=name, word=word_of[name]) for name in names if name in word_of]
        if short:
            lines += [say(f"help.group.{group}"), say("help.between").join(short)]
    return lines
