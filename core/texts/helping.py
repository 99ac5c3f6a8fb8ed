"""/help: what one can do, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.chat import Card
from core.roster.model import Person, Unit
from core.texts import words
from core.texts.catalogue import say
from core.texts.queries import me


def page(
    person: Person, unit: Unit | None, commands: Sequence[tuple[str, str]], today: date, *, reports: bool
) -> Card:
    """``commands``: (name, Chinese word) of what this person may do."""
    rows = [say("help.row", command=name, word=word, what=say(f"help.{name}")) for name, word in commands]
    lines = [me(person, unit, words.day(today)), "", *rows, ""]
    if reports:
        lines.append(say("help.foot_reporter"))
    lines.append(say("help.foot"))
    return Card("\n".join(lines), title=say("help.title"))


def menu(name: str) -> str:
    """The line beside a command in the chat's own menu."""
    return say(f"help.{name}")
