from collections.abc import Iterator

import pytest

from app.desk import ThreadDesk
from storage.engine import Store, open_store
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import Town, found


@pytest.fixture
def store(migrated_url: str) -> Iterator[Store]:
    opened = open_store(migrated_url)
    yield opened
    opened.close()


@pytest.fixture
def work(store: Store) -> Iterator[SqlUnitOfWork]:
    """One transaction for the whole test, rolled back at its end."""
    with store.writer.connect() as connection:
        connection.begin()
        yield SqlUnitOfWork(connection)


@pytest.fixture
def town(work: SqlUnitOfWork) -> Town:
    return found(work)


@pytest.fixture
def desk(migrated_url: str) -> Iterator[ThreadDesk]:
    desk = ThreadDesk(open_store(migrated_url))
    yield desk
    desk.close()
