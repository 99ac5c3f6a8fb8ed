"""Which failures a second try cures."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from storage.errors import Overtaken

T = TypeVar("T")

TRIES = 3
CURABLE = frozenset(
    {
        "40001",  # serialization_failure
        "40P01",  # deadlock_detected
        "55P03",  # lock_not_available: lock_timeout ran out
        "23505",  # unique_violation: another transaction took the number or version that we computed
    }
)


def is_curable(error: Exception) -> bool:
    """Whether the same transaction may succeed when run again from the start."""
    if isinstance(error, DBAPIError):
        return getattr(error.orig, "sqlstate", None) in CURABLE
    return isinstance(error, Overtaken)


def with_tries(transaction: Callable[[], T]) -> T:
    """Run it, and after a curable failure again, at most three times in all, with growing random pauses."""
    for attempt in range(1, TRIES):
        try:
            return transaction()
        except Exception as error:
            if not is_curable(error):
                raise
            time.sleep(random.uniform(0.002, 0.02) * 4**attempt)
    return transaction()
