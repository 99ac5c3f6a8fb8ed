"""``audit verify``."""

from __future__ import annotations

import typer

from app.cli.failed import Failed
from app.cli.session import session
from core.bulletins.verify import altered, weights_on_record
from core.texts.catalogue import say

app = typer.Typer(no_args_is_help=True)


@app.command("verify")
def verify() -> None:
    """Check the chain from its first entry, every frozen result and the office's own weights; exit 1 and name the
    first that is bad."""
    with session() as office:
        bad = office.desk.read_now(lambda work: work.audit.verify())
        if bad is not None:
            raise Failed(say("cli.audit_broken", n=bad))
        other = office.desk.read_now(altered)
        recorded = office.desk.read_now(weights_on_record)
    if other is not None:
        raise Failed(say("cli.snapshot_altered", n=other.id, period=other.period))
    if not recorded:
        raise Failed(say("cli.weights_altered"))
    typer.echo(say("cli.audit_whole"))


@app.callback()
def _audit() -> None:
    """Keeps ``verify`` a sub-command although it is the only one."""
