import time
from collections.abc import AsyncIterator

import pytest

from bot.wecom.client import App, WeComClient
from tests.chats.wecom.loopback import AGENT, CORP, SECRET, Service
from tests.chats.wecom.serving import served


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
async def api_url(service: Service) -> AsyncIterator[str]:
    async with served(service.app()) as url:
        yield url


@pytest.fixture
async def client(api_url: str) -> AsyncIterator[WeComClient]:
    client = WeComClient(App(CORP, AGENT, SECRET, api_url), time.monotonic)
    yield client
    await client.close()
