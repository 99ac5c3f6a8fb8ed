"""What the office can choose for itself (设置)."""

from __future__ import annotations

from collections.abc import Sequence

from core.chat import Button, Card, Rows
from core.figures.model import Group
from core.presses import encode
from core.rights import Role
from core.texts import words
from core.texts.catalogue import say


def first(entries: Sequence[tuple[str, str]]) -> Card:
    """(name, what counts now) of every choice, with a button each."""
    rows = [say("settings.row", name=say(f"setting.{name}"), value=value) for name, value in entries]
    buttons: Rows = tuple((Button(say(f"setting.{name}"), encode("st", name)),) for name, _ in entries)
    return Card("\n".join(rows), title=say("settings.title"), buttons=buttons)


def switches(name: str, options: Sequence[tuple[str, str, bool]]) -> Card:
    """Choices that are on or off: (word, label, on)."""
    buttons = [
        Button(say("settings.on", name=label) if on else label, encode("sc", name, word))
        for word, label, on in options
    ]
    rows: Rows = (*((one,) for one in buttons), (Button(say("button.back"), encode("st")),))
    return Card(say(f"setting.how.{name}"), title=say(f"setting.{name}"), buttons=rows)


def listed(names: Sequence[str]) -> str:
    return say("word.list_stop").join(names) or say("settings.nothing")


def group(value: Group) -> str:
    return say(f"reviewed.{value.value}")


def role(value: Role) -> str:
    return words.role(value)
