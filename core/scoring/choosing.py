"""Which scheme counts for a round: the one chosen before the round opened (考核办法, 下期起生效)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.errors import NotFound
from core.ports import UnitOfWork
from core.rounds.model import Round
from core.scoring.model import Scheme
from core.scoring.schemes import FIRST
from core.scoring.variants import is_own, scheme_named
from core.scoring.weighing import with_own
from core.settings import Json, Setting, choose, chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """``version`` counts for rounds that open at ``since`` or later."""

    version: str
    since: datetime


def _to_json(choices: tuple[Choice, ...]) -> Json:
    return [{"version": one.version, "since": one.since.isoformat()} for one in choices]


def _from_json(value: Json) -> tuple[Choice, ...]:
    if not isinstance(value, list):
        raise ValueError(value)  # noqa: TRY004 - what was stored is wrong, not the call
    rows = [one for one in value if isinstance(one, dict)]
    return tuple(Choice(str(one["version"]), datetime.fromisoformat(str(one["since"]))) for one in rows)


CHOICES: Setting[tuple[Choice, ...]] = Setting("scheme", (), _to_json, _from_json)
"""Every choice ever made, oldest first; none: the three rates, as before there was a choice."""


def scheme_for(work: UnitOfWork, round_: Round) -> Scheme:
    """The scheme that was in force when the round opened, whatever was chosen since, with the weights that count for its
    period."""
    return with_own(work, scheme_at(work, round_.opened_at), round_.period, round_.opened_at)


def scheme_at(work: UnitOfWork, moment: datetime) -> Scheme:
    """The scheme chosen for a round that opens at this moment, with its options; its weights as published."""
    in_force = [one.version for one in chosen(work, CHOICES) if one.since <= moment]
    return (scheme_named(in_force[-1]) if in_force else None) or FIRST


def choose_scheme(work: UnitOfWork, version: str, by: int | None, now: datetime) -> Scheme:
    """Rounds that open from now on are scored by it; one that is open keeps the scheme it began with.

    Raises:
        NotFound: no such version; weights are chosen apart (``core.scoring.weighing``).
    """
    wanted = scheme_named(version)
    if wanted is None or is_own(version):
        raise NotFound("scheme", version)
    if scheme_at(work, now).version != version:
        choose(work, CHOICES, (*chosen(work, CHOICES), Choice(version, now)), by, now)
    return wanted
