import time
from collections.abc import AsyncIterator

import pytest

from app.desk import ThreadDesk
from bot.wecom.chat import WeComChat
from bot.wecom.client import App, WeComClient
from bot.wecom.faults import WeComRefused
from bot.wecom.limits import Limits
from bot.wecom.media import MediaPool
from bot.wecom.rooms import Rooms
from storage.engine import open_store
from tests.chats.wecom.hands import START, Hands, MovedClock
from tests.chats.wecom.loopback import AGENT, CORP, SECRET, Service
from tests.chats.wecom.serving import served
from tests.chats.wecom.test_looks import NAMES


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


@pytest.fixture
async def hands(client: WeComClient, sqlite_url: str) -> AsyncIterator[Hands]:
    desk = ThreadDesk(open_store(sqlite_url))

    clock, alarms = MovedClock(START), list[int]()

    async def content(number: int) -> bytes:
        return b"\x89PNG picture" if number == 1 else b"PK" * number

    media = MediaPool(content, client.upload, time.monotonic)
    rooms = Rooms(client, desk, clock, content, media, {"招商工作群": "693a91f6-key"})

    def alarm(refused: WeComRefused) -> None:
        alarms.append(refused.number)

    chat = WeComChat(client, desk, clock, media, NAMES, Limits(), rooms, alarm)
    yield Hands(desk, chat, clock, alarms)
    desk.close()
