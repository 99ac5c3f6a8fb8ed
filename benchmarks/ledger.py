"""A dropped ledger of 5,000 projects: seconds until the summary stands, memory, and how long the loop was held up."""

from __future__ import annotations

import asyncio
import random
import resource
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app import times
from app.desk import ThreadDesk
from app.garbage import keep_what_is_there
from benchmarks.tables import Measured
from bot.context import FileWanted, Office
from bot.ledger_files import LedgerFiles
from core.chat import Channel, FileRef, Happening, Incoming
from core.dates import month, one_day
from core.delivery.model import Letter
from core.roster.ledger import LedgerProject
from core.roster.model import Stage
from documents.ledger_out import ledger_bytes
from documents.ledger_process import read_ledger_apart
from storage import schema
from storage.engine import open_store

ROWS = 5_000
LOOK = 0.002  # seconds between looks at the loop
NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


class _Chat:
    """Hands out one file."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def fetch(self, file_id: str, limit: int) -> bytes:
        return self._content

    async def send(self, letter: Letter) -> str:
        raise NotImplementedError

    async def toast(self, press_id: str, text: str, alert: bool) -> None:  # noqa: FBT001 - the port says so
        raise NotImplementedError


def measure() -> Measured:
    content = _ledger()
    with tempfile.TemporaryDirectory() as folder:
        before = _processor()
        seconds, held, doubts = asyncio.run(_drop(content, Path(folder)))
        cost = _processor() - before
    ours, theirs = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Measured(
        f"A dropped ledger of {ROWS} projects, first dry run with the file with remarks",
        ("what", "figure", "wanted"),
        [
            ("seconds until the summary stands", f"{seconds:.2f}", "≤ 4"),
            ("processor seconds in all", f"{cost:.2f}", ""),
            ("memory of the reading process, MB", f"{theirs:.0f}", "≤ 300"),
            ("memory of this process, MB", f"{ours:.0f}", ""),
            ("longest hold-up of the event loop, ms", f"{held * 1000:.0f}", "≤ 50"),
            ("size of the file, MB", f"{len(content) / 1024 / 1024:.1f}", ""),
            ("cells with remarks", str(doubts), ""),
        ],
        ("python-calamine", "xlsxwriter"),
    )


def _processor() -> float:
    """Seconds that this process and those it started have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


async def _drop(content: bytes, folder: Path) -> tuple[float, float, int]:
    url = f"sqlite:///{folder / 'duban.db'}"
    schema.upgrade(url)
    desk = ThreadDesk(open_store(url))
    office = Office(lambda: times.calendar(ZoneInfo("Asia/Shanghai")), str, str)
    file = FileRef("f", "台账.xlsx", len(content))
    incoming = Incoming(
        Channel.TELEGRAM, Happening.FILE, "1", "1", private=True, text="", said_at=NOW, file=file
    )
    held = [0.0]
    watching = asyncio.create_task(_watch(held))
    await asyncio.sleep(LOOK * 5)
    held[0] = 0.0
    start = time.perf_counter()
    keep_what_is_there()  # as ``duban run`` does
    files = LedgerFiles(folder / "files", read_ledger_apart, ledger_bytes)
    offered = await files.load(_Chat(content), FileWanted(incoming), desk, office, NOW)
    seconds = time.perf_counter() - start
    await asyncio.sleep(LOOK * 2)
    watching.cancel()
    desk.close()
    assert offered.preview is not None
    assert offered.ledger is not None
    assert offered.preview.read == ROWS
    return seconds, held[0], len(offered.ledger.findings)


async def _watch(held: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(LOOK)
        held[0] = max(held[0], time.perf_counter() - before - LOOK)


def _ledger() -> bytes:
    rng = random.Random(5)
    names = [a + b for a in "赵钱孙李周吴郑王冯陈" for b in ("明", "志远", "晓燕", "建国")]
    projects = []
    for n in range(ROWS):
        day = date(2024, 1, 1) + timedelta(days=rng.randint(0, 1000))
        total = rng.randint(1_000, 300_000) * 10_000
        projects.append(
            LedgerProject(
                n + 2, f"第{n}号绿色食品加工产业园项目", f"ZS-2026-{n:05d}", str(n + 1), f"福建第{n}实业有限公司", "福建",
                "新建标准化厂房及配套设施，建成后年产值可观", "食品", "新建", "开发区", f"第{n % 12}县",
                total, total // 2, one_day(day), "兰洽会", "合同", f"第{n % 30}局", "农业农村局", (rng.choice(names),),
                rng.choice(names), rng.choice(names), f"139{n:08d}", rng.choice(names), rng.choice(list(Stage)),
                month(2026, rng.randint(1, 12)), None, one_day(day + timedelta(days=400)), None, total // 5, 0,
                total // 20, total // (8 if n % 15 else 1) * (1 if n % 15 else 2), None, total // 10, n % 101,
                "主体施工", "环评公示期延长" if n % 9 == 0 else "", "", "", "", None, "加快推进",
            )
        )  # fmt: skip
    return ledger_bytes(projects, (), ())
