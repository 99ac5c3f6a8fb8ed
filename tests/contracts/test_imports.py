"""Who may import whom. Each rule turns the tree into complaints.

Every rule is tried on the real tree, and on tiny made-up trees that break it: a rule that
cannot fail protects nothing.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.contracts.modules import PACKAGES, Module, inside, our_tree, read_tree

Tree = Mapping[str, Module]

# Which of our packages each package may import, besides itself.
ALLOWED = {
    "core": set[str](),
    "bot": {"core"},
    "scheduler": {"core"},
    "storage": {"core"},
    "documents": {"core"},
    "sandbox": set[str](),
    "app": {"core", "bot", "scheduler", "storage", "documents"},
    "tests": set(PACKAGES),
    "benchmarks": set(PACKAGES),
}
# The demonstration is the product and the made-up chat services under one roof.
DEMO = "app.demo"

# A subject of the core may use those before it, never one after it.
SUBJECTS = (
    "roster",
    "rounds",
    "problems",
    "figures",
    "milestones",
    "inspections",
    "promises",
    "scoring",
    "bulletins",
    "firms",
    "delivery",
)
# What a letter and a card look like is known to all; how they leave is not.
SHARED = "core.delivery.model"
# Folders of the core that belong to no subject: all of them stand in each.
NO_SUBJECTS = {"texts", "ports"}


def wrong_direction(tree: Tree) -> Iterator[str]:
    for module in tree.values():
        allowed = ALLOWED[module.package] | {module.package}
        if inside(module.name, DEMO):
            allowed |= {"sandbox"}
        for name in sorted(module.imports):
            package = name.partition(".")[0]
            if package in PACKAGES and package not in allowed:
                yield f"{module.name} imports {name}"


def core_beyond_the_standard_library(tree: Tree) -> Iterator[str]:
    for module in tree.values():
        for name in sorted(module.imports if module.package == "core" else ()):
            package = name.partition(".")[0]
            if package != "core" and package not in sys.stdlib_module_names:
                yield f"{module.name} imports {name}"


def circles(tree: Tree) -> Iterator[str]:
    graph = {name: module.imports & tree.keys() for name, module in tree.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield " is imported by ".join(error.args[1])


def subjects_looking_ahead(tree: Tree) -> Iterator[str]:
    for module in tree.values():
        here = _subject(module.name)
        for name in sorted(module.imports if here else ()):
            there = _subject(name)
            values = name.endswith(".model")  # what a subject is made of, for all but the models of subjects
            if (
                there
                and not (values and not inside(module.name, f"core.{here}.model"))
                and name != SHARED
                and _place(there) > _place(here)
            ):
                yield f"{module.name} imports {name}"


def unknown_subjects(tree: Tree) -> Iterator[str]:
    for subject in sorted({_subject(name) for name in tree} - {"", *SUBJECTS}):
        yield f"core/{subject} has no place in the order of subjects"


def models_and_rules_at_the_edge(tree: Tree) -> Iterator[str]:
    acting = _use_cases(tree)
    for name in sorted(acting):
        if any(part.startswith(("model", "rules")) for part in name.split(".")[2:]):
            yield f"{name} reaches {acting[name]}"


def use_cases_from_below(tree: Tree) -> Iterator[str]:
    """Words, ports and the core's own vocabulary stand below the use cases."""
    acting = _use_cases(tree)
    for module in tree.values():
        if module.package == "core" and not _subject(module.name):
            yield from (f"{module.name} imports {name}" for name in sorted(module.imports & acting.keys()))


def _subject(name: str) -> str:
    """The folder of a module in the core; empty for top-level modules, texts, ports and all else."""
    parts = name.split(".")
    is_in_subject = parts[0] == "core" and (len(parts) > 2 or parts[-1] in SUBJECTS)
    return parts[1] if is_in_subject and parts[1] not in NO_SUBJECTS else ""


def _place(subject: str) -> int:
    return SUBJECTS.index(subject) if subject in SUBJECTS else len(SUBJECTS)


def _use_cases(tree: Tree) -> dict[str, str]:
    """Modules of subjects that need ports or words, or one that does; each with what it reaches."""
    found: dict[str, str] = {}
    candidates = [module for module in tree.values() if _subject(module.name)]
    while True:
        more = {
            module.name: name
            for module in candidates
            if module.name not in found
            for name in sorted(module.imports)
            if inside(name, "core.ports") or inside(name, "core.texts") or name in found
        }
        if not more:
            return found
        found |= more


Rule = Callable[[Tree], Iterator[str]]
RULES: list[Rule] = [
    wrong_direction,
    core_beyond_the_standard_library,
    circles,
    subjects_looking_ahead,
    unknown_subjects,
    models_and_rules_at_the_edge,
    use_cases_from_below,
]


@pytest.mark.parametrize("rule", RULES)
def test_our_tree_keeps_the_rule(rule: Rule) -> None:
    assert list(rule(our_tree())) == []


MODEL = {"core/roster/model.py": "", "core/ports/__init__.py": "", "core/ports/people.py": ""}
BROKEN = [
    (wrong_direction, {"core/dates.py": "import bot.door", "bot/door.py": ""}),
    (wrong_direction, {"bot/door.py": "from storage import outbox", "storage/outbox.py": ""}),
    (wrong_direction, {"scheduler/clock.py": "def late():\n    from bot import door", "bot/door.py": ""}),
    (wrong_direction, {"app/wiring.py": "import sandbox.world", "sandbox/world.py": ""}),
    (wrong_direction, {"sandbox/world.py": "from core.dates import Day", "core/dates.py": ""}),
    (wrong_direction, {"documents/ledger.py": "from tests import people", "tests/people.py": ""}),
    (core_beyond_the_standard_library, {"core/dates.py": "import sqlalchemy.orm"}),
    (circles, {"bot/a.py": "import bot.b", "bot/b.py": "from bot import a"}),
    (
        circles,
        {
            "core/a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from core.b import B",
            "core/b.py": "from core.a import A",
        },
    ),
    (
        subjects_looking_ahead,
        {"core/roster/model.py": "import core.rounds.model", "core/rounds/model.py": ""},
    ),
    (
        subjects_looking_ahead,
        {"core/roster/model/people.py": "import core.rounds.model", "core/rounds/model.py": ""},
    ),
    (
        subjects_looking_ahead,
        {"core/firms/find.py": "from core import delivery", "core/delivery/__init__.py": ""},
    ),
    (unknown_subjects, {"core/weather/model.py": ""}),
    (models_and_rules_at_the_edge, {**MODEL, "core/roster/model.py": "from core.ports import Work"}),
    (
        models_and_rules_at_the_edge,
        {"core/roster/rules.py": "from core import texts", "core/texts/__init__.py": ""},
    ),
    (
        models_and_rules_at_the_edge,
        {
            **MODEL,
            "core/roster/rules.py": "from core.roster.invite import invite",
            "core/roster/invite.py": "from core.ports import Work",
        },
    ),
    (
        models_and_rules_at_the_edge,
        {**MODEL, "core/roster/rules.py": "from core.ports.people import People"},
    ),
    (
        use_cases_from_below,
        {
            **MODEL,
            "core/ports/rounds.py": "from core.roster.invite import invite",
            "core/roster/invite.py": "from core.ports import Work",
        },
    ),
    (
        use_cases_from_below,
        {
            **MODEL,
            "core/texts/zh.py": "from core.roster.invite import invite",
            "core/roster/invite.py": "from core.ports import Work",
        },
    ),
]
SOUND = {
    "core/errors.py": "from dataclasses import dataclass",
    "core/delivery/model.py": "import core.errors",
    "core/roster/model.py": "from core import errors",
    "core/roster/rules.py": "from core.roster.model import Person\nfrom core.delivery.model import Letter",
    "core/rounds/model.py": "from core.roster.model import Person",
    "core/ports/__init__.py": "from core.ports.rounds import Rounds",
    "core/ports/rounds.py": "from core.rounds.model import Round",
    "core/texts/zh.py": "from core.roster.rules import light",
    "core/rounds/ask.py": "from core import ports\nfrom core.texts import zh",
    "storage/rounds.py": "import sqlalchemy\nfrom core.ports import Rounds",
    "sandbox/world.py": "import aiohttp",
    "app/demo.py": "import sandbox.world\nimport storage.rounds",
    "tests/people.py": "import sandbox.world",
}


def made_up(root: Path, files: Mapping[str, str]) -> Tree:
    for path, source in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(source, encoding="utf-8")
    return read_tree(root)


@pytest.mark.parametrize(("rule", "files"), BROKEN)
def test_a_broken_rule_is_noticed(rule: Rule, files: Mapping[str, str], tmp_path: Path) -> None:
    assert len(list(rule(made_up(tmp_path, files)))) == 1


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_break(rule: Rule) -> None:
    assert rule in [broken for broken, _ in BROKEN]


@pytest.mark.parametrize("rule", RULES)
def test_a_sound_tree_has_no_complaints(rule: Rule, tmp_path: Path) -> None:
    assert list(rule(made_up(tmp_path, SOUND))) == []


def test_a_relative_import_is_understood(tmp_path: Path) -> None:
    tree = made_up(tmp_path, {"bot/telegram/chat.py": "from ..door import open_door", "bot/door.py": ""})

    assert tree["bot.telegram.chat"].imports == {"bot.door"}
