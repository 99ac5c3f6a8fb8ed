"""The tree of commands; each lives in a module of its own, which is imported when it is used."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from app.cli.failed import Failed
from app.garbage import nothing_is_sought
from core.texts.catalogue import LANGUAGES, speak

if TYPE_CHECKING:
    from typer._click.core import Command, Context  # typer has a click of its own and no public name for it


class Place(NamedTuple):
    """Where a command is written: a function, or a group of its own with the sentence that introduces it."""

    module: str
    name: str
    help: str = ""


COMMANDS = {
    "run": Place("running", "run"),
    "demo": Place("running", "demo"),
    "tick": Place("running", "tick"),
    "doctor": Place("doctor", "doctor"),
    "migrate": Place("database", "migrate"),
    "backup": Place("database", "backup"),
    "restore": Place("database", "restore"),
    "import": Place("ledger", "importing", "read files of the office"),
    "export": Place("ledger", "exporting", "write files for the office"),
    "people": Place("people", "app", "the roster's people"),
    "round": Place("office", "rounds", "open, close, show a round"),
    "bulletin": Place("office", "bulletins", "draft, publish, show a bulletin"),
    "figures": Place("figures", "app", "reported figures: list, confirm, return"),
    "rank": Place("office", "rank"),
    "target": Place("targets", "app", "targets by month and along the tree of units"),
    "understand": Place("understand", "understand"),
    "wecom": Place("wecom", "app", "what only WeCom can do"),
    "audit": Place("audit", "app", "the tamper-evident audit chain"),
}


class Commands(TyperGroup):
    """Loads what is asked for: a command starts in half the time when the others stay on the disk."""

    def list_commands(self, ctx: Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        place = COMMANDS.get(cmd_name)
        return place and _loaded(cmd_name, place)


def _loaded(name: str, place: Place) -> Command:
    with nothing_is_sought():
        module = import_module(f"app.cli.{place.module}")
    found = getattr(module, place.name)
    command = _group(found, place.help) if isinstance(found, typer.Typer) else _alone(found)
    command.name = name
    return command


def _group(found: typer.Typer, introduced: str) -> Command:
    group = get_group(found)
    group.help = introduced
    return group


def _alone(function: Callable[..., None]) -> Command:
    alone = typer.Typer(add_completion=False)
    alone.command()(function)
    return get_command(alone)


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False)


@app.callback()
def _duban() -> None:
    """督办 Duban: asks, chases, ranks, posts."""


def main() -> None:
    """Run it; expected failures are one sentence on stderr and exit code 1."""
    if (language := os.environ.get("DUBAN_LANGUAGE", "")) in LANGUAGES:
        speak(language)  # also when the other settings cannot be read
    try:
        app()
    except Failed as failed:
        _leave(str(failed))
    except Exception as error:
        _leave(_expected(error))


def _expected(error: Exception) -> str:
    """The sentence for it; what nobody foresaw goes on as it is."""
    from app.settings import SettingsError
    from core.errors import Refused

    if isinstance(error, SettingsError):
        return str(error)
    if isinstance(error, Refused):
        from core.texts.refusals import sentence

        return sentence(error)
    raise error


def _leave(why: str) -> None:
    print(why, file=sys.stderr)
    sys.exit(1)
