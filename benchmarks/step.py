"""One reply's transaction and nothing else: no chat service, no other thread at work. For whoever makes it cheaper.

A machine that others use is slower at times, never faster: so the quickest of many batches is the figure.
With ``--profile FILE`` what Python's profiler saw is kept there.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from app.garbage import keep_what_is_there
from app.times import ShiftedClock
from app.wiring import Product
from benchmarks.inbound import SENTENCE
from benchmarks.office import MONDAY, found, settings
from benchmarks.tables import Measured, show
from bot.door import Handled
from core.chat import Channel
from core.delivery.claim import as_written, turn_over
from core.delivery.model import Claimed, Lane
from core.delivery.settle import Sent
from core.late_patterns import compile_late_patterns
from core.ports import RawUpdate

LEADERS, PROJECTS, EACH = 300, 3, 3
BATCH = 50  # about as many as share a commit
LEASE = timedelta(seconds=90)


def measure(profile: str = "") -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        took = asyncio.run(_steps(Path(folder), profile))
    later = took[LEADERS // BATCH :]  # everybody's first one also reads who he is
    return Measured(
        f"{LEADERS * EACH} replies, each taken from the inbox, read, kept and answered, in batches of {BATCH}",
        ["µs of the processor for each reply", "quickest batch", "median"],
        [_row("first of each person", took[: LEADERS // BATCH]), _row("those after it", later)],
        ["sqlalchemy"],
    )


def _row(title: str, took: Sequence[float]) -> list[str]:
    return [title, f"{min(took):.0f}", f"{statistics.median(took):.0f}"]


async def _steps(folder: Path, profile: str) -> list[float]:
    """Microseconds for each reply, batch by batch."""
    chosen = settings(folder, "http://127.0.0.1:9")
    people = list(range(1, LEADERS + 1))
    await asyncio.to_thread(found, chosen.database_url, people, PROJECTS)
    clock = ShiftedClock()
    clock.move_to(MONDAY)
    product = Product(chosen, clock)
    await _cards_out(product)
    ids = await product.desk.run(
        lambda work: [row for row, _ in work.inbox.add(_rows(people, clock), clock.now())]
    )
    for _ in compile_late_patterns():
        pass
    keep_what_is_there()
    step = product.door._step  # noqa: SLF001 - its transaction without the sending is what we measure
    profiler = cProfile.Profile()
    took = []
    for at in range(0, len(ids), BATCH):
        if profile:
            await product.desk.run(lambda _: profiler.enable())
        used = await product.desk.run(lambda _: time.thread_time())
        handled = await asyncio.gather(*(product.desk.run(step, one, None) for one in ids[at : at + BATCH]))
        used = await product.desk.run(lambda _: time.thread_time()) - used
        if profile:
            await product.desk.run(lambda _: profiler.disable())
        assert all(_answered(one) for one in handled), "a reply was not answered"
        took.append(1e6 * used / BATCH)
    if profile:
        profiler.dump_stats(profile)
    product.desk.close()
    return took


async def _cards_out(product: Product) -> None:
    """The week's cards, as if each of them had left."""
    await product.jobs.tick(product.clock.now())
    sent: Sequence[Sent] = ()
    number = 0
    while True:
        now = product.clock.now()
        taken: Sequence[Claimed]
        taken, _ = await product.desk.run(
            turn_over, sent, now, "benchmark", now + LEASE, BATCH, frozenset(Lane), as_written
        )
        if not taken:
            return
        sent = [(claimed, str(number := number + 1)) for claimed in taken]


def _rows(people: Sequence[int], clock: ShiftedClock) -> list[RawUpdate]:
    return [
        RawUpdate(
            Channel.TELEGRAM, str(number), f"telegram:{person}", json.dumps(_update(number, person, clock))
        )
        for number, person in enumerate(list(people) * EACH)
    ]


def _update(number: int, person: int, clock: ShiftedClock) -> dict[str, object]:
    man = {"id": person, "is_bot": False, "first_name": "某"}
    return {
        "update_id": number,
        "message": {
            "message_id": 10_000 + number,
            "from": man,
            "chat": {"id": person, "type": "private", "first_name": "某"},
            "date": int(clock.now().timestamp()),
            "text": SENTENCE.format(200 + number),
        },
    }


def _answered(handled: Handled | None) -> bool:
    return handled is not None and "已记录" in handled.claimed[0].letter.card.text


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.step", description=__doc__)
    parser.add_argument("--profile", default="", metavar="FILE")
    show(measure(parser.parse_args().profile))
