"""Ask for an excuse and decide about it; a named person of the office does both (免责的提出与批准)."""

from __future__ import annotations

from datetime import date, datetime

from core.errors import BadArgument, WrongState
from core.ports import UnitOfWork
from core.roster.model import Person, Project
from core.scoring.excuse import Excuse, ExcuseKind, ExcuseState
from core.settings import Setting, chosen

TWO_PEOPLE: Setting[bool] = Setting("excuse_pair", default=False, to_json=bool, from_json=bool)
"""Whether an excuse must be granted by somebody else than who asked for it (双人批准)."""
LEAST_WORDS = 4
"""Characters of a reason; fewer say nothing."""


def ask_excuse(
    work: UnitOfWork,
    kind: ExcuseKind,
    about: Project | int,
    reason: str,
    until_on: date,
    by: Person,
    today: date,
    now: datetime,
    *,
    since_on: date | None = None,
) -> Excuse:
    """Put it on file; it changes nothing until it is granted.

    Args:
        about: a project, or a unit's id.
        since_on: an earlier first day, for what an accepted objection excuses; else today.

    Raises:
        BadArgument: no reason, or an end that has passed.
    """
    if len(reason.strip()) < LEAST_WORDS or until_on < today:
        raise BadArgument("excuse")
    project_id, unit_id = (about.id, None) if isinstance(about, Project) else (None, about)
    made = work.excuses.add(
        Excuse(
            0,
            kind,
            project_id,
            unit_id,
            reason.strip(),
            since_on or today,
            until_on,
            ExcuseState.ASKED,
            by.id,
            now,
        )
    )
    _note(work, made, "asked", by, now)
    return made


def decide_excuse(work: UnitOfWork, excuse_id: int, state: ExcuseState, by: Person, now: datetime) -> Excuse:
    """Grant or refuse one that was asked for, or end one that was granted. It counts from the next snapshot.

    Raises:
        NotFound: there is none.
        WrongState: it was decided before, or two people are asked for and it is the same one.
    """
    before = ExcuseState.GRANTED if state is ExcuseState.ENDED else ExcuseState.ASKED
    alone = work.excuses.get(excuse_id).asked_by == by.id and state is ExcuseState.GRANTED
    if alone and chosen(work, TWO_PEOPLE):
        raise WrongState("excuse", "same_person")
    decided = work.excuses.decide(excuse_id, before, state, by.id, now)
    if decided is None:
        raise WrongState("excuse", work.excuses.get(excuse_id).state.value)
    _note(work, decided, state.value, by, now)
    return decided


def _note(work: UnitOfWork, excuse: Excuse, what: str, by: Person, now: datetime) -> None:
    about = f"project:{excuse.project_id}" if excuse.project_id else f"unit:{excuse.unit_id}"
    facts = {
        "kind": excuse.kind.value,
        "reason": excuse.reason,
        "until": excuse.until_on.isoformat(),
        "about": about,
    }
    work.audit.note(now, by.id, f"excuse.{what}", f"excuse:{excuse.id}", facts)
