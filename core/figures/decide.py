"""The office decides: confirm (核定), return (退回), stand in for a speaker who never confirmed (代为确认)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.calendar import Calendar
from core.errors import WrongState
from core.figures.model import Figure, FigureState
from core.figures.outlook import in_turn, outlook
from core.figures.tell import tell_decided
from core.figures.views import Outlook
from core.ports import UnitOfWork
from core.roster.model import Person


def confirm(work: UnitOfWork, look: Outlook, by: Person | None, now: datetime) -> Figure:
    """Confirm what ``look`` shows: the ledger takes it over, old values are kept. ``by`` None: by rule, because
    figures of this kind are not reviewed.

    Raises:
        WrongState: it was decided or taken back meanwhile.
    """
    actor = by.id if by else None
    moved = work.figures.move(
        [look.figure.id],
        FigureState.REPORTED,
        FigureState.CONFIRMED,
        by=actor,
        at=now,
        decided=look.value,
    )
    if not moved:
        raise WrongState("figure", work.figures.get(look.figure.id).state.value)
    if look.changes:
        kept = [
            replace(one, why=look.report.finding.quote) for one in look.changes
        ]  # the evidence: who said what
        work.projects.change(look.then, kept, actor, now)
    facts = {
        "project": look.project.code,
        "field": look.figure.field.value,
        "reported": look.figure.value,
        "said_by": str(look.figure.said_by),
        "confirmed": look.value,
        "changes": "; ".join(f"{one.field}: {one.old} → {one.new}" for one in look.changes),
        "odd": ",".join(look.odd),
    }
    action = "figure.confirmed" if by else "figure.confirmed_by_rule"
    work.audit.note(now, actor, action, f"figure:{look.figure.id}", facts)
    return moved[0]


QUEUE = 200
"""Figures looked at for one batch."""


def unremarkable(work: UnitOfWork, upto: int, calendar: Calendar, now: datetime) -> list[Outlook]:
    """Reported figures with nothing odd about them, oldest first, up to the id ``upto``, each as it would be in turn."""
    figures = [one for one in work.figures.waiting(FigureState.REPORTED, QUEUE) if one.id <= upto]
    return in_turn(work, figures, calendar, now)


def confirm_all(
    work: UnitOfWork, looks: Sequence[Outlook], by: Person, calendar: Calendar, now: datetime
) -> int:
    """Confirm these, each once more looked at when it is its turn; how many. What has become odd, or was decided
    meanwhile, is left alone."""
    done = 0
    for each in sorted(looks, key=lambda look: look.figure.id):
        figure = work.figures.get(each.figure.id)
        if figure.state is not FigureState.REPORTED:
            continue
        look = outlook(work, figure, calendar, now)
        if not look.odd:
            confirm(work, look, by, now)
            done += 1
    return done


def refuse(
    work: UnitOfWork, figure: Figure, by: Person, reason: str, calendar: Calendar, now: datetime
) -> tuple[Person, ...]:
    """Return it with a reason in words. Those who reported it hear of it; who cannot be reached is left out.

    Returns:
        Who will hear.

    Raises:
        WrongState: it was decided or taken back meanwhile.
    """
    moved = work.figures.move(
        [figure.id], FigureState.REPORTED, FigureState.REFUSED, by=by.id, at=now, reason=reason
    )
    if not moved:
        raise WrongState("figure", work.figures.get(figure.id).state.value)
    facts = {
        "field": figure.field.value,
        "reported": figure.value,
        "said_by": str(figure.said_by),
        "reason": reason,
    }
    work.audit.note(now, by.id, "figure.refused", f"figure:{figure.id}", facts)
    return tell_decided(work, moved[0], calendar, now)


def stand_in(work: UnitOfWork, figure_id: int, by: Person, now: datetime) -> Figure:
    """Make a figure that its speaker never confirmed a reported one; whose doing that was stays on file.

    Raises:
        WrongState: it is not one of those any more.
    """
    work.figures.get(figure_id)
    moved = work.figures.move([figure_id], FigureState.SAID, FigureState.REPORTED)
    if not moved:
        raise WrongState("figure", work.figures.get(figure_id).state.value)
    facts = {"field": moved[0].field.value, "value": moved[0].value, "said_by": str(moved[0].said_by)}
    work.audit.note(now, by.id, "figure.reported_for_speaker", f"figure:{figure_id}", facts)
    return moved[0]
