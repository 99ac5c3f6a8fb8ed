"""``import ledger`` and ``export ledger``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import AsJson, Failed, Session, session, show
from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.roster.ledger import Ledger, LedgerRefused, Severity
from core.roster.model import ImportResult
from core.texts import imports
from core.texts.ledger import ledger_refusal_text
from documents.ledger_json import Json, ledger_json
from documents.ledger_out import write_ledger
from documents.ledger_process import read_ledger_apart_now

importing = typer.Typer(no_args_is_help=True)
exporting = typer.Typer(no_args_is_help=True)


class _DryRun(Exception):
    def __init__(self, result: ImportResult) -> None:
        super().__init__()
        self.result = result


@importing.command("ledger")
def import_ledger(
    file: Path,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="change nothing")] = False,
    as_json: AsJson = False,
) -> None:
    """Read the office ledger; whole or not at all."""
    with session() as office:
        ledger = _read(file)
        result = (
            _try(office, ledger)
            if dry_run
            else office.desk.run_now(take_ledger, ledger, None, office.today, office.now)
        )
    show(ledger_json(ledger, _changes(result)), as_json, _summary(ledger, result, dry_run))


@importing.callback()
def _files() -> None:
    """Keeps ``ledger`` a sub-command although it is the only one."""


@exporting.command("ledger")
def export_ledger(file: Path, force: Annotated[bool, typer.Option("--force")] = False) -> None:
    """Write the current ledger in the columns that can be imported again."""
    from app.cli.ledger_rows import current_ledger

    if file.exists() and not force:
        raise Failed(f"{file} 已存在；要覆盖请加 --force")
    with session() as office:
        projects, targets, leaders = office.desk.read_now(current_ledger, office.today)
    write_ledger(file, projects, targets, leaders)
    typer.echo(f"已导出 {len(projects)} 个项目到 {file}")


@exporting.callback()
def _exports() -> None:
    """Keeps ``ledger`` a sub-command although it is the only one."""


def _read(file: Path) -> Ledger:
    if not file.is_file():
        raise Failed(f"没有找到文件 {file}")
    try:
        return read_ledger_apart_now(file)
    except LedgerRefused as refused:
        raise Failed(ledger_refusal_text(refused)) from None


def _try(office: Session, ledger: Ledger) -> ImportResult:
    def dry(work: UnitOfWork) -> None:
        raise _DryRun(take_ledger(work, ledger, None, office.today, office.now))

    try:
        office.desk.run_now(dry)
    except _DryRun as tried:
        return tried.result
    raise AssertionError("a dry run never commits")


def _changes(result: ImportResult) -> list[Json]:
    return [
        {"code": c.code, "name": c.name, "new": c.new, "fields": [{"field": f.field, "old": f.old, "new": f.new} for f in c.fields]}
        for c in result.changes
    ]  # fmt: skip


def _summary(ledger: Ledger, result: ImportResult, dry_run: bool) -> str:
    lines = [imports.counts(result) if not result.nothing else imports.nothing()]
    lines += [imports.describe(change) for change in result.changes if not change.new]
    lines += [
        f"[{f.severity.value}] {f.cell} {f.message}"
        for f in ledger.findings
        if f.severity is not Severity.READ
    ]
    if dry_run:
        lines.append("（试读，没有改动）")
    return "\n".join(lines)
