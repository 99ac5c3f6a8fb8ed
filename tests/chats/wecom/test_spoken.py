"""Services without toasts: what must be read is said, the rest stands first on the changed card."""

import pytest

from bot.door import spoken
from core.chat import Card, Reply

SAID, SHOWN = Card("已记录"), Card("卡片")


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(toast="已失效", alert=True), ["已失效"]),
        (Reply(toast="已反馈完毕"), ["已反馈完毕"]),
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


def test_a_changed_card_begins_with_it_unless_it_says_so_itself() -> None:
    late = spoken(Reply(replace=SHOWN, say=(SAID,), toast="已按补报记录"))

    assert (late.toast, late.say, late.replace) == ("", (SAID,), Card("已按补报记录\n卡片"))
    assert spoken(Reply(replace=SHOWN, toast="卡片")).replace == SHOWN
