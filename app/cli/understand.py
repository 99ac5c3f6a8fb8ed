"""``understand``: what the grammar makes of replies, for the office to try sentences."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from app import times
from app.cli.failed import Failed
from core.rounds.reading.as_json import lines_from_json, reading_json
from core.rounds.reading.model import Line
from core.rounds.reading.read import read_reply
from core.texts.catalogue import say
from storage.sounds import sound


def understand(
    context: Annotated[
        Path, typer.Option("--context", help='{"projects": […]} of one leader', exists=True, dir_okay=False)
    ],
    today: Annotated[
        datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="the day of the replies")
    ] = None,
) -> None:
    r"""Read one reply per line on stdin, print one JSON per line; \n inside a line is a line break.

    A line that is a JSON string literal ("…") is taken as that string.
    """
    lines = _lines(context)
    day = today.date() if today else _today()
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # stdin is a text stream here
    for line in sys.stdin:
        document = reading_json(read_reply(_reply(line.rstrip("\r\n")), lines, day, sound))
        typer.echo(json.dumps(document, ensure_ascii=False))


def _reply(line: str) -> str:
    """A literal's lone halves of surrogate pairs, which are no text, become question marks."""
    if len(line) > 1 and line[0] == line[-1] == '"':
        try:
            literal = json.loads(line)
        except ValueError:
            pass  # words between quotation marks
        else:
            return str(literal).encode("utf-8", "replace").decode("utf-8")
    return line.replace("\\n", "\n")


def _lines(context: Path) -> tuple[Line, ...]:
    try:
        document = json.loads(context.read_text(encoding="utf-8-sig"))
        return lines_from_json(document)
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise Failed(say("cli.bad_context", file=context)) from error


def _today() -> date:
    """By the clock, in the office's time zone."""
    from app.settings import load

    return times.calendar(load().time_zone).today(times.SystemClock().now())
