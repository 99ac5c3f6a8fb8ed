"""Every number a bulletin shows, from one frozen snapshot and the one before it. Pure.

Text, picture, document and workbook of an issue all show this value, so they cannot differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.bulletins.excused import Excused, excused_in
from core.roster.model import Light, UnitKind
from core.scoring.lists import TARGET, Entry, lists_of
from core.scoring.model import Fact, Line, Snapshot, UnitFact, UnitScore
from core.scoring.ratios import RATIOS, Own
from core.scoring.schemes import ARRIVED, PRODUCING, STARTED
from core.scoring.score import counting

COLUMNS = ("B2", TARGET, "C2", STARTED, ARRIVED, PRODUCING)
"""The rates beside the score, as far as the scheme has them."""


@dataclass(frozen=True, slots=True)
class Lights:
    """How many projects show which light."""

    green: int = 0
    yellow: int = 0
    red: int = 0
    grey: int = 0

    @property
    def known(self) -> bool:
        return bool(self.green or self.yellow or self.red or self.grey)


class Topic(StrEnum):
    """What a headline figure is about."""

    CONTRACTS = "contracts"  # how many contract projects
    ARRIVED = "arrived"  # yuan arrived in all, of contract projects
    STARTED = "started"  # of the contracts
    PRODUCING = "producing"  # of those due


@dataclass(frozen=True, slots=True)
class Headline:
    """A number, or a ratio where there is a ``denominator``; with that of the snapshot before, if there was one."""

    topic: Topic
    numerator: int
    denominator: int | None = None
    before: tuple[int, int | None] | None = None


class Why(StrEnum):
    """Why a unit is named."""

    TASK_MET = "task_met"
    TASK_MISSED = "task_missed"
    ROSE = "rose"
    FELL = "fell"
    STARTED = "started"  # projects that began this year
    LATE = "late"  # signed six months ago and not begun
    REDS = "reds"


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason with its number; a ratio where there is a ``denominator``."""

    why: Why
    number: int
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A unit on the red or the black list (红黑榜)."""

    score: UnitScore
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit: its score and the lights of its projects."""

    score: UnitScore
    lights: Lights


@dataclass(frozen=True, slots=True)
class Figures:
    """
    Attributes:
        groups: the ranking, list by list; unranked units last.
        columns: codes of the rates shown beside the score.
        lights: of all projects, each counted once.
        red, black: who is on the lists; empty where nobody fulfils the rule.
        lists: whether the scheme has the target that decides about them.
        worries: projects with a red or yellow light, the longest overdue first.
        excused: how many are left out of account, kind by kind.
    """

    snapshot: Snapshot
    headlines: tuple[Headline, ...]
    groups: tuple[tuple[Standing, ...], ...]
    columns: tuple[str, ...]
    lights: Lights
    red: tuple[Named, ...]
    black: tuple[Named, ...]
    lists: bool
    worries: tuple[Fact, ...]
    excused: tuple[Excused, ...]

    @property
    def ranked(self) -> tuple[tuple[Standing, ...], ...]:
        """The lists in which anybody has a place; the others are not shown."""
        return tuple(group for group in self.groups if any(one.score.rank is not None for one in group))


def figures_of(snapshot: Snapshot, before: Snapshot | None) -> Figures:
    """``before``: the snapshot that movement and changes are measured against."""
    codes = {indicator.code for indicator in snapshot.scheme.indicators if indicator.weight}
    rows = rows_of(snapshot)
    groups = tuple(
        tuple(Standing(score, lights_of(rows[score.unit_id])) for score in group)
        for group in _groups(snapshot)
    )
    lists = lists_of(snapshot)
    return Figures(
        snapshot=snapshot,
        headlines=tuple(_headlines(snapshot, before)),
        groups=groups,
        columns=tuple(code for code in COLUMNS if code in codes),
        lights=lights_of(snapshot.facts),
        red=_named(lists.red, groups, rows, _praise),
        black=_named(lists.black, groups, rows, _blame),
        lists=TARGET in codes,
        worries=tuple(sorted((f for f in snapshot.facts if f.light in WORRYING), key=_worst_first)),
        excused=excused_in(snapshot),
    )


WORRYING = (Light.RED.value, Light.YELLOW.value)


def _worst_first(fact: Fact) -> tuple[int, int, int]:
    return WORRYING.index(fact.light), -fact.overdue, fact.project_id


def lights_of(facts: Sequence[Fact]) -> Lights:
    count = Counter(fact.light for fact in facts)
    return Lights(*(count[light.value] for light in (Light.GREEN, Light.YELLOW, Light.RED, Light.GREY)))


def rows_of(snapshot: Snapshot) -> Mapping[int, list[Fact]]:
    """Unit → its projects, excused ones included: their light is grey."""
    kinds = {unit.id: unit.kind for unit in snapshot.units}
    rows: dict[int, list[Fact]] = defaultdict(list)
    for fact in snapshot.facts:
        for unit_id in counting(snapshot.scheme, fact, kinds):
            rows[unit_id].append(fact)
    return rows


def _groups(snapshot: Snapshot) -> Iterator[list[UnitScore]]:
    kinds = list(dict.fromkeys(score.kind for score in snapshot.scores))
    yield from ([score for score in snapshot.scores if score.kind == kind] for kind in kinds)


def _headlines(snapshot: Snapshot, before: Snapshot | None) -> Iterator[Headline]:
    now, then = _town(snapshot), _town(before) if before else {}
    for topic, (numerator, denominator) in now.items():
        yield Headline(topic, numerator, denominator, then.get(topic))


def _town(snapshot: Snapshot) -> dict[Topic, tuple[int, int | None]]:
    """The whole town as one unit."""
    scored = [fact for fact in snapshot.facts if not fact.excuse]
    town = Own(UnitFact(0, "", UnitKind.OTHER), scored)
    started, producing = RATIOS[STARTED].count(town), RATIOS[PRODUCING].count(town)
    return {
        Topic.CONTRACTS: (len(town.contracts), None),
        Topic.ARRIVED: (sum(fact.arrived_yuan for fact in town.contracts), None),
        Topic.STARTED: (started.numerator, started.denominator),
        Topic.PRODUCING: (producing.numerator, producing.denominator),
    }


def _named(
    entries: Sequence[Entry],
    groups: Sequence[Sequence[Standing]],
    rows: Mapping[int, Sequence[Fact]],
    grounds: Callable[[Standing, Sequence[Fact]], Iterator[Ground]],
) -> tuple[Named, ...]:
    standings = {one.score.unit_id: one for group in groups for one in group}
    ids = [entry.score.unit_id for entry in entries]
    return tuple(Named(standings[i].score, tuple(grounds(standings[i], rows[i]))) for i in ids)


def _praise(standing: Standing, rows: Sequence[Fact]) -> Iterator[Ground]:
    yield from _task(standing.score, Why.TASK_MET)
    begun = sum(fact.contract and fact.started_now for fact in rows)
    if begun:
        yield Ground(Why.STARTED, begun)
    if (standing.score.moved or 0) > 0:
        yield Ground(Why.ROSE, standing.score.moved or 0)


def _blame(standing: Standing, rows: Sequence[Fact]) -> Iterator[Ground]:
    yield from _task(standing.score, Why.TASK_MISSED)
    late = sum(fact.contract and fact.late_start for fact in rows)
    if late:
        yield Ground(Why.LATE, late)
    if standing.lights.red:
        yield Ground(Why.REDS, standing.lights.red)
    if (standing.score.moved or 0) < 0:
        yield Ground(Why.FELL, -(standing.score.moved or 0))


def _task(score: UnitScore, why: Why) -> Iterator[Ground]:
    task = line_of(score, TARGET)
    if task is not None:
        yield Ground(why, task.numerator, task.denominator)


def line_of(score: UnitScore, code: str) -> Line | None:
    return next((line for line in score.lines if line.code == code), None)
