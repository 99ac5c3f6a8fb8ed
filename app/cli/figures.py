"""Reported figures for scripts: what waits, confirm, return."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.failed import Failed
from app.cli.session import AsJson, session, show
from core.errors import WrongState
from core.figures.decide import confirm, refuse
from core.figures.model import Figure, FigureState
from core.figures.outlook import outlook
from core.figures.policy import may_review
from core.figures.views import Outlook
from core.ports import UnitOfWork
from core.roster.model import Person
from core.texts import figures as texts
from core.texts.catalogue import say

app = typer.Typer(no_args_is_help=True)
By = Annotated[str, typer.Option(help="name of the person who decides and answers for it")]
MOST = 1000


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Figures that wait for the office, oldest first, with what confirming each would change."""
    with session() as office:

        def step(work: UnitOfWork) -> list[tuple[dict[str, Any], str]]:
            found = work.figures.waiting(FigureState.REPORTED, MOST)
            looks = [outlook(work, one, office.calendar, office.now) for one in found]
            return [(_document(work, look), _line(look)) for look in looks]

        rows = office.desk.read_now(step)
    lines = "\n".join(line for _, line in rows)
    show([document for document, _ in rows], as_json, lines or say("cli.no_figures"))


@app.command("confirm")
def confirm_(
    figure_id: Annotated[int, typer.Argument(metavar="ID")],
    by: By,
    value: Annotated[str, typer.Option(help="confirm this canonical value instead")] = "",
    as_json: AsJson = False,
) -> None:
    """Confirm one: it enters the ledger. A named person decides, also here."""
    with session() as office:

        def step(work: UnitOfWork) -> tuple[dict[str, Any], str]:
            person, figure = _reviewer(work, by), _waiting(work, figure_id)
            try:
                look = outlook(work, figure, office.calendar, office.now, value=value)
            except ValueError:
                raise Failed(say("cli.bad_value", value=value)) from None
            confirm(work, look, person, office.now)
            return _document(work, look), say("cli.confirmed", line=_line(look))

        document, line = office.desk.run_now(step)
    show(document, as_json, line)


@app.command("refuse")
def refuse_(
    figure_id: Annotated[int, typer.Argument(metavar="ID")],
    by: By,
    reason: Annotated[str, typer.Option(help="one sentence; those who reported it read it")],
    as_json: AsJson = False,
) -> None:
    """Return one; those who reported it are told."""
    with session() as office:

        def step(work: UnitOfWork) -> dict[str, Any]:
            person, figure = _reviewer(work, by), _waiting(work, figure_id)
            told = refuse(work, figure, person, reason, office.calendar, office.now)
            return {"id": figure.id, "reason": reason, "told": [one.name for one in told]}

        document = office.desk.run_now(step)
    names = "、".join(document["told"]) or say("cli.nobody")
    show(document, as_json, say("cli.returned", names=names))


def _reviewer(work: UnitOfWork, name: str) -> Person:
    person = work.people.by_name(name)
    if person is None or not may_review(work, person):
        raise Failed(say("cli.not_reviewer", name=name))
    return person


def _waiting(work: UnitOfWork, figure_id: int) -> Figure:
    figure = work.figures.get(figure_id)
    if figure.state is not FigureState.REPORTED:
        raise WrongState("figure", figure.state.value)
    return figure


def _document(work: UnitOfWork, look: Outlook) -> dict[str, Any]:
    figure = look.figure
    return {
        "id": figure.id,
        "project": look.project.code,
        "field": figure.field.value,
        "value": look.value,
        "reported": figure.value,
        "state": figure.state.value,
        "said_by": work.people.get(figure.said_by).name,
        "said_at": figure.said_at,
        "quote": figure.quote,
        "changes": [{"field": one.field, "old": one.old, "new": one.new} for one in look.changes],
        "odd": [one.value for one in look.odd],
    }


def _line(look: Outlook) -> str:
    figure, project = look.figure, look.project
    line = say(
        "cli.figure",
        id=figure.id,
        code=project.code,
        name=project.name,
        field=texts.label(figure.field),
        amount=texts.amount(figure.field, look.value),
        effect=texts.effect(look),
    )
    return line + (say("cli.odd", odd=texts.oddities(look)) if look.odd else "")
