import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import make_url

from storage import schema
from tests.engines import share_what_is_compiled
from tests.postgres import NoPostgres, PostgresServer, in_memory, running_server


def pytest_configure() -> None:
    """Files of tests need no disk: a commit to a real one waits longer than most tests work."""
    # The HTTP client looks for it on the disk at every request.
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]  # the documented way to say: not there
    share_what_is_compiled()
    if folder := in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))


def pytest_collection_finish() -> None:
    """What is loaded now stays: the collector need not look at it again and again, nor at every 700 objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server per test process."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_server())
        except NoPostgres as reason:
            _go_without(reason)
        yield server


def _go_without(reason: NoPostgres) -> NoReturn:
    """In CI a missing server is a failure, elsewhere a reason to skip."""
    if os.environ.get("CI"):
        pytest.fail(str(reason), pytrace=False)
    pytest.skip(str(reason))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new, empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'duban.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.fresh_database() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: most tests want a database with tables, not the making of them."""
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
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database with tables; the test runs once on each kind."""
    with with_tables(request, tmp_path) as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_with_tables: Path, tmp_path: Path) -> str:
    """The same for what is no matter of the database: SQLite only."""
    return sqlite_copy(sqlite_with_tables, tmp_path)


@contextmanager
def with_tables(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """What ``migrated_url`` is, of the kind that ``request.param`` names."""
    if request.param == "sqlite":
        yield sqlite_copy(request.getfixturevalue("sqlite_with_tables"), folder)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.fresh_database(request.getfixturevalue("postgresql_with_tables")) as url:
        yield url


def sqlite_copy(tables: Path, folder: Path) -> str:
    """The address of a copy in this folder."""
    path = folder / "duban.db"
    shutil.copyfile(tables, path)
    return f"sqlite:///{path}"
