"""What a period produces besides cards (产出): drafted where there is something to draft it, else the office is told.

A product that can be drafted stands in ``DRAFTS``; whoever drafts it tells the office himself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from core.bulletins.drafting import draft_kind
from core.bulletins.model import BulletinKind
from core.bulletins.period import kind_for
from core.bulletins.score_period import score_period
from core.calendar import Calendar
from core.ports import UnitOfWork
from core.rounds.cadence import Due
from core.rounds.held import due_now
from core.rounds.model import RoundState
from core.rounds.tell import tell_office
from core.rounds.timetable import Cadence, Product
from core.texts import timetable as texts

DRAFTS: Mapping[Product, Callable[[Cadence, Due], BulletinKind]] = {
    Product.BULLETIN: lambda rule, due: rule.bulletin or kind_for(due.period),
    Product.NEWS: lambda _, __: BulletinKind.NEWS,
    Product.MEETING_PACK: lambda _, __: BulletinKind.MEETING,
}
"""What is drafted for which product, of the newest frozen figures; all others, and all while there are none, become
a notice to the office. A score is made anew (``core.bulletins.score_period``)."""
BY_THE_ROUND = frozenset({Product.CARD_ROUND, Product.BULLETIN, Product.MEETING_PACK})
"""Made when a round with cards opens and closes; its bulletin's draft offers the meeting pack with a button."""
FRESH = timedelta(days=7)
"""How long after a round's end its further products are still worth asking for."""


def products_due(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[tuple[Cadence, Due], ...]:
    """Periods whose products should have been made by now and were not. A rule without cards makes them when its
    period opens, one with cards when its round has closed."""
    cadences = work.rounds.cadences()
    return tuple(
        (each, due)
        for each in cadences
        if further(each)
        for due in due_now(each, calendar, now, cadences)
        if not work.rounds.has_fired(each.id, due.period) and _is_time(work, each, due, now)
    )


def further(cadence: Cadence) -> tuple[Product, ...]:
    """Its products that no round makes by itself."""
    if not cadence.asks:
        return cadence.products
    return tuple(product for product in cadence.products if product not in BY_THE_ROUND)


def _is_time(work: UnitOfWork, cadence: Cadence, due: Due, now: datetime) -> bool:
    if not cadence.asks:
        return True
    round_ = work.rounds.find(cadence.id, due.period)
    return round_ is not None and round_.state is RoundState.CLOSED and now - round_.ends_at < FRESH


def produce(work: UnitOfWork, cadence: Cadence, due: Due, calendar: Calendar, now: datetime) -> bool:
    """Draft what can be drafted and tell the office of the rest; False if another replica was first."""
    if not work.rounds.fire(cadence.id, due.period, now):
        return False
    products = further(cadence)
    scored = [product for product in products if product is Product.SCORE]
    if scored:
        score_period(work, cadence, due, calendar, now)
    frozen = work.bulletins.last_snapshot() is not None
    drafted = [*scored, *(product for product in products if product in DRAFTS and frozen)]
    for kind in dict.fromkeys(DRAFTS[product](cadence, due) for product in drafted if product in DRAFTS):
        draft_kind(work, kind, calendar, now)
    rest = tuple(product for product in products if product not in drafted)
    if rest:
        card = texts.product_due(cadence, due, rest, calendar)
        tell_office(work, f"cadence:{cadence.id}:{due.period}", card, calendar, now)
    facts = {"period": due.period, "products": ",".join(products)}
    work.audit.note(now, None, "cadence.fired", f"cadence:{cadence.id}", facts)
    return True
