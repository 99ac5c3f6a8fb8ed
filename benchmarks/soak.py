"""Killed again and again under load: ``python -m benchmarks.soak [--postgres]``.

Leaders report at a steady pace while the program is killed with SIGKILL and started again. At the end every
update must be in the inbox once and dealt with, every sentence must have its one report, every leader his
one card.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks.office import found
from benchmarks.program import Program
from benchmarks.stage import Stage, stage
from benchmarks.tables import Measured, show
from core.delivery.model import Kind, State
from storage.engine import Store, open_store
from storage.tables.delivery import InboxRow, OutboxRow, Waiting
from storage.tables.rounds import ReportRow
from tests.postgres import running_server

LEADERS = 300
EACH = 3
UPDATES = 3000
PER_SECOND = 60
KILLS = 20
BATCH = 6  # messages given to the sandbox in one call
SENTENCE = "1号 正常，到位200万"
PATIENCE = 180.0


@dataclass
class Load:
    """What was said, as the reports name it."""

    first: int  # update number
    messages: list[str] = field(default_factory=list)
    kills: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--seed", type=int, default=1, help="decides when it is killed")
    given = parser.parse_args()
    show(soak(postgres=given.postgres, seed=given.seed))


def soak(*, postgres: bool, seed: int) -> Measured:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        url = stack.enter_context(_database(folder, postgres=postgres))
        world = stack.enter_context(stage())
        people = world.post("bulk/people", count=LEADERS, started=True)["ids"]
        found(url, people, EACH)
        store = open_store(url)
        stack.callback(store.close)
        began = time.monotonic()
        load, program = _work(folder, world, url, people, random.Random(seed))
        stack.callback(program.kill)
        said = time.monotonic()
        _wait_for_rest(world, store)
        rested = time.monotonic()
        row = _judge(world, store, load, people)
    return Measured(
        f"{UPDATES} updates at {PER_SECOND}/s, kill -9 again and again, {'PostgreSQL' if postgres else 'SQLite'}",
        [
            "kills",
            "updates",
            "lost",
            "doubled",
            "handled",
            "reports",
            "cards twice",
            "answers sent",
            "in doubt",
        ],
        [row],
        ["sqlalchemy", "aiohttp", "python-telegram-bot"],
        [
            f"seed {seed}; {said - began:.0f} s of load, {rested - said:.0f} s more until all was done",
            "in doubt: letters that nobody knows to have arrived, shown to the office",
        ],
    )


@contextmanager
def _database(folder: Path, *, postgres: bool) -> Iterator[str]:
    if not postgres:
        yield f"sqlite:///{folder / 'duban.db'}"
        return
    with running_server(durable=True) as server, server.fresh_database() as url:
        yield url


def _work(
    folder: Path, world: Stage, url: str, people: list[int], chance: random.Random
) -> tuple[Load, Program]:
    """Talk at the given pace and kill in between; the last program is left running."""
    program = Program(folder, world.url, url)
    program.wait_until_ready()
    load = Load(world.get("updates")["next_update_id"])
    seconds = UPDATES / PER_SECOND
    deaths = sorted(chance.uniform(0.02, 0.98) * seconds for _ in range(KILLS))
    began = time.monotonic()
    while len(load.messages) < UPDATES:
        _say(world, people, load)
        passed = time.monotonic() - began
        if load.kills < KILLS and passed > deaths[load.kills]:
            program.kill()
            program = Program(folder, world.url, url)
            load.kills += 1
        time.sleep(max(0.0, len(load.messages) / PER_SECOND - (time.monotonic() - began)))
    return load, program


def _say(world: Stage, people: list[int], load: Load) -> None:
    start = len(load.messages)
    speakers = [people[(start + number) % len(people)] for number in range(BATCH)]
    items = [{"person": person, "text": SENTENCE} for person in speakers]
    ids = world.post("bulk/send", items=items)["message_ids"]
    load.messages += [f"telegram:{person}:{message}" for person, message in zip(speakers, ids, strict=True)]


def _wait_for_rest(world: Stage, store: Store) -> None:
    deadline = time.monotonic() + PATIENCE
    open_letters = select(func.count()).where(OutboxRow.state.in_([State.PENDING, State.SENDING]))
    waiting = select(func.count()).where(InboxRow.state == Waiting.WAITING)
    while world.get("updates")["waiting"] or _number(store, waiting) or _number(store, open_letters):
        assert time.monotonic() < deadline, "it does not come to rest"
        time.sleep(0.5)


def _judge(world: Stage, store: Store, load: Load, people: list[int]) -> list[str]:
    updates = {str(load.first + number) for number in range(len(load.messages))}
    kept = Counter(str(row[0]) for row in _rows(store, select(InboxRow.update_id)))
    handled = _number(store, select(func.count()).where(InboxRow.state == Waiting.DONE))
    reports = Counter(str(row[0]) for row in _rows(store, select(ReportRow.message)))
    answers = select(func.count()).where(OutboxRow.kind == Kind.ANSWER, OutboxRow.state == State.SENT)
    doubt = select(func.count()).where(OutboxRow.state == State.UNCERTAIN)
    cards = [_cards(world, person) for person in people]
    return [
        str(load.kills),
        str(len(load.messages)),
        str(len(updates - kept.keys()) + len(set(load.messages) - reports.keys())),
        str(sum(number > 1 for number in (*kept.values(), *reports.values()))),
        str(handled),
        str(sum(reports.values())),
        str(sum(number > 1 for number in cards)),
        str(_number(store, answers)),
        str(_number(store, doubt)),
    ]


def _cards(world: Stage, person: int) -> int:
    messages = world.get(f"chats/{person}/messages")
    return sum("项目调度 · " in (message["text"] or "") for message in messages)


def _number(store: Store, statement: Any) -> int:
    (row,) = _rows(store, statement)
    return int(row[0])


def _rows(store: Store, statement: Any) -> list[Any]:
    with store.reader.connect() as connection:
        return list(connection.execute(statement))


if __name__ == "__main__":
    main()
