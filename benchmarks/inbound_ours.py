"""The whole product, answering leaders; started by ``benchmarks.inbound``."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from app import logs
from app.garbage import keep_what_is_there
from app.times import ShiftedClock
from app.wiring import Product
from benchmarks.office import MONDAY, found, settings
from benchmarks.stage import ready, report, task

PROJECTS = 3


async def main(job: dict[str, Any], folder: Path) -> None:
    chosen = settings(folder, job["url"])
    await asyncio.to_thread(found, chosen.database_url, job["people"], PROJECTS)
    clock = ShiftedClock()
    clock.move_to(MONDAY)
    product = Product(chosen, clock, tick_every=timedelta(hours=1))
    await product.start(("inbound", "outbound"))
    await product.come_to_rest(120)  # the round opens and every leader gets his card
    if product.menus_shown:
        await product.menus_shown  # one call for each person, once: no part of a reply
    keep_what_is_there()  # as the program does after its start
    ready()
    cpu = time.process_time()
    await asyncio.to_thread(sys.stdin.readline)
    report(cpu=time.process_time() - cpu)
    await product.stop()


if __name__ == "__main__":
    logs.set_up("text", 30)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(task(), Path(folder)))
