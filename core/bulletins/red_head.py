"""The office's own red-head template (红头模板): what it may show, and why one is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 5 * 1024 * 1024
"""Bytes of a template."""
TEXT = "正文"
"""The name without which a template would say nothing."""


class Flaw(StrEnum):
    """Why a template is refused."""

    NOT_A_DOCUMENT = "not_a_document"
    TOO_BIG = "too_big"
    MACROS = "macros"
    SYNTAX = "syntax"  # detail: where, and what was not understood
    UNKNOWN = "unknown"  # detail: names that nothing is known about
    FORBIDDEN = "forbidden"  # it tries what a template has no business doing
    EMPTY = "empty"  # no place for the text: the bulletin would say nothing
    TOO_SLOW = "too_slow"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a trial with sample data gave: the filled-in sample, or a flaw with its detail."""

    content: bytes = b""
    flaw: Flaw | None = None
    detail: str = ""


Values = Mapping[str, object]
"""What a template may show, by name: strings, and lists of strings or of such mappings."""
Check = Callable[[bytes], Checked]
"""Tries a template with sample data, in a process of its own; slow, never raises. See ``documents.red_head``."""
