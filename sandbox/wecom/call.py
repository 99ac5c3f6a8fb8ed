"""One call of the HTTP API, taken apart."""

import json
import re
from dataclasses import dataclass, field

from sandbox.arguments import Upload
from sandbox.model import Json
from sandbox.wecom.errors import WeComError

ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\u(?!00[01])[0-9A-Fa-f]{4}")


@dataclass(slots=True)
class Call:
    """``warning``: the body was no JSON object; the service goes on without it and says so."""

    name: str
    query: dict[str, str]
    raw: bytes = b""
    body: Json = field(default_factory=dict)
    warning: bool = False
    upload: Upload | None = None
    ip: str = ""


def read_json(call: Call) -> None:
    """
    Raises:
        WeComError: 40033 for characters written as ``\\uXXXX`` (control characters are let through).
    """
    if ESCAPE.search(call.raw):
        raise WeComError(40033)
    try:
        value = json.loads(call.raw.decode())
    except ValueError:
        value = None
    if isinstance(value, dict):
        call.body = value
    else:
        call.warning = True
