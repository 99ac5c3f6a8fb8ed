"""Services without toasts: what must be read is said, what the card shows is not repeated."""

import pytest

from bot.door import spoken
from core.chat import Card, Reply

SAID, SHOWN = Card("已记录"), Card("卡片")


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(toast="已失效", alert=True), ["已失效"]),
        (Reply(toast="已反馈完毕"), ["已反馈完毕"]),
        (Reply(replace=SHOWN, toast="已记录：正常"), []),
        (Reply(replace=SHOWN, toast="不能这样做", alert=True), ["不能这样做"]),
        (Reply(say=(SAID,), toast="已记录"), ["已记录"]),
        (Reply(say=(SAID,)), ["已记录"]),
        (Reply(), []),
    ],
)
def test_what_is_said(reply: Reply, words: list[str]) -> None:
    heard = spoken(reply)

    assert [card.text for card in heard.say] == words
    assert (heard.toast, heard.alert, heard.replace) == ("", False, reply.replace)
