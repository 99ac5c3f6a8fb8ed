"""How a draft stands, for whoever decides about it. Values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.bulletins.model import Artefact, Bulletin, Plan
from core.bulletins.numbers import Foreign
from core.bulletins.target_values import Targets
from core.rounds.views import State


@dataclass(frozen=True, slots=True)
class Look:
    """Everything the office sees of a draft besides its words.

    Attributes:
        waiting: reported figures that nobody has confirmed yet.
        doubts: numbers that the frozen figures do not say.
        versions: how often it was worded, the first time included.
        second: whether a second person is wanted. ``proposer``: who has put it forward, or empty.
        number: which number it would have now (拟第N期).
        older: drafts of the same rule that it takes the place of.
        pack: whether the round is followed by a meeting.
    """

    state: State
    targets: Targets
    plan: Plan
    parts: Sequence[Artefact]
    waiting: int
    doubts: tuple[Foreign, ...]
    versions: int
    second: bool
    proposer: str
    number: int
    older: Sequence[Bulletin]
    pack: bool
