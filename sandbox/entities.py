"""Telegram's formatted text: HTML to (text, entities), entities to safe HTML.

Offsets and lengths count UTF-16 units. The error sentences are those of the real server.
"""

import re
from html import escape
from typing import Any

from sandbox.errors import bad_request

Entity = dict[str, Any]
TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline", "s": "strikethrough",
    "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
SHOWN_AS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code",
    "pre": "pre", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
    "spoiler": "tg-spoiler",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]*)\s*(?:(=)\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")
_NAME = re.compile(r"[^\s>]*")
_END_TAG = re.compile(r"</([^\s>]*)\s*(>?)")
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w))"
    r"|(?P<url>https?://[^\s<>\"，。；、）】》]+)",
    re.ASCII,
)
_OPAQUE = {"code", "pre", "text_link"}


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The words without their tags, and what the tags meant.

    Raises:
        ApiError: 400 "can't parse entities: …" as the real server says it.
    """
    if "<" not in source and "&" not in source:
        return source, []
    return _Reader(source).read()


def find_entities(text: str, taken: list[Entity]) -> list[Entity]:
    """Commands, mentions and addresses the server marks by itself, outside of code and links."""
    if "/" not in text and "@" not in text:
        return []
    found = []
    for match in _FOUND.finditer(text):
        kind = match.lastgroup or ""
        start = utf16_length(text[: match.start()])
        entity = {"type": kind, "offset": start, "length": utf16_length(match.group())}
        if not any(_overlap(entity, other) for other in taken if other["type"] in _OPAQUE):
            found.append(entity)
    return found


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )


class _Reader:
    """Reads one text once, left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._open: list[tuple[str, int, Entity]] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        at, source = 0, self._source
        while at < len(source):
            tag = source.find("<", at)
            self._words(source[at : tag if tag >= 0 else len(source)])
            if tag < 0:
                break
            at = self._end(tag) if source.startswith("</", tag) else self._start(tag)
        if self._open:
            raise self._error(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self._parts), self._entities

    def _words(self, raw: str) -> None:
        text = _REFERENCE.sub(_decode, raw) if "&" in raw else raw
        self._parts.append(text)
        self._length += utf16_length(text)

    def _start(self, at: int) -> int:
        match = _match(_NAME, self._source, at + 1)
        name = match.group().lower()
        if match.end() >= len(self._source):
            raise self._error("Unclosed start tag", at)
        if name not in TAGS:
            raise self._error(f'Unsupported start tag "{name}"', at)
        attributes, end = self._attributes(name, match.end(), at)
        self._open.append((name, self._length, self._meaning(name, attributes, at)))
        return end

    def _attributes(self, name: str, at: int, tag_at: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            while at < len(self._source) and self._source[at].isspace():
                at += 1
            if at >= len(self._source):
                raise self._error("Unclosed start tag", tag_at)
            if self._source[at] == ">":
                return found, at + 1
            at = self._attribute(name, _match(_ATTRIBUTE, self._source, at), found)

    def _attribute(self, tag: str, match: re.Match[str], found: dict[str, str]) -> int:
        key, equals, *values = match.groups()
        if not key:
            raise self._error(f'Empty attribute name in the tag "{tag}"', match.start())
        if not equals and key.lower() != "expandable":
            words = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
            raise self._error(words, match.start())
        value = next((item for item in values if item is not None), "")
        found[key.lower()] = _REFERENCE.sub(_decode, value)
        return match.end()

    def _meaning(self, name: str, attributes: dict[str, str], at: int) -> Entity:
        kind = TAGS[name]
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', at)
        if kind == "text_link":
            return {"type": kind, "url": attributes.get("href", "")}
        if kind == "blockquote" and "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        if kind == "custom_emoji":
            return {"type": kind, "custom_emoji_id": attributes.get("emoji-id", "")}
        return {"type": kind}

    def _end(self, at: int) -> int:
        match = _match(_END_TAG, self._source, at)
        if not self._open:
            raise self._error("Unexpected end tag", at)
        if not match.group(2):
            raise self._error("Unclosed end tag", at)
        name, offset, entity = self._open.pop()
        found = match.group(1).lower()
        if found and found != name:
            where = self._byte(at)
            words = f'Unmatched end tag at byte offset {where}, expected "</{name}>", found "</{found}>"'
            raise self._error(words)
        self._keep(entity, offset)
        return match.end()

    def _keep(self, entity: Entity, offset: int) -> None:
        length = self._length - offset
        useful = entity["type"] != "text_link" or re.match(r"(https?|tg|ftp)://", entity["url"])
        if length > 0 and useful:
            self._entities.append({**entity, "offset": offset, "length": length})

    def _byte(self, at: int) -> int:
        return len(self._source[:at].encode())

    def _error(self, words: str, at: int | None = None) -> Exception:
        place = "" if at is None else f" at byte offset {self._byte(at)}"
        return bad_request(f"can't parse entities: {words}{place}")


def _match(pattern: re.Pattern[str], source: str, at: int) -> re.Match[str]:
    """For patterns that match the empty text at least."""
    found = pattern.match(source, at)
    if found is None:
        raise AssertionError(pattern.pattern)
    return found


def _decode(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if 0 < number < 0x110000 else match.group()


def to_html(text: str, entities: list[Entity]) -> str:
    """The text as safe HTML in Telegram's own small subset of tags."""
    if not entities:
        return escape(text)
    units = text.encode("utf-16-le", "surrogatepass")
    edges = {0, len(units) // 2}
    for entity in entities:
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    out: list[str] = []
    stack: list[Entity] = []
    places = sorted(edges)
    for place, following in zip(places, [*places[1:], places[-1]], strict=True):
        _close(out, stack, place)
        starting = [item for item in entities if item["offset"] == place and item["length"]]
        for entity in sorted(starting, key=lambda item: -item["length"]):
            stack.append(entity)
            out.append(_tags(entity)[0])
        out.append(escape(units[place * 2 : following * 2].decode("utf-16-le", "replace")))
    _close(out, stack, places[-1])
    return "".join(out)


def _close(out: list[str], stack: list[Entity], place: int) -> None:
    """Close what ends here; what was opened inside of it and goes on is opened again."""
    ending = [item for item in stack if item["offset"] + item["length"] <= place]
    if not ending:
        return
    depth = stack.index(ending[0])
    again = [item for item in stack[depth:] if item not in ending]
    out.extend(_tags(item)[1] for item in reversed(stack[depth:]))
    del stack[depth:]
    for item in again:
        stack.append(item)
        out.append(_tags(item)[0])


def _tags(entity: Entity) -> tuple[str, str]:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind in SHOWN_AS:
        return f"<{SHOWN_AS[kind]}>", f"</{SHOWN_AS[kind]}>"
    return f'<span class="{escape(kind)}">', "</span>"
