"""A group of the application's own: only the application can make one, and only into such a one it can speak.

Source: WeCom, "Creating a group chat of an application": a chatid of our choice, 2 to 2000 members, the application
visible to the whole corporation, read 2026-11. https://developer.work.weixin.qq.com/document/path/90245
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.wecom.client import WeComClient
from bot.wecom.faults import WeComRefused

LEAST = 2
LONGEST_NAME = 50  # characters
EXISTS = 86215


def chat_id_of(name: str) -> str:
    """The same for the same name, so that asking twice makes one group: letters and digits, 32."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


async def found(client: WeComClient, name: str, owner: str, members: Sequence[str], words: str) -> bool:
    """Make the group and say the first words in it, for older clients show it only then.

    Args:
        owner: one of ``members``.

    Returns:
        False: there was one of this name.

    Raises:
        WeComRefused, WeComAway: WeCom does not allow it, or did not answer; asking again is harmless.
    """
    chat_id = chat_id_of(name)
    body = {"chatid": chat_id, "name": name[:LONGEST_NAME], "owner": owner, "userlist": list(members)}
    try:
        await client.call("/cgi-bin/appchat/create", body)
    except WeComRefused as refused:
        if refused.number != EXISTS:
            raise
        return False
    text = {"chatid": chat_id, "msgtype": "text", "text": {"content": words}, "safe": 0}
    await client.call("/cgi-bin/appchat/send", text)
    return True
