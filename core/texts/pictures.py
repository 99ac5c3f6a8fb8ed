"""Which pictures there are, and the buttons that lead to them (图)."""

from __future__ import annotations

from collections.abc import Sequence

from core.chat import Button, Card, Rows
from core.presses import encode
from core.texts.catalogue import LANGUAGES, say

NAMES = ("own", "rank", "trend", "funnel", "lists")
PROJECT = "project"


def named(words: str) -> str:
    """The picture that is called by its button's label, in whichever language; "" for none."""
    wanted = words.strip()
    labels = {LANGUAGES[tongue][f"button.picture.{name}"]: name for tongue in LANGUAGES for name in NAMES}
    return labels.get(wanted, "") if wanted else ""


def which(names: Sequence[str]) -> Card:
    return Card(say("sheet_of.which"), buttons=tuple((button(name),) for name in names))


def button(name: str) -> Button:
    return Button(say(f"button.picture.{name}"), encode("pi", name))


def of_project(project_id: int) -> Button:
    return Button(say("button.picture"), encode("pi", PROJECT, project_id))


def on_paper(bulletin_id: int) -> Button:
    return Button(say("button.pdf"), encode("bq", bulletin_id))


def no_glyph(letters: str) -> str:
    """Why a picture cannot be drawn."""
    return say("sheet_of.no_glyph", letters=letters)


def row(*names: str) -> Rows:
    """Under an answer in words, where the bare name would not say that a picture comes."""
    return (tuple(_drawn(name) for name in names),)


def _drawn(name: str) -> Button:
    return Button(say("button.drawn", name=say(f"button.picture.{name}")), encode("pi", name))
