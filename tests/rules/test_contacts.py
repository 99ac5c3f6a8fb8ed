"""Which words tell of a contact with the firm, how and when; a plan, a wish or no day is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.milestones.contact_words import WORDS, Met, may_tell, met_in
from core.milestones.model import ContactKind

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("words", "kind", "on"),
    [
        ("11月18日书记带队到现场走访", ContactKind.VISIT, date(2026, 11, 18)),
        ("今天上门拜访了企业负责人", ContactKind.VISIT, TODAY),
        ("11月18日，书记到项目现场，企业反映供电不足", ContactKind.VISIT, date(2026, 11, 18)),
        ("昨天与企业座谈，月底前进场", ContactKind.TALK, date(2026, 11, 19)),
        ("周三和投资方对接了用地", ContactKind.TALK, date(2026, 11, 18)),
        ("前天现场调研，进度正常", ContactKind.SURVEY, date(2026, 11, 18)),
        ("11月17日电话联系企业，设备已发货", ContactKind.CALL, date(2026, 11, 17)),
        ("下周三到现场走访", None, None),
        ("拟于今天走访企业", None, None),
        ("今天没有走访", None, None),
        ("请金融办今天对接企业", None, None),
        ("书记带队到现场走访", None, None),  # on which day?
        ("本月走访企业两次", None, None),
        ("今天正在对接国开行", None, None),  # no firm
        ("今天到位2000万", None, None),
        ("2024年3月1日走访", None, None),  # too long ago to be news
    ],
)
def test_what_counts_as_a_contact(words: str, kind: ContactKind | None, on: date | None) -> None:
    met = met_in(words, TODAY)
    assert (met and met.kind, met and met.on) == (kind, on)
    assert met is None or isinstance(met, Met)


@given(st.sampled_from(WORDS).flatmap(lambda kind: st.from_regex(kind[1])))
def test_no_contact_is_passed_over_unread(words: str) -> None:
    assert may_tell(words)


def test_a_sentence_without_such_words_is_not_read_for_contacts() -> None:
    assert not may_tell("1号本周到位2000万，2号无变化")
