"""What people report in a sentence or send along, and the project it is about."""

from __future__ import annotations

import struct
import zlib

from core.roster.model import Project
from tests.stories.world import Someone, World


async def reported(
    world: World, person: Someone, text: str, *, confirmed: bool = True, whose: str = ""
) -> None:
    """Somebody reports in a sentence and, by default, confirms what was understood. ``whose``: a liaison of
    several leaders says for whom."""
    await person.says(text)
    if whose:
        await person.taps(f"替{whose}")
    asked = await person.labels()
    if "数字无误" in asked:
        await person.taps("数字无误")
    elif confirmed and "确认" in asked:
        await person.taps("确认")
    await world.rest()


async def project(world: World, name: str) -> Project:
    found = await world.product.desk.read(lambda work: work.projects.by_name(name))
    assert found
    return found


def png() -> bytes:
    """One grey pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


async def sends(person: Someone, kind: str, caption: str = "") -> list[str]:
    """A photo, voice message or video to the bot; what is heard after that."""
    before = {m["message_id"] for m in await person.messages()}
    content = png() if kind == "photo" else b"\x00made up"
    answer = await person.world.web.post(
        f"/sandbox/people/{person.id}/{kind}",
        files={"file": (f"a.{kind}", content, "image/png" if kind == "photo" else f"x/{kind}")},
        data={"caption": caption},
    )
    answer.raise_for_status()
    await person.world.rest()
    return [m["text"] for m in await person.from_us() if m["message_id"] not in before]
