"""People who use WeCom: the same acts as in Telegram, done the way its cards want them."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.http import create_app
from app.settings import WeCom
from core.chat import Address, Channel
from core.delivery.landmarks import Reached, ignore
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.accounts import assign_account
from core.roster.binding import Wanted, invite
from core.texts.catalogue import say
from sandbox import Sandbox
from tests.chats.wecom.serving import served
from tests.stories.world import PATIENCE, Someone, World, world_at

TITLE = say("wecom.title")
IN_BOTH_CHATS = pytest.mark.parametrize(
    ("database_url", "chat"),
    [("sqlite", "telegram"), ("postgresql", "telegram"), ("sqlite", "wecom")],
    indirect=True,
)
"""The story is told in Telegram and in WeCom, by the same words."""
ROW = re.compile(r"(\d+) (.+)")
UNHURRIED = {"member_messages_per_minute": 10_000, "member_messages_per_hour": 100_000}
"""People in stories talk fast; the limits have tests of their own."""


def settings_of(sandbox: Sandbox, **more: Any) -> WeCom:
    account = sandbox.wecom.account
    given: dict[str, Any] = {
        "corp_id": account.corp_id,
        "agent_id": account.agent_id,
        "secret": account.secret,
        "token": account.token,
        "aes_key": account.aes_key,
        "api_url": sandbox.wecom_url,
        "accounts": account.accounts,
    }
    return WeCom(**given | UNHURRIED | more)


@dataclass
class Member(Someone):
    """Somebody in the corporation. ``taps`` takes the labels that Telegram shows: a row's number is chosen
    in the list of the card, a choice of many in its vote, and what stands in no card is typed."""

    userid: str = ""
    pressed_last: int = 0

    async def taps(self, label: str, on: str = "", wait: float = PATIENCE) -> str:
        """What is said over the button: there are no toasts, so the messages that come of it."""
        for message in (await self.from_us())[::-1]:
            if on in (message["text"] or "") and (how := how_to_press(message, label)):
                return await self._pressed(message["message_id"], how, wait)
        raise AssertionError(
            f"{self.name} sees no button {label}: {[m['text'] for m in await self.from_us()]}"
        )

    async def press(self, message_id: int, **how: Any) -> str:
        """By ``label``, or by ``data``: what the card carries for it, also for a button that is not on it."""
        message = next(m for m in await self.from_us() if m["message_id"] == message_id)
        if "label" in how:
            pressed = how_to_press(message, how["label"])
            assert pressed, (how, message)
            return await self._pressed(message_id, pressed)
        data = how["data"]
        return await self._pressed(
            message_id, how | {"data": data if "|" in data else key_for(message, data)}
        )

    async def _pressed(self, message_id: int, how: dict[str, Any], wait: float = PATIENCE) -> str:
        if message_id == self.pressed_last:  # in the same second it would be a repeated callback
            self.world.sandbox.telegram.clock.forward(timedelta(seconds=1))
        self.pressed_last = message_id
        self.seen = await self._newest()
        body = {"message_id": message_id, "wait": wait, **how}
        act = "card_menu" if "entry" in how else "press"
        self.presses.append(await self.world.post(f"/sandbox/people/{self.id}/{act}", body))
        await self.world.rest()
        return "\n".join(await self.heard()) or await self._first_on(message_id)

    async def _first_on(self, message_id: int) -> str:
        """The title of the changed card, and the line with which it begins."""
        card = next(card_of(m) for m in await super().from_us() if m["message_id"] == message_id) or {}
        listed = "button_selection" in card
        shown = card.get("main_title", {}).get("desc", "") if listed else card.get("sub_title_text", "")
        title = card.get("main_title", {})
        return f"{title.get('title')}\n" + str(shown or title.get("desc", "")).split("\n")[0]

    async def from_us(self) -> list[dict[str, Any]]:
        """A text and the card that was sent behind it to hold its buttons are one message, as in Telegram."""
        found: list[dict[str, Any]] = []
        for message in await super().from_us():
            if card_of(message) and found and not card_of(found[-1]) and belongs(found[-1], message):
                message["text"] = whole_text(found.pop(), message)
            elif card_of(message):
                message["text"] = message["text"].removeprefix(f"{TITLE}\n")
            found.append(message)
        return found

    async def leaves(self) -> None:
        await self.world.post(f"/sandbox/wecom/members/{self.id}", {"visible": False})
        await self.world.rest()

    async def enters(self) -> list[str]:
        """Opens the chat without a word."""
        self.seen = await self._newest()
        await self.world.post(f"/sandbox/people/{self.id}/enter", {"wait": PATIENCE})
        await self.world.rest()
        return await self.heard()

    async def chooses(self, entry: str) -> list[str]:
        """An entry of the application's menu."""
        self.seen = await self._newest()
        await self.world.post(f"/sandbox/people/{self.id}/menu", {"entry": entry, "wait": PATIENCE})
        await self.world.rest()
        return await self.heard()

    async def cards(self) -> list[dict[str, Any]]:
        return [m for m in await super().cards() if card_of(m)]


def card_of(message: dict[str, Any]) -> dict[str, Any] | None:
    said = message.get("wecom") or {}
    return dict(said["content"]) if said.get("msgtype") == "template_card" else None


def belongs(text: dict[str, Any], card: dict[str, Any]) -> bool:
    """The card has the text's first line for a title, or says nothing of its own."""
    title, first = str(card["text"]).split("\n")[0], str(text["text"]).split("\n")[0]
    too_long_for_it = title == TITLE and len(text["text"]) > 100 and not says_more(card)
    return title.startswith(first[:12]) or too_long_for_it


def says_more(card: dict[str, Any]) -> bool:
    content = card["wecom"]["content"]
    return bool("sub_title_text" in content or content["main_title"].get("desc"))


def whole_text(text: dict[str, Any], card: dict[str, Any]) -> str:
    """What the card says is newer than the text; a title alone says nothing."""
    if "button_selection" in card["wecom"]["content"]:
        return f"{text['text']}\n{card['text']}"
    return str(card["text"] if says_more(card) else text["text"])


def key_for(message: dict[str, Any], data: str) -> str:
    """The key that a button of this card with that data would have."""
    content = message["wecom"]["content"]
    keys = [
        b["key"] for b in [*content.get("button_list", ()), content.get("submit_button", {})] if "key" in b
    ]
    return f"b|{keys[0].split('|')[1]}|{data}"


def how_to_press(message: dict[str, Any], label: str) -> dict[str, Any] | None:
    """What to send to the sandbox to press this on that message, or None."""
    card = card_of(message)
    if card is None or message["wecom"]["greyed"] is not None:
        return None
    buttons = [b["text"] for row in message["buttons"] for b in row]
    if label in buttons:
        return {"label": label}
    row = ROW.fullmatch(label)
    listed = card.get("button_selection", {}).get("option_list", [])
    if row and row[2] in buttons:
        found = [o["id"] for o in listed if o["text"].startswith(f"{row[1]} ")]
        return {"label": row[2], "selected": {"choice": found}} if found else None
    if label in [each["text"] for each in card.get("action_menu", {}).get("action_list", [])]:
        return {"entry": label}
    if label in [o["text"] for o in card.get("checkbox", {}).get("option_list", [])]:
        return {"label": card["submit_button"]["text"], "selected": {"choice": [label]}}
    for each in card.get("select_list", []):
        if label in [o["text"] for o in each["option_list"]]:
            return {"label": card["submit_button"]["text"], "selected": {each["question_key"]: [label]}}
    return None


class Corporation(World):
    """The world with WeCom in it, beside Telegram."""

    async def member(
        self, name: str, role: Role, userid: str, unit: str = "", leader: str = "", **more: Any
    ) -> Member:
        """Somebody on the roster whom the office has given this account."""
        someone = await self.unknown(name, userid, **more)
        await self.put_on_roster(name, role, unit, leader)
        await self.product.desk.run(
            assign_account, name, Address(Channel.WECOM, userid.casefold()), None, self.now
        )
        return someone

    async def unknown(self, name: str, userid: str, **more: Any) -> Member:
        """A member of the corporation whom we do not know."""
        made = await self.post("/sandbox/wecom/members", {"userid": userid, "name": name, **more})
        await self.rest()
        return Member(self, int(made["id"]), name, userid=userid)

    async def put_on_roster(self, name: str, role: Role, unit: str = "", leader: str = "") -> None:
        today = self.product.calendar.today(self.now)

        def step(work: UnitOfWork) -> None:
            found = work.projects.unit_named(unit) if unit else None
            stood = work.people.by_name(leader) if leader else None
            wanted = Wanted(name, role, found.id if found else None, stood.id if stood else None)
            person, _ = invite(work, wanted, self.product.office.new_token(), None, today, self.now)
            if role not in person.roles:
                work.people.change(replace(person, roles=person.roles | {role}))

        await self.product.desk.run(step)


@contextlib.asynccontextmanager
async def corporation_at(
    folder: Path,
    database_url: str,
    prepared: Callable[[Sandbox], dict[str, Any]] = lambda _: {},
    reached: Reached = ignore,
    public_url: str = "",
) -> AsyncIterator[Corporation]:
    """``prepared``: settings that differ, and whatever must be there before the product starts."""
    async with (
        world_at(
            folder,
            database_url,
            reached=reached,
            public_url=public_url,
            wecom=lambda sandbox: settings_of(sandbox, **prepared(sandbox)),
        ) as world,
        served(create_app(world.product)) as url,
    ):
        await save_address(world, f"{url}/wecom/callback")
        yield Corporation(world.sandbox, world.product, world.web)


async def save_address(world: World, url: str) -> None:
    """The console gives an answer one second; whoever sits there presses the button again."""
    async with asyncio.timeout(PATIENCE):
        while (await world.web.post("/sandbox/wecom/callback", json={"url": url})).is_error:
            pass


class InWeCom(Corporation):
    """Everybody whom a story brings in is a member of the corporation: the story is told in WeCom."""

    numbers = itertools.count(1)

    async def person(self, name: str, role: Role, unit: str = "", leader: str = "") -> Member:
        return await self.member(name, role, f"member{next(self.numbers)}", unit, leader)

    async def stranger(self, name: str) -> Member:
        return await self.unknown(name, f"member{next(self.numbers)}")
