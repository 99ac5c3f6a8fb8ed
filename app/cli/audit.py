"""``audit verify``."""

from __future__ import annotations

import typer

from app.cli.failed import Failed
from app.cli.session import session
from core.texts.catalogue import say

app = typer.Typer(no_args_is_help=True)


@app.command("verify")
def verify() -> None:
    """Check the chain from its first entry; exit 1 and name the first bad one if it is broken."""
    with session() as office:
        bad = office.desk.read_now(lambda work: work.audit.verify())
    if bad is not None:
        raise Failed(say("cli.audit_broken", n=bad))
    typer.echo(say("cli.audit_whole"))


@app.callback()
def _audit() -> None:
    """Keeps ``verify`` a sub-command although it is the only one."""
