"""What the buttons of a template card carry, and what comes back when one is pressed.

The key names the message, because what identifies a card after it was changed is not documented, and the
data of the button. In a list the person chooses the missing part: of the whole (``*``), or of a row.
It travels through the person's client and can be forged, so it grants nothing; see ``core.presses``.

Source: WeCom, "Template card events": EventKey of the button, SelectedItems of lists; keys up to 1024 bytes,
ids of options up to 128 bytes. https://developer.work.weixin.qq.com/document/path/90240
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.presses import LIMIT, encode

GAP = "*"
QUESTION = "choice"
"""The name of the list of a card; of several lists their names begin so."""
NOTHING = "-"
"""The id of an option that chooses nothing."""
_BUTTON, _LIST = "b", "l"


@dataclass(frozen=True, slots=True)
class Pressed:
    """``message_id``: our own id of the card; ``data`` as for any button, or empty if it was none of ours."""

    message_id: str
    data: str


def for_button(message_id: str, data: str) -> str:
    return f"{_BUTTON}|{message_id}|{data}"


def for_list(message_id: str, template: str = GAP) -> str:
    """``template`` with ``*`` where the chosen option's id goes."""
    return f"{_LIST}|{message_id}|{template}"


def pressed(event_key: str, chosen: Mapping[str, str]) -> Pressed:
    """What was pressed.

    Args:
        chosen: by the list's name, the id of the option that is chosen in it. One must be chosen in one of them;
            else the data says how many were.
    """
    kind, _, rest = event_key.partition("|")
    message_id, _, data = rest.partition("|")
    if kind == _LIST:
        ids = [one for name, one in chosen.items() if name.startswith(QUESTION) and one not in ("", NOTHING)]
        data = data.replace(GAP, ids[0], 1) if len(ids) == 1 else encode("nc", len(ids))
    elif kind != _BUTTON:
        return Pressed("", "")
    return Pressed(message_id, data if len(data.encode()) <= LIMIT else "")
