"""Figures for Prometheus: what came in, what left, how long it took, what waits."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from core.delivery.model import Claimed, Lane, State
from core.delivery.settle import Outcome

BUCKETS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)


class Metrics:
    """One registry per process part, so that tests do not share it."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answered = Histogram(
            "duban_answer_seconds",
            "From receipt to the answer having left",
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._left = Counter(
            "duban_letters_total",
            "Attempts, by kind and outcome",
            ["kind", "outcome"],
            registry=self._registry,
        )
        self._waiting = Gauge(
            "duban_outbox_letters", "Letters not yet settled", ["lane", "state"], registry=self._registry
        )
        self._tick = Gauge(
            "duban_last_tick_age_seconds", "Since the clock last came round", registry=self._registry
        )

    def timed(self, seconds: float) -> None:
        self._answered.observe(max(0.0, seconds))

    def left(self, claimed: Claimed, outcome: Outcome) -> None:
        became = "sent" if isinstance(outcome, str) else type(outcome).__name__
        self._left.labels(claimed.letter.kind.value, became).inc()

    def page(self, depth: Mapping[tuple[Lane, State], int], tick_age: float | None) -> bytes:
        """The exposition text, with the outbox as it stands."""
        self._waiting.clear()
        for (lane, state), n in depth.items():
            self._waiting.labels(lane.name.lower(), state.value).set(n)
        if tick_age is not None:
            self._tick.set(tick_age)
        return generate_latest(self._registry)
