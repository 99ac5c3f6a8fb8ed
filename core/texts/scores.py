"""Scores in words: the ranking, a row of it, and why a score is what it is (排名, 为什么)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.scoring.explain import STEP, Behind, Explained
from core.scoring.extras import in_all
from core.scoring.model import Block, Fact, Granted, Line, Method, NaPolicy, Scheme, Snapshot, UnitScore
from core.scoring.ratios import RATIOS, Measure
from core.scoring.schemes import FIRST
from core.scoring.variants import Option, is_own, options_of, plain
from core.texts import own_weights, words
from core.texts.catalogue import say
from core.texts.paging import paged

OF_UNIT, OF_PERSON = "why", "whose"
"""Of whom the score is, in the buttons to other pages."""
NAMED = 4
"""Projects named beside a line."""
GAINS = 3
ENTRIES = 8
"""On a page of 为什么; with so many it fills a phone."""
FEW = 3
"""Lines of a score that stand before the sum; of more the sum comes first."""
THREE_RATES = frozenset(indicator.code for indicator in FIRST.indicators)


def ranking(snapshot: Snapshot, title: str, page: int = 0, extra: Rows = ()) -> Card:
    return paged(title, list_rows(snapshot.scores, rank_row), page, "rank", 0, 20, extra)


def list_rows(scores: Sequence[UnitScore], row: Callable[[UnitScore], str]) -> list[str]:
    """One row for each; the first of every list under its heading, if there are several lists."""
    several = len({score.kind for score in scores}) > 1
    rows, before = [], ""
    for score in scores:
        head = heading(score.kind) + "\n" if several and score.kind != before else ""
        rows.append(head + row(score))
        before = score.kind
    return rows


def heading(kind: str) -> str:
    return say(f"rank.list.{kind}")


def rank_row(score: UnitScore) -> str:
    """1. 西岭区 86.20分 ↑2 · 开工9/11 到位45.6% 投产3/5; by blocks where a scheme has many indicators."""
    details = say("word.list_gap").join(_details(score.lines))
    if score.rank is None:
        return say("rank.unranked", unit=score.unit, details=details)
    return say("rank.row", rank=score.rank, unit=score.unit, total=score.total, moved=moved(score), details=details)  # fmt: skip


def moved(score: UnitScore) -> str:
    """↑2, ↓1, 持平; 首次 when it is new in the list, — when it was there without a place."""
    if score.moved is None:
        return say("rank.was_unranked") if score.listed and score.previous is None else say("rank.new")
    if not score.moved:
        return say("rank.same")
    return say("rank.up" if score.moved > 0 else "rank.down", n=abs(score.moved))


def _details(lines: Sequence[Line]) -> list[str]:
    if all(line.code in THREE_RATES for line in lines):
        return [_short(line) for line in lines]
    return [_block(group, own) for group in Block if (own := [x for x in lines if x.code.startswith(group)])]


def _short(line: Line) -> str:
    name = say(f"indicator.short.{line.code}")
    if not line.denominator:
        return f"{name}—"
    if RATIOS[line.code].measure is Measure.MONEY:
        return f"{name}{words.rate(line.numerator, line.denominator)}"
    return f"{name}{line.numerator}/{line.denominator}"


def _block(group: Block, lines: Sequence[Line]) -> str:
    """落地20.1: the points of a block; — when none of its lines applies."""
    points = [line.points for line in lines if line.points is not None]
    return say(f"indicator.group.{group.value}") + (str(sum(points, Decimal(0))) if points else "—")


def why(why_: Explained, snapshot: Snapshot, calendar: Calendar, page: int = 0, query: str = OF_UNIT) -> Card:
    """The score line by line: formula with its numbers, what is behind it, what would raise it most."""
    score, scheme = why_.score, snapshot.scheme
    lines = [_line(behind, scheme) for behind in why_.lines]
    ending = [
        _total(score, scheme),
        *_method(scheme),
        *_extras(why_),
        *_excused(why_.excused),
        *_gains(why_, scheme),
    ]
    cut = words.moment(snapshot.taken_at, calendar)
    version, check = own_weights.version(snapshot), snapshot.digest[:12]
    source = say("why.source", version=version, at=cut, digest=check)
    if own := own_weights.note(snapshot):
        source = f"{own}\n{source}"
    parts = [*lines, *ending, source] if len(lines) <= FEW else [*ending, source, *lines]
    title = say("why.title", unit=score.unit, week=words.period(snapshot.period), rank=_place(score, query))
    return paged(title, [f"{part}\n" for part in parts], page, query, score.unit_id, ENTRIES)


def _place(score: UnitScore, query: str) -> str:
    if query == OF_PERSON:
        return say("why.private")
    return say("why.rank", rank=score.rank) if score.rank else say("why.no_rank")


def _method(scheme: Scheme) -> list[str]:
    """How ratios become points, where it is not their share of the weight."""
    return [say("why.efficacy")] if scheme.method is Method.EFFICACY else []


def _line(behind: Behind, scheme: Scheme) -> str:
    line = behind.line
    formula = say(f"indicator.formula.{line.code}")
    if not line.denominator:
        return say(
            _why_not(line, scheme),
            name=behind.name,
            weight=line.weight,
            formula=formula,
            points=line.points or 0,
        )
    facts = {
        "numerator": amount(line.numerator, behind.measure),
        "denominator": amount(line.denominator, behind.measure),
        "rate": words.rate(line.numerator, line.denominator),
    }
    text = say("why.line", name=behind.name, weight=line.weight, formula=formula, points=line.points, **facts)
    return f"{text}\n{say('why.missing', names=named(behind.missing))}" if behind.missing else text


def _why_not(line: Line, scheme: Scheme) -> str:
    """Why there is nothing below the line."""
    if line.points is not None:
        return "why.owing" if scheme.na_policy is NaPolicy.REDISTRIBUTE else "why.filled"
    if RATIOS[line.code].of_target:
        return "why.no_target"
    return "why.no_data" if line.code.startswith(Block.SERVICE) else "why.zero"


def amount(value: int, measure: Measure) -> str:
    """3, 4.2亿元, 3.67."""
    if measure is Measure.MONEY:
        return words.money(value)
    if measure is Measure.HUNDREDTHS:
        return f"{Decimal(value) / 100:f}"
    return str(value)


def named(facts: Sequence[Fact]) -> str:
    """The first few names and how many more."""
    more = say("why.more", n=len(facts) - NAMED) if len(facts) > NAMED else ""
    return say("word.list_stop").join(fact.name for fact in facts[:NAMED]) + more


def _total(score: UnitScore, scheme: Scheme) -> str:
    applicable = sum(line.weight for line in score.lines if line.points is not None)
    if score.total is None:
        return say("why.unranked", weight=applicable, least=scheme.min_weight)
    parts = " + ".join(str(line.points) for line in score.lines if line.points is not None)
    full = sum(line.weight for line in score.lines)
    base = score.total if score.base is None else score.base
    text = say("why.total", parts=parts, applicable=applicable, full=full, total=base)
    if not (score.bonus or score.deductions):
        return text
    bonus, taken = in_all(score.bonus, scheme.bonus_cap), in_all(score.deductions, scheme.deduction_cap)
    return f"{text}\n{say('why.with_extras', base=base, bonus=bonus, taken=taken, total=score.total)}"


def _extras(why_: Explained) -> list[str]:
    return [_extra(one, facts, one in why_.score.bonus) for one, facts in why_.extras]


def _extra(one: Granted, facts: Sequence[Fact], is_bonus: bool) -> str:  # noqa: FBT001 - plus or minus
    sign = "+" if is_bonus else "−"
    text = say("why.extra", name=say(f"extra.{one.code}"), n=one.times, points=f"{sign}{one.points}")
    return text + (say("why.extra_names", names=named(facts)) if facts else "")


def _excused(facts: Sequence[Fact]) -> list[str]:
    """Each with the kind of its excuse."""
    if not facts:
        return []
    shown = [say("why.excused_one", name=f.name, kind=say(f"excuse.kind.{f.excuse}")) for f in facts[:NAMED]]
    more = say("why.more", n=len(facts) - NAMED) if len(facts) > NAMED else ""
    return [say("why.excused", n=len(facts), names=say("word.list_stop").join(shown) + more)]


def _gains(why_: Explained, scheme: Scheme) -> list[str]:
    """The three steps that would raise the score most."""
    names = {indicator.code: indicator.name for indicator in scheme.indicators}
    steps = []
    for gain in why_.gains[:GAINS]:
        points = f"{gain.points:.2f}"
        if gain.code not in names:
            steps.append(say("why.gain_extra", name=say(f"extra.{gain.code}"), points=points))
            continue
        measure = RATIOS[gain.code].measure
        step = say(f"why.step.{measure.value}", step=amount(STEP[measure], measure))
        steps.append(say("why.gain", name=names[gain.code], step=step, points=points))
    return ["\n".join([say("why.gains"), *steps])] if steps else []


def scheme_name(scheme: Scheme) -> str:
    """综合考核（2026.2版）; 综合考核（2026.2-e版：功效系数计分、本办自定权重）."""
    facts = {"name": scheme.name, "version": plain(scheme.version)}
    own = [say("weights.option")] if is_own(scheme.version) else []
    if options := say("word.list_stop").join(filter(None, [option_names(scheme), *own])):
        return say("scheme.with_options", options=options, **facts)
    return say("scheme.name", **facts)


def option_names(scheme: Scheme) -> str:
    """功效系数计分、序时按天折算; empty where the office has chosen none."""
    options = options_of(scheme.version)
    return say("word.list_stop").join(option_name(one) for one in Option if one in options)


def option_name(option: Option) -> str:
    return say(f"scheme.option.{option.value}")


def which_unit(units: Sequence[UnitScore]) -> Card:
    buttons = [Button(score.unit, encode("qw", score.unit_id)) for score in units]
    rows = tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))
    return Card(say("why.which"), buttons=rows)
