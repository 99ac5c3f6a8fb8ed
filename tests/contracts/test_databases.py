"""The databases that other tests stand on are real, empty and apart."""

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.postgres import running_server


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_begins_with_an_empty_database(database_url: str, turn: int) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == []
        connection.execute(text("CREATE TABLE left_behind (turn INTEGER)"))
    engine.dispose()


def test_the_server_to_measure_on_keeps_what_it_promises_after_a_crash() -> None:
    with running_server(durable=True) as server:
        engine = create_engine(server.url)
        with engine.connect() as connection:
            assert connection.scalar(text("SHOW fsync")) == "on"
            assert connection.scalar(text("SHOW synchronous_commit")) == "on"
        engine.dispose()
