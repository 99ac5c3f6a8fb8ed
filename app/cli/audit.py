"""``audit verify``."""

from __future__ import annotations

import typer

from app.cli.failed import Failed
from app.cli.session import session
from core.bulletins.verify import altered
from core.texts.catalogue import say

app = typer.Typer(no_args_is_help=True)


@app.command("verify")
def verify() -> None:
    """Check the chain from its first entry and every frozen result; exit 1 and name the first bad one."""
    with session() as office:
        bad = office.desk.read_now(lambda work: work.audit.verify())
        if bad is not None:
            raise Failed(say("cli.audit_broken", n=bad))
        other = office.desk.read_now(altered)
    if other is not None:
        raise Failed(say("cli.snapshot_altered", n=other.id, period=other.period))
    typer.echo(say("cli.audit_whole"))


@app.callback()
def _audit() -> None:
    """Keeps ``verify`` a sub-command although it is the only one."""
