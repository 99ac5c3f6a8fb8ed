"""Put one message into the hands of everybody in the office."""

from __future__ import annotations

from datetime import datetime

from core.calendar import Calendar
from core.chat import Card
from core.delivery.model import Kind, Letter
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import hears


def tell_office(
    work: UnitOfWork, key: str, card: Card, calendar: Calendar, now: datetime, batch: str = ""
) -> int:
    """One letter to each reachable person of the office, outside quiet hours; how many were written."""
    people = work.people.with_role(Role.OFFICE)
    accounts = work.people.accounts([person.id for person in people])
    told = 0
    for person_id, account in accounts.items():
        if not hears(account):
            continue
        due_at = calendar.next_speaking(now)
        letter = Letter(
            f"{key}:{person_id}", Kind.OFFICE, account.address, card, due_at, None, person_id, batch
        )
        told += work.outbox.put(letter)
    return told
