"""把A改成B changes a part of a draft, anything else is the whole text; what a correction has collected so far."""

from __future__ import annotations

import pytest

from core.bulletins.amending import amended
from core.bulletins.mistakes import MOST, Mistake, collected
from core.errors import BadArgument, WrongState
from core.scoring.amend import Item
from core.texts.refusals import sentence

TEXT = "本期排名靠前的是：西河县。\n对得分有疑问的单位，请联系招商办。"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("把“靠前”改成“领先”", TEXT.replace("靠前", "领先")),
        ("靠前改为领先", TEXT.replace("靠前", "领先")),
        ("请将 请联系招商办 换成 请电话联系招商办", TEXT.replace("请联系", "请电话联系")),
        (
            "本期排名靠前的是：西河县。 => 本期，西河县排名第一。",
            "本期，西河县排名第一。\n对得分有疑问的单位，请联系招商办。",
        ),
        ("把“对得分有疑问的单位，请联系招商办。”改成“”", "本期排名靠前的是：西河县。\n"),
        ("本周情况见附表。", "本周情况见附表。"),
        ("全文如下：\n由三个改成四个。", "全文如下：\n由三个改成四个。"),
    ],
)
def test_a_part_or_the_whole(said: str, text: str) -> None:
    assert amended(TEXT, said) == text


def test_words_that_are_not_there_are_asked_about() -> None:
    with pytest.raises(BadArgument) as refused:
        amended(TEXT, "把“落后”改成“靠后”")
    assert "没有找到" in sentence(refused.value)


def test_what_is_said_again_takes_the_place_of_what_was_said_of_the_same_thing() -> None:
    first, other = Mistake(1, None, Item.TOTAL_IN, 10), Mistake(1, None, Item.STOCK, value=True)
    again, whole, unit = Mistake(1, None, Item.TOTAL_IN, 20), Mistake(1), Mistake(unit_id=1)

    assert collected([first, other], again) == (other, again)
    assert collected([first, other, unit], whole) == (unit, whole)
    assert collected([whole, first], unit) == (whole, first, unit)
    with pytest.raises(WrongState):
        collected([Mistake(n) for n in range(MOST)], Mistake(MOST))
