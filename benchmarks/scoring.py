"""From the ledger's projects to a frozen, ranked snapshot and the explanation of one unit; values in memory.

Processor time, because other work on the machine makes no difference to it; reading the database is left out.
"""

from __future__ import annotations

import gc
import itertools
import random
import resource
import statistics
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.garbage import keep_what_is_there
from benchmarks.tables import Measured
from core.calendar import Calendar
from core.dates import one_day
from core.roster.model import Project, Stage, Target, Unit, UnitKind
from core.scoring.explain import explained
from core.scoring.facts import facts_of
from core.scoring.model import Pace, Snapshot
from core.scoring.schemes import FULL
from core.scoring.score import score_units
from core.scoring.unit_facts import unit_facts
from core.scoring.written import LATEST, digest, texts_of
from core.texts import scores as texts

PROJECTS = 100_000
UNITS = 200
COUNTIES = 50
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TURNS = 7
CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"))
KINDS = (UnitKind.COUNTY, UnitKind.DEPARTMENT, UnitKind.PARK, UnitKind.TOWN)
STEPS = ("facts", "score and rank", "snapshot", "explanation")


def measure() -> Measured:
    dice = random.Random(2026)
    units = [
        Unit(number, f"第{number}单位", KINDS[(number - 1) // COUNTIES]) for number in range(1, UNITS + 1)
    ]
    projects = [_project(number, dice) for number in range(1, PROJECTS + 1)]
    targets = [Target(unit.id, 2026, 10**12, 10**11) for unit in units]
    keep_what_is_there()  # as the running product has it
    turns = [_once(projects, units, targets) for _ in range(TURNS)]
    medians = [statistics.median(turn[step] for turn in turns) for step in range(len(STEPS))]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = statistics.median(sum(turn) for turn in turns)
    return Measured(
        f"Scoring, {PROJECTS:,} projects, {UNITS} units",
        [*(f"{step} s" for step in STEPS), "in all s", "memory MB"],
        [[*(f"{seconds:.3f}" for seconds in medians), f"{total:.2f}", f"{memory:.0f}"]],
        [],
        [
            f"processor seconds, median of {TURNS}; memory: the most the process ever held, projects included",
            "snapshot: all three texts and their SHA-256; explanation: one unit, as the page that is sent",
        ],
    )


def _once(projects: list[Project], units: list[Unit], targets: list[Target]) -> list[float]:
    gc.collect()
    marks = [time.process_time()]
    facts = tuple(facts_of(projects, TODAY))
    of_units = unit_facts(units, targets, [], TODAY, Pace.MONTH)
    marks.append(time.process_time())
    scores = score_units(FULL, facts, of_units, {})
    marks.append(time.process_time())
    made = Snapshot(1, 1, "2026-W47", NOW, FULL, facts, scores, "", LATEST, of_units, TODAY)
    made = replace(made, digest=digest(texts_of(made)))
    marks.append(time.process_time())
    texts.why(explained(made, scores[0]), made, CALENDAR)
    marks.append(time.process_time())
    assert len(scores) == UNITS
    return [after - before for before, after in itertools.pairwise(marks)]


def _project(number: int, dice: random.Random) -> Project:
    total = dice.randint(10**7, 10**10)
    return Project(
        id=number,
        code=f"ZS-2026-{number:06d}",
        name=f"第{number}号产业园项目",
        county_id=dice.randint(1, COUNTIES),
        host_id=dice.randint(COUNTIES + 1, UNITS),
        nature="合同",
        stage=dice.choice(list(Stage)),
        total_yuan=total,
        total_in_yuan=total // dice.randint(1, 9),
        year_in_yuan=total // 20,
        year_plan_yuan=total // 10,
        signed_on=one_day(TODAY - timedelta(days=dice.randint(0, 900))),
        plan_production_on=one_day(TODAY + timedelta(days=dice.randint(-400, 400))),
        in_stock=dice.random() < 0.5,
        in_stats=dice.random() < 0.2,
        details={"top500": dice.choice(["是", "否", "否", "否"])},
    )
