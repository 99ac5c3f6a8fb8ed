"""What SQLite keeps is written and read by two ways that must not differ: SQLAlchemy's and ours."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Date
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

from core.dates import one_day
from core.delivery.model import State
from storage.forms import Processor, reader, writer
from storage.tables.base import choice
from storage.tables.types import Json, Moment, Partial, canonical
from tests.storage.town import NOW

DIALECT = sqlite.dialect()
zones = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=zones | st.just(UTC)).filter(lambda moment: 2 < moment.year < 9999)
KINDS: list[tuple[TypeEngine[Any], st.SearchStrategy[Any]]] = [
    (Moment(), moments),
    (Partial(), st.dates().map(one_day)),
    (choice(State, "state"), st.sampled_from(State)),
    (Json(), st.dictionaries(st.text("张a"), st.integers() | st.none() | st.lists(st.text("张a")))),
]


def _theirs(kind: TypeEngine[Any]) -> tuple[Any, Any]:
    own = kind.dialect_impl(DIALECT)
    return own.bind_processor(DIALECT), own.result_processor(DIALECT, None)


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind[0]), kind[1] | st.none())))
def test_there_and_back_as_sqlalchemy_does_it(case: tuple[TypeEngine[Any], Any]) -> None:
    kind, value = case
    ordinary, theirs = _theirs(kind)
    ours, back = writer(kind, ordinary), reader(kind, DIALECT)
    assert ours is not ordinary or isinstance(kind, Partial)
    assert back is not theirs
    written = ordinary(value)
    assert called(ours, value) == written
    assert called(back, written) == theirs(written) == value


def called(way: Processor | None, value: Any) -> Any:
    assert way is not None
    return way(value)


def test_what_sqlalchemy_refuses_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        called(writer(Moment(), None), datetime(2026, 11, 16))  # noqa: DTZ001 - the point
    state = choice(State, "state")
    with pytest.raises(LookupError):
        called(writer(state, _theirs(state)[0]), 7)


def test_a_part_of_an_enums_value_is_written_as_it_is() -> None:
    state = choice(State, "state")
    assert called(writer(state, _theirs(state)[0]), "sen") == "sen"  # as in a comparison with what was joined


def test_the_two_hours_of_a_clock_put_back_are_two() -> None:
    put_back = [datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"), fold=n) for n in (0, 1)]
    write = writer(Moment(), None)
    written = [called(write, moment) for moment in put_back]
    assert put_back[0] == put_back[1]
    assert written == ["2026-11-01 05:30:00.000000", "2026-11-01 06:30:00.000000"]


values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(values)
def test_one_value_has_one_spelling(value: Any) -> None:
    assert canonical(value) == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("value", [NOW, {"at": [NOW]}])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="datetime is not JSON serializable"):
        canonical(value)


def test_what_is_not_listed_keeps_its_own_way() -> None:
    assert called(reader(Date(), DIALECT), "2026-11-16") == date(2026, 11, 16)
