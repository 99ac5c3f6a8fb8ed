"""``migrate``, ``backup``, ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.failed import Failed
from app.cli.session import configured
from app.opening import prepare_folders
from app.presence import somebody_lives
from app.times import SystemClock
from core.texts.catalogue import say
from storage import backup as copies
from storage import schema
from storage.errors import BackupFailed


def migrate(to: Annotated[str, typer.Option(help="revision; default: the newest")] = "head") -> None:
    """Bring the database to a schema revision."""
    settings = configured()
    prepare_folders(settings)
    before = schema.current(settings.database_url)
    if to != "base":
        schema.upgrade(settings.database_url, to)
    if to != "head" and schema.current(settings.database_url) != to:
        schema.downgrade(settings.database_url, to)
    empty = say("cli.empty_database")
    typer.echo(f"{before or empty} → {schema.current(settings.database_url) or empty}")


def backup(
    file: Path, force: Annotated[bool, typer.Option("--force", help="overwrite FILE")] = False
) -> None:
    """A consistent copy, also while the product runs."""
    try:
        if force:
            file.unlink(missing_ok=True)
        copies.backup(configured().database_url, file)
    except BackupFailed as failed:
        raise Failed(str(failed)) from None
    typer.echo(say("cli.backed_up", file=file))


def restore(file: Path, force: Annotated[bool, typer.Option("--force")] = False) -> None:
    """Put a copy back; letters that may have left since are marked uncertain."""
    settings = configured()
    prepare_folders(settings)
    if somebody_lives(settings.data_dir / "processes"):
        raise Failed(say("cli.running"))
    try:
        key = settings.audit_key.get_secret_value().encode() or None
        parked = copies.restore(settings.database_url, file, SystemClock().now(), force=force, audit_key=key)
    except BackupFailed as failed:
        raise Failed(str(failed)) from None
    typer.echo(say("cli.restored", n=parked))
