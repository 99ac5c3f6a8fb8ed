"""What WeCom posts to the callback, sealed as it does."""

import itertools
import time
from urllib.parse import urlencode

import httpx

from bot.wecom.crypto import Seal

CORP, TOKEN, KEY = "ww0a1b2c3d4e5f6071", "supervTok2026", "8HlrwYMfvea9lkxwkkMxzwwM5hpA6eEfujfoRnxa6wH"
_numbers = itertools.count(1)


def seal(token: str = TOKEN, receiver: str = CORP) -> Seal:
    return Seal(token, KEY, receiver)


def xml(sender: str, fields: dict[str, str]) -> str:
    """One inner message; values may hold markup of their own."""
    common = {"ToUserName": CORP, "FromUserName": sender, "CreateTime": str(int(time.time())), "AgentID": "1"}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in (common | fields).items())
    return f"<xml>{inner}</xml>"


def text(sender: str, said: str, number: str = "") -> str:
    number = number or str(next(_numbers))
    return xml(sender, {"MsgType": "text", "Content": f"<![CDATA[{said}]]>", "MsgId": number})


def event(sender: str, name: str, **fields: str) -> str:
    return xml(sender, {"MsgType": "event", "Event": name} | fields)


def click(sender: str, key: str, chosen: str = "", code: str = "code", created: str = "1795248000") -> str:
    item = f"<QuestionKey>choice</QuestionKey><OptionIds><OptionId>{chosen}</OptionId></OptionIds>"
    return event(
        sender,
        "template_card_event",
        EventKey=f"<![CDATA[{key}]]>",
        TaskId="t1",
        CardType="button_interaction",
        ResponseCode=code,
        CreateTime=created,
        SelectedItems=f"<SelectedItem>{item}</SelectedItem>" if chosen else "",
    )


def query(by: Seal, encrypted: str, moment: float | None = None, nonce: str = "n1") -> str:
    stamp = str(int(time.time() if moment is None else moment))
    return urlencode({"msg_signature": by.sign(stamp, nonce, encrypted), "timestamp": stamp, "nonce": nonce})


def envelope(encrypted: str) -> bytes:
    return (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><AgentID>1</AgentID>"
        f"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    ).encode()


async def post(
    client: httpx.AsyncClient, url: str, inner: str, by: Seal | None = None, moment: float | None = None
) -> httpx.Response:
    by = by or seal()
    encrypted = by.seal(inner.encode(), b"0123456789abcdef")
    return await client.post(f"{url}?{query(by, encrypted, moment)}", content=envelope(encrypted))
