"""A right value as a button or a dialogue carries it (更正值)."""

from __future__ import annotations

from core.errors import StaleButton
from core.figures.fields import parsed, written
from core.figures.model import Field
from core.roster.model import Stage
from core.scoring.amend import Item
from core.scoring.amend import Right as Value

ITEMS = tuple(Item)
"""Buttons carry the place in this list."""


def in_button(value: Value) -> str:
    """A value as a button carries it."""
    return str(int(value)) if isinstance(value, bool) else value.name if isinstance(value, Stage) else written(value)  # fmt: skip


def from_button(item: Item, word: str) -> Value:
    """The inverse.

    Raises:
        StaleButton: made up.
    """
    try:
        if item is Item.STAGE:
            return Stage[word]
        if item in (Item.STOCK, Item.STATS):
            return bool(int(word))
        return parsed(Field.START_ON if item in (Item.SIGNED, Item.START) else Field.TOTAL_IN, word)
    except (KeyError, ValueError):
        raise StaleButton from None
