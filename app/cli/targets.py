"""``target month``, ``target above`` and ``target check``: targets by month and down the tree of units."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import typer

from app.cli.session import AsJson, session, show
from core.money import MoneyUnit, to_yuan
from core.ports import UnitOfWork
from core.scoring.planning import check, named_unit, place, set_month
from core.scoring.targets import Gap, MonthTarget
from core.texts.catalogue import say
from core.texts.targets import gap_text

app = typer.Typer(no_args_is_help=True)
UnitName = Annotated[str, typer.Option("--unit", help="name of the unit")]
Wan = Annotated[float | None, typer.Option(min=0, help="万元")]


@app.command("month")
def month_(
    unit: UnitName,
    year: Annotated[int, typer.Option()],
    month: Annotated[int, typer.Option(min=1, max=12)],
    signed: Wan = None,
    arrived: Wan = None,
    major: Annotated[float | None, typer.Option(min=0, help="折算项目数")] = None,
) -> None:
    """Set one month of a unit's target; what is left out is not asked for in that month."""
    hundredths = None if major is None else int(Decimal(str(major)) * 100)

    def step(work: UnitOfWork) -> None:
        found = named_unit(work, unit)
        target = MonthTarget(year, found.id, month, _yuan(signed), _yuan(arrived), hundredths)
        set_month(work, target, None, office.now)

    with session() as office:
        office.desk.run_now(step)
    typer.echo(say("cli.month_set", unit=unit, year=year, month=month))


@app.command("above")
def above_(
    unit: UnitName,
    above: Annotated[str, typer.Option(help="the unit it belongs to; empty: none")] = "",
) -> None:
    """Say whose target is broken down to this unit."""
    with session() as office:
        office.desk.run_now(
            lambda work: place(
                work, named_unit(work, unit), named_unit(work, above) if above else None, None, office.now
            )
        )
    typer.echo(say("cli.placed", unit=unit, above=above) if above else say("cli.not_placed", unit=unit))


@app.command("check")
def check_(year: Annotated[int, typer.Option()], as_json: AsJson = False) -> None:
    """Compare every target with the sum of its months and of the units below it."""
    with session() as office:
        found = office.desk.read_now(lambda work: _named(work, check(work, year)))
    rows: list[dict[str, Any]] = [
        {"unit": name, "kind": gap.kind, "target": gap.target, "parts": gap.parts, "by_month": gap.by_month}
        for name, gap in found
    ]
    show(rows, as_json, "\n".join(gap_text(name, gap) for name, gap in found) or say("cli.targets_agree"))


def _named(work: UnitOfWork, found: Any) -> list[tuple[str, Gap]]:
    return [(work.projects.unit(gap.unit_id).name, gap) for gap in found]


def _yuan(wan: float | None) -> int | None:
    return None if wan is None else to_yuan(Decimal(str(wan)), MoneyUnit.WAN)
