"""A template is text with named fields in braces; filling it in is all that is ever done with it. Pure.

Nothing in it is run, and what is filled in is not looked at again: braces in a project's name stay braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from core.errors import Refused

LIMIT = 1500
"""Characters of a template."""
_FIELD = re.compile(r"\{([^{}\n]*)\}")
_BLANKS = re.compile(r"\n{3,}")


class BadTemplate(Refused):
    """It cannot be filled in."""


@dataclass(eq=False)
class UnknownField(BadTemplate):
    """``known``: the fields that exist, as they are written."""

    names: tuple[str, ...]
    known: tuple[str, ...]


class LooseBrace(BadTemplate):
    """A brace without its other half, or fields inside each other."""


class NothingToSay(BadTemplate):
    """A template without a word or a field."""


@dataclass(eq=False)
class TemplateTooLong(BadTemplate):
    length: int
    limit: int


def as_typed(text: str) -> str:
    """What the office sent, with the braces of a Chinese keyboard made plain."""
    lines = [line.rstrip() for line in text.replace("｛", "{").replace("｝", "}").strip().splitlines()]
    return _BLANKS.sub("\n\n", "\n".join(lines))


def checked(text: str, known: Collection[str]) -> str:
    """The template as it is kept.

    Raises:
        BadTemplate: it cannot be filled in; the reason as one of the above.
    """
    template = as_typed(text)
    if not template:
        raise NothingToSay
    if len(template) > LIMIT:
        raise TemplateTooLong(len(template), LIMIT)
    if set("{}") & set(without_fields(template)):
        raise LooseBrace
    unknown = [name for name in dict.fromkeys(_names(template)) if name not in known]
    if unknown:
        raise UnknownField(tuple(unknown), tuple(known))
    return template


def _names(template: str) -> list[str]:
    return [name.strip() for name in _FIELD.findall(template)]


def without_fields(template: str) -> str:
    """What the office has written itself."""
    return _FIELD.sub(" ", template)


def filled(template: str, value: Callable[[str], str]) -> str:
    """Every field replaced by its value. A line of fields only that are all empty is left out, with its blank line.

    Args:
        value: by the name of the field; asked only for those in the template.
    """
    lines = []
    for line in template.split("\n"):
        said = _FIELD.sub(lambda found: value(found.group(1).strip()), line)
        if line and not said.strip() and _FIELD.search(line):
            continue
        lines.append(said)
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()
