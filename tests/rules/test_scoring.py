"""What holds for every score, whatever the ledger says; and the rules of the full scheme one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.roster.model import UnitKind
from core.scoring.explain import explained
from core.scoring.freeze import scored_again
from core.scoring.model import Fact, Method, NaPolicy, Pace, Scheme, Snapshot, UnitFact, UnitScore
from core.scoring.ranks import standing
from core.scoring.schemes import FIRST, FULL, SCHEMES
from core.scoring.score import counting, score_units
from core.scoring.variants import Option, base_of, options_of, scheme_named, turned
from core.scoring.written import LATEST, digest, is_whole, texts_of
from storage.snapshots import as_snapshot, snapshot_values

YI = 100_000_000
EAST, WEST, PARK, BUREAU = 1, 2, 3, 4
KINDS = {EAST: UnitKind.COUNTY, WEST: UnitKind.COUNTY, PARK: UnitKind.PARK, BUREAU: UnitKind.DEPARTMENT}


def unit(number: int, kind: UnitKind = UnitKind.COUNTY, **more: Any) -> UnitFact:
    return replace(UnitFact(number, f"{number}号", kind), **more)


def project(number: int, place: int | None = EAST, **more: Any) -> Fact:
    """A signed contract of 2亿, nothing begun."""
    plain = Fact(number, f"P{number}", f"项目{number}", place, contract=True, started=False, producing=False,
                 production_due=False, ended=False, contract_yuan=2 * YI, arrived_yuan=0)  # fmt: skip
    return plain._replace(**more)


def perfect(number: int, place: int | None = EAST) -> Fact:
    """A project that succeeds in everything it is counted in."""
    return project(number, place, started=True, building=True, producing=True, signed_now=True, arrived_yuan=2 * YI,
                   year_in_yuan=2 * YI, on_pace=True, in_stock=True, in_stats=True)  # fmt: skip


TOWN = (unit(EAST, signed_target=9 * YI, signed_due=8 * YI), unit(WEST), unit(PARK, UnitKind.PARK), unit(BUREAU, UnitKind.DEPARTMENT))  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    count = draw(st.integers(0, 12))
    return [draw(one_fact(number)) for number in range(1, count + 1)]


@st.composite
def one_fact(draw: st.DrawFn, number: int) -> Fact:
    stage = draw(st.sampled_from(["talks", "signed", "building", "finished", "producing", "paused", "ended"]))
    started = stage in ("building", "finished", "producing", "paused")
    money = st.integers(0, 60 * YI)
    flag = st.booleans()
    return project(
        number,
        draw(st.sampled_from([EAST, WEST])),
        contract=stage != "talks" and draw(flag),
        started=started,
        producing=stage == "producing",
        production_due=draw(flag),
        ended=stage == "ended",
        contract_yuan=draw(money),
        arrived_yuan=draw(money),
        host_id=draw(st.sampled_from([None, EAST, WEST, PARK, BUREAU])),
        building=stage == "building",
        signed_now=draw(flag),
        started_now=started and draw(flag),
        late_start=not started and draw(flag),
        year_in_yuan=draw(st.integers(-YI, 9 * YI)),
        on_pace=draw(st.sampled_from([None, True, False])),
        in_stock=draw(flag),
        in_stats=draw(flag),
        top500=draw(st.sampled_from([None, True, False])),
        excuse=draw(st.sampled_from(["", "", "", "force_majeure"])),
    )


@st.composite
def units(draw: st.DrawFn) -> list[UnitFact]:
    count = st.one_of(st.none(), st.integers(0, 9))
    target = st.one_of(st.none(), st.integers(1, 90 * YI))
    return [
        unit(number, kind, signed_target=(signed := draw(target)), signed_due=signed, arrived_target=(came := draw(target)),
             arrived_due=came, major_target=(major := draw(count)), major_due=major, problems_due=draw(count),
             problems_in_time=draw(count), reported=draw(count), sent_back=draw(count), untrue=draw(count))
        for number, kind in KINDS.items()
    ]  # fmt: skip


SPREAD = [FIRST, FULL]
RELATIVE = [replace(FULL, method=Method.EFFICACY), replace(FULL, na_policy=NaPolicy.MEAN)]
OTHERS = [replace(FULL, na_policy=NaPolicy.FULL), replace(FULL, na_policy=NaPolicy.ZERO)]
any_scheme = st.sampled_from([*SPREAD, *RELATIVE, *OTHERS])
absolute = st.sampled_from([*SPREAD, *OTHERS])


def totals(scores: tuple[UnitScore, ...]) -> dict[int, Decimal | None]:
    return {score.unit_id: score.total for score in scores}


@given(any_scheme, facts(), units())
def test_scores_keep_within_bounds(scheme: Scheme, ledger: list[Fact], town: list[UnitFact]) -> None:
    for score in score_units(scheme, ledger, town, {}):
        assert all(line.points is None or 0 <= line.points <= line.weight for line in score.lines)
        assert score.base is None or 0 <= score.base <= 100
        assert score.total is None or 0 <= score.total <= 100 + scheme.bonus_cap


@given(any_scheme, facts(), units(), st.randoms(use_true_random=False))
def test_the_order_of_the_ledger_does_not_matter(
    scheme: Scheme, ledger: list[Fact], town: list[UnitFact], dice: object
) -> None:
    assert hasattr(dice, "shuffle")
    mixed, people = list(ledger), list(town)
    dice.shuffle(mixed)
    dice.shuffle(people)

    assert score_units(scheme, mixed, people, {1: 2}) == score_units(scheme, ledger, town, {1: 2})


@given(any_scheme, facts(), units())
def test_places_follow_from_what_is_compared(
    scheme: Scheme, ledger: list[Fact], town: list[UnitFact]
) -> None:
    """1, 2, 2, 4: one more than the number of better ones in the same list."""
    scores = score_units(scheme, ledger, town, {})
    for score in scores:
        rivals = [r for r in scores if r.kind == score.kind and r.rank is not None]
        better = sum(standing(scheme, rival) > standing(scheme, score) for rival in rivals)
        assert score.rank == (None if score.total is None else better + 1)
    assert [s.rank or 99 for s in scores if s.kind == "county"] == sorted(
        s.rank or 99 for s in scores if s.kind == "county"
    )


@given(absolute, facts(), units(), st.sampled_from([EAST, WEST]))
def test_one_more_project_that_succeeds_in_everything_never_lowers_a_score(
    scheme: Scheme, ledger: list[Fact], town: list[UnitFact], place: int
) -> None:
    before, after = (
        totals(score_units(scheme, rows, town, {})) for rows in (ledger, [*ledger, perfect(99, place)])
    )

    for unit_id, total in before.items():
        now = after[unit_id]
        assert total is None or (now is not None and now >= total)


SUCCESSES: dict[str, dict[str, Any]] = {
    "entered": {"in_stock": True},
    "counted": {"in_stats": True},
    "money of the year": {"year_in_yuan": 70 * YI},
    "money in all": {"arrived_yuan": 70 * YI},
    "top 500": {"top500": True},
    "start no longer late": {"late_start": False},
}


@pytest.mark.parametrize("success", SUCCESSES)
@given(any_scheme, facts(), units(), st.integers(0, 11))
def test_a_success_of_one_project_never_lowers_its_units_score(
    success: str, scheme: Scheme, ledger: list[Fact], town: list[UnitFact], which: int
) -> None:
    """Where the success puts the project above a line and under no other one."""
    if which >= len(ledger) or ledger[which].excuse:
        return
    better = [*ledger]
    better[which] = ledger[which]._replace(**SUCCESSES[success])
    before, after = (totals(score_units(scheme, rows, town, {})) for rows in (ledger, better))

    for unit_id in counting(scheme, ledger[which], KINDS):
        total, now = before.get(unit_id), after.get(unit_id)
        assert total is None or (now is not None and now >= total)


@given(st.sampled_from(SPREAD), facts(), units())
def test_what_would_raise_a_score_does_raise_it(
    scheme: Scheme, ledger: list[Fact], town: list[UnitFact]
) -> None:
    made = snapshot_of(scheme, ledger, town)
    for score in made.scores:
        gains = explained(made, score).gains
        assert all(0 < gain.points <= 100 for gain in gains)
        assert [g.points for g in gains] == sorted((g.points for g in gains), reverse=True)


@given(absolute, facts(), units(), st.integers(0, 11))
def test_an_excuse_changes_nothing_among_the_others(
    scheme: Scheme, ledger: list[Fact], town: list[UnitFact], which: int
) -> None:
    """Excusing a project touches only the units it counts for: all others keep their totals, so their
    order among themselves. (功效系数 and the mean compare units with each other and cannot promise that.)"""
    if which >= len(ledger):
        return
    excused = [*ledger]
    excused[which] = ledger[which]._replace(excuse="postponed")
    before, after = (score_units(scheme, rows, town, {}) for rows in (ledger, excused))
    touched = counting(scheme, ledger[which], KINDS)

    def others(scores: tuple[UnitScore, ...]) -> list[tuple[str, int, Decimal | None]]:
        return [(s.kind, s.unit_id, s.total) for s in scores if s.unit_id not in touched]

    assert others(before) == others(after)
    for score in after:
        rank = next((s.rank for s in before if s.unit_id == score.unit_id), None)
        if score.unit_id not in touched and rank is not None:
            assert score.rank is not None
            assert abs(score.rank - rank) <= 1  # the one touched may pass by


@given(any_scheme, facts())
def test_a_project_counts_once_in_a_list(scheme: Scheme, ledger: list[Fact]) -> None:
    for fact in ledger:
        lists = [KINDS[unit_id] for unit_id in counting(scheme, fact, KINDS)]
        assert len(lists) == len(set(lists))
        assert lists[0] is UnitKind.COUNTY


def snapshot_of(scheme: Scheme, ledger: list[Fact], town: list[UnitFact]) -> Snapshot:
    scores = score_units(scheme, ledger, town, {EAST: 2}, {EAST, WEST})
    made = Snapshot(5, 7, "2026-W47", datetime(2026, 11, 20, 9, tzinfo=UTC), scheme, tuple(ledger), scores, "", LATEST,
                    tuple(town), date(2026, 11, 20))  # fmt: skip
    return replace(made, digest=digest(texts_of(made)))


@settings(max_examples=40)
@given(any_scheme, facts(), units())
def test_a_snapshot_comes_back_and_scores_again_the_same(
    scheme: Scheme, ledger: list[Fact], town: list[UnitFact]
) -> None:
    made = snapshot_of(scheme, ledger, town)
    back = as_snapshot(SimpleNamespace(**snapshot_values(made), id=made.id))  # type: ignore[arg-type]  # a row

    assert back == made
    assert is_whole(back)
    assert scored_again(back) == made.scores
    assert json.loads(snapshot_values(made)["facts"])["format"] == LATEST


def test_the_weights_are_those_of_the_rules() -> None:
    weights = {i.code: int(i.weight) for i in FULL.indicators}

    assert weights == {"A1": 10, "A2": 5, "B1": 8, "B2": 19, "C1": 20, "C2": 12, "D1": 6, "D2": 6, "E1": 5, "E2": 3, "F1": 0, "F2": 4, "F3": 2}  # fmt: skip
    assert all(sum(i.weight for i in scheme.indicators) == 100 for scheme in SCHEMES.values())


def only(scores: tuple[UnitScore, ...], unit_id: int = EAST) -> UnitScore:
    return next(score for score in scores if score.unit_id == unit_id)


def test_a_target_and_no_project_scores_nothing_and_loses_two_points() -> None:
    score = only(score_units(FULL, [], [unit(EAST, signed_target=YI, signed_due=YI, arrived_target=YI, arrived_due=YI)], {}))  # fmt: skip

    assert (score.base, score.total, score.rank) == (Decimal(0), Decimal(0), 1)
    assert [(d.code, d.points) for d in score.deductions] == [("no_signing", Decimal(2))]


def test_neither_target_nor_contract_is_not_ranked() -> None:
    score = only(score_units(FULL, [project(1, contract=False), project(2, contract=False)], [unit(EAST)], {}))  # fmt: skip

    assert (score.total, score.rank) == (None, None)


def test_deductions_and_bonus_have_limits() -> None:
    late = [project(n, late_start=True) for n in range(1, 12)]
    large = [project(n, contract_yuan=10 * YI, started=True, started_now=True, signed_now=True, top500=True) for n in range(20, 26)]  # fmt: skip
    score = only(score_units(FULL, [*late, *large], [unit(EAST, signed_target=YI, signed_due=YI, arrived_target=YI, arrived_due=YI, untrue=9)], {}))  # fmt: skip

    assert {d.code: d.points for d in score.deductions} == {"late_start": 3, "untrue": 18}
    assert {b.code: b.points for b in score.bonus} == {"big_start": 3, "top500": 2}
    assert score.base is not None
    assert score.total == score.base + 5 - 10


def test_equal_totals_are_told_apart_by_money_then_landing() -> None:
    """Same total; the east has its points in 资金, the west in 落地."""
    rich = [project(1, EAST, arrived_yuan=2 * YI), project(2, EAST, arrived_yuan=2 * YI)]
    scheme = replace(FULL, indicators=(FULL.indicators[3], replace(FULL.indicators[5], weight=Decimal(19))), min_weight=Decimal(1))  # fmt: skip
    begun = [project(3, WEST, started=True), project(4, WEST, started=True)]
    scores = score_units(scheme, [*begun, *rich], [unit(WEST), unit(EAST)], {})

    assert [(s.unit_id, s.total, s.rank) for s in scores] == [(EAST, Decimal(19), 1), (WEST, Decimal(19), 2)]


def test_the_tie_order_goes_on_to_large_projects_and_to_the_sum_signed() -> None:
    """Equal in total, 资金 and 落地: 折算重大项目 decides, then 签约额; equal in all, they share the place."""
    task: dict[str, Any] = {
        "major_target": 1,
        "major_due": 1,
        "signed_target": 1,
        "signed_due": 1,
        "arrived_target": 1,
        "arrived_due": 1,
    }
    town = [unit(n, **task) for n in (1, 2, 3, 4, 5)]
    sums = {
        1: (4 * YI, 2 * YI),
        2: (5 * YI, YI),
        3: (3 * YI, 3 * YI),
        4: (3 * YI, 3 * YI),
        5: (3 * YI, 2 * YI),
    }
    ledger = [
        project(10 * n + k, n, contract_yuan=yuan, signed_now=True, started=True) for n, of in sums.items() for k, yuan in enumerate(of)
    ]  # fmt: skip
    scores = score_units(FULL, ledger, town, {})

    assert len({s.total for s in scores}) == 1
    assert [(s.unit_id, s.rank) for s in scores] == [(2, 1), (1, 2), (3, 2), (4, 2), (5, 5)]


@pytest.mark.parametrize(
    ("policy", "points", "total"),
    [
        (NaPolicy.REDISTRIBUTE, None, "60.00"),
        (NaPolicy.FULL, "20.00", "68.00"),
        (NaPolicy.ZERO, "0.00", "48.00"),
        (NaPolicy.MEAN, "10.00", "58.00"),
    ],
)
def test_what_becomes_of_a_line_that_does_not_apply(policy: NaPolicy, points: str | None, total: str) -> None:
    """The east has no target, the west half of its own: 20 points of the east are spread, given, lost or the mean."""
    by_code = {i.code: i for i in FULL.indicators}
    scheme = replace(
        FULL,
        indicators=(replace(by_code["B2"], weight=Decimal(80)), replace(by_code["C1"], weight=Decimal(20))),
        na_policy=policy,
    )
    ledger = [project(n, EAST, started=n < 4) for n in range(1, 6)] + [project(9, WEST, year_in_yuan=5)]
    town = [unit(EAST), unit(WEST, arrived_target=10, arrived_due=10)]
    east = only(score_units(scheme, ledger, town, {}))

    assert [line.points for line in east.lines] == [Decimal("48.00"), Decimal(points) if points else None]
    assert east.total == Decimal(total)


def test_equal_in_total_and_money_whoever_has_landed_more_goes_first() -> None:
    """The east has signed more, which would count only after that."""
    by_code = {i.code: i for i in FULL.indicators}
    halves = tuple(replace(by_code[code], weight=Decimal(50)) for code in ("A1", "B2"))
    scheme = replace(FULL, indicators=halves, deductions=())
    town = [unit(n, signed_target=2 * YI, signed_due=2 * YI) for n in (EAST, WEST)]
    scores = score_units(
        scheme, [project(1, EAST, signed_now=True), project(2, WEST, started=True)], town, {}
    )

    assert [(s.unit_id, s.total, s.rank) for s in scores] == [(WEST, Decimal(50), 1), (EAST, Decimal(50), 2)]


def test_an_excused_project_leaves_the_line_and_is_counted() -> None:
    score = only(score_units(FIRST, [project(1, started=True), project(2, excuse="postponed")], [unit(EAST)], {}))  # fmt: skip
    line = next(line for line in score.lines if line.code == "started")

    assert (line.numerator, line.denominator, line.points, score.excused) == (1, 1, Decimal(40), 1)


def test_points_are_rounded_half_up() -> None:
    """20 × 1 ÷ 32 is 0.625, which bankers' rounding makes 0.62."""
    due = [project(n, producing=n == 1, production_due=True) for n in range(1, 33)]
    score = only(score_units(FIRST, due, [unit(EAST)], {}))

    assert next(line.points for line in score.lines if line.code == "producing") == Decimal("0.63")


@pytest.mark.parametrize(("weight", "rank"), [(60, 1), (59, None)])
def test_less_than_sixty_points_of_weight_have_no_place(weight: int, rank: int | None) -> None:
    by_code = {i.code: i for i in FULL.indicators}
    lines = (
        replace(by_code["B2"], weight=Decimal(weight)),
        replace(by_code["C1"], weight=Decimal(100 - weight)),
    )
    scores = score_units(replace(FULL, indicators=lines), [project(1, started=True)], [unit(EAST)], {})

    assert [(s.rank, s.total is None) for s in scores] == [(rank, rank is None)]


def test_movement_new_and_without_a_place_before() -> None:
    ledger = [perfect(1, EAST), project(2, WEST)]
    task: dict[str, Any] = {"signed_target": YI, "signed_due": YI, "arrived_target": YI, "arrived_due": YI}
    town = [unit(EAST, **task), unit(WEST, **task)]
    scores = score_units(FULL, ledger, town, {EAST: 3}, {EAST, WEST})

    assert [(s.unit_id, s.rank, s.moved, s.listed) for s in scores] == [(EAST, 1, 2, True), (WEST, 2, None, True)]  # fmt: skip


def test_efficacy_runs_from_60_to_100() -> None:
    scheme = replace(FULL, method=Method.EFFICACY)
    ledger = [project(1, EAST, started=True), project(2, WEST), project(3, WEST, started=True), *(project(n, WEST) for n in (4, 5))]  # fmt: skip
    scores = score_units(scheme, ledger, TOWN[:2], {})
    points = {s.unit_id: {line.code: line.points for line in s.lines} for s in scores}

    assert points[EAST]["B2"] == 19
    assert points[WEST]["B2"] == Decimal("11.40")  # 60 % of 19
    assert points[EAST]["B1"] == points[WEST]["B1"] == 8  # equal: all 100


@given(st.sampled_from(sorted(SCHEMES)), st.lists(st.sampled_from(Option), max_size=6))
def test_every_combination_of_options_is_a_version_of_its_own(base: str, taps: list[Option]) -> None:
    """Whatever is switched on and off, in whatever order: the name says it, and the scheme comes back from it."""
    version = base
    for option in taps:
        version = turned(version, option)
    made, on = scheme_named(version), options_of(version)

    assert made is not None
    assert (made.version, base_of(version)) == (version, base)
    assert (made.method is Method.EFFICACY, made.pace is Pace.DAY) == (
        Option.EFFICACY in on,
        Option.DAILY in on,
    )
    assert len(on & {Option.FULL, Option.ZERO, Option.MEAN}) == (made.na_policy is not NaPolicy.REDISTRIBUTE)
    assert made.indicators == SCHEMES[base].indicators
    assert all((option in on) == (taps.count(option) % 2 == 1) for option in (Option.EFFICACY, Option.DAILY))


@pytest.mark.parametrize("version", ["2026.9", "2026.2-", "2026.2-de", "2026.2-ee", "2026.2-x", ""])
def test_a_made_up_version_is_none(version: str) -> None:
    assert scheme_named(version) is None
