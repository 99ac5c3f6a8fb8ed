"""Figures follow the reports that state them."""

from __future__ import annotations

from dataclasses import replace

from core.figures.keep import confirm, keep, withdraw
from core.figures.model import Field, FigureState
from core.figures.stated import stated
from core.roster.model import Node, Stage
from core.rounds.model import Amount, Answer, Done, Finding, Period, Report, Source
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOVEMBER, NOW, Town

SAID, REPORTED, WITHDRAWN = FigureState.SAID, FigureState.REPORTED, FigureState.WITHDRAWN
WEEK = Finding(Answer.ON_TRACK, sums=(Amount(Period.WEEK, 500), Amount(Period.TOTAL, 900)), quote="到位500")


def say(work: SqlUnitOfWork, town: Town, finding: Finding) -> Report:
    return work.reports.save(
        town.round.id, town.ids[0], finding, said_by=town.leader.id, said_for=None, said_at=NOW,
        source=Source.SENTENCE, late=False, message="m",
    )  # fmt: skip


def states(work: SqlUnitOfWork, *reports: Report) -> dict[Field, FigureState]:
    return {one.field: one.state for one in work.figures.of_reports([r.id for r in reports])}


def test_every_figure_of_an_answer_and_nothing_else_is_stated() -> None:
    finding = replace(
        WEEK,
        percent=0,
        stage=Stage.PAUSED,
        nodes=(Done(Node.START, NOVEMBER), Done(Node.STOCKED, NOVEMBER)),
        notes=("累计8000万",),
    )
    assert [(one.field, one.value) for one in stated(finding)] == [
        (Field.WEEK_IN, "500"),
        (Field.TOTAL_IN, "900"),
        (Field.PERCENT, "0"),
        (Field.STAGE, "停建"),
        (Field.START_ON, "2026-11-01/2026-11-30/month"),
        (Field.STOCKED_ON, "2026-11-01/2026-11-30/month"),
    ]
    assert {one.quote for one in stated(finding)} == {"到位500"}
    assert [one.field for one in stated(replace(finding, sums=(), percent=None, stage=Stage.BUILDING))] == [
        Field.START_ON,
        Field.STOCKED_ON,
    ], "a node brings its stage"
    assert stated(Finding(Answer.PROBLEM, "用地", "缺口3000万")) == ()


def test_what_is_said_waits_for_the_person_and_then_for_the_office(work: SqlUnitOfWork, town: Town) -> None:
    report = say(work, town, WEEK)

    keep(work, [report], confirmed=False)
    assert states(work, report) == {Field.WEEK_IN: SAID, Field.TOTAL_IN: SAID}
    confirm(work, [report.id], town.leader.id, NOW + HOUR)
    assert states(work, report) == {Field.WEEK_IN: REPORTED, Field.TOTAL_IN: REPORTED}
    assert confirm(work, [report.id], town.leader.id, NOW + HOUR) == ()
    withdraw(work, [report.id], NOW + HOUR)
    assert states(work, report) == {Field.WEEK_IN: WITHDRAWN, Field.TOTAL_IN: WITHDRAWN}
    keep(work, [report], confirmed=True)
    assert states(work, report) == {Field.WEEK_IN: REPORTED, Field.TOTAL_IN: REPORTED}


def test_what_the_office_has_decided_stays_decided(work: SqlUnitOfWork, town: Town) -> None:
    report = say(work, town, WEEK)
    (week, _) = keep(work, [report], confirmed=True)
    work.figures.move([week.id], REPORTED, FigureState.REFUSED, by=town.clerk.id, at=NOW, reason="重复")

    withdraw(work, [report.id], NOW)
    keep(work, [report], confirmed=True)

    assert states(work, report) == {Field.WEEK_IN: FigureState.REFUSED, Field.TOTAL_IN: REPORTED}


def test_what_the_ledger_holds_already_is_no_figure(work: SqlUnitOfWork, town: Town) -> None:
    project = work.projects.get(town.ids[0])
    work.projects.change(replace(project, total_in_yuan=900), (), None, NOW)
    report = say(work, town, WEEK)

    (only,) = keep(work, [report], confirmed=True)

    assert (only.field, only.old, only.quote) == (Field.WEEK_IN, "", "到位500")
