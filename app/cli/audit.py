"""``audit verify``."""

from __future__ import annotations

import typer

from app.cli.failed import Failed
from app.cli.session import session

app = typer.Typer(no_args_is_help=True)


@app.command("verify")
def verify() -> None:
    """Check the chain from its first entry; exit 1 and name the first bad one if it is broken."""
    with session() as office:
        bad = office.desk.read_now(lambda work: work.audit.verify())
    if bad is not None:
        raise Failed(f"审计链在第 {bad} 条处断裂：该条或之前的记录被改动过")
    typer.echo("审计链完整")


@app.callback()
def _audit() -> None:
    """Keeps ``verify`` a sub-command although it is the only one."""
