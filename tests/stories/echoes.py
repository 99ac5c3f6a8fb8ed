"""What stories of sentences and their echoes have in common."""

from __future__ import annotations

from core.figures.model import Field, FigureState
from tests.stories.world import Someone

SAID, REPORTED, WITHDRAWN = FigureState.SAID, FigureState.REPORTED, FigureState.WITHDRAWN
WEEK, TOTAL = Field.WEEK_IN, Field.TOTAL_IN


async def sent(person: Someone, text: str) -> int:
    """Say it; the message id of the sentence."""
    await person.says(text)
    return int([m["message_id"] for m in await person.messages() if not m["from"]["is_bot"]][-1])
