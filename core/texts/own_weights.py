"""Weights in words, and who set the office's own (本办自定权重): for scores and bulletins alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.scoring.model import Snapshot
from core.scoring.variants import plain
from core.scoring.weights import NEVER, Weights, number, weights_of
from core.texts.catalogue import say


def name(code: str) -> str:
    return say(f"indicator.name.{code}")


def with_name(code: str, weight: Decimal) -> str:
    """开工率30."""
    return say("weights.one", name=name(code), weight=number(weight))


def listed(weights: Weights) -> str:
    """开工率30、资金到位率50、投产率20; what never counts is left out."""
    return say("word.list_stop").join(
        with_name(code, weight) for code, weight in weights.items() if code not in NEVER
    )


def day(on: date) -> str:
    """2026年11月16日."""
    return say("date.day", year=on.year, month=say("word.months").split()[on.month - 1], day=on.day)


def version(snapshot: Snapshot) -> str:
    """What the scheme is called: without the weights where ``approved`` stands beside it."""
    full = snapshot.scheme.version
    return plain(full) if snapshot.approved else full


def approved(snapshot: Snapshot) -> str:
    """权重为本办自定，周文静2026年11月16日批准; empty where the weights are as published."""
    by = snapshot.approved
    return say("weights.approved", by=by.name, day=day(by.on)) if by else ""


def note(snapshot: Snapshot) -> str:
    """The same with every weight and the name of the version, as a sentence; empty likewise."""
    by, scheme = snapshot.approved, snapshot.scheme
    if by is None:
        return ""
    weights = listed(weights_of(scheme))
    return say("weights.note", by=by.name, day=day(by.on), weights=weights, version=scheme.version)
