"""The office's own weights (自定权重): set by a named person, counting from the next period, taken back before that.

Periods of every length count for themselves: what is decided on a day holds for the weeks, months, quarters and
years that begin after it, and one that has begun keeps the weights it began with.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from hashlib import sha256

from core.errors import NotFound, WrongState
from core.ports import UnitOfWork
from core.roster.model import Person
from core.rounds.periods import Period, first_day, named, period_after, period_around
from core.rounds.planning import in_force
from core.rounds.timetable import Every, Product
from core.scoring.model import Approval, Scheme
from core.scoring.schemes import SCHEMES
from core.scoring.variants import base_of, is_own, with_weights
from core.scoring.weights import Weighing, Weights, read, weights_of, written
from core.settings import Json, Setting, chosen, keep, stored

RECENT = 20
"""Rounds among which one that uses weights just set would be."""


def _to_json(made: tuple[Weighing, ...]) -> Json:
    return [
        {
            "base": one.base, "weights": one.weights, "by": one.by, "name": one.name,
            "at": one.at.isoformat(), "on": one.on.isoformat(),
        }
        for one in made
    ]  # fmt: skip


def _from_json(value: Json) -> tuple[Weighing, ...]:
    if not isinstance(value, list):
        raise ValueError(value)  # noqa: TRY004 - what was stored is wrong, not the call
    return tuple(_weighing(one) for one in value if isinstance(one, dict))


def _weighing(row: dict[str, Json]) -> Weighing:
    at, on = datetime.fromisoformat(str(row["at"])), date.fromisoformat(str(row["on"]))
    return Weighing(str(row["base"]), str(row["weights"]), int(str(row["by"])), str(row["name"]), at, on)


WEIGHINGS: Setting[tuple[Weighing, ...]] = Setting("weights", (), _to_json, _from_json)
"""Every decision that has counted or will, oldest first; none: weights as published."""


def seal(made: tuple[Weighing, ...]) -> str:
    """SHA-256 of all decisions; the audit has it with each change, so that a change past it shows."""
    return sealed(stored(WEIGHINGS, made))


def sealed(text: str) -> str:
    """The same of what is stored."""
    return sha256(text.encode()).hexdigest()


def weighing_for(work: UnitOfWork, base: str, first: date, opened_at: datetime) -> Weighing | None:
    """The decision that counts for the round of a period that begins on ``first``; None: weights as published."""
    counting = (one for one in _of(work, base)[::-1] if one.on < first and one.at <= opened_at)
    return next(counting, None)


def _of(work: UnitOfWork, base: str) -> list[Weighing]:
    return [one for one in chosen(work, WEIGHINGS) if one.base == base]


def weights_in(made: Weighing | None, base: str) -> Weights:
    """
    Raises:
        NotFound: no such scheme, or what was stored are no weights of it.
    """
    published = SCHEMES.get(base)
    if published is None:
        raise NotFound("scheme", base)
    found = read(published, made.weights) if made else weights_of(published)
    if found is None:
        raise NotFound("scheme", base)
    return found


def with_own(work: UnitOfWork, scheme: Scheme, period: str, opened_at: datetime) -> Scheme:
    """The scheme with the weights that count for this period."""
    base = base_of(scheme.version)
    return with_weights(scheme, weights_in(weighing_for(work, base, first_day(period), opened_at), base))


def approval_of(work: UnitOfWork, scheme: Scheme, period: str, opened_at: datetime) -> Approval | None:
    """Who set the weights of this scheme; None: they are as published."""
    made = weighing_for(work, base_of(scheme.version), first_day(period), opened_at)
    return Approval(made.by, made.name, made.on) if made and is_own(scheme.version) else None


def standing(work: UnitOfWork, base: str, today: date, now: datetime) -> Weighing | None:
    """The decision that counts for the shortest period that is running."""
    return weighing_for(work, base, period_around(_lengths(work, today)[0], today).first, now)


def begins(work: UnitOfWork, on: date, at: datetime, today: date) -> Sequence[Period]:
    """From which periods on a decision of that moment, and its day, counts, the shortest first.

    A round may have opened before its period began, because that begins on a day off; it keeps its weights.
    """
    rounds = (one for one in work.rounds.latest(RECENT) if one.opened_at < at)
    opened = {(named(one.period).every, first_day(one.period)) for one in rounds}
    return [_first_free(period_after(period_around(every, on)), opened) for every in _lengths(work, today)]


def _first_free(period: Period, opened: Collection[tuple[Every, date]]) -> Period:
    return _first_free(period_after(period), opened) if (period.every, period.first) in opened else period


def _lengths(work: UnitOfWork, today: date) -> list[Every]:
    """Of the periods that are scored."""
    scoring = {
        each.every
        for each in in_force(work.rounds.cadences(), today)
        if {Product.BULLETIN, Product.SCORE} & set(each.products)
    }
    return [every for every in Every if every in scoring] or [Every.WEEK]


def waiting(work: UnitOfWork, base: str, today: date) -> Weighing | None:
    """The last decision, while it counts for nothing yet: no period after it has begun, no round of one has opened."""
    made = next(iter(_of(work, base)[::-1]), None)
    if made is None or today >= min(period.first for period in begins(work, made.on, made.at, today)):
        return None
    rounds = work.rounds.latest(RECENT)
    used = any(one.opened_at >= made.at and first_day(one.period) > made.on for one in rounds)
    return None if used else made


def set_weights(
    work: UnitOfWork, base: str, weights: Weights, by: Person, today: date, now: datetime
) -> Weighing:
    """From the next period on; a decision that still waits is replaced.

    Raises:
        NotFound: no such scheme.
        WrongState: they are those that count already.
    """
    if base not in SCHEMES:
        raise NotFound("scheme", base)
    work.settings.hold(WEIGHINGS.name)
    old = standing(work, base, today, now)
    replaced = waiting(work, base, today)
    if weights == weights_in(replaced or old, base):
        raise WrongState("weights", "same")
    made = Weighing(base, written(SCHEMES[base], weights), by.id, by.name, now, today)
    kept = tuple(one for one in chosen(work, WEIGHINGS) if one != replaced)
    facts = {"old": _text(old, base), "new": made.weights, "name": by.name, "from": _from(work, today, now)}
    _keep(work, (*kept, made), base, by.id, now, facts)
    return made


def take_back(work: UnitOfWork, base: str, by: int, today: date, now: datetime) -> None:
    """What was decided and counts for nothing yet.

    Raises:
        WrongState: it counts already, or nothing was decided.
    """
    work.settings.hold(WEIGHINGS.name)
    made = waiting(work, base, today)
    if made is None:
        raise WrongState("weights", "counts")
    kept = tuple(one for one in chosen(work, WEIGHINGS) if one != made)
    now_again = _text(standing(work, base, today, now), base)
    _keep(work, kept, base, by, now, {"taken_back": made.weights, "new": now_again})


def _keep(
    work: UnitOfWork, made: tuple[Weighing, ...], base: str, by: int, now: datetime, facts: dict[str, str]
) -> None:
    keep(work, WEIGHINGS, made, by, now, {"scheme": base, **facts, "seal": seal(made)})


def _text(made: Weighing | None, base: str) -> str:
    return written(SCHEMES[base], weights_in(made, base))


def _from(work: UnitOfWork, today: date, now: datetime) -> str:
    return ",".join(period.name for period in begins(work, today, now, today))
