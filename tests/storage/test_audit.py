import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from storage.audit import SqlAudit
from storage.engine import Store
from tests.storage.town import HOUR, NOW

KEY = b"k" * 32
SWITCH = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("ALTER TABLE audit DISABLE TRIGGER USER",),
}


def write(engine: Engine, *actions: str, key: bytes | None = KEY) -> None:
    with engine.begin() as connection:
        audit = SqlAudit(connection, key)
        for action in actions:
            audit.note(NOW + HOUR, 3, action, "round:1", {"期": "2026-W47"})
        audit.flush()


def verify(engine: Engine, key: bytes | None = KEY) -> int | None:
    with engine.connect() as connection:
        return SqlAudit(connection, key).verify()


def tamper(engine: Engine, statement: str) -> None:
    """As somebody who may change the schema could."""
    with engine.begin() as connection:
        for switch in SWITCH[connection.dialect.name]:
            connection.execute(text(switch))
        connection.execute(text(statement))


def test_the_chain_goes_on_across_transactions(store: Store) -> None:
    assert verify(store.writer) is None
    write(store.writer, "a", "b")
    write(store.writer, "c")
    write(store.writer)
    assert verify(store.writer) is None
    assert verify(store.writer, key=None) is None
    assert verify(store.writer, key=b"another") == 1
    with store.writer.connect() as connection:
        rows = connection.execute(text("SELECT action, before, digest FROM audit ORDER BY id")).all()
    assert [row.action for row in rows] == ["a", "b", "c"]
    assert [row.before for row in rows] == ["0" * 64, rows[0].digest, rows[1].digest]


def test_the_database_refuses_changes(store: Store) -> None:
    write(store.writer, "a")
    forbidden = ["UPDATE audit SET action = 'x'", "DELETE FROM audit"]
    if not store.is_sqlite:
        forbidden.append("TRUNCATE audit")
    for statement in forbidden:
        with pytest.raises(DBAPIError, match="append-only"), store.writer.begin() as connection:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        ("UPDATE audit SET subject = 'round:2' WHERE id = 2", 2),
        ("UPDATE audit SET actor = NULL WHERE id = 3", 3),
        ("UPDATE audit SET seal = '' WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 2", 3),
        ("DELETE FROM audit WHERE id = 1", 2),
    ],
)
def test_tampering_is_found(store: Store, statement: str, bad: int) -> None:
    write(store.writer, "a", "b", "c")
    tamper(store.writer, statement)
    assert verify(store.writer) == bad


def test_rebuilding_the_chain_without_the_key_is_found(store: Store) -> None:
    write(store.writer, "a", "b")
    tamper(store.writer, "DELETE FROM audit WHERE id = 2")
    write(store.writer, "forged", key=b"guess")
    assert verify(store.writer, key=None) is None
    assert verify(store.writer) == last_id(store.writer)


def test_a_chain_stripped_of_its_seals_is_found(store: Store) -> None:
    write(store.writer, "forged", "from the first entry on", key=None)
    assert verify(store.writer, key=None) is None
    assert verify(store.writer) == 1


def last_id(engine: Engine) -> int | None:
    with engine.connect() as connection:
        number: int | None = connection.execute(text("SELECT max(id) FROM audit")).scalar()
        return number
