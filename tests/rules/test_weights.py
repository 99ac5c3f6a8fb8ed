"""Own weights: any split of 100, one name for one content, read back exactly; what cannot be is refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bulletins.figures import figures_of
from core.rounds.periods import first_day, period_around
from core.rounds.timetable import Every
from core.scoring.model import Approval, Scheme
from core.scoring.schemes import FIRST, FULL, SCHEMES
from core.scoring.score import score_units
from core.scoring.variants import (
    Option,
    base_of,
    is_own,
    named,
    options_of,
    plain,
    scheme_named,
    turned,
    with_weights,
)
from core.scoring.weight_effects import as_if
from core.scoring.weight_words import heard, taken
from core.scoring.weights import NEVER, Weighing, full_of, weights_of
from core.texts import weights as texts
from core.texts.own_weights import listed
from core.texts.pages import cut_off
from tests.documents.issues import CALENDAR, issue, page_of, whole
from tests.rules.test_lists import town

CHANGES = settings(max_examples=25)


@st.composite
def split(draw: st.DrawFn) -> tuple[Scheme, dict[str, Decimal]]:
    """A scheme, and its hundred points cut to the hundredth at any places."""
    scheme = draw(st.sampled_from([FIRST, FULL]))
    codes = [one.code for one in scheme.indicators if one.code not in NEVER]
    cents = st.integers(0, 10_000)
    cuts = sorted(draw(st.lists(cents, min_size=len(codes) - 1, max_size=len(codes) - 1)))
    parts = [Decimal(high - low) / 100 for low, high in pairwise([0, *cuts, 10_000])]
    return scheme, {
        **dict.fromkeys(NEVER & weights_of(scheme).keys(), Decimal(0)),
        **dict(zip(codes, parts, strict=True)),
    }


@CHANGES
@given(split(), st.sets(st.sampled_from([Option.EFFICACY, Option.DAILY, Option.ZERO])))
def test_the_name_of_a_version_is_the_version(
    case: tuple[Scheme, dict[str, Decimal]], options: set[Option]
) -> None:
    """Whoever has the name has the scheme: nothing else is stored, so nothing can be stored otherwise."""
    scheme, weights = case
    version = named(scheme.version, options, weights)
    made = scheme_named(version)

    assert made is not None
    assert made.version == version == named(scheme.version, options_of(version), weights_of(made))
    assert weights_of(made) == weights
    assert full_of(made) == full_of(scheme) == 100
    assert (base_of(version), plain(version)) == (scheme.version, named(scheme.version, options))
    assert is_own(version) == (weights != weights_of(scheme))
    # with the trailing zeros and in the order in which somebody happens to write them
    rewritten = {code: weight.quantize(Decimal("0.0001")) for code, weight in reversed(list(weights.items()))}
    assert named(scheme.version, options, rewritten) == version
    assert with_weights(made, weights_of(scheme)).version == plain(version)


@CHANGES
@given(split())
def test_what_is_shown_can_be_typed(case: tuple[Scheme, dict[str, Decimal]]) -> None:
    scheme, weights = case
    said = heard(listed(weights), texts.names_of(scheme))

    assert taken(scheme, weights_of(scheme), {}, said) == (weights_of(with_weights(scheme, weights)), ())


@CHANGES
@given(split())
def test_points_stay_within_the_weights(case: tuple[Scheme, dict[str, Decimal]]) -> None:
    """Whatever weighs how much: hundredths, never above the weight, the total of those that apply on the scale of 100."""
    scheme = with_weights(*case)
    snapshot = town(100, 99, 0, 30)
    for score in score_units(scheme, snapshot.facts, snapshot.units, {}):
        assert {line.code: line.weight for line in score.lines} == {c: w for c, w in case[1].items() if w}
        assert all(line.points is None or 0 <= line.points <= line.weight for line in score.lines)
        assert all(line.points is None or line.points == round(line.points, 2) for line in score.lines)
        assert score.base is None or 0 <= score.base <= 100


@pytest.mark.parametrize(
    "version",
    [
        "2026.1+", "2026.1+40/40/20", "2026.1+30/50", "2026.1+30/50/20/0", "2026.1+30/50/10", "2026.1+030/50/20",
        "2026.1+30.0/50/20", "2026.1+30.001/49.999/20", "2026.1+-30/110/20", "2026.1+3e1/50/20", "2026.1+30/50/20-",
        "2026.1+30/50/20-de", "2026.9+30/50/20", "2026.1+３０/50/20", "2026.1+30/50/20+30/50/20",
        "2026.2+10/5/8/18/20/12/6/6/5/3/1/4/2",  # chat behaviour weighs something
    ],
)  # fmt: skip
def test_a_made_up_version_is_none(version: str) -> None:
    assert scheme_named(version) is None


def test_options_are_switched_on_own_weights() -> None:
    on = turned("2026.1+30/50/20", Option.EFFICACY)

    assert on == "2026.1+30/50/20-e"
    assert turned(on, Option.EFFICACY) == "2026.1+30/50/20"


def answer(scheme: Scheme, *messages: str, now: Mapping[str, Decimal] | None = None) -> str:
    """What is shown after these messages: what is wrong, or all weights."""
    noted: Mapping[str, Decimal] = {}
    counting = now or weights_of(scheme)
    shown = ""
    for text in messages:
        noted, faults = taken(scheme, counting, noted, heard(text, texts.names_of(scheme)))
        shown = texts.refusal(scheme, counting, faults, noted).text if faults else listed(noted)
    return shown


THREE = "开工率30、资金到位率50、投产率20"


@pytest.mark.parametrize(
    "text",
    [
        "开工率30 资金到位率50 投产率20",
        "投产率20，资金到位率50，开工率30。",
        "开工率３０％　资金到位率：５０％；投产率＝２０％",
        "开工率30分\n资金到位率50分\n投产率20分",
        "开工30到位50投产20",
        "把开工率的权重改为30，资金到位率占50，投产率为20",
        "开工率三十、资金到位率五十、投产率二十",
        "开工率百分之三十 资金到位率百分之五十 投产率百分之二十 合计100分",
        "• 开工率　40 → 30\n• 资金到位率　40 → 50\n• 投产率　20",
        "开工率30 资金到位率50 其余不变",
        "1. 开工率30\n2. 资金到位率50\n（３）投产率20",
        "\ufeff开工率\u200b30，资金\u00ad到位率5\u20600，\u202e投产率20\u202c",
        "开工率\n30\n\n资金到位率\n50\n\n投产率\n20",
        "construction begun 30, funds arrived 50, in production 20",
    ],
)
def test_weights_are_read(text: str) -> None:
    names = {code: (*several, english) for (code, several), english in zip(
        texts.names_of(FIRST).items(), ("construction begun", "funds arrived", "in production"), strict=True
    )}  # fmt: skip

    assert listed(taken(FIRST, weights_of(FIRST), {}, heard(text, names))[0]) == THREE


def test_half_points_and_nought_are_weights() -> None:
    assert answer(FIRST, "开工率 62.5，资金到位率 37.5，投产率0") == "开工率62.5、资金到位率37.5、投产率0"


NOTED = "\n已记下：开工率30、资金到位率50。"


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        (["开工率30 资金到位率50"], "还没有写：投产率。请补上（不计分写0，与现行相同写“其余不变”）。" + NOTED),
        (["开工率30 资金到位率50", "投产率20"], THREE),
        (["开工率30 资金到位率50 投产率15"], "合计95分，比100分少5分。请把要改的指标重新写一遍。\n已记下：开工率30、资金到位率50、投产率15。"),
        (["开工率30 资金到位率50 投产率22.5"], "合计102.5分，比100分多2.5分。请把要改的指标重新写一遍。\n已记下：开工率30、资金到位率50、投产率22.5。"),
        (["开工率30 资金到位率50 投产率15", "投产率20"], THREE),
        (["开工率30 资金到位率50", "其余不变"], THREE),
        (["开工率30 资金到位率50", "投产率-20"], "权重不能是负数（写的是“投产率-20”）。如果横线只是连接号，请去掉再发；不计分请写0。" + NOTED),
        (["开工率负30 资金到位率110 投产率20"], "权重不能是负数（写的是“开工率负30”）。如果横线只是连接号，请去掉再发；不计分请写0。"),
        (["开工率30 开工率40 资金到位率40 投产率20"], "开工率写了两次，请只写一次。"),
        (["用地率30 资金到位率50 投产率20"], "没有“用地率”这项指标。本办法的指标是：开工率、资金到位率、投产率。"),
        (["开工率33.333 资金到位率33.333 投产率33.334"], "开工率的权重最多写两位小数。"),
        (["30 50 20"], "没有看懂“30”、“50”、“20”。请写成“开工率40 资金到位率40 投产率20”这样，每项指标后面写一个数。"),
        (["按老办法吧"], "没有看懂“按老办法吧”。请写成“开工率40 资金到位率40 投产率20”这样，每项指标后面写一个数。"),
        (["开工率 资金到位率50 投产率20"], "没有“开工率 资金到位率”这项指标。本办法的指标是：开工率、资金到位率、投产率。"),
        (["开工率\n30、资金到位率\n50、投产率20"], "没有“开工率 资金到位率 投产率”这项指标。本办法的指标是：开工率、资金到位率、投产率。"),
        (["开工率½ 资金到位率50 投产率20"], "没有“⁄”这项指标。本办法的指标是：开工率、资金到位率、投产率。"),
        (["开工率1e1 资金到位率50 投产率40"], "没有“e”这项指标。本办法的指标是：开工率、资金到位率、投产率。"),
        (["1" * 500 + " " * 600], "没有看懂“11111111111111111111”。请写成“开工率40 资金到位率40 投产率20”这样，每项指标后面写一个数。"),
        (["开工率" + "，" * 4000 + "投产率1"], "没有看懂“开工率,,,,,,,,,,,,,,,,,”。请写成“开工率40 资金到位率40 投产率20”这样，每项指标后面写一个数。"),
        (["开工率99999 资金到位率1"], "没有看懂“开工率99999 资金到位率1”。请写成“开工率40 资金到位率40 投产率20”这样，每项指标后面写一个数。"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_asked_back(messages: list[str], said: str) -> None:
    assert answer(FIRST, *messages) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "周报按时率4 其余不变",
            "周报按时率反映的是聊天中的回复情况，按规定不得用于考核排名，权重只能是0，不用写。",
        ),
        ("到位20", "“到位”可能指到位资金完成率、资金到位率，请写指标全名。"),
        ("入库率10，纳统率8，到位资金完成率10，其余不变", ""),
    ],
)
def test_of_the_full_scheme(text: str, said: str) -> None:
    """Thirteen indicators: two changed and the rest said to stay; a part of a name that two have is asked back."""
    shown = answer(FULL, text)

    assert shown == said if said else shown.endswith("入库率10、纳统率8、问题办结率4、数据质量2")


def test_a_trial_shows_whose_place_would_change() -> None:
    """Twelve counties: the more of their projects have begun the less money has come, so that the weights turn the
    order round."""
    made = town(*[100] * 12, of=13)
    facts = [fact._replace(arrived_yuan=(fact.unit_id or 0) * 1_000_000) for fact in made.facts]
    snapshot = replace(made, facts=tuple(facts))
    none = dict.fromkeys(weights_of(FULL), Decimal(0))
    begun, came = (with_weights(FULL, none | {code: Decimal(100)}) for code in ("B2", "C2"))
    effect = as_if(snapshot, begun, came)

    assert [(before.unit_id, after.unit_id) for before, after in effect.moved] == [
        (n, n) for n in range(12, 0, -1)
    ]
    assert (effect.stays, as_if(snapshot, begun, begun).moved) == (0, [])
    shown = texts.proposal(
        texts.Proposal(FULL, weights_of(begun), weights_of(came), effect, None, None, (), "周文静", "a")
    ).text
    assert sum(line.startswith("• ") and "第" in line for line in shown.splitlines()) == 10
    assert "• 12号（县区）　第12名 → 第1名" in shown
    assert "另有2个单位名次会变。" in shown
    assert "注意：开工率权重为0，不再计分。" in shown


def test_periods_begin_on_their_first_day() -> None:
    days = [
        first_day(name)
        for name in ("2026-W47-2", "2026-11A", "2026-11B", "2026-11", "2026Q4", "2026", "20261121")
    ]

    assert days == [date(2026, 11, 16), date(2026, 11, 1), date(2026, 11, 16), date(2026, 11, 1), date(2026, 10, 1), date(2026, 1, 1), date(2026, 11, 21)]  # fmt: skip


def test_all_published_schemes_come_to_a_hundred() -> None:
    assert {full_of(scheme) for scheme in SCHEMES.values()} == {Decimal(100)}


APPROVED = Approval(7, "周文静", date(2026, 11, 13))


@pytest.mark.parametrize(
    ("scheme", "other"), [(FIRST, {"started": 30, "arrived": 50}), (FULL, {"A2": 2, "B2": 22})]
)
def test_bulletins_say_whose_weights_they_are(scheme: Scheme, other: Mapping[str, int]) -> None:
    """In text, picture and document where the scheme is named, with every weight once; as published nothing is said."""
    own = with_weights(scheme, weights_of(scheme) | {code: Decimal(n) for code, n in other.items()})
    issued = issue(4, scheme=own)
    mine = figures_of(replace(issued.snapshot, approved=APPROVED), None)
    said = "权重为本办自定，周文静2026年11月13日批准"

    assert f"按{scheme.version}版办法（{said}）、以核定数计分" in cut_off(mine, CALENDAR)
    assert any(
        f"{said}：{listed(weights_of(own))}（版本名{own.version}）。" in one for one in page_of(mine).notes
    )
    assert f"依据{scheme.name}办法（{scheme.version}版，{said}）" in whole(mine).document.intro
    unsetones = [*page_of(issue(4, scheme=scheme)).notes, cut_off(issue(4, scheme=scheme), CALENDAR)]
    assert not any("本办自定" in one for one in unsetones)


@pytest.mark.parametrize("in_use", [True, False])
def test_the_screen_says_what_counts_and_offers_what_can_be_done(in_use: bool) -> None:
    own = weights_of(FIRST) | {"started": Decimal(30), "arrived": Decimal(50)}
    made = Weighing(
        FIRST.version, "30/50/20", 7, "周文静", datetime(2026, 11, 13, tzinfo=UTC), date(2026, 11, 13)
    )
    unset = texts.screen(texts.Screen(FIRST, weights_of(FIRST), None, None, weights_of(FIRST), (), in_use))
    counts = texts.screen(texts.Screen(FIRST, own, made, None, own, (), in_use))
    week = (period_around(Every.WEEK, date(2026, 11, 16)),)
    waits = texts.screen(texts.Screen(FIRST, weights_of(FIRST), None, made, own, week, in_use))

    assert [[b.label for row in card.buttons for b in row] for card in (unset, counts, waits)] == [
        ["修改权重", "返回"], ["修改权重", "恢复公布权重", "返回"], ["修改权重", "撤回未执行的权重", "返回"],
    ]  # fmt: skip
    assert "现行：本办自定权重，周文静2026年11月13日批准\n• 开工率　30" in counts.text
    assert "周文静2026年11月13日批准，自2026年第47周起）：开工率30、资金到位率50、投产率20" in waits.text
    assert [("目前没有启用" in card.text) for card in (unset, counts, waits)] == [not in_use] * 3
