"""Whoever switches off a check says why, on the same line; a test that is not run says so, too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.modules import Module, our_tree, read_tree

HASH = "#"  # apart from the words after it, so that the examples below are none themselves
SWITCHES = re.compile(
    HASH + r"\s*(?:(?:ruff|flake8|mypy):|noqa|type:\s*ignore|pragma:\s*no\s*cover)", re.IGNORECASE
)
EXPLAINED = re.compile(
    HASH
    + r"\s*(?:(?:ruff:\s*)?noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)* - \S"
    + r"|type: ignore\[[a-z, -]+\]  "
    + HASH
    + r" \S|pragma: no cover - \S)"
)
NOT_RUN = {"skip", "skipif", "xfail"}


def unexplained(module: Module) -> list[int]:
    """Lines on which a linter, the type checker, the coverage or a test is silenced without a reason."""
    source = module.path.read_text(encoding="utf-8")
    silent = [
        number
        for number, line in enumerate(source.splitlines(), 1)
        if SWITCHES.search(line) and not EXPLAINED.search(line)
    ]
    return sorted([*silent, *_not_run(module.tree)]) if "pytest" in source else silent


def _not_run(tree: ast.Module) -> Iterator[int]:
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in NOT_RUN:
            owner = ast.unparse(node.value)
            if owner in ("pytest", "pytest.mark") and not _says_why(calls.get(id(node)), owner):
                yield node.lineno


def _says_why(call: ast.Call | None, owner: str) -> bool:
    """A mark has its ``reason``; the function is told it first."""
    if call is None:
        return False
    given = [keyword.value for keyword in call.keywords if keyword.arg == "reason"]
    given += call.args[:1] if owner == "pytest" else []
    return any(not (isinstance(why, ast.Constant) and not why.value) for why in given)


def test_everything_that_is_switched_off_has_its_reason_beside_it() -> None:
    assert {name: lines for name, module in our_tree().items() if (lines := unexplained(module))} == {}


@pytest.mark.parametrize(
    "line",
    [
        f"x = eval(y)  {HASH} noqa",
        f"x = eval(y)  {HASH} noqa: S307",
        f"x = eval(y)  {HASH}noqa:S307 - our own words",
        f"{HASH} ruff: noqa",
        f"{HASH} ruff: noqa: S307",
        f"{HASH} mypy: ignore-errors",
        f"x: int = y  {HASH} type: ignore",
        f"x: int = y  {HASH} type: ignore[assignment]",
        f"x: int = y  {HASH} type: ignore  {HASH} a number",
        f"x = y  {HASH} pragma: no cover",
        "pytest.skip()",
        "pytest.skip('')",
        "pytest.xfail(reason='')",
        "@pytest.mark.skip\ndef test() -> None: ...",
        "@pytest.mark.skipif(True)\ndef test() -> None: ...",
        "@pytest.mark.xfail(strict=True)\ndef test() -> None: ...",
    ],
)
def test_silence_without_a_reason_is_noticed(tmp_path: Path, line: str) -> None:
    assert unexplained(a_module(tmp_path, line)) != []


@pytest.mark.parametrize(
    "line",
    [
        f"x = eval(y)  {HASH} noqa: S307 - our own words",
        f"x = eval(y)  {HASH} noqa: S307, PLW0123 - our own words",
        f"x: int = y  {HASH} type: ignore[assignment]  {HASH} a number",
        f"x = y  {HASH} pragma: no cover - another system",
        "pytest.skip(f'{x} is missing')",
        "@pytest.mark.skipif(True, reason='no server')\ndef test() -> None: ...",
    ],
)
def test_a_reason_is_enough(tmp_path: Path, line: str) -> None:
    assert unexplained(a_module(tmp_path, line)) == []


def a_module(root: Path, line: str) -> Module:
    (root / "tests").mkdir()
    (root / "tests" / "test_x.py").write_text(f"import pytest\n{line}\n", encoding="utf-8")
    return read_tree(root)["tests.test_x"]
