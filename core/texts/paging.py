"""Long answers, a page at a time with buttons; the state is in the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from core.chat import Button, Card, Rows
from core.presses import encode
from core.texts.catalogue import say

LIMIT = 3000
"""Characters on a page, well below the 4096 of Telegram."""


def paged(
    title: str,
    entries: Sequence[str],
    page: int,
    query: str,
    arg: int | str = 0,
    per_page: int = 8,
    extra: Rows = (),
) -> Card:
    """A card with the entries of ``page`` and buttons to the others; ``extra`` rows come first."""
    pages = max(1, -(-len(entries) // per_page))
    page = min(max(page, 0), pages - 1)
    shown = entries[page * per_page : (page + 1) * per_page]
    text = "\n".join(shown)[:LIMIT]
    return Card(text, title=title, buttons=(*extra, *_buttons(query, arg, page, pages)))


def _buttons(query: str, arg: int | str, page: int, pages: int) -> Rows:
    if pages == 1:
        return ()
    row = [Button(say("button.page", page=page + 1, pages=pages), encode("pg", query, arg, page))]
    if page:
        row.insert(0, Button(say("button.previous"), encode("pg", query, arg, page - 1)))
    if page < pages - 1:
        row.append(Button(say("button.next"), encode("pg", query, arg, page + 1)))
    return (tuple(row),)
