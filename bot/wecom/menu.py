"""The application's menu: three heads with up to five entries, the same for everybody.

Source: WeCom, "Creating a menu", read 2026-11: names up to 16 and 40 bytes.
https://developer.work.weixin.qq.com/document/path/90231
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.wecom.events import MENU

MOST_ENTRIES = 5
HEADS = {
    "mine": ("report", "mine", "problems", "undo", "help"),
    "look": ("rank", "why", "missing"),
    "office": ("round", "remind", "bulletin", "review", "import"),
}
"""Head → commands. Who may not use an entry is told so; menus for single people do not exist."""


def menu(heads: Mapping[str, str], words: Mapping[str, str]) -> dict[str, Any]:
    """The body of menu/create.

    Args:
        heads: head → its name.
        words: command → its Chinese word; commands that are not there are left out.
    """
    return {"button": [_head(heads[head], commands, words) for head, commands in HEADS.items()]}


def _head(name: str, commands: Sequence[str], words: Mapping[str, str]) -> dict[str, Any]:
    known = [command for command in commands if command in words][:MOST_ENTRIES]
    entries = [{"type": "click", "name": words[command], "key": f"{MENU}{command}"} for command in known]
    return {"name": name, "sub_button": entries}
