"""Keeps the world in a JSON file, so that a demo goes on where it stopped."""

import asyncio
import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from sandbox.files import StoredFile
from sandbox.model import Media
from sandbox.nursery import Nursery
from sandbox.telegram import Telegram
from sandbox.updates import Update
from sandbox.wecom import Corp
from sandbox.wecom import state as wecom_state

DEBOUNCE_SECONDS = 0.5
VERSION = 1


class Keeper:
    """Saves shortly after a change and at the end. Bytes of files live in a folder beside it."""

    def __init__(self, telegram: Telegram, corp: Corp, path: Path) -> None:
        self._telegram = telegram
        self._corp = corp
        self._path = path
        self._folder = path.with_name(path.name + ".files")
        self._saved = -1
        self._nursery = Nursery()

    def start(self) -> None:
        self._nursery.start(self._run())

    async def stop(self) -> None:
        self._nursery.end()
        self._save()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(DEBOUNCE_SECONDS)
            self._save()

    def _mark(self) -> int:
        """Grows with every change worth saving."""
        updates = self._telegram.updates
        told = len(self._corp.courier.deliveries) + len(self._corp.sent)
        return self._telegram.world.changes + updates.next_id + len(updates.waiting) + told

    def _save(self) -> None:
        mark = self._mark()
        if mark == self._saved:
            return
        self._save_files()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(self._path.name + ".new")
        kept = snapshot(self._telegram) | {"wecom": wecom_state.snapshot(self._corp)}
        fresh.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        fresh.replace(self._path)
        self._saved = mark

    def _save_files(self) -> None:
        for file_id, stored in self._telegram.world.files.by_id.items():
            place = self._folder / file_id
            if not place.exists():
                self._folder.mkdir(parents=True, exist_ok=True)
                place.write_bytes(stored.content)

    def load(self) -> None:
        """Nothing happens if there is no file yet."""
        if not self._path.exists():
            return
        kept = json.loads(self._path.read_text("utf-8"))
        restore(self._telegram, kept)
        if "wecom" in kept:
            wecom_state.restore(self._corp, kept["wecom"])
        for item in kept["files"]:
            media = Media(**item["media"])
            content = (self._folder / media.file_id).read_bytes()
            self._telegram.world.files.keep(StoredFile(media, item["path"], content))


def snapshot(telegram: Telegram) -> dict[str, Any]:
    world = telegram.world
    return {
        "version": VERSION,
        "clock_offset": telegram.clock.offset.total_seconds(),
        "people": [asdict(person) for person in world.people.values()],
        "groups": [asdict(group) for group in world.groups.values()],
        "messages": [asdict(item) for said in world.messages.values() for item in said.values()],
        "message_counters": list(world.message_counters.items()),
        "files": [
            {"media": asdict(stored.media), "path": stored.path} for stored in world.files.by_id.values()
        ],
        "updates": [asdict(update) for update in telegram.updates.waiting.values()],
        "next_update": telegram.updates.next_id,
        "next_query": telegram.next_query,
        "commands": [[list(key), value] for key, value in telegram.commands.lists.items()],
        "words": telegram.words,
    }


def restore(telegram: Telegram, kept: dict[str, Any]) -> None:
    world = telegram.world
    telegram.clock.forward(timedelta(seconds=kept["clock_offset"]))
    world.people = {item["id"]: wecom_state.person_from(item) for item in kept["people"]}
    world.groups = {item["id"]: wecom_state.group_from(item) for item in kept["groups"]}
    for item in kept["messages"]:
        media = Media(**item["media"]) if item["media"] else None
        message = wecom_state.message_from(item | {"media": media})
        world.messages.setdefault(message.chat_id, {})[message.id] = message
    world.message_counters = dict(kept["message_counters"])
    telegram.updates.waiting = {item["id"]: Update(**item) for item in kept["updates"]}
    telegram.updates.next_id = kept["next_update"]
    telegram.next_query = kept["next_query"]
    for (kind, chat_id, user_id, language), commands in kept["commands"]:
        telegram.commands.set((kind, chat_id, user_id, language), commands)
    telegram.words = kept["words"]
