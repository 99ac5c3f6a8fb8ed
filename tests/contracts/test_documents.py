"""Documents say what the code says: settings, rights, figures."""

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, SecretStr
from pydantic_core import PydanticUndefined

from app.metrics import Metrics
from app.settings import GROUPS, OTHERS, PREFIX, Settings
from bot.table import COMMANDS
from core.rights import TABLE, Right, Role
from tests.contracts.modules import ROOT

CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
RULES = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def variables() -> Iterator[tuple[str, str | None]]:
    """(name, default as written; None where there is none) of every setting."""
    for name, field in Settings.model_fields.items():
        if name in GROUPS:
            yield from _of_group(f"{PREFIX}{name}__".upper(), GROUPS[name])
        else:
            yield f"{PREFIX}{name}".upper(), _written(field.default)


def _of_group(prefix: str, group: type[BaseModel]) -> Iterator[tuple[str, str | None]]:
    for name, field in group.model_fields.items():
        yield f"{prefix}{name.upper()}", _written(field.default)


def _written(default: object) -> str | None:
    if default is PydanticUndefined:
        return None
    return default.get_secret_value() if isinstance(default, SecretStr) else str(default)


ALL = dict(variables())
NO_DEFAULT = {None: "none", "": "empty"}


def documented() -> Mapping[str, str]:
    """Variable → default, as the tables of docs/configuration.md have them."""
    rows = re.findall(r"^\| `(DUBAN_\w+)` \| ([^|]+) \|", CONFIGURATION, re.MULTILINE)
    return {name: default.strip().strip("`") for name, default in rows}


def in_example() -> Mapping[str, str]:
    return dict(re.findall(r"^# (DUBAN_\w+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_configuration_has_every_variable_with_its_default() -> None:
    assert documented() == {name: NO_DEFAULT.get(default, default) for name, default in ALL.items()}


def test_the_example_has_every_variable_with_its_default() -> None:
    shown = in_example()

    assert shown.keys() == ALL.keys()
    assert {n: shown[n] for n, d in ALL.items() if d is not None} == {
        n: d for n, d in ALL.items() if d is not None
    }


def test_the_example_sets_nothing_by_itself() -> None:
    lines = [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")]

    assert lines == []


def test_variables_for_tests_are_named() -> None:
    assert {name for name in OTHERS if name not in CONFIGURATION} == set()


def rights_table() -> Mapping[str, frozenset[Role]]:
    """Right → roles, as docs/rules.md has them."""
    head = re.search(r"^\| right \|(.+)\|$", RULES, re.MULTILINE)
    assert head
    roles = [Role(name.strip().strip("`")) for name in head[1].split("|")]
    rows = re.findall(r"^\| `(\w+)`[^|]* \|(.+)\|$", RULES[head.end() :], re.MULTILINE)
    cells = {name: [cell.strip() for cell in row.split("|")] for name, row in rows}
    return {
        name: frozenset(role for role, cell in zip(roles, row, strict=True) if cell)
        for name, row in cells.items()
        if name in set(Right)
    }


def test_the_rights_table_is_the_one_in_force() -> None:
    assert rights_table() == {
        right.value: frozenset(role for role in Role if right in TABLE[role]) for right in Right
    }


def test_every_right_has_a_command() -> None:
    used = {command.needs for command in COMMANDS}

    assert set(Right) - used == {Right.SEE_ALL, Right.RESOLVE}  # a wider view, and a button


def test_operating_names_every_figure() -> None:
    metrics = Metrics()
    figures = set(re.findall(r"^# TYPE (duban_\w+)", metrics.page({}, 1.0).decode(), re.MULTILINE))
    figures = {name for name in figures if not name.endswith("_created")}

    assert len(figures) == 4
    assert {name for name in figures if f"`{name}`" not in OPERATING} == set()
