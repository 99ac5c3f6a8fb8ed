"""``import ledger`` and ``export ledger``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.failed import Failed
from app.cli.ledger_answers import answers_from, how_to_answer
from app.cli.session import AsJson, session, show
from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.roster.asking import Answers
from core.roster.current_ledger import current_ledger
from core.roster.ledger import Ledger, LedgerRefused, Severity
from core.roster.ledger_accounts import take_accounts, with_accounts
from core.roster.model import ImportResult
from core.roster.namesakes import told_apart
from core.roster.rehearse import rehearse
from core.rounds.model import Round
from core.rounds.round_table import round_rows
from core.texts import imports, round_table
from core.texts.catalogue import say
from core.texts.ledger import ledger_refusal_text
from documents.ledger_json import Json, ledger_json
from documents.ledger_out import write_ledger
from documents.ledger_process import read_ledger_apart_now
from documents.sheets_out import Table, write_tables

importing = typer.Typer(no_args_is_help=True)
exporting = typer.Typer(no_args_is_help=True)


@importing.command("ledger")
def import_ledger(
    file: Path,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="change nothing")] = False,
    annotated: Annotated[Path | None, typer.Option(help="write the file with remarks here, as .xlsx")] = None,
    sheet: Annotated[str, typer.Option(help="the sheet that is the ledger")] = "",
    unit: Annotated[
        list[str] | None, typer.Option(help="COLUMN=万元|亿元|元, by letter or header; or a unit for all")
    ] = None,
    duplicate: Annotated[list[str] | None, typer.Option(help="ROW=same|different")] = None,
    person: Annotated[list[str] | None, typer.Option(help="NAME=same|different, of namesakes")] = None,
    as_json: AsJson = False,
) -> None:
    """Read the office ledger (.xlsx, .xlsm, .xls, .ods, .csv); whole or not at all."""
    said = answers_from(sheet, unit or (), duplicate or (), person or ())
    if annotated and (annotated.suffix.lower() != ".xlsx" or annotated.resolve() == file.resolve()):
        raise Failed(say("cli.annotated", file=annotated))
    with session() as office:
        ledger = _read(file, office.today.year, {**office.desk.read_now(told_apart), **said}, annotated)
        result = (
            office.desk.read_now(rehearse, ledger, office.today, office.now)
            if dry_run
            else office.desk.run_now(take_ledger, ledger, None, office.today, office.now)
        )
        if office.settings.wecom:
            result = (
                office.desk.read_now(with_accounts, result, ledger)
                if dry_run
                else office.desk.run_now(take_accounts, result, ledger, None, office.now)
            )
    show(ledger_json(ledger, _changes(result)), as_json, _summary(ledger, result, dry_run))


@importing.callback()
def _files() -> None:
    """Keeps ``ledger`` a sub-command although it is the only one."""


@exporting.command("ledger")
def export_ledger(file: Path, force: Annotated[bool, typer.Option("--force")] = False) -> None:
    """Write the current ledger in the columns that can be imported again."""
    if file.exists() and not force:
        raise Failed(say("cli.exists", file=file))
    with session() as office:
        projects, targets, leaders = office.desk.read_now(current_ledger, office.today)
    write_ledger(file, projects, targets, leaders)
    typer.echo(say("cli.exported", n=len(projects), file=file))


@exporting.command("round")
def export_round(
    round_id: Annotated[int, typer.Argument(metavar="ID")],
    file: Path,
    force: Annotated[bool, typer.Option("--force")] = False,
) -> None:
    """Write who answered what in one round, a row for each project."""
    if file.exists() and not force:
        raise Failed(say("cli.exists", file=file))
    with session() as office:
        rows = office.desk.read_now(lambda work: round_rows(work, _round(work, round_id)))
        lines = round_table.lines(rows, office.calendar)
    write_tables(
        file, [Table(say("cli.round_sheet"), round_table.titles(), round_table.WIDTHS, lines, (1, 3))]
    )
    typer.echo(say("cli.exported", n=len(rows), file=file))


def _round(work: UnitOfWork, round_id: int) -> Round:
    found = next((each for each in work.rounds.latest(MANY) if each.id == round_id), None)
    if found is None:
        raise Failed(say("cli.no_round", n=round_id))
    return found


MANY = 10_000


def _read(file: Path, year: int, answers: Answers, annotated: Path | None) -> Ledger:
    if not file.is_file():
        raise Failed(say("cli.no_file", file=file))
    try:
        return read_ledger_apart_now(file, year, answers, annotated)
    except LedgerRefused as refused:
        raise Failed(ledger_refusal_text(refused)) from None


def _changes(result: ImportResult) -> list[Json]:
    return [
        {"code": c.code, "name": c.name, "new": c.new, "fields": [{"field": f.field, "old": f.old, "new": f.new} for f in c.fields]}
        for c in result.changes
    ]  # fmt: skip


def _summary(ledger: Ledger, result: ImportResult, dry_run: bool) -> str:
    lines = [imports.summary(ledger, result)]
    lines += [imports.counts(result) if not result.nothing else imports.nothing()]
    lines += [imports.describe(change) for change in result.changes if not change.new]
    lines += [
        f"[{say(f'cli.severity.{f.severity.value}')}] {f.cell} {f.message}"
        for f in ledger.findings
        if f.severity is not Severity.READ
    ]
    lines += [
        f"[{say('cli.question')}] {imports.ask(question)}{how_to_answer(question)}"
        for question in ledger.questions
    ]
    if dry_run:
        lines.append(say("cli.tried"))
    return "\n".join(lines)
