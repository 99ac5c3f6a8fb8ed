from dataclasses import replace
from datetime import date, time

import pytest

from core.errors import NotFound
from core.problems.model import Category, ProblemState
from core.roster.model import Node, Stage
from core.rounds.model import (
    Amount,
    Answer,
    Done,
    Finding,
    Item,
    Period,
    Plan,
    Questions,
    Report,
    RoundState,
    Source,
    Step,
    Trouble,
)
from core.rounds.reading.model import Flag
from core.rounds.timetable import Audience, Every, Product, When
from storage.findings import finding_from_json, finding_json
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOVEMBER, NOW, Town

FINE = Finding(Answer.ON_TRACK)
PAID = Finding(
    Answer.MILESTONE,
    text="已开工",
    nodes=(Done(Node.START, NOVEMBER),),
    sums=(Amount(Period.WEEK, 12),),
)
EVERYTHING = Finding(
    Answer.PROBLEM,
    nodes=(Done(Node.TOPPED, NOVEMBER, assumed=True), Done(Node.STOCKED, NOVEMBER)),
    sums=(Amount(Period.TOTAL, 10**12, approximate=True), Amount(Period.FIXED, 0)),
    percent=0,
    stage=Stage.PAUSED,
    problems=(Trouble("用地", "林地未批", "市林业局", NOVEMBER), Trouble("", "说不清")),
    resolved=("环评",),
    plans=(Plan("投产", NOVEMBER), Plan("试运行")),
    flags=(Flag.NOT_COUNTED,),
    progress="主体封顶",
    notes=("其余照旧", "下周再报"),
    quote="原话",
)


def test_cadences_are_replaced_as_a_whole(work: SqlUnitOfWork, town: Town) -> None:
    newer = replace(town.cadence, name="双周", ladder=(), enabled=False, version=2, enabled_from=None)
    assert work.rounds.save_cadence(newer) == newer
    assert work.rounds.cadences() == [newer] == [work.rounds.cadence(newer.id)]
    other = replace(
        newer, id=0, every=Every.QUARTER, opens=When(-1, time(8, 5), 3), products=(Product.SCORE,),
        audience=Audience.SIGNED, questions=Questions.FOUR, from_on=date(2026, 10, 1), until_on=date(2027, 1, 1),
        campaign_of=newer.id,
    )  # fmt: skip
    kept = work.rounds.save_cadence(other)
    assert kept == replace(other, id=kept.id) == work.rounds.cadence(kept.id)
    assert work.rounds.fire(kept.id, "2026Q4", NOW)
    assert not work.rounds.fire(kept.id, "2026Q4", NOW)
    assert [work.rounds.has_fired(kept.id, period) for period in ("2026Q4", "2027Q1")] == [True, False]
    with pytest.raises(NotFound):
        work.rounds.save_cadence(replace(newer, id=99))


def test_a_period_is_opened_once_and_keeps_its_ladder(work: SqlUnitOfWork, town: Town) -> None:
    rounds, cadence, first = work.rounds, town.cadence, town.round
    assert rounds.open(cadence, "2026-W47", RoundState.MISSED, NOW, NOW, None) is None
    second = rounds.open(cadence, "2026-W48", RoundState.OPEN, NOW, NOW + HOUR, town.clerk.id)
    assert second is not None
    rounds.save_cadence(replace(cadence, ladder=()))
    assert rounds.get(first.id) == rounds.find(cadence.id, "2026-W47") == first
    assert first.ladder == cadence.ladder
    assert rounds.find(cadence.id, "2026-W01") is None
    assert rounds.in_state(RoundState.OPEN) == rounds.latest(5) == [second, first]

    assert rounds.set_state(first.id, RoundState.CLOSED, NOW + HOUR)
    assert not rounds.set_state(first.id, RoundState.CLOSED, NOW + 2 * HOUR)
    assert rounds.get(first.id) == replace(first, state=RoundState.CLOSED, closed_at=NOW + HOUR)
    assert rounds.set_state(first.id, RoundState.OPEN, NOW)
    assert rounds.latest(1) == [second]
    with pytest.raises(NotFound):
        rounds.get(999)


def test_a_card_its_lines_and_its_steps(work: SqlUnitOfWork, town: Town) -> None:
    rounds, prompt = work.rounds, town.prompt
    lines = [Item(prompt.id, no, project_id) for no, project_id in enumerate(town.ids, 1)]
    assert rounds.items(prompt.id) == rounds.items_of_round(town.round.id) == lines
    other = rounds.add_prompt(town.round.id, town.liaison.id, town.ids[:1])
    assert rounds.prompts_with(town.round.id, town.ids[0]) == [prompt, other]
    assert rounds.prompts(town.round.id) == [prompt, other]
    assert rounds.prompt_of(town.round.id, town.leader.id) == prompt
    assert rounds.prompt_of(town.round.id, town.clerk.id) is None

    rounds.asked(prompt.id, NOW)
    rounds.asked(prompt.id, NOW + HOUR)
    rounds.note_step(prompt.id, Step.LIAISON, NOW + HOUR)
    rounds.note_step(prompt.id, Step.LIAISON, NOW + 2 * HOUR)
    rounds.answered(prompt.id, NOW + 3 * HOUR)
    asked = replace(prompt, asked_at=NOW, steps={Step.LIAISON: NOW + HOUR})
    assert rounds.prompt(prompt.id) == replace(asked, answered_at=NOW + 3 * HOUR)
    rounds.answered(prompt.id, None)
    assert rounds.prompt(prompt.id) == asked
    with pytest.raises(NotFound):
        rounds.prompt(999)


def test_the_highest_version_counts_until_it_is_taken_back(work: SqlUnitOfWork, town: Town) -> None:
    reports, one = work.reports, town.ids[0]
    first = _say(work, town, one, FINE, "telegram:5:1")
    second = _say(work, town, one, PAID, "telegram:5:2", hours=1)
    assert (first.version, second.version) == (1, 2)
    assert second.finding == PAID
    assert reports.current(town.round.id) == reports.current(town.round.id, town.ids) == {one: second}
    assert reports.current(town.round.id, [town.ids[1]]) == {}

    assert reports.take_back(second, town.leader.id, NOW + 2 * HOUR) == first
    third = _say(work, town, one, FINE, "", hours=3)
    assert third.version == 3
    assert reports.take_back(third, town.leader.id, NOW) == first
    assert reports.take_back(first, town.leader.id, NOW) is None
    assert reports.current(town.round.id) == {}
    undone = [replace(report, source=Source.UNDO) for report in (third, second, first)]
    assert reports.history(one, 10) == undone
    assert reports.history(one, 1, 1) == undone[1:2]


@pytest.mark.parametrize("finding", [FINE, PAID, EVERYTHING], ids=["tap", "sum", "everything"])
def test_nothing_of_an_answer_is_lost(work: SqlUnitOfWork, town: Town, finding: Finding) -> None:
    _say(work, town, town.ids[0], finding, "m")

    (kept,) = work.reports.history(town.ids[0], 10)

    assert (kept.finding, kept.finding.quote) == (finding, finding.quote)
    assert finding_from_json(finding_json(finding)) == finding


def test_reports_are_found_by_message_by_person_and_from_before(work: SqlUnitOfWork, town: Town) -> None:
    reports, (one, two, three) = work.reports, town.ids
    early = _say(work, town, one, FINE, "m1")
    together = [_say(work, town, project, FINE, "m2", hours=1) for project in (two, three)]
    assert reports.last_by(town.round.id, town.leader.id) == together
    assert reports.last_by(town.round.id, town.clerk.id) == []
    assert reports.of_message("m2") == together
    assert reports.of_message("") == []
    reports.take_back(together[0], town.leader.id, NOW)
    assert reports.last_by(town.round.id, town.leader.id) == reports.of_message("m2") == together[1:]

    later = work.rounds.open(town.cadence, "2026-W48", RoundState.OPEN, NOW, NOW, None)
    assert later is not None
    now = reports.save(
        later.id, one, PAID, said_by=town.liaison.id, said_for=town.leader.id, said_at=NOW,
        source=Source.TAP, late=True, message="",
    )  # fmt: skip
    assert (now.version, now.said_for, now.late) == (1, town.leader.id, True)
    assert reports.before(later.id, town.ids) == {one: early, three: together[1]}
    assert reports.before(town.round.id, town.ids) == {}
    assert reports.history(one, 5) == [now, early]


def test_a_problem_is_resolved_once(work: SqlUnitOfWork, town: Town) -> None:
    problems, (one, two, _) = work.problems, town.ids
    first = problems.add(one, Category.LAND, "缺指标", NOW, town.leader.id, town.round.id, "资规局")
    second = problems.add(two, Category.OTHER, "台账", NOW, None, None, "")
    assert problems.open_for(None) == [first, second]
    assert problems.open_for([two]) == [second]
    problems.reword(first.id, Category.EIA, "缺环评")
    assert problems.resolve(first.id, town.clerk.id, NOW + HOUR)
    assert not problems.resolve(first.id, None, NOW + 2 * HOUR)
    assert problems.open_for(town.ids) == [second]
    assert problems.get(first.id) == replace(
        first, category=Category.EIA, text="缺环评", state=ProblemState.RESOLVED,
        resolved_by=town.clerk.id, resolved_at=NOW + HOUR,
    )  # fmt: skip
    with pytest.raises(NotFound):
        problems.get(999)


def _say(
    work: SqlUnitOfWork, town: Town, project_id: int, finding: Finding, message: str, hours: int = 0
) -> Report:
    return work.reports.save(
        town.round.id, project_id, finding, said_by=town.leader.id, said_for=None, said_at=NOW + hours * HOUR,
        source=Source.SENTENCE, late=False, message=message,
    )  # fmt: skip
