"""Files for messages: what the service takes, and for how long."""

import struct
import zlib

import pytest

from tests.sandbox.wecom_hands import WeComHands


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


async def test_files_are_sent_by_an_id_that_ages(wecom: WeComHands) -> None:
    chat = await wecom.member()
    uploaded = await wecom.upload("项目进度.xlsx", b"x" * 100)
    assert uploaded["type"] == "file"
    assert uploaded["created_at"].isdigit()

    await wecom.send("LinYi", "file", {"media_id": uploaded["media_id"]})

    document = (await wecom.last(chat))["document"]
    assert (document["name"], document["size"]) == ("项目进度.xlsx", 100)
    wrong_kind = await wecom.send("LinYi", "image", {"media_id": uploaded["media_id"]})
    assert wrong_kind["errcode"] == 40007
    fetched = await wecom.client.get(
        f"/wecom/cgi-bin/media/get?access_token={wecom.token}&media_id={uploaded['media_id']}"
    )
    assert fetched.content == b"x" * 100
    await wecom.post("clock", forward_seconds=3 * 86400 + 1)
    await wecom.sign_in()
    old = await wecom.send("LinYi", "file", {"media_id": uploaded["media_id"]})
    assert old["errcode"] == 40145


@pytest.mark.parametrize(
    ("kind", "content", "field", "code"),
    [
        ("file", b"12345", "media", 40006),
        ("file", b"", "media", 44001),
        ("file", b"123456", "file", 44001),
        ("image", b"not a picture", "media", 40123),
        ("image", png(), "media", 0),
        ("voice", b"RIFFxxxx", "media", 40004),
        ("voice", b"#!AMR\n123", "media", 0),
        ("paper", b"123456", "media", 40005),
    ],
)
async def test_uploads_are_looked_at(
    wecom: WeComHands, kind: str, content: bytes, field: str, code: int
) -> None:
    assert (await wecom.upload("a.bin", content, kind, field))["errcode"] == code
