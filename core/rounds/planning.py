"""What a change of the rules would come to (调度频次): from the next period on, as values to look at before they are kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from core.calendar import Calendar
from core.errors import BadArgument, WrongState
from core.rounds.cadence import Due
from core.rounds.held import LENGTHS, upcoming
from core.rounds.ladder import TO_THE_LEADER
from core.rounds.model import Rung, Step
from core.rounds.periods import day_in, period_after, period_around
from core.rounds.rule_words import Rule
from core.rounds.timetable import Cadence, Every, Product, When

NEXT = 10
"""Firings in a preview."""
Firing = tuple[Cadence, Due]


def in_force(cadences: Sequence[Cadence], today: date) -> list[Cadence]:
    """Rules that count today or will, in the order of entry."""
    return [each for each in cadences if each.enabled and (each.until_on is None or each.until_on > today)]


def next_firings(
    cadences: Sequence[Cadence],
    calendar: Calendar,
    now: datetime,
    count: int = NEXT,
    of: Collection[int] | None = None,
) -> list[Firing]:
    """What these rules will do next, by opening; ``of``: ids of those to show, None: all."""
    shown = [each for each in cadences if of is None or each.id in of]
    found = [(each, due) for each in shown for due in islice(upcoming(each, calendar, now, cadences), count)]
    return sorted(found, key=lambda firing: (firing[1].opens_at, firing[0].name))[:count]


def from_next_period(cadence: Cadence, today: date) -> Cadence:
    """Counting from the first period that has not begun."""
    first = period_after(period_around(cadence.every, today)).first
    if cadence.campaign_of and cadence.from_on:
        first = max(first, cadence.from_on)
    return replace(cadence, from_on=first, enabled_from=None)


def ended(cadence: Cadence, today: date) -> Cadence:
    """Its last period is the one that has begun; one that has not begun at all never counts."""
    last = period_after(period_around(cadence.every, today)).first
    if cadence.from_on and cadence.from_on > today:
        return replace(cadence, enabled=False)
    return replace(cadence, until_on=min(cadence.until_on or last, last))


def with_preset(cadences: Sequence[Cadence], new: Sequence[Cadence], today: date) -> list[Cadence]:
    """What there is ends with its period, the preset follows; a campaign that runs goes on to its end."""
    old = [each if each.campaign_of else ended(each, today) for each in in_force(cadences, today)]
    return old + [from_next_period(each, today) for each in new]


def is_preset(cadences: Sequence[Cadence], preset: Sequence[Cadence], today: date) -> bool:
    """Whether the rules that last are those of the preset, to the last word."""
    lasting = [each for each in in_force(cadences, today) if each.until_on is None]
    return {_itself(each) for each in lasting} == {_itself(each) for each in preset}


def _itself(cadence: Cadence) -> Cadence:
    """The rule without where it stands and since when."""
    return replace(cadence, id=0, version=1, enabled_from=None, from_on=None, until_on=None, follows=None)


def with_rule(cadences: Sequence[Cadence], changed: Cadence, today: date) -> list[Cadence]:
    """The rule with the id of ``changed`` ends with its period and is followed by it."""
    running = in_force(cadences, today)
    old = [ended(each, today) if each.id == changed.id else each for each in running]
    was = next((each for each in running if each.id == changed.id), changed)
    follows = was.follows if was.from_on and was.from_on > today else was.id
    follower = replace(
        from_next_period(changed, today), id=0, version=changed.version + 1, follows=follows or None
    )
    return [*old, follower]


def checked(planned: Sequence[Cadence], today: date) -> None:
    """Whether these rules can stand together.

    Raises:
        WrongState: none that lasts sends cards, or two of the same length do.
    """
    lasting = [
        each
        for each in in_force(planned, today)
        if each.asks and not each.campaign_of and each.until_on is None
    ]
    if not lasting:
        raise WrongState("cadence", "last")
    if len({each.every for each in lasting}) < len(lasting):
        raise WrongState("cadence", "twin")


def follower_of(cadences: Sequence[Cadence], cadence: Cadence, today: date) -> Cadence | None:
    """The change of this rule that has been decided and does not count yet."""
    return next((each for each in in_force(cadences, today) if each.follows == cadence.id), None)


def leading(cadences: Sequence[Cadence], today: date) -> list[tuple[Cadence, Cadence | None]]:
    """Each rule once, with the change of it that does not count yet."""
    running = in_force(cadences, today)
    known = {each.id for each in running}
    return [(each, follower_of(running, each, today)) for each in running if each.follows not in known]


def stopped(cadences: Sequence[Cadence], today: date) -> list[Cadence]:
    """Rules that have ended and can be switched on again: of each name the last."""
    lasting = {each.name for each in in_force(cadences, today) if each.until_on is None}
    over = {each.name: each for each in cadences if not each.campaign_of and each.name not in lasting}
    return list(over.values())


def campaign(base: Cadence, name: str, rule: Rule, first: date, last: date, note: str = "") -> Cadence:
    """A tighter rule (攻坚) beside ``base``, for periods that begin from ``first`` to ``last``; ``core.rounds.held`` makes
    one round of what falls on one day. Reminders come twice as fast; within a day nobody hears from us twice, so
    that a rule by the day reminds no leader, and its results are those of ``base``, whose period goes on.

    Raises:
        BadArgument: it is not tighter, or no period begins in that time.
    """
    if not _tighter(rule, base, first) or not _begins_within(rule, first, last):
        raise BadArgument("campaign")
    daily = rule.every is Every.DAY
    faster = _within_a_day(base.ladder) if daily else tuple(Rung(r.after / 2, r.step) for r in base.ladder)
    return replace(
        base, id=0, name=name, every=rule.every, opens=rule.opens, closes=rule.closes, days=rule.days,
        ladder=faster, products=(Product.CARD_ROUND,) if daily else base.products, version=1, note=note,
        enabled_from=None, from_on=first, until_on=date.fromordinal(last.toordinal() + 1), campaign_of=base.id,
    )  # fmt: skip


def _within_a_day(ladder: Sequence[Rung]) -> tuple[Rung, ...]:
    """What can be done on the day itself, the last step five office hours after the cards at the latest."""
    kept = [rung for rung in ladder if rung.step not in TO_THE_LEADER and rung.step is not Step.ORDER]
    speed = min([0.5, *(LAST_OF_DAY / rung.after for rung in kept[-1:])])
    halves = [max(1, int(rung.after * speed / HALF_HOUR)) for rung in kept]
    return tuple(Rung(n * HALF_HOUR, rung.step) for n, rung in zip(halves, kept, strict=True))


LAST_OF_DAY, HALF_HOUR = timedelta(hours=5), timedelta(minutes=30)


def _tighter(rule: Rule, base: Cadence, day: date) -> bool:
    own = LENGTHS.index(rule.every), _length(rule.every, rule.opens, rule.closes, day)
    return own < (LENGTHS.index(base.every), _length(base.every, base.opens, base.closes, day))


def _length(every: Every, opens: When, closes: When, day: date) -> int:
    period = period_around(every, day)
    return (day_in(period, closes) - day_in(period, opens)).days


def _begins_within(rule: Rule, first: date, last: date) -> bool:
    period = period_around(rule.every, first)
    while period.first < first or (rule.days and period.first.isoweekday() not in rule.days):
        period = period_after(period)
    return period.first <= last


def overlapping(cadences: Sequence[Cadence], made: Cadence) -> Cadence | None:
    """Another campaign in the same days."""
    return next(
        (
            each
            for each in cadences
            if each.campaign_of and each.from_on and each.until_on and made.from_on and made.until_on
            and each.from_on < made.until_on and made.from_on < each.until_on
        ),
        None,
    )  # fmt: skip


def asking(cadences: Sequence[Cadence], today: date) -> Cadence:
    """The rule with cards that lasts; a campaign is none.

    Raises:
        WrongState: there is none.
    """
    found = [
        each
        for each in in_force(cadences, today)
        if each.asks and not each.campaign_of and each.until_on is None
    ]
    if not found:
        raise WrongState("cadence", "none")
    return found[-1]
