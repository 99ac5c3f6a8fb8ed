"""``wecom recall``: a broadcast is taken back. ``wecom room``: the application makes a group of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.failed import Failed
from app.cli.session import AsJson, configured, session, show
from app.settings import WeCom
from app.wecom import make_client
from bot.wecom.faults import WeComAway, WeComRefused
from bot.wecom.founding import LEAST, chat_id_of, found
from bot.wecom.recalling import Recalled, message_ids, recall
from core.bulletins.model import BroadcastState
from core.chat import Channel
from core.ports import UnitOfWork
from core.rights import Role
from core.texts.catalogue import say

OUT = (BroadcastState.SENDING, BroadcastState.DONE)
app = typer.Typer(no_args_is_help=True)


@app.callback()
def wecom() -> None:
    """What only WeCom can do."""


@app.command("recall")
def recall_(
    broadcast: Annotated[int, typer.Argument(help="number of the broadcast; left out: the last one")] = 0,
    as_json: AsJson = False,
) -> None:
    """Take a broadcast back from members in WeCom; within 24 hours."""
    settings = _settings()
    with session() as office:
        number = broadcast or office.desk.read_now(_last)
        ids = office.desk.read_now(message_ids, f"broadcast:{number}")
    if not ids:
        raise Failed(say("cli.nothing_sent", number=number or ""))
    result = asyncio.run(_recall(settings, ids))
    show(asdict(result), as_json, say("cli.recalled", done=result.done, late=result.late))


@app.command("room")
def room(
    name: Annotated[str, typer.Argument(help="of the group")],
    owner: Annotated[str, typer.Option(help="name of a person on the roster")],
    member: Annotated[list[str] | None, typer.Option(help="name of a person, any number of times")] = None,
    leaders: Annotated[bool, typer.Option("--leaders", help="all leaders with an account in WeCom")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a group that only the application can speak in; for bulletins."""
    settings = _settings()
    with session() as office:
        people = office.desk.read_now(_in_wecom, [owner, *(member or ())], leaders)
    if len(people) < LEAST:
        raise Failed(say("cli.room.few", n=LEAST))
    made = asyncio.run(_found(settings, name, people))
    chat_id = chat_id_of(name)
    variable = f'DUBAN_WECOM__ROOMS={{"{name}": "{chat_id}"}}'
    show(
        {"chatid": chat_id, "made": made, "members": len(people)},
        as_json,
        say("cli.room.made" if made else "cli.room.there", name=name, n=len(people), variable=variable),
    )


def _settings() -> WeCom:
    settings = configured().wecom
    if settings is None:
        raise Failed(say("cli.no_wecom"))
    return settings


def _in_wecom(work: UnitOfWork, names: Sequence[str], leaders: bool) -> list[str]:
    """Their accounts, the owner's first.

    Raises:
        Failed: somebody is unknown or has no account.
    """
    found = {}
    for name in names:
        person = work.people.by_name(name)
        account = person and _account(work, person.id)
        if not account:
            raise Failed(say("cli.room.unknown", name=name))
        found[account] = name
    everybody = work.people.with_role(Role.LEADER) if leaders else ()
    return list(dict.fromkeys([*found, *filter(None, (_account(work, each.id) for each in everybody))]))


def _account(work: UnitOfWork, person_id: int) -> str:
    accounts = work.people.accounts_of(person_id)
    return next((a.address.chat for a in accounts if a.address.channel is Channel.WECOM), "")


async def _found(settings: WeCom, name: str, people: Sequence[str]) -> bool:
    client = make_client(settings)
    try:
        return await found(client, name, people[0], people, say("wecom.room_made"))
    except (WeComRefused, WeComAway) as fault:
        raise Failed(say("cli.room.refused", why=fault)) from None
    finally:
        await client.close()


def _last(work: UnitOfWork) -> int:
    sent = [each.id for state in OUT for each in work.bulletins.broadcasts_in(state)]
    return max(sent, default=0)


async def _recall(settings: WeCom, ids: tuple[str, ...]) -> Recalled:
    client = make_client(settings)
    try:
        return await recall(client, ids)
    except (WeComRefused, WeComAway) as fault:
        raise Failed(say("cli.recall_refused", why=fault)) from None
    finally:
        await client.close()
