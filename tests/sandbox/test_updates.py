"""Updates: kept until confirmed, in order, not for ever; by polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox import Sandbox
from tests.sandbox.conftest import Hands

DAY = 24 * 3600
MARKUP = {"inline_keyboard": [[{"text": "按", "callback_data": "x"}]]}


async def test_an_update_comes_again_until_a_higher_offset(hands: Hands) -> None:
    person = await hands.person()
    first = (await hands.updates())[0]["update_id"]
    await hands.post(f"people/{person}/send", text="二")

    assert [item["update_id"] for item in await hands.updates()] == [first, first + 1]
    assert [item["update_id"] for item in await hands.updates(limit=1)] == [first]
    assert [item["update_id"] for item in await hands.updates(offset=first + 1)] == [first + 1]
    assert await hands.updates(offset=first + 2) == []


async def test_a_negative_offset_keeps_the_last(hands: Hands) -> None:
    person = await hands.person()
    await hands.post(f"people/{person}/send", text="二")

    assert [item["message"]["text"] for item in await hands.updates(offset=-1)] == ["二"]
    assert len(await hands.updates()) == 1


async def test_a_long_poll_ends_with_the_first_update(hands: Hands) -> None:
    person = await hands.person()
    await hands.confirm_all()
    poll = asyncio.create_task(hands.updates(timeout=30))
    await asyncio.sleep(0.1)

    await hands.post(f"people/{person}/send", text="来了")

    assert (await asyncio.wait_for(poll, 20))[0]["message"]["text"] == "来了"


async def test_the_earlier_of_two_pollers_is_ended(hands: Hands) -> None:
    poll = asyncio.create_task(hands.call("getUpdates", timeout=30))
    await asyncio.sleep(0.1)

    assert await hands.updates() == []

    shape = await asyncio.wait_for(poll, 20)
    assert shape["error_code"] == 409
    assert shape["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_polling_while_a_webhook_is_set_is_a_conflict(hands: Hands) -> None:
    await hands.call("setWebhook", url="http://127.0.0.1:9/x")

    shape = await hands.call("getUpdates")

    assert shape["error_code"] == 409
    assert "webhook is active" in shape["description"]


async def test_presses_live_150_seconds_and_messages_a_day(hands: Hands) -> None:
    person = await hands.person()
    sent = (await hands.call("sendMessage", chat_id=person, text="x", reply_markup=MARKUP))["result"]
    await hands.post(f"people/{person}/press", message_id=sent["message_id"], data="x", wait=0)

    await hands.post("clock", forward_seconds=151)
    assert [min(item) for item in await hands.updates()] == ["message"]
    await hands.post("clock", forward_seconds=DAY)
    assert await hands.updates() == []


async def test_only_the_allowed_kinds_come(hands: Hands) -> None:
    person = await hands.person()
    await hands.updates(allowed_updates=["callback_query"])

    assert (await hands.post(f"people/{person}/send", text="x"))["update_id"] is None


async def test_poison_and_unknown_kinds_can_be_made(hands: Hands) -> None:
    await hands.post("raw", future_kind={"a": 1})
    assert (await hands.updates())[0]["future_kind"] == {"a": 1}

    await hands.confirm_all()
    await hands.post("raw", update='{"update_id": 7, "message": {}}')
    assert (await hands.updates())[0] == {"update_id": 7, "message": {}}


async def test_group_privacy_hides_small_talk(hands: Hands) -> None:
    person = await hands.person()
    group = await hands.group(person)
    sent = (await hands.call("sendMessage", chat_id=group, text="通报"))["result"]["message_id"]

    async def heard(text: str, **more: Any) -> bool:
        said = await hands.post(f"people/{person}/send", text=text, chat_id=group, **more)
        return said["update_id"] is not None

    assert not await heard("今天天气不错")
    assert await heard("/rank")
    assert await heard("/rank@duban_sandbox_bot")
    assert not await heard("/rank@another_bot")
    assert await heard("@duban_sandbox_bot 查 圣农")
    assert await heard("收到", reply_to=sent)


class Receiver:
    """A bot's own address that answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self._more = asyncio.Condition()
        self.answers: list[int] = []
        self.url = ""

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = (await reader.readexactly(int(fields["Content-Length"]))).decode()
        async with self._more:
            self.got.append((fields.get("X-Telegram-Bot-Api-Secret-Token", ""), body))
            self._more.notify_all()
        status = self.answers.pop(0) if self.answers else 200
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(60), self._more:
            await self._more.wait_for(lambda: len(self.got) >= count)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    server = await asyncio.start_server(made, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook?a=1"
    async with server:
        yield made


async def test_a_webhook_gets_the_secret_and_everything_in_order(hands: Hands, receiver: Receiver) -> None:
    person = await hands.person()
    receiver.answers = [500, 503]
    await hands.call("setWebhook", url=receiver.url, secret_token="abc_1")
    await hands.post(f"people/{person}/send", text="二")

    await receiver.wait_for(4)

    assert {secret for secret, _ in receiver.got} == {"abc_1"}
    order = ["/start" if "/start" in body else "二" for _, body in receiver.got]
    assert order == ["/start", "/start", "/start", "二"]
    info = (await hands.call("getWebhookInfo"))["result"]
    assert info["url"] == receiver.url
    assert info["last_error_message"] == "Wrong response from the webhook: 503 X"
    assert info["pending_update_count"] == 0


async def test_a_failing_lane_holds_up_nobody_else(hands: Hands, receiver: Receiver) -> None:
    first, second = await hands.person(), await hands.person("林二（虚构）")
    await hands.confirm_all()
    receiver.answers = [500, 500, 500]
    await hands.call("setWebhook", url=receiver.url)
    await hands.post(f"people/{first}/send", text="甲")
    await asyncio.sleep(0.03)

    await hands.post(f"people/{second}/send", text="乙")

    await receiver.wait_for(5)
    assert len(receiver.got) == 5
    await hands.call("deleteWebhook")
    assert await hands.updates() == []


async def test_pending_updates_can_be_dropped(hands: Hands, sandbox: Sandbox) -> None:
    await hands.person()

    await hands.call("deleteWebhook", drop_pending_updates=True)

    assert await hands.updates() == []
    assert sandbox.telegram.courier.webhook is None
