"""The XML of callbacks as plain values. Anything with a DTD or entities is refused before it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.errors import AppError

Value: TypeAlias = "str | Mapping[str, Value] | list[Value]"
Fields: TypeAlias = Mapping[str, Value]
DEEPEST = 8  # nested elements; WeCom's own need five


class NoXml(AppError):
    """Not well formed, with a DTD, or nested deeper than any callback."""


def fields_of(text: bytes) -> Fields:
    """The children of the root by name: text, or again children; repeated names become a list.

    Raises:
        NoXml: see there.
    """
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise NoXml(type(fault).__name__) from None
    found = _value(root, 0)
    return found if isinstance(found, Mapping) else {}


def word(fields: Fields, name: str) -> str:
    """The text of one field; empty if it is missing or has children."""
    found = fields.get(name, "")
    return found if isinstance(found, str) else ""


def inside(fields: Fields, name: str) -> Fields:
    """The children of one field; none if it is missing or a text."""
    found = fields.get(name, {})
    return found if isinstance(found, Mapping) else {}


def each(fields: Fields, name: str) -> list[Value]:
    """A repeated field, also when it came once or never."""
    found = fields.get(name)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def _value(element: Element, depth: int) -> Value:
    if depth > DEEPEST:
        raise NoXml("too deep")
    children = list(element)
    if not children:
        return element.text or ""
    found: dict[str, Value] = {}
    for child in children:
        value = _value(child, depth + 1)
        before = found.get(child.tag)
        if before is None:
            found[child.tag] = value
        elif isinstance(before, list):
            before.append(value)
        else:
            found[child.tag] = [before, value]
    return found
