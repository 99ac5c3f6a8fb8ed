"""The bodies a message may have, read strictly; each channel takes some of them [90236, 90248, 99110]."""

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.files import FileStore
from sandbox.model import Form, Json, Media
from sandbox.wecom.cards import check_card, items, part, words
from sandbox.wecom.errors import WeComError
from sandbox.wecom.media import MB, MediaPools, is_picture

TEXT_BYTES = 2048
MARKDOWN_BYTES = 2048
ROBOT_MARKDOWN_BYTES = 4096
URL_BYTES = 2048
PICTURE_BYTES = 2 * MB


@dataclass(frozen=True, slots=True)
class Channel:
    """Where the message goes: ``pool`` of media ids, markdown limit, and whether it is a webhook."""

    pools: MediaPools
    files: FileStore
    pool: str = ""
    markdown_bytes: int = MARKDOWN_BYTES
    robot: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    form: Form
    media: Media | None = None


Reader = Callable[[Channel, Json], Body]


def read_body(channel: Channel, body: Json, sender: str, readers: dict[str, Reader]) -> Body:
    """
    Raises:
        WeComError: 40008 for a msgtype this channel does not take, else what is wrong with it.
    """
    kind = body.get("msgtype")
    if not isinstance(kind, str) or kind not in readers:
        raise WeComError(40008)
    read = readers[kind](channel, part(body, kind))
    read.form.msgtype, read.form.sender = kind, sender
    return read


def cut(text: str, most: int) -> str:
    """At most so many bytes of UTF-8, no character broken."""
    return text.encode()[:most].decode(errors="ignore")


def _text(_channel: Channel, given: Json) -> Body:
    content = words(given, "content")
    if not content.strip():
        raise WeComError(44004)
    shown = cut(content, TEXT_BYTES)
    return Body(Form("", given | {"content": shown}, "", cut=shown != content))


def _markdown(channel: Channel, given: Json) -> Body:
    content = words(given, "content")
    if not content.strip():
        raise WeComError(44004)
    if len(content.encode()) > channel.markdown_bytes:
        raise WeComError(45002)
    return Body(Form("", given, ""))


def _media(*kinds: str) -> Reader:
    def read(channel: Channel, given: Json) -> Body:
        if not given.get("media_id"):
            raise WeComError(41006)
        stored = channel.pools.find(channel.pool, given["media_id"], *kinds)
        return Body(Form("", given, ""), stored.media)

    return read


def _robot_image(channel: Channel, given: Json) -> Body:
    try:
        content = base64.b64decode(words(given, "base64"), validate=True)
    except (binascii.Error, ValueError):
        raise WeComError(40058, "image.base64") from None
    if not content:
        raise WeComError(93017)
    if len(content) > PICTURE_BYTES:
        raise WeComError(93018)
    if hashlib.md5(content).hexdigest() != words(given, "md5").lower():  # noqa: S324 - the protocol's own choice
        raise WeComError(301019)
    if not is_picture(content):
        raise WeComError(40123)
    mime = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    name = "图片.png" if mime == "image/png" else "图片.jpg"
    return Body(Form("", {"md5": given["md5"]}, ""), channel.files.add("photo", name, mime, content))


def _textcard(_channel: Channel, given: Json) -> Body:
    for name, code in (("title", 41016), ("description", 41033), ("url", 40058)):
        if not words(given, name):
            raise WeComError(code, name)
    if len(given["url"].encode()) > URL_BYTES or "://" not in given["url"]:
        raise WeComError(40058, "url")
    shown = {"title": given["title"][:128], "description": given["description"][:512]}
    return Body(Form("", given | shown, "", cut=shown.items() > given.items()))


def _news(_channel: Channel, given: Json) -> Body:
    articles = items(given, "articles", 8, 45008)
    if not articles:
        raise WeComError(40063, "articles")
    for article in articles:
        if not words(article, "title"):
            raise WeComError(41016)
        if not words(article, "url") and not words(article, "appid"):
            raise WeComError(40058, "url")
    return Body(Form("", given, ""))


def _card(channel: Channel, given: Json) -> Body:
    return Body(Form("", check_card(given, robot=channel.robot), ""))


def _files(*kinds: str) -> dict[str, Reader]:
    return {kind: _media(kind) for kind in kinds}


PLAIN: dict[str, Reader] = {"text": _text, "markdown": _markdown, "news": _news}
APP = PLAIN | _files("image", "voice", "video", "file") | {"textcard": _textcard, "template_card": _card}
APPCHAT = PLAIN | _files("image", "voice", "video", "file") | {"textcard": _textcard}
ROBOT = (
    PLAIN
    | _files("voice", "file")
    | {"markdown_v2": _markdown, "image": _robot_image, "template_card": _card}
)
