"""Points at which a crash must do no harm; the fault tests kill the process at each of them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Landmark(StrEnum):
    """``before``/``after`` name a commit or a network call. A new boundary gets a new member."""

    UPDATES_FETCHED = "inbox.updates_fetched"  # got a batch, nothing stored yet
    UPDATES_STORED = "inbox.updates_stored"  # committed, offset not yet moved / 200 not yet given
    HANDLED_BEFORE_COMMIT = "door.before_commit"  # effects and answer written, not committed
    HANDLED_AFTER_COMMIT = "door.after_commit"  # committed, answer not yet sent
    CLAIMED = "sender.claimed"  # claim committed, nothing sent
    ACCEPTED = "sender.accepted"  # the service has taken it, not yet recorded
    SETTLED = "sender.settled"  # recorded as sent
    TICK_BEFORE_COMMIT = "clock.before_commit"  # a round, chase step or close written, not committed
    TICK_AFTER_COMMIT = "clock.after_commit"


Reached = Callable[[Landmark], None]


def ignore(_: Landmark) -> None:
    """What production wires: nothing happens at a landmark."""
