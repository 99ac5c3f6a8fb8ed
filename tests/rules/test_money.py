"""Amounts as offices write them, and as we show them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.amounts import AmountFlag, find_amounts, read_amount
from core.money import MoneyUnit, format_wan, format_yuan, in_unit, to_yuan

WAN = 10_000
YI = 100_000_000


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("8.47亿元", 847_000_000),
        ("21900万元", 21900 * WAN),
        ("三亿五千万", 350_000_000),
        ("6亿3300万", 633_000_000),
        ("两千三百万", 23_000_000),
        ("1.5亿", 150_000_000),
        ("三个半亿", 350_000_000),
        ("半个亿", 50_000_000),
        ("一亿三千万", 130_000_000),
        ("十二亿二千万", 1_220_000_000),
        ("22亿2900万", 2_229_000_000),
        ("一亿三", 130_000_000),
        ("1亿零500万", 105_000_000),
        ("一千二百三十四万五千", 12_345_000),
        ("3千5百万", 35_000_000),
        ("一点五亿", 150_000_000),
        ("1.2万亿", 12_000 * YI),
        ("3000w", 30_000_000),
        ("1,500万元", 15_000_000),
        ("1,200 万", 12_000_000),
        ("总投资1.55亿元", 155_000_000),
        ("2期3.84亿元", 384_000_000),
        ("300万元人民币", 3_000_000),
        ("５０００元", 5_000),
    ],
)
def test_amounts_with_a_unit(text: str, yuan: int) -> None:
    amount = read_amount(text)

    assert (amount.yuan, amount.flags) == (yuan, frozenset())


@pytest.mark.parametrize(
    ("text", "wan"),
    [("２０１９０", 20190), ("\xa0220\u3000", 220), ("7,930.00", 7930), ("累计2080", 2080), ("五百", 500)],
)
def test_a_bare_number_takes_the_given_unit_and_says_so(text: str, wan: int) -> None:
    amount = read_amount(text, MoneyUnit.WAN)

    assert (amount.yuan, amount.flags) == (wan * WAN, frozenset({AmountFlag.UNIT_ASSUMED}))


def test_a_bare_number_without_a_unit_to_assume_is_no_amount() -> None:
    assert read_amount("500").yuan is None


def test_float_noise_disappears() -> None:
    assert read_amount("3.900000000001", MoneyUnit.YI).yuan == 390_000_000


@pytest.mark.parametrize(
    ("text", "yuan", "flag"),
    [
        ("约2.2亿", 220_000_000, AmountFlag.APPROXIMATE),
        ("4.9亿元左右", 490_000_000, AmountFlag.APPROXIMATE),
        ("3亿多", 300_000_000, AmountFlag.APPROXIMATE),
        ("三个多亿", 300_000_000, AmountFlag.APPROXIMATE),
        ("3.84亿元\n（其中一期1.92亿元）", 384_000_000, AmountFlag.SEVERAL),
        ("5-8亿元", 500_000_000, AmountFlag.SEVERAL),
        ("-500万元", -5_000_000, AmountFlag.NEGATIVE),
        ("0.3亿美元", None, AmountFlag.FOREIGN),
        ("$300万", None, AmountFlag.FOREIGN),
        ("/", 0, AmountFlag.STATED_ZERO),
        ("无", 0, AmountFlag.STATED_ZERO),
        ("—", 0, AmountFlag.STATED_ZERO),
        ("", None, AmountFlag.NOT_STATED),
        ("待定", None, AmountFlag.PENDING),
        ("见附件", None, AmountFlag.UNREADABLE),
        ("100万吨", None, AmountFlag.UNREADABLE),
    ],
)
def test_whatever_is_odd_is_flagged(text: str, yuan: int | None, flag: AmountFlag) -> None:
    amount = read_amount(text)

    assert amount.yuan == yuan
    assert flag in amount.flags


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("1号主体封顶，本周到位资金2000万，累计1.2亿；2号环评卡住", [("2000万", 2000), ("1.2亿", 12000)]),
        ("累计一亿三千万。", [("一亿三千万", 13000)]),
        ("年产30万头肉牛，投资三千万", [("三千万", 3000)]),
        ("年用电600万千瓦时，用地60亩", []),
        ("本周到资1200w，形象进度60%", [("1200w", 1200)]),
        ("2号项目土地还差30亩", []),
    ],
)
def test_amounts_in_a_sentence(sentence: str, found: list[tuple[str, int]]) -> None:
    spots = find_amounts(sentence)

    assert [(sentence[spot.start : spot.end], (spot.amount.yuan or 0) // WAN) for spot in spots] == found


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        (847_000_000, "8.47亿元"),
        (8_600_000, "860万元"),
        (99_999_999, "1亿元"),
        (99_990_000, "9999万元"),
        (1_234_567, "123.46万元"),
        (125_050, "12.51万元"),
        (550, "550元"),
        (0, "0万元"),
        (-5_000_000, "-500万元"),
        (None, "未填"),
    ],
)
def test_people_read_short_amounts(yuan: int | None, text: str) -> None:
    assert format_yuan(yuan) == text


def test_tables_read_everything_in_wan() -> None:
    assert format_wan(847_000_000) == "84700万元"


@given(st.integers(0, 10**13))
def test_yuan_survive_their_own_unit(yuan: int) -> None:
    assert all(to_yuan(in_unit(yuan, unit), unit) == yuan for unit in MoneyUnit)


@given(st.integers(0, 10**12))
def test_what_we_write_we_read_back_to_the_shown_precision(yuan: int) -> None:
    shown = read_amount(format_yuan(yuan)).yuan

    assert shown is not None
    assert abs(shown - yuan) <= (500_000 if yuan >= 99_995_000 else 50)


@given(st.decimals(0, 99999, places=2), st.sampled_from(["亿元", "万元", "亿", "万", "元"]))
def test_any_number_with_a_unit_is_exact(number: Decimal, unit: str) -> None:
    size = YI if "亿" in unit else WAN if "万" in unit else 1

    assert read_amount(f"{number}{unit}").yuan == to_yuan(number * size, MoneyUnit.YUAN)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    read_amount(text, MoneyUnit.WAN)
    find_amounts(text)


@pytest.mark.parametrize("number", ["9" * 20, "9" * 4000, "1" + "0" * 14 + "1"])
def test_an_amount_beyond_all_projects_is_unreadable(number: str) -> None:
    for amount in (read_amount(number, MoneyUnit.YI), find_amounts(f"到位{number}元")[0].amount):
        assert amount.yuan is None
        assert amount.flags == {AmountFlag.UNREADABLE}
