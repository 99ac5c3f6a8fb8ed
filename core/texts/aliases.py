"""The names of a project."""

from __future__ import annotations

from collections.abc import Sequence

from core.chat import Button, Card, Rows
from core.presses import encode
from core.roster.model import Project, Proposal
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


def waiting(count: int) -> str:
    """How many proposals wait."""
    return say("alias.waiting", n=count) if count else say("alias.none_waiting")


def proposed(names_: Sequence[tuple[Proposal, str, str]]) -> Card:
    """(proposal, project, who used the name) with a tap to teach each and one to leave it."""
    lines = [
        say("alias.proposed", alias=one.alias, project=words.clip(project, 24), by=by)
        for one, project, by in names_
    ]
    rows: Rows = tuple(
        (
            Button(
                say("button.alias.teach", alias=words.clip(one.alias, 10)),
                encode("sc", "alias", f"y{one.id}"),
            ),
            Button(say("button.alias.leave"), encode("sc", "alias", f"n{one.id}")),
        )
        for one, _, _ in names_
    )
    text = "\n".join([say("setting.how.alias"), *(lines or [say("alias.none_waiting")])])
    return Card(
        text, title=say("setting.alias"), buttons=(*rows, (Button(say("button.back"), encode("st")),))
    )
