"""What was frozen once has the same bytes for ever: snapshots stored by earlier versions, read and scored again."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.scoring.freeze import scored_again
from core.scoring.model import Fact, Snapshot
from core.scoring.schemes import FULL
from core.scoring.variants import scheme_named
from core.scoring.written import BUNDLE, LATEST, Texts, canonical, digest, is_whole, texts_of
from storage.snapshots import as_snapshot
from tests.contracts.modules import ROOT

STORED = sorted((ROOT / "tests" / "data" / "snapshots").glob("*.json"))


def row_of(path: Path) -> Any:
    """A row of the table, as an earlier version wrote it."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return SimpleNamespace(**document | {"id": 1, "taken_at": datetime.fromisoformat(document["taken_at"])})


def again(snapshot: Snapshot) -> Snapshot:
    """Everything that can be computed, computed anew."""
    fields = {name: getattr(snapshot, name) for name in Snapshot.__dataclass_fields__}
    return Snapshot(**fields | {"scores": scored_again(snapshot)})


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_stored_snapshot_recomputes_to_the_same_bytes(path: Path) -> None:
    row = row_of(path)
    stored = Texts(row.facts, row.scheme, row.scores)
    snapshot = as_snapshot(row)

    assert digest(stored) == row.digest
    assert texts_of(snapshot) == stored
    assert texts_of(again(snapshot)) == stored
    assert is_whole(snapshot)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_the_scheme_of_a_stored_snapshot_is_still_known(path: Path) -> None:
    """A scheme is never edited: what was published under its version is what the version says today."""
    frozen = as_snapshot(row_of(path)).scheme

    assert scheme_named(frozen.version) == frozen


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_changed_figure_is_noticed(path: Path) -> None:
    row = row_of(path)
    snapshot = as_snapshot(row)
    first = snapshot.facts[0]._replace(arrived_yuan=snapshot.facts[0].arrived_yuan + 1)
    fields = {name: getattr(snapshot, name) for name in Snapshot.__dataclass_fields__}

    assert not is_whole(Snapshot(**fields | {"facts": (first, *snapshot.facts[1:])}))


def test_there_is_a_stored_one_of_every_format() -> None:
    assert {as_snapshot(row_of(path)).format for path in STORED} == set(range(1, LATEST + 1))


@pytest.mark.parametrize("rows", [0, 1, BUNDLE, 2 * BUNDLE + 7])
def test_a_long_snapshot_is_written_as_one_text(rows: int) -> None:
    """Written in bundles and hashed in pieces, and yet as if it had been done at once."""
    snapshot = as_snapshot(row_of(STORED[-1]))
    facts = tuple(snapshot.facts[0]._replace(project_id=n, name=f"第{n}号项目") for n in range(rows))
    texts = texts_of(replace(snapshot, facts=facts))

    assert canonical(json.loads(texts.facts)) == texts.facts
    assert [row[0] for row in json.loads(texts.facts)["facts"]["rows"]] == list(range(rows))
    whole = f'{{"facts":{texts.facts},"scheme":{texts.scheme},"scores":{texts.scores}}}'
    assert digest(texts) == hashlib.sha256(whole.encode()).hexdigest()


AMOUNTS = st.integers(-(10**12), 10**15)
UNITS = st.none() | st.integers(1, 10**6)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
OF_TYPE = {
    int: AMOUNTS, int | None: UNITS, str: WORDS, bool: st.booleans(), bool | None: st.none() | st.booleans(),
}  # fmt: skip
FACTS = st.tuples(*(OF_TYPE[kind] for kind in get_type_hints(Fact).values())).map(Fact._make)


@given(st.lists(FACTS, max_size=3))
@settings(max_examples=25)
def test_whatever_stands_in_the_ledger_is_written_as_json_does(facts: list[Fact]) -> None:
    """Column by column, and yet as the row by row of the first snapshots."""
    empty = Snapshot(1, 1, "2026-W47", datetime(2026, 11, 21, 9, tzinfo=UTC), FULL, (), (), "", LATEST)
    written = texts_of(replace(empty, facts=tuple(facts))).facts

    assert canonical({"columns": Fact._fields, "rows": facts}) in written
    assert json.loads(written)["facts"]["rows"] == [list(fact) for fact in facts]
