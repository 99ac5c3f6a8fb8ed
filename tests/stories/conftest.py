"""The world of the stories, on both databases, with a small invented town."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage import schema
from tests.postgres import PostgresServer
from tests.stories.command_line import Duban, duban_on
from tests.stories.town import ledger
from tests.stories.wecom import Corporation, corporation_at
from tests.stories.world import World, world_at


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: a story wants a database with tables, not the making of them."""
    path = tmp_path_factory.mktemp("tables") / "duban.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_with_tables(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of a database to make others from."""
    with postgres_server.fresh_database() as url:
        schema.upgrade(url)
        yield str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database with tables; the story is told once on each kind."""
    if request.param == "sqlite":
        path = tmp_path / "duban.db"
        shutil.copyfile(request.getfixturevalue("sqlite_with_tables"), path)
        yield f"sqlite:///{path}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.fresh_database(request.getfixturevalue("postgresql_with_tables")) as url:
        yield url


@pytest.fixture
async def world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    async with world_at(tmp_path, database_url) as made:
        await made.load(ledger())
        yield made


@pytest.fixture
async def corporation(tmp_path: Path, database_url: str) -> AsyncIterator[Corporation]:
    async with corporation_at(tmp_path, database_url) as made:
        await made.load(ledger())
        yield made


@pytest.fixture
def duban(tmp_path: Path, database_url: str) -> Duban:
    return duban_on(database_url, tmp_path)
