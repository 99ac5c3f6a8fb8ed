"""Text and caption of a call: parsed, measured, marked."""

from typing import Any

from sandbox.arguments import Arguments
from sandbox.entities import Entity, find_entities, parse_html, utf16_length
from sandbox.errors import bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_BYTES = 1 << 15

Wording = tuple[str, list[Entity]]


def text_of(arguments: Arguments) -> Wording:
    """
    Raises:
        ApiError: 400 empty, too long or not parseable.
    """
    source = arguments.text("text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = _formatted(source, arguments, "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > MAX_TEXT // 2 and utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def caption_of(arguments: Arguments) -> Wording:
    """May be empty.

    Raises:
        ApiError: 400 too long or not parseable.
    """
    source = arguments.text("caption")
    if not source:
        return "", []
    text, entities = _formatted(source, arguments, "caption_entities")
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def _formatted(source: str, arguments: Arguments, field: str) -> Wording:
    if len(source) > MAX_BYTES // 4 and len(source.encode()) > MAX_BYTES:
        raise bad_request("text is too long")
    mode = arguments.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode in ("", "none"):
        text, entities = source, _given(arguments.parsed(field))
    else:
        # Markdown exists in the real service; this one refuses it so that nobody relies on it.
        raise bad_request("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    return text, sorted(
        entities + find_entities(text, entities), key=lambda item: (item["offset"], -item["length"])
    )


def _given(value: Any) -> list[Entity]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    return [dict(item) for item in value if isinstance(item, dict)]


def _trimmed(text: str, entities: list[Entity]) -> Wording:
    """Without white space at both ends, as the server stores it."""
    kept = text.rstrip()
    start = len(kept) - len(kept.lstrip())
    if not start and len(kept) == len(text):
        return text, entities
    moved = utf16_length(kept[:start])
    kept = kept[start:]
    end = utf16_length(kept)
    shifted = []
    for entity in entities:
        first = max(entity["offset"] - moved, 0)
        last = min(entity["offset"] + entity["length"] - moved, end)
        if last > first:
            shifted.append(entity | {"offset": first, "length": last - first})
    return kept, shifted
