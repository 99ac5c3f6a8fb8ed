"""Strange callbacks: from noise, over well-sealed nonsense, to real messages. A seed makes the same again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from sandbox import WeComAccount
from sandbox.wecom.crypto import seal, sign

ACCOUNT = WeComAccount()
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xml>&b;</xml>'
NONSENSE: tuple[str | bytes, ...] = (
    "", "{}", "<xml>", "<xml/>", "<a></b>", BOMB, "<xml>" * 3000, "<xml>" + "<a>" * 500 + "</a>" * 500 + "</xml>",
    b"\xff\xfe\x00", "<xml>\x00</xml>", f"<xml><FromUserName>{'u' * 5000}</FromUserName></xml>",
    "<?xml version='1.0' encoding='utf-16'?><xml/>", f"<xml {'a' * 200}='1'/>",
)  # fmt: skip
EVENTS = (
    "enter_agent", "click", "view", "subscribe", "template_card_event", "template_card_menu_event", "LOCATION",
    "change_contact", "inactive_alert", "x",
)  # fmt: skip
WORDS = (
    "",
    "进度",
    "1号 正常，到位200万",
    "/start x",
    "🙂" * 50,
    "\u202e\u200b",
    "'; DROP TABLE inbox; --",
    "a" * 3000,
)
KEYS = ("", "menu:rank", "menu:" + "x" * 1000, "b|x|1:r:1:1:g", "l|x|1:r:1:*:g", "b|", "||||", "\n")


@dataclass(frozen=True)
class Ask:
    """One request. ``message``: a real one with this id, which must be kept if it is answered with 200."""

    kind: str
    verb: str
    query: str
    body: bytes
    message: str = ""


class Stranger:
    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._number = 9_000_000_000_000_000_000
        self._kinds: tuple[tuple[Callable[[], Ask], int], ...] = (
            (self._noise, 20), (self._unsigned, 15), (self._garbage, 15), (self._nonsense, 15),
            (self._odd, 12), (self._bent, 10), (self._stale, 3), (self._look, 5), (self._large, 1), (self._real, 4),
        )  # fmt: skip

    def next(self) -> Ask:
        makers, weights = zip(*self._kinds, strict=True)
        maker: Callable[[], Ask] = self._chance.choices(makers, weights)[0]
        return maker()

    def _noise(self) -> Ask:
        names = self._chance.sample(["msg_signature", "timestamp", "nonce", "echostr", "x"], 3)
        query = urlencode({name: self._bytes(40).decode("latin-1") for name in names})
        return Ask("noise", self._chance.choice(["POST", "GET"]), query, self._bytes(400))

    def _unsigned(self) -> Ask:
        """Well sealed, and something about the signature is wrong."""
        encrypt = self._sealed(self._text())
        fields = self._signed(encrypt)
        name = self._chance.choice(list(fields))
        fields[name] = self._chance.choice(
            ["", "0", fields[name][:-1], fields[name] + "x", "甲", f"x{fields[name]}"]
        )
        body = _outer(encrypt if name != "timestamp" else encrypt[:-4] + "AAAA")
        return Ask("unsigned", "POST", urlencode(fields), body)

    def _garbage(self) -> Ask:
        """Signed, but what is inside opens to nothing."""
        blocks = self._chance.choice([0, 1, 15, 16, 32, 48, 160])
        encrypt = self._chance.choice(
            [
                "",
                "====",
                "a",
                "A" * 64,
                "甲",
                "A B+/",
                self._sealed(self._text(), "wwother"),
                "A" * (blocks * 4 // 3),
            ]
        )
        return self._post("garbage", encrypt)

    def _nonsense(self) -> Ask:
        """Signed and sealed; the XML inside is none, or dangerous."""
        return self._post("nonsense", self._sealed(self._chance.choice((*NONSENSE, self._bytes(300)))))

    def _odd(self) -> Ask:
        """XML as it should be, with values that should not."""
        pick = self._chance.choice
        fields = {
            "ToUserName": pick([ACCOUNT.corp_id, "", "x"]),
            "FromUserName": pick(["linyi", "LINYI", "", "sys", "甲", "a" * 65, "../..", "a:b", " x "]),
            "CreateTime": pick(["1795248000", "", "-1", "9" * 30, "x", "1e9", "٣"]),
            "MsgType": pick(["text", "image", "voice", "video", "location", "event", "file", "", "x"]),
            "Event": pick(EVENTS),
            "EventKey": pick(KEYS),
            "Content": pick(WORDS),
            "MsgId": pick(["", "1", "-1", "x", "9" * 100, str(self._chance.getrandbits(62))]),
            "TaskId": pick(["", "x" * 200, "wk47"]),
            "MediaId": pick(["", "3x", "\n"]),
        }
        kept = {name: value for name, value in fields.items() if self._chance.random() < 0.85}
        inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in kept.items())
        items = "<SelectedItems><SelectedItem><QuestionKey>choice</QuestionKey><OptionIds>{}</OptionIds></SelectedItem></SelectedItems>"
        options = "<OptionId>1</OptionId>" * self._chance.choice([0, 1, 2, 300])
        return self._post("odd", self._sealed(f"<xml>{inside}{items.format(options)}</xml>"))

    def _bent(self) -> Ask:
        """A real one whose envelope was cut, doubled or scratched on the way."""
        ask = self._post("bent", self._sealed(self._text()))
        body = bytearray(ask.body)
        for _ in range(self._chance.randint(1, 5)):
            body[self._chance.randrange(len(body))] = self._chance.randrange(256)
        cut = bytes(body[: self._chance.randint(0, len(body))])
        return Ask(
            "bent", "POST", ask.query, self._chance.choice([bytes(body), cut, ask.body * 2, ask.body[::-1]])
        )

    def _stale(self) -> Ask:
        return self._post(
            "stale", self._sealed(self._text()), self._chance.choice([-86400, -700, 700, 10**9])
        )

    def _look(self) -> Ask:
        """The check of the address, right and wrong."""
        encrypt = self._chance.choice(
            [self._sealed("1616140317555161061"), self._sealed(b"\xff" * 20), "", "x"]
        )
        fields = self._signed(encrypt) | {"echostr": encrypt}
        if self._chance.random() < 0.5:
            fields["echostr"] = fields["echostr"].replace("+", " ")[:-1]
        return Ask("look", "GET", urlencode(fields), b"")

    def _large(self) -> Ask:
        return self._post("large", "A" * self._chance.choice([60_000, 70_000, 1_000_000]))

    def _real(self) -> Ask:
        self._number += 1
        encrypt = self._sealed(self._text(str(self._number), self._chance.choice(WORDS[1:3])))
        ask = self._post("real", encrypt)
        return Ask("real", "POST", ask.query, ask.body, f"message:{self._number}")

    def _text(self, number: str = "1", words: str = "进度") -> str:
        return (
            f"<xml><ToUserName>{ACCOUNT.corp_id}</ToUserName><FromUserName>linyi</FromUserName>"
            f"<CreateTime>{int(time.time())}</CreateTime><MsgType>text</MsgType><Content>{escape(words)}</Content>"
            f"<MsgId>{number}</MsgId><AgentID>{ACCOUNT.agent_id}</AgentID></xml>"
        )

    def _sealed(self, inside: str | bytes, receiver: str = ACCOUNT.corp_id) -> str:
        return seal(inside, receiver, ACCOUNT.aes_key)

    def _signed(self, encrypt: str, seconds: int = 0) -> dict[str, str]:
        timestamp, nonce = str(int(time.time()) + seconds), str(self._chance.getrandbits(32))
        signature = sign(ACCOUNT.token, timestamp, nonce, encrypt)
        return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}

    def _post(self, kind: str, encrypt: str, seconds: int = 0) -> Ask:
        return Ask(kind, "POST", urlencode(self._signed(encrypt, seconds)), _outer(encrypt))

    def _bytes(self, most: int) -> bytes:
        return self._chance.randbytes(self._chance.randint(0, most))


def _outer(encrypt: str) -> bytes:
    return f"<xml><ToUserName>{ACCOUNT.corp_id}</ToUserName><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>".encode()
