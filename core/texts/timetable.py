"""What happens when (调度频次)."""

from __future__ import annotations

from collections.abc import Sequence

from core.calendar import Calendar
from core.chat import Card
from core.rounds.cadence import Due
from core.rounds.timetable import Cadence, Product
from core.texts import words
from core.texts.catalogue import say


def product_due(cadence: Cadence, due: Due, products: Sequence[Product], calendar: Calendar) -> Card:
    """To the office: what this period wants of it. What a round with cards leads to is wanted now."""
    facts = {"name": cadence.name, "period": words.period(due.period), "products": names(products)}
    if cadence.asks:
        return Card(say("timetable.product_after", **facts))
    deadline = words.moment(due.deadline_at, calendar)
    return Card(say("timetable.product_due", deadline=deadline, **facts))


def names(products: Sequence[Product]) -> str:
    return say("word.list_stop").join(say(f"product.{product.value}") for product in products)
