"""What a measurement hands back, and how it is printed."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.table import Table

Row = Sequence[str]


@dataclass(frozen=True)
class Measured:
    """One table. ``libraries`` are those whose versions matter; ``notes`` say what the columns mean."""

    title: str
    columns: Row
    rows: Sequence[Row]
    libraries: Sequence[str] = ()
    notes: Sequence[str] = field(default_factory=tuple)


def show(measured: Measured) -> None:
    table = Table(
        title=measured.title, caption="\n".join([machine(), versions(measured.libraries), *measured.notes])
    )
    for number, column in enumerate(measured.columns):
        table.add_column(column, justify="left" if number == 0 else "right", overflow="fold")
    for row in measured.rows:
        table.add_row(*row)
    Console(width=140).print(table)


def machine() -> str:
    return f"{os.cpu_count()} x {_processor()}, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def versions(libraries: Sequence[str]) -> str:
    return ", ".join(f"{name} {_version(name)}" for name in libraries)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
