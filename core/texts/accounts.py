"""A person's accounts in chat services, and which of them is written to (账号)."""

from __future__ import annotations

from collections.abc import Sequence

from core.chat import Button, Card
from core.presses import encode
from core.roster.model import Account, Person
from core.texts import words
from core.texts.catalogue import say

Accounts = Sequence[Account]


def assigned(person: Person, userid: str) -> Card:
    return Card(say("account.assigned", name=words.titled(person.name, person.title), userid=userid))


def switched_off() -> Card:
    return Card(say("account.off"))


def accounts(person: Person, held: Accounts) -> Card:
    """For the office: services only, for an account's number says nothing to anybody."""
    if not held:
        return Card(say("account.none", name=person.name))
    rows = [say("account.row", service=_service(each), state=_state(each, held)) for each in held]
    return Card("\n".join([say("account.head", name=person.name), *rows]))


def choice(held: Accounts) -> Card:
    """For the person: where we write to, with a button for each other way."""
    if len(held) < 2:
        return Card(say("account.only_one"))
    chosen = next((each for each in held if each.preferred), None)
    now = say("account.chosen", service=_service(chosen)) if chosen else say("account.last_used")
    others = [
        Button(_service(each), encode("pf", each.address.channel.value))
        for each in held
        if each is not chosen
    ]
    if chosen:
        others.append(Button(say("button.last_used"), encode("pf", "last")))
    return Card(now, title=say("account.title"), buttons=tuple((button,) for button in others))


def _service(account: Account) -> str:
    return say(f"service.{account.address.channel.value}")


def _state(account: Account, held: Accounts) -> str:
    if account.lost_because:
        return say("account.lost")
    return say("account.written_to") if account is held[0] else ""
