"""What the source tree says about itself: its modules and who imports whom."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "app",
    "bot",
    "core",
    "scheduler",
    "storage",
    "documents",
    "sandbox",
    "tests",
    "benchmarks",
)


@dataclass(frozen=True)
class Module:
    """One file. ``imports`` holds dotted names: modules where they are ours, else as written."""

    name: str
    path: Path
    tree: ast.Module
    imports: frozenset[str]

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]


def read_tree(root: Path, packages: Iterable[str] = PACKAGES) -> dict[str, Module]:
    """Every module of ours under ``root``, by dotted name. Missing packages are no fault."""
    paths = {
        _dotted(path.relative_to(root)): path
        for package in packages
        for path in sorted((root / package).rglob("*.py"))
    }
    modules = {}
    for name, path in paths.items():
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        imports = frozenset(_imports(name, path, tree, paths.keys()))
        modules[name] = Module(name, path, tree, imports)
    return modules


@cache
def our_tree() -> Mapping[str, Module]:
    """This one, read once for all rules."""
    return read_tree(ROOT)


def inside(name: str, package: str) -> bool:
    """Is ``name`` that package, or anything below it?"""
    return name == package or name.startswith(f"{package}.")


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(name: str, path: Path, tree: ast.Module, known: Set[str]) -> Iterator[str]:
    """At run time, under TYPE_CHECKING or late inside a function: an import is an import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = _source(name, path, node)
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                yield whole if whole in known else source


def _source(name: str, path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    steps_up = node.level - (path.name == "__init__.py")
    parts = name.split(".")
    return ".".join([*parts[: len(parts) - steps_up], *([node.module] if node.module else [])])
