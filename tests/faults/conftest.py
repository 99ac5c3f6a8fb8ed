"""A made-up Telegram for the session, the town on each kind of database, and a copy for each case."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sandbox import ThreadedSandbox
from tests.faults.case import Case
from tests.faults.town import TOKEN, Chats, make_chats, settle
from tests.postgres import PostgresServer

Copy = Callable[[Path], str]


@pytest.fixture(scope="session")
def telegram() -> Iterator[ThreadedSandbox]:
    with ThreadedSandbox(token=TOKEN) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def chats(telegram: ThreadedSandbox) -> Chats:
    return make_chats(telegram.url)


@pytest.fixture(scope="session")
def sqlite_town(telegram: ThreadedSandbox, chats: Chats, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sqlite-town")
    settle(folder, f"sqlite:///{folder / 'duban.db'}", telegram.url, chats)
    return folder / "duban.db"


@pytest.fixture(scope="session")
def postgresql_town(
    telegram: ThreadedSandbox,
    chats: Chats,
    postgres_server: PostgresServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The name of the database to copy."""
    with postgres_server.fresh_database() as url:
        settle(tmp_path_factory.mktemp("postgresql-town"), url, telegram.url, chats)
        yield url.rpartition("/")[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def case(
    request: pytest.FixtureRequest, telegram: ThreadedSandbox, chats: Chats, tmp_path: Path
) -> Iterator[Case]:
    with ExitStack() as stack:
        if request.param == "sqlite":
            shutil.copyfile(request.getfixturevalue("sqlite_town"), tmp_path / "duban.db")
            url = f"sqlite:///{tmp_path / 'duban.db'}"
        else:
            server: PostgresServer = request.getfixturevalue("postgres_server")
            url = stack.enter_context(server.fresh_database(request.getfixturevalue("postgresql_town")))
        made = Case(tmp_path, url, telegram.url, chats)
        stack.callback(made.close)
        yield made
