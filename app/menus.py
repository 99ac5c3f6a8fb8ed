"""Which commands each chat shows beside its input line."""

from __future__ import annotations

from collections.abc import Mapping

from bot.table import COMMANDS, commands_of
from bot.telegram.commands import Entries, Menus
from core.chat import Channel
from core.ports import UnitOfWork
from core.rights import Role
from core.texts.helping import menu


def roles_by_chat(work: UnitOfWork, channel: Channel) -> Mapping[str, frozenset[Role]]:
    """Private chat → roles of everybody bound on this channel."""
    people = {person.id: person for person in work.people.all() if person.active}
    accounts = work.people.accounts(people)
    return {a.address.chat: people[i].roles for i, a in accounts.items() if a.address.channel is channel}


def menus_of(by_chat: Mapping[str, frozenset[Role]]) -> Menus:
    """Strangers see /start only; groups what may be asked there."""
    groups = [(c.name, menu(c.name)) for c in COMMANDS if c.in_groups]
    own: dict[str, Entries] = {
        chat: [(name, menu(name)) for name, _ in commands_of(sorted(roles))]
        for chat, roles in by_chat.items()
    }
    return Menus([("start", menu("start"))], groups, own)
