"""Sums that nobody should confirm without a second look, seen from what the ledger holds. Pure."""

from __future__ import annotations

from core.roster.model import Project
from core.rounds.echo.model import Ask
from core.rounds.model import Amount, Period
from core.rounds.reading.checks import ONE_WEEK, TOO_HIGH


def doubt_about(amount: Amount, project: Project) -> tuple[Ask, ...]:
    """At most one question about the size of a sum."""
    known, total = project.total_in_yuan, project.total_yuan
    if amount.period is Period.TOTAL and known is not None and amount.yuan < known:
        return (Ask.FALLS,)
    if not total:
        return ()
    if amount.period is Period.WEEK:
        return (Ask.WEEK,) if amount.yuan * 100 > total * ONE_WEEK else ()
    return (Ask.HIGH,) if amount.yuan * 100 > total * TOO_HIGH else ()
