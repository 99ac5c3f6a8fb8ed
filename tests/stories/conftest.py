"""The world of the stories, on both databases, with a small invented town."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.command_line import Duban, duban_on
from tests.stories.town import ledger
from tests.stories.world import World, world_at


@pytest.fixture
async def world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    async with world_at(tmp_path, database_url) as made:
        await made.load(ledger())
        yield made


@pytest.fixture
def duban(tmp_path: Path, database_url: str) -> Duban:
    return duban_on(database_url, tmp_path)
