"""Who has got an issue, and when (回执)."""

from __future__ import annotations

from collections.abc import Sequence

from core.bulletins.model import Part
from core.bulletins.receipt import Receipt
from core.calendar import Calendar
from core.delivery.model import Posted, State
from core.texts import words
from core.texts.catalogue import say

NAMED = 10
"""People named who have not got everything."""
WAITING = (State.PENDING, State.SENDING)


def listed(receipts: Sequence[Receipt], calendar: Calendar) -> str:
    """Group by group; of people how many, and by name only those who have not got everything."""
    groups = [one for one in receipts if not one.private]
    people = [one for one in receipts if one.private]
    lines = [say("receipts.title"), *(_line(one, calendar) for one in groups)]
    if people:
        got = sum(one.complete for one in people)
        lines.append(say("receipts.people", n=len(people), got=got))
        lines += [_line(one, calendar) for one in people if not one.complete][:NAMED]
    return "\n".join(lines)


def _line(one: Receipt, calendar: Calendar) -> str:
    sent = [p.sent_at for p in one.parts.values() if p.state is State.SENT and p.sent_at is not None]
    facts = [
        say("receipts.sent", n=len(sent), of=len(one.parts), at=words.short_moment(max(sent), calendar))
        if sent
        else say("receipts.none_sent", of=len(one.parts))
    ]
    facts += [_trouble(part, posted) for part, posted in one.parts.items() if posted.state is not State.SENT]
    return say("receipts.row", name=one.name, facts=say("word.clause_stop").join(facts))


def _trouble(part: Part | None, posted: Posted) -> str:
    name = say("receipts.text") if part is None else say(f"bulletin.part.{part.value}")
    if posted.state in WAITING:
        return say("receipts.waiting", part=name)
    if posted.state is State.UNCERTAIN:
        return say("receipts.uncertain", part=name)
    return say("receipts.failed", part=name, why=words.clip(posted.why, 40) or say("receipts.no_reason"))
