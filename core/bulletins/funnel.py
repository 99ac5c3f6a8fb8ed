"""How far projects have come: 意向 → 合同 → 开工 → 竣工 → 投产. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.scoring.model import Fact


@dataclass(frozen=True, slots=True)
class Layer:
    """``yuan``: total investment."""

    name: str
    count: int
    yuan: int


def funnel_of(facts: Sequence[Fact]) -> tuple[Layer, ...]:
    """Each layer is part of the one before it; ended projects are in none. The first holds all that are known."""
    alive = [fact for fact in facts if not fact.ended]
    contracts = [fact for fact in alive if fact.contract]
    started = [fact for fact in contracts if fact.started]
    built = [fact for fact in started if fact.producing or not (fact.building or fact.paused)]
    producing = [fact for fact in built if fact.producing]
    named = (("known", alive), ("contract", contracts), ("started", started), ("built", built), ("producing", producing))  # fmt: skip
    return tuple(Layer(name, len(rows), sum(fact.contract_yuan for fact in rows)) for name, rows in named)
