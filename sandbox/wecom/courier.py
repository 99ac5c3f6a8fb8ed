"""Callbacks [90238, 90930, 90968]: sealed, signed, five seconds to answer, three more tries, then lost.

Deliveries do not wait for one another: a slow answer holds nothing up and order is not kept.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from secrets import randbelow
from time import monotonic
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from sandbox.clock import Clock
from sandbox.errors import Refused
from sandbox.model import Json
from sandbox.nursery import Nursery
from sandbox.posting import Answer, fetch
from sandbox.wecom.account import WeComAccount
from sandbox.wecom.crypto import seal, sign
from sandbox.wecom.troubles import Troubles

TRIES = 4
VERIFY_SECONDS = 1.0
NOT_ANSWERED = (OSError, ValueError, TimeoutError, EOFError)


@dataclass(slots=True)
class Try:
    seconds: float
    outcome: str


@dataclass(slots=True)
class Delivery:
    """``state``: waiting, done or lost. ``reply`` is what the passive answer did, "" for none."""

    number: int
    person_id: int
    kind: str
    msg_id: str
    state: str = "waiting"
    reply: str = ""
    tries: list[Try] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def summary(self) -> Json:
        return {
            "number": self.number,
            "person": self.person_id,
            "kind": self.kind,
            "msg_id": self.msg_id,
            "state": self.state,
            "reply": self.reply,
            "tries": [{"seconds": round(one.seconds, 3), "outcome": one.outcome} for one in self.tries],
        }


Heard = Callable[[Delivery, bytes], str]
"""Deals with the body of a 200 and says what it was."""


class Courier:
    def __init__(
        self,
        account: WeComAccount,
        clock: Clock,
        troubles: Troubles,
        answer_seconds: float,
        retry_pause: float,
    ) -> None:
        self._account = account
        self._clock = clock
        self._troubles = troubles
        self._answer_seconds = answer_seconds
        self._retry_pause = retry_pause
        self._nursery = Nursery()
        self._numbers = count(1)
        self.url = ""
        self.deliveries: list[Delivery] = []

    def stop(self) -> None:
        self._nursery.end()

    def post(self, delivery: Delivery, inner: str, heard: Heard) -> Delivery:
        """Number it and send it on its way; without a callback address nobody is told."""
        delivery.number = next(self._numbers)
        self.deliveries.append(delivery)
        if self.url:
            self._nursery.start(self._run(delivery, inner, heard))
        else:
            delivery.state = "lost"
            delivery.ended.set()
        return delivery

    async def _run(self, delivery: Delivery, inner: str, heard: Heard) -> None:
        target, body = self._sealed(inner)
        try:
            for number in range(TRIES):
                if number:
                    await asyncio.sleep(self._retry_pause)
                    if not self._troubles.same_retries:
                        target, body = self._sealed(inner)
                if await self._attempt(delivery, target, body, heard):
                    delivery.state = "done"
                    return
            delivery.state = "lost"
        finally:
            delivery.ended.set()

    async def _attempt(self, delivery: Delivery, target: str, body: bytes, heard: Heard) -> bool:
        began = monotonic()
        headers = {"Content-Type": "text/xml", "User-Agent": "Mozilla/4.0"}
        try:
            answer = await asyncio.wait_for(fetch("POST", target, body, headers), self._answer_seconds)
        except NOT_ANSWERED as error:
            delivery.tries.append(Try(monotonic() - began, f"{type(error).__name__}"))
            return False
        delivery.tries.append(Try(monotonic() - began, str(answer.status)))
        if answer.status == 200:
            delivery.reply = heard(delivery, answer.content)
        return answer.status == 200

    def _sealed(self, inner: str) -> tuple[str, bytes]:
        """Address with signature, and the outer XML."""
        account = self._account
        encrypt = seal(inner, account.corp_id, account.aes_key)
        body = (
            f"<xml><ToUserName><![CDATA[{account.corp_id}]]></ToUserName>"
            f"<AgentID><![CDATA[{account.agent_id}]]></AgentID><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>"
        )
        return self._signed(encrypt), body.encode()

    def _signed(self, encrypt: str, **more: str) -> str:
        timestamp, nonce = str(self._clock.timestamp()), str(randbelow(10**10))
        signature = sign(self._account.token, timestamp, nonce, encrypt)
        query = {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce} | more
        return f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(query)}"

    async def verify(self, url: str) -> None:
        """What the console does when the address is saved.

        Raises:
            Refused: it does not answer, or not with exactly what was sealed in ``echostr``.
        """
        before, self.url = self.url, url
        words = str(randbelow(10**19))
        encrypt = seal(words, self._account.corp_id, self._account.aes_key)
        answer: Answer | None = None
        try:
            target = self._signed(encrypt, echostr=encrypt)
            answer = await asyncio.wait_for(fetch("GET", target), VERIFY_SECONDS)
        except NOT_ANSWERED as error:
            self.url = before
            raise Refused(409, f"回调地址没有应答：{type(error).__name__}") from None
        if answer.status != 200 or answer.content != words.encode():
            self.url = before
            raise Refused(409, f"回调地址校验失败：状态 {answer.status}，内容不是明文 echostr")


def xml(fields: Json) -> str:
    """Inner XML: strings as CDATA, numbers bare, lists as repeated siblings, dicts nested."""
    return f"<xml>{_inside(fields)}</xml>"


def _inside(fields: Json) -> str:
    return "".join(_element(name, value) for name, value in fields.items())


def _element(name: str, value: object) -> str:
    if isinstance(value, list):
        return "".join(_element(name, one) for one in value)
    if isinstance(value, dict):
        return f"<{name}>{_inside(value)}</{name}>"
    if isinstance(value, str):
        return f"<{name}>{_cdata(value)}</{name}>"
    return f"<{name}>{escape(str(value))}</{name}>"


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
