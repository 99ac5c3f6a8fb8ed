"""The world of the stories, on both databases, with a small invented town.

What runs where: storage, faults and every story run on SQLite and on PostgreSQL. Of a story that is told of
a table of cases PostgreSQL hears the first, for the others differ in words and not in SQL; where it is the
database that a case might upset, ``EVERY_CASE`` keeps them all. A story of one file or one service whose SQL
another story has already sent says ``["sqlite"]``; what is told in Telegram and in WeCom, ``IN_BOTH_CHATS``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.conftest import sqlite_copy, with_tables
from tests.postgres import PostgresServer
from tests.stories.command_line import Duban, duban_on
from tests.stories.wecom import Corporation, InWeCom, corporation_at
from tests.stories.world import EVERY_CASE, World, found, world_at

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """See above."""
    told: set[tuple[Path, str]] = set()
    left_out = [item for item in items if isinstance(item, pytest.Function) and _is_told_again(item, told)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _is_told_again(item: pytest.Function, told: set[tuple[Path, str]]) -> bool:
    case = getattr(item, "callspec", None)
    ours = item.path.is_relative_to(HERE) and item.get_closest_marker(EVERY_CASE.name) is None
    if not ours or case is None or case.params.get("database_url") != "postgresql":
        return False
    story = (item.path, item.originalname)
    again = story in told
    told.add(story)
    return again


@pytest.fixture
def founded() -> None:
    """Asked for by what begins with the town on its roster: ``database_url`` looks for it."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database with tables, and with the town if it is ``founded``; the story is told
    once on each kind."""
    begun = with_town if "founded" in request.fixturenames else with_tables
    with begun(request, tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_with_town(sqlite_with_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: to read a ledger in takes as long as most of a story."""
    folder = tmp_path_factory.mktemp("town")
    found(sqlite_copy(sqlite_with_tables, folder), folder)
    return folder / "duban.db"


@pytest.fixture(scope="session")
def postgresql_with_town(
    postgres_server: PostgresServer, postgresql_with_tables: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The name of a database to make others from."""
    with postgres_server.fresh_database(postgresql_with_tables) as url:
        found(url, tmp_path_factory.mktemp("town"))
        yield str(make_url(url).database)


@contextmanager
def with_town(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """What ``with_tables`` is, with the town in it."""
    if request.param == "sqlite":
        yield sqlite_copy(request.getfixturevalue("sqlite_with_town"), folder)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.fresh_database(request.getfixturevalue("postgresql_with_town")) as url:
        yield url


@pytest.fixture
def chat(request: pytest.FixtureRequest) -> str:
    """Where the people of the story are: telegram, or with ``IN_BOTH_CHATS`` also wecom."""
    return str(getattr(request, "param", "telegram"))


@pytest.fixture
async def empty_world(tmp_path: Path, database_url: str, chat: str) -> AsyncIterator[World]:
    """A town whose roster is still empty."""
    if chat == "wecom":
        async with corporation_at(tmp_path, database_url) as made:
            yield InWeCom(made.sandbox, made.product, made.web)
        return
    async with world_at(tmp_path, database_url) as made:
        yield made


@pytest.fixture
async def world(founded: None, empty_world: World) -> World:
    return empty_world


@pytest.fixture
async def corporation(founded: None, tmp_path: Path, database_url: str) -> AsyncIterator[Corporation]:
    async with corporation_at(tmp_path, database_url) as made:
        yield made


@pytest.fixture
def duban(tmp_path: Path, database_url: str) -> Duban:
    return duban_on(database_url, tmp_path)
