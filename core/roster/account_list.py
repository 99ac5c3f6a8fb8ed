"""A list of accounts from the employer's address book: everybody whose name is on the roster gets his (账号名单)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.chat import Address, Channel
from core.errors import NotFound, TokenRefused
from core.ports import UnitOfWork
from core.roster.accounts import assign_account


@dataclass(frozen=True, slots=True)
class Assigned:
    """Names, by what became of them. ``doubled``: the list or the roster has the name more than once."""

    done: tuple[str, ...]
    unknown: tuple[str, ...]
    doubled: tuple[str, ...]
    taken: tuple[str, ...]


def assign_all(
    work: UnitOfWork, listed: Iterable[tuple[str, str]], channel: Channel, by: int | None, now: datetime
) -> Assigned:
    """Never by a name that could mean two people.

    Args:
        listed: (name, account).
    """
    pairs = [(name.strip(), account.strip()) for name, account in listed if name.strip() and account.strip()]
    on_list = Counter(name for name, _ in pairs)
    on_roster = Counter(person.name for person in work.people.all() if person.active)
    done, unknown, taken = [], [], []
    doubled = sorted(name for name in on_list if on_roster[name] and max(on_list[name], on_roster[name]) > 1)
    for name, account in pairs:
        if name in doubled:
            continue
        try:
            assign_account(work, name, Address(channel, account.casefold()), by, now)
        except NotFound:
            unknown.append(name)
        except TokenRefused:
            taken.append(name)
        else:
            done.append(name)
    return Assigned(tuple(done), tuple(unknown), tuple(doubled), tuple(taken))
