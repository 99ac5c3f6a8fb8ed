"""Excuses in words (免责)."""

from __future__ import annotations

from collections.abc import Sequence

from core.chat import Button, Card
from core.presses import encode
from core.scoring.excuse import Excuse, ExcuseKind, ExcuseState
from core.texts.catalogue import LANGUAGES, say

NEXT = {
    ExcuseState.ASKED: (ExcuseState.GRANTED, ExcuseState.REFUSED),
    ExcuseState.GRANTED: (ExcuseState.ENDED,),
}
"""What may be decided from where."""


def words_of(kind: ExcuseKind) -> frozenset[str]:
    """How people may write it, in any language."""
    return frozenset(sentences[f"excuse.kind.{kind.value}"] for sentences in LANGUAGES.values())


def one(excuse: Excuse, about: str, asked_by: str, decided_by: str) -> Card:
    """What is asked or decided, with buttons for what may follow."""
    text = say("excuse.card", reason=excuse.reason, since=excuse.since_on, until=excuse.until_on, by=asked_by)
    state = say(f"excuse.state.{excuse.state.value}", by=decided_by)
    row = tuple(
        Button(say(f"button.excuse.{state.value}"), encode("xg", excuse.id, state.value))
        for state in NEXT.get(excuse.state, ())
    )
    title = say("excuse.title", kind=say(f"excuse.kind.{excuse.kind.value}"), about=about)
    return Card(f"{text}\n{state}", title=title, buttons=(row,) if row else ())


def listed(found: Sequence[tuple[Excuse, str]]) -> Card:
    """What waits and what is in force, and how to ask."""
    rows = [
        say(
            "excuse.row",
            about=about,
            kind=say(f"excuse.kind.{excuse.kind.value}"),
            until=excuse.until_on,
            state=say(f"excuse.short.{excuse.state.value}"),
        )
        for excuse, about in found
    ]
    text = "\n".join([*(rows or [say("excuse.none")]), "", say("usage.excuse")])
    buttons = tuple(
        (
            Button(
                say(f"button.excuse_of.{state.value}", about=about[:12]), encode("xg", excuse.id, state.value)
            ),
        )
        for excuse, about in found[:8]
        for state in NEXT[excuse.state][:1]
    )
    return Card(text, title=say("excuse.list"), buttons=buttons)
