"""The four blocks of a month (指标任务 · 签约落地 · 在建推进 · 建成投运), the course of a quarter, and what is asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from core.bulletins.material import Material, Room, unit_of
from core.calendar import Calendar
from core.roster.model import Light, UnitKind
from core.scoring.model import Fact, UnitFact
from core.scoring.ratios import (
    Own,
    Part,
    arrived_this_year,
    in_statistics,
    in_stock,
    on_pace,
    producing,
    signed_amount,
    started,
)
from core.texts import words
from core.texts.catalogue import say

COURSES = 12
"""Units whose months are shown."""


def entries(heading: str, rows: Sequence[str], room: Room) -> str:
    """The heading and as many entries as there is room for, with the number of the others; empty without any."""
    if not rows:
        return ""
    more = len(rows) - room.entries
    return "\n".join([heading, *rows[: room.entries], *([say("bulletin.more", n=more)] if more > 0 else [])])


def targets(material: Material, room: Room, _: Calendar) -> str:
    """指标任务: what was due by now and what has come, of all counties; empty if none has a target."""
    owns = _counties(material)
    lines = [
        _target("bulletin.target_arrived", [arrived_this_year(own) for own in owns if own.unit.arrived_due]),
        _target("bulletin.target_signed", [signed_amount(own) for own in owns if own.unit.signed_due]),
        *_met_and_missed(owns, room),
    ]
    said = [line for line in lines if line]
    return "\n".join([say("block.targets"), *said]) if said else ""


def _counties(material: Material) -> list[Own]:
    """Targets of towns and departments are parts of these, or stand beside them; added up they would count twice."""
    snapshot = material.figures.snapshot
    rows: dict[int | None, list[Fact]] = defaultdict(list)
    for fact in snapshot.facts:
        if not fact.excuse:
            rows[fact.unit_id].append(fact)
    return [Own(unit, rows[unit.id]) for unit in snapshot.units if unit.kind is UnitKind.COUNTY]


def _target(name: str, parts: Sequence[Part]) -> str:
    done, due = sum(p.numerator for p in parts), sum(p.denominator for p in parts)
    return say(name, done=words.money(done), due=words.money(due), rate=words.rate(done, due)) if due else ""


def _met_and_missed(owns: Sequence[Own], room: Room) -> Iterator[str]:
    """Who has done what was due by now, and who has not, with the percentage that says so."""
    parts = [(own.unit.name, arrived_this_year(own)) for own in owns if own.unit.arrived_due]
    met = [name for name, part in parts if part.numerator >= part.denominator]
    missed = sorted(
        ((n, p) for n, p in parts if p.numerator < p.denominator),
        key=lambda x: x[1].numerator / x[1].denominator,
    )
    if met:
        yield say("bulletin.met", names=say("word.list_stop").join(met[: room.entries]), n=len(met))
    if missed:
        shown = [
            say("bulletin.with_rate", unit=name, rate=words.rate(part.numerator, part.denominator))
            for name, part in missed[: room.entries]
        ]
        yield say("bulletin.missed", names=say("word.list_stop").join(shown), n=len(missed))


def _town(material: Material) -> Own:
    scored = [fact for fact in material.figures.snapshot.facts if not fact.excuse]
    return Own(UnitFact(0, "", UnitKind.OTHER), scored)


def signed(material: Material, room: Room, _: Calendar) -> str:
    """签约落地: contracts and how many of them have begun; signing is never shown as the end of it."""
    town = _town(material)
    begun, late = started(town), [fact for fact in town.contracts if fact.late_start]
    new = town.signed_now
    lines = [
        say("bulletin.signed", n=len(town.contracts), new=len(new), money=words.money(sum(f.contract_yuan for f in new))),
        say("bulletin.begun", n=begun.numerator, rate=words.rate(begun.numerator, begun.denominator),
            new=sum(fact.started_now for fact in town.contracts)),
        say("bulletin.late_start", n=len(late), units=_by_unit(material, late, room)) if late else "",
    ]  # fmt: skip
    return "\n".join([say("block.signed"), *filter(None, lines)])


def building(material: Material, room: Room, _: Calendar) -> str:
    """在建推进: how many are on pace, and which units have red ones."""
    town = _town(material)
    under = [fact for fact in town.standing if fact.building]
    paused = [fact for fact in town.standing if fact.paused]
    pace, reds = on_pace(town), [fact for fact in (*under, *paused) if fact.light == Light.RED.value]
    yellows = sum(fact.light == Light.YELLOW.value for fact in under)
    lines = [
        say("bulletin.building", n=len(under), paused=len(paused)),
        say("bulletin.pace", n=pace.numerator, of=pace.denominator, rate=words.rate(pace.numerator, pace.denominator))
        if pace.denominator else "",
        say("bulletin.building_lights", red=len(reds), yellow=yellows) if reds or yellows else "",
        say("bulletin.red_units", units=_by_unit(material, reds, room)) if reds else "",
    ]  # fmt: skip
    return "\n".join([say("block.building"), *filter(None, lines)])


def running(material: Material, _: Room, __: Calendar) -> str:
    """建成投运: in production, in the statistics."""
    town = _town(material)
    rates = [
        ("bulletin.producing", producing(town)),
        ("bulletin.in_stock", in_stock(town)),
        ("bulletin.in_stats", in_statistics(town)),
    ]
    lines = [
        say(name, n=part.numerator, of=part.denominator, rate=words.rate(part.numerator, part.denominator))
        for name, part in rates
        if part.denominator
    ]
    return "\n".join([say("block.running"), *lines]) if lines else ""


def _by_unit(material: Material, facts: Iterable[Fact], room: Room) -> str:
    """东岭县3个、西河县2个, the most first."""
    names = material.unit_names()
    return _counted(Counter(unit for fact in facts if (unit := unit_of(fact, names))), room)


def _counted(counts: Counter[str], room: Room) -> str:
    shown = [say("bulletin.of_unit", unit=unit, n=n) for unit, n in counts.most_common(room.entries)]
    names = say("word.list_stop").join(shown)
    return say("bulletin.and_others", names=names, n=len(counts)) if len(counts) > len(shown) else names


def course(material: Material, room: Room, _: Calendar) -> str:
    """How every unit stood at the end of each month: 东岭县　10月81.20 · 11月85.00."""
    if not material.course:
        return ""
    rows = []
    ranked = [s for s in material.figures.snapshot.scores if s.rank is not None]
    for score in ranked[: min(room.rows, COURSES)]:
        months = [
            say("bulletin.month_score", month=say("word.months").split()[on.month - 1], total=total)
            for on, total in _totals(material, score.unit_id)
        ]
        rows.append(say("bulletin.course_row", unit=score.unit, months=say("word.list_gap_dot").join(months)))
    if len(ranked) > len(rows):
        rows.append(say("bulletin.rest", n=len(ranked) - len(rows)))
    return "\n".join([say("bulletin.course"), *rows]) if rows else ""


def _totals(material: Material, unit_id: int) -> Iterator[tuple[date, object]]:
    for snapshot in material.course:
        total = next((s.total for s in snapshot.scores if s.unit_id == unit_id), None)
        yield snapshot.as_of or snapshot.taken_at.date(), "—" if total is None else total


def asks(material: Material, room: Room, _: Calendar) -> str:
    """What is asked of whom: each thing with its number and its names; what everybody is asked if there is none."""
    snapshot = material.figures.snapshot
    reds = [fact for fact in material.figures.worries if fact.light == Light.RED.value]
    late = [fact for fact in snapshot.facts if fact.contract and fact.late_start and not fact.excuse]
    overdue = material.overdue
    lines = [
        say("asks.reds", n=len(reds), units=_by_unit(material, reds, room)) if reds else "",
        say("asks.late_start", n=len(late), units=_by_unit(material, late, room)) if late else "",
        say("asks.overdue", n=len(overdue), departments=_departments(material, room)) if overdue else "",
    ]
    said = [line for line in lines if line] or [say("asks.nothing")]
    numbered = [say("asks.row", no=no, text=text) for no, text in enumerate(said, 1)]
    return "\n".join([say("bulletin.asks"), *numbered])


def _departments(material: Material, room: Room) -> str:
    names = [one.department or say("bulletin.no_department") for one in material.overdue]
    return _counted(Counter(names), room)
