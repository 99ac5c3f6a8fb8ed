"""Habits that a linter cannot check: names of files, one clock, one nursery."""

import ast
from collections.abc import Iterator, Set
from pathlib import Path

import pytest

from tests.contracts.modules import Module, our_tree, read_tree

# If it has no name it has no place.
NAMELESS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "managers",
    "service",
    "services",
}

# ``now`` is an argument; only app/ and the made-up world around the product look at a clock.
TIMELESS = {"core", "bot", "scheduler", "storage", "documents"}
CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
}

# A task that nobody holds may vanish, and its error with it.
DETACHED = {"asyncio.create_task", "asyncio.ensure_future", "loop.create_task"}
TASK_PACKAGES = {"app", "tests", "benchmarks"}


def nameless(module: Module) -> bool:
    stem = module.path.stem
    declarative_base = module.name == "storage.tables.base"
    is_base = stem.startswith("base") and not declarative_base
    return stem in NAMELESS or is_base or module.path.parent.name in NAMELESS


def calls(tree: ast.Module, wanted: Set[str]) -> Iterator[int]:
    """The lines on which one of the wanted functions is named, under whatever import."""
    meaning = _imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            first, _, rest = ast.unparse(node).partition(".")
            spelled = ".".join(filter(None, [meaning.get(first, first), rest]))
            if any(spelled == name or spelled.endswith(f".{name}") for name in wanted):
                yield node.lineno


def _imported_names(tree: ast.Module) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
    return names


def clock_reads(module: Module) -> list[int]:
    return list(calls(module.tree, CLOCKS)) if module.package in TIMELESS else []


def detached_tasks(module: Module) -> list[int]:
    excused = module.package in TASK_PACKAGES or module.path.stem == "nursery"
    return [] if excused else list(calls(module.tree, DETACHED))


def test_every_file_has_a_name_of_its_own() -> None:
    assert [name for name, module in our_tree().items() if nameless(module)] == []


def test_only_the_edge_reads_a_clock() -> None:
    assert {name: lines for name, module in our_tree().items() if (lines := clock_reads(module))} == {}


def test_only_a_nursery_starts_detached_tasks() -> None:
    assert {name: lines for name, module in our_tree().items() if (lines := detached_tasks(module))} == {}


def a_module(root: Path, path: str, source: str = "") -> Module:
    (root / path).parent.mkdir(parents=True)
    (root / path).write_text(source, encoding="utf-8")
    return next(iter(read_tree(root).values()))


@pytest.mark.parametrize("path", ["bot/utils.py", "core/base_rule.py", "storage/helpers/__init__.py"])
def test_a_nameless_file_is_noticed(tmp_path: Path, path: str) -> None:
    assert nameless(a_module(tmp_path, path))


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\nx = datetime.now(UTC)",
        "import datetime as dt\nx = dt.datetime.utcnow()",
        "from datetime import date\nx = date.today",
        "import time\nx = time.time()",
        "from time import time\nx = time()",
    ],
)
def test_a_clock_read_is_noticed(tmp_path: Path, source: str) -> None:
    assert clock_reads(a_module(tmp_path, "scheduler/due.py", source)) == [2]


@pytest.mark.parametrize(
    "source", ["import asyncio\nasyncio.create_task(f())", "from asyncio import ensure_future as go\ngo(f())"]
)
def test_a_detached_task_is_noticed(tmp_path: Path, source: str) -> None:
    assert detached_tasks(a_module(tmp_path, "bot/door.py", source)) == [2]


@pytest.mark.parametrize("path", ["app/desk.py", "scheduler/nursery.py"])
def test_the_nursery_may_start_tasks(tmp_path: Path, path: str) -> None:
    assert detached_tasks(a_module(tmp_path, path, "import asyncio\nasyncio.create_task(f())")) == []


def test_a_task_group_is_welcome(tmp_path: Path) -> None:
    source = "async def both(group):\n    group.create_task(f())"

    assert detached_tasks(a_module(tmp_path, "bot/door.py", source)) == []
