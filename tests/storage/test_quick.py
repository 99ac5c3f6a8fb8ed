"""Statements with a list of parameters, the first time and from the second time on."""

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.chat import Card
from core.delivery.model import Kind, Letter
from storage import letters
from storage.engine import Store, open_store
from storage.quick import quick
from storage.statements import upsert
from storage.tables.delivery import LeaseRow, OutboxRow
from tests.storage.town import NOW, at

PUT = insert(LeaseRow)
TAKE = upsert(LeaseRow).on_conflict_do_nothing(index_elements=["name"]).returning(LeaseRow.name)
MOVE = update(LeaseRow).where(LeaseRow.name == bindparam("whose")).values(owner=bindparam("heir"))
ADD = insert(OutboxRow).values(letters.PENDING).returning(OutboxRow.id)
ADD_NEW = (
    upsert(OutboxRow)
    .values(letters.PENDING)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(OutboxRow.id)
)
TRY = (
    update(OutboxRow)
    .where(OutboxRow.id == bindparam("whose"))
    .values(tries=OutboxRow.tries + 1)
    .returning(OutboxRow.tries, OutboxRow.kind)
)
TRIES = select(OutboxRow.tries).where(OutboxRow.id == bindparam("whose"))
KEYS = select(OutboxRow.id, OutboxRow.key).order_by(OutboxRow.id)
NAMES = select(LeaseRow.name, LeaseRow.until).order_by(LeaseRow.name)


def leases(*names: str) -> list[dict[str, object]]:
    return [{"name": name, "owner": "us", "until": NOW} for name in names]


def test_many_are_one_statement_and_each_is_written(store: Store) -> None:
    with store.writer.begin() as connection:
        database = quick(connection)
        for n in range(3):
            database.execute(PUT, leases(f"{n}a", f"{n}b"))
        moved = [
            database.execute(MOVE, [{"whose": name, "heir": "x"} for name in (f"{n}a", "nobody", f"{n}b")])
            for n in range(3)
        ]
        taken = [[row.name for row in database.execute(TAKE, leases("0a", f"{n}c"))] for n in range(3)]
        alone = [[row.name for row in database.execute(TAKE, leases(name))] for name in ("0a", "9", "8")]

        assert [one.rowcount for one in moved] == [2, 2, 2]
        assert taken == [["0c"], ["1c"], ["2c"]]
        assert alone == [[], ["9"], ["8"]]
        names = [f"{n}{x}" for n in range(3) for x in "abc"] + ["8", "9"]
        assert list(database.execute(NAMES)) == [(name, NOW) for name in names]


def letter(key: str) -> dict[str, object]:
    return letters.new_row(Letter(key, Kind.NOTICE, at("7"), Card("x"), NOW))


def test_what_was_added_is_known_by_its_number(store: Store) -> None:
    with store.writer.begin() as connection:
        database = quick(connection)
        added = [database.execute(ADD, letter(f"a{n}")).scalar_one() for n in range(3)]
        new = [database.execute(ADD_NEW, letter(key)).first() for key in ("b", "b", "c", "a1", "d", "d")]
        several = [row.id for row in database.execute(ADD_NEW, [letter(key) for key in ("d", "e", "f")])]

        assert [row is None for row in new] == [False, True, False, True, False, True]
        ids = added + [row.id for row in new if row] + several
        assert database.execute(KEYS).all() == list(
            zip(ids, ["a0", "a1", "a2", "b", "c", "d", "e", "f"], strict=True)
        )


def test_as_many_others_are_told_apart(store: Store) -> None:
    with store.writer.begin() as connection:
        database = quick(connection)
        database.execute(PUT, leases("a", "b"))
        either = update(LeaseRow).where(LeaseRow.name == bindparam("name_", "a"))
        either = either.values(owner=bindparam("whose", "nobody"))
        for _ in range(3):
            database.execute(either, {"name_": "b"})
            database.execute(either, {"whose": "x"})
        owners = select(LeaseRow.name, LeaseRow.owner).order_by(LeaseRow.name)
        assert database.execute(owners).all() == [("a", "x"), ("b", "nobody")]


@pytest.mark.parametrize("known", [False, True])
def test_one_that_fails_fails_all_and_its_values_stay_unsaid(store: Store, known: bool) -> None:
    with pytest.raises(IntegrityError) as failed, store.writer.begin() as connection:  # noqa: PT012 - one transaction
        database = quick(connection)
        for n in range(2 * known):
            database.execute(PUT, leases(f"{n}a", f"{n}b"))
        database.execute(PUT, leases("机密", "another", "机密"))

    assert "机密" not in str(failed.value).split("DETAIL")[0]
    with store.reader.begin() as connection:
        assert list(quick(connection).execute(NAMES)) == []


def test_what_cannot_be_read_was_written_once(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    with store.writer.begin() as connection:
        database = quick(connection)
        number = [database.execute(ADD, letter(f"a{n}")).scalar_one() for n in range(2)][-1]
        counted = [database.execute(TRY, {"whose": number}).one().tries for _ in range(2)]
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("UPDATE outbox SET kind = 'of tomorrow'")
        with pytest.raises(LookupError, match="of tomorrow"):
            database.execute(TRY, {"whose": number})
        assert counted == [1, 2]
        assert database.execute(TRIES, {"whose": number}).scalar_one() == 3
    store.close()
