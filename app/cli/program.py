"""The tree of commands; each group lives in a module of its own and is imported when it is used."""

from __future__ import annotations

import sys

import typer

from app.cli import (
    audit,
    database,
    doctor,
    figures,
    ledger,
    office,
    people,
    running,
    targets,
    understand,
    wecom,
)
from app.cli.session import Failed
from app.settings import SettingsError
from core.errors import Refused

app = typer.Typer(no_args_is_help=True, add_completion=False, help="督办 Duban: asks, chases, ranks, posts.")
app.command("run")(running.run)
app.command("demo")(running.demo)
app.command("tick")(running.tick)
app.command("doctor")(doctor.doctor)
app.command("migrate")(database.migrate)
app.command("backup")(database.backup)
app.command("restore")(database.restore)
app.add_typer(ledger.importing, name="import", help="read files of the office")
app.add_typer(ledger.exporting, name="export", help="write files for the office")
app.add_typer(people.app, name="people", help="the roster's people")
app.add_typer(office.rounds, name="round", help="open, close, show a round")
app.add_typer(office.bulletins, name="bulletin", help="draft, publish, show a bulletin")
app.add_typer(figures.app, name="figures", help="reported figures: list, confirm, return")
app.command("rank")(office.rank)
app.add_typer(targets.app, name="target", help="targets by month and along the tree of units")
app.command("understand")(understand.understand)
app.add_typer(wecom.app, name="wecom", help="what only WeCom can do")
app.add_typer(audit.app, name="audit", help="the tamper-evident audit chain")


def main() -> None:
    """Run it; expected failures are one sentence on stderr and exit code 1."""
    try:
        app()
    except Failed as failed:
        _leave(str(failed))
    except SettingsError as wrong:
        _leave(str(wrong))
    except Refused as refusal:
        from core.texts.refusals import sentence

        _leave(sentence(refusal))


def _leave(why: str) -> None:
    print(why, file=sys.stderr)
    sys.exit(1)
