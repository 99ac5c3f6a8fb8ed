"""Many buttons that ask the same of several things: one list of the things, and one button for each answer.

A leader with nine projects has 36 buttons in Telegram; a card of WeCom has six. The list stands at the first
project that is still open, so an answer is one tap here, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.wecom.keys import GAP
from core.chat import Button, Card

LONGEST_LIST = 10  # options. Source: WeCom, template cards, button_selection


@dataclass(frozen=True, slots=True)
class Folded:
    """``answers``: (label, data with a gap); ``ids``: what goes into the gap, one for each row."""

    answers: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]
    rest: tuple[Button, ...]


def folded(card: Card) -> Folded | None:
    """None if the rows do not ask the same, or are too few or too many."""
    rows = card.buttons[: len(card.about)]
    if not 2 <= len(rows) <= LONGEST_LIST or len({len(row) for row in rows}) != 1:
        return None
    columns = list(zip(*rows, strict=True))
    found = [_column([button.data.split(":") for button in column]) for column in columns]
    if any(column is None for column in found) or len({column[1] for column in found if column}) != 1:
        return None
    labels = [_common_end([button.label for button in column]) for column in columns]
    if not all(labels):
        return None
    answers = tuple((label, column[0]) for label, column in zip(labels, found, strict=True) if column)
    ids = next(column[1] for column in found if column)
    rest = tuple(button for row in card.buttons[len(rows) :] for button in row)
    return Folded(answers, ids, rest)


def _column(parts: Sequence[Sequence[str]]) -> tuple[str, tuple[str, ...]] | None:
    """(template, what differs) if all are the same but for one part."""
    if len({len(each) for each in parts}) != 1 or not all(parts):
        return None
    places = [i for i, values in enumerate(zip(*parts, strict=True)) if len(set(values)) > 1]
    if len(places) != 1:
        return None
    differing = tuple(each[places[0]] for each in parts)
    if len(set(differing)) != len(differing) or any(GAP in part for part in parts[0]):
        return None
    template = [GAP if i == places[0] else part for i, part in enumerate(parts[0])]
    return ":".join(template), differing


def _common_end(labels: Sequence[str]) -> str:
    """What the labels share after their numbers or marks: “1 正常” and “✓ 正常” make “正常”."""
    shortest = min(labels, key=len)
    shared = next(
        (shortest[i:] for i in range(len(shortest)) if all(x.endswith(shortest[i:]) for x in labels)), ""
    )
    return shared.lstrip("0123456789✓ ").rstrip()
