"""The names of a project."""

from __future__ import annotations

from core.chat import Button, Card
from core.presses import encode
from core.roster.model import Project
from core.texts import words
from core.texts.catalogue import say


def names(project: Project, taught: str = "") -> Card:
    """The project's names, each to be taken away by a button; ``taught`` was just added."""
    lines = [say("alias.taught", alias=taught)] if taught else []
    lines.append(say("alias.title", code=project.code, name=project.name))
    lines.append(
        say("alias.names", names=say("word.list_stop").join(project.aliases))
        if project.aliases
        else say("alias.none")
    )
    lines.append(say("alias.how", code=project.code))
    buttons = tuple(
        (Button(say("button.alias.drop", alias=words.clip(alias, 12)), encode("ax", project.id, project.version, at)),)
        for at, alias in enumerate(project.aliases)
    )  # fmt: skip
    return Card("\n".join(lines), buttons=buttons)
