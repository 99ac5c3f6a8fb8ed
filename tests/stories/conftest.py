"""The world of the stories, on both databases, with a small invented town."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.conftest import with_tables
from tests.stories.command_line import Duban, duban_on
from tests.stories.town import ledger
from tests.stories.wecom import Corporation, InWeCom, corporation_at
from tests.stories.world import World, world_at


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database with tables; the story is told once on each kind."""
    with with_tables(request, tmp_path) as url:
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
async def world(empty_world: World) -> World:
    await empty_world.load(ledger())
    return empty_world


@pytest.fixture
async def corporation(tmp_path: Path, database_url: str) -> AsyncIterator[Corporation]:
    async with corporation_at(tmp_path, database_url) as made:
        await made.load(ledger())
        yield made


@pytest.fixture
def duban(tmp_path: Path, database_url: str) -> Duban:
    return duban_on(database_url, tmp_path)
