from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import IntegrityError

from app.desk import ThreadDesk
from core.calendar import Calendar
from core.chat import MediaKind
from core.dialogue import Dialogue, Topic
from core.errors import NotFound
from core.figures.decide import confirm
from core.figures.model import Field, Figure, FigureState
from core.figures.outlook import outlook
from core.media import Media
from core.ports import UnitOfWork
from core.rounds.model import Answer, Finding, Report, Source
from storage.engine import open_store
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOW, Town, at, found

CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"))
SAID, REPORTED, CONFIRMED, REFUSED, WITHDRAWN = FigureState


def report(work: UnitOfWork, town: Town, project: int = 0, message: str = "") -> Report:
    return work.reports.save(
        town.round.id, town.projects[project].id, Finding(Answer.ON_TRACK), said_by=town.leader.id,
        said_for=None, said_at=NOW, source=Source.SENTENCE, late=False, message=message,
    )  # fmt: skip


def put(work: UnitOfWork, town: Town, field: Field = Field.TOTAL_IN, project: int = 0, **more: Any) -> Figure:
    said = report(work, town, project)
    made = Figure(
        0, said.id, said.project_id, field, "20000000", "", "到位2000万", REPORTED, town.leader.id, NOW
    )  # fmt: skip
    return work.figures.put(replace(made, **more))


def test_a_figure_is_kept_as_it_was_put(work: SqlUnitOfWork, town: Town) -> None:
    first = put(work, town, old="10000000", state=SAID)
    other = put(work, town, Field.STAGE, 1, value="在建", quote="")
    assert work.figures.get(first.id) == first
    assert (first.value, first.old, first.quote, first.state) == ("20000000", "10000000", "到位2000万", SAID)
    assert work.figures.of_reports([first.report_id, other.report_id]) == [first, other]
    assert work.figures.of_reports([]) == []
    with pytest.raises(NotFound):
        work.figures.get(999)


def test_an_undecided_one_is_replaced_and_a_decided_one_is_not(work: SqlUnitOfWork, town: Town) -> None:
    first = put(work, town, state=SAID)
    again = work.figures.put(replace(first, value="1", state=REPORTED, said_by=town.liaison.id))
    assert again == replace(first, value="1", state=REPORTED, said_by=town.liaison.id)
    work.figures.move([first.id], REPORTED, WITHDRAWN)
    assert work.figures.put(replace(first, value="2")).state is SAID
    work.figures.move([first.id], SAID, REPORTED)
    (decided,) = work.figures.move([first.id], REPORTED, CONFIRMED, by=town.clerk.id, at=NOW)
    assert work.figures.put(replace(first, value="3")) == decided


def test_only_one_of_two_decisions_counts(work: SqlUnitOfWork, town: Town) -> None:
    figure = put(work, town)
    later = NOW + HOUR
    (confirmed,) = work.figures.move([figure.id], REPORTED, CONFIRMED, by=town.clerk.id, at=later)
    assert confirmed == replace(
        figure, state=CONFIRMED, decided="20000000", decided_by=town.clerk.id, decided_at=later
    )
    assert not work.figures.move([figure.id], REPORTED, REFUSED, by=town.clerk.id, at=later, reason="x")
    assert work.figures.get(figure.id) == confirmed


def test_another_value_or_a_reason_is_kept(work: SqlUnitOfWork, town: Town) -> None:
    one, two = put(work, town), put(work, town, Field.PERCENT, 1, value="30")
    (changed,) = work.figures.move([one.id], REPORTED, CONFIRMED, by=1, at=NOW, decided="5")
    (refused,) = work.figures.move([two.id], REPORTED, REFUSED, by=1, at=NOW, reason="单位有误")
    assert (changed.value, changed.decided) == ("20000000", "5")
    assert (refused.decided, refused.reason) == ("", "单位有误")


def test_what_is_withdrawn_has_no_decision(work: SqlUnitOfWork, town: Town) -> None:
    figure = put(work, town)
    (gone,) = work.figures.move([figure.id], REPORTED, WITHDRAWN, by=town.leader.id, at=NOW)
    assert (gone.decided_by, gone.decided_at) == (None, None)
    assert not work.figures.move([], SAID, WITHDRAWN)


def test_the_queue_is_oldest_first(work: SqlUnitOfWork, town: Town) -> None:
    made = [put(work, town, field) for field in (Field.TOTAL_IN, Field.FIXED, Field.PERCENT)]
    other = put(work, town, Field.STAGE, 1, state=SAID, value="在建")
    figures = work.figures
    assert figures.waiting(REPORTED, 10) == made
    assert figures.waiting(REPORTED, 1, 1) == made[1:2]
    assert (figures.count(REPORTED), figures.count(SAID), figures.count(REFUSED)) == (3, 1, 0)
    figures.move([made[0].id], REPORTED, REFUSED, by=1, at=NOW, reason="x")
    assert figures.undecided(town.ids) == [*made[1:], other]
    assert figures.undecided([other.project_id]) == [other]
    assert figures.of_round(town.round.id, REPORTED) == made[1:]
    assert figures.of_round(town.round.id + 1, REPORTED) == []
    assert figures.undecided([]) == []


def test_the_last_of_a_field(work: SqlUnitOfWork, town: Town) -> None:
    first, second = put(work, town), put(work, town)
    figures = work.figures
    assert figures.last(first.project_id, Field.TOTAL_IN, REPORTED) == second
    assert figures.last(first.project_id, Field.FIXED, REPORTED) is None
    assert figures.last(town.ids[1], Field.TOTAL_IN, REPORTED) is None


def test_the_database_refuses_a_decision_without_moment_or_value(work: SqlUnitOfWork, town: Town) -> None:
    figure = put(work, town, value="")
    with pytest.raises(IntegrityError):
        work.figures.move([figure.id], REPORTED, CONFIRMED, by=1, at=NOW)


def test_reports_by_their_ids(work: SqlUnitOfWork, town: Town) -> None:
    one, two = report(work, town), report(work, town, 1)
    work.reports.take_back(one, town.leader.id, NOW)
    many = work.reports.many([one.id, two.id, 999])
    assert {i: r.is_void for i, r in many.items()} == {one.id: True, two.id: False}
    assert many[two.id] == two


def test_attachments_are_found_by_report_and_by_sentence(work: SqlUnitOfWork, town: Town) -> None:
    tapped, other = report(work, town), report(work, town, 1)
    said = [report(work, town, number, message="telegram:7:5") for number in (0, 1)]
    photo = Media(
        0, town.leader.id, at("7"), MediaKind.PHOTO, "AgACAg", 70_000, "封顶", NOW, town.round.id,
    )  # fmt: skip
    kept = work.attachments.add(replace(photo, project_id=tapped.project_id, report_id=tapped.id))
    album = [work.attachments.add(replace(photo, message="telegram:7:5", caption=c)) for c in ("封顶", "")]
    voice = work.attachments.add(replace(photo, kind=MediaKind.VOICE, round_id=None))
    found_ = work.attachments.of_reports([tapped.id, other.id, *(one.id for one in said)])
    assert found_ == {tapped.id: [kept], said[0].id: album, said[1].id: album}
    assert work.attachments.last_by(town.leader.id) == voice
    assert voice == replace(photo, id=voice.id, kind=MediaKind.VOICE, round_id=None)
    assert work.attachments.last_by(town.clerk.id) is None
    assert work.attachments.of_reports([]) == {}


def test_the_new_questions_can_be_asked(work: SqlUnitOfWork, town: Town) -> None:
    for topic in Topic:
        work.dialogues.set(Dialogue(town.clerk.id, topic, {"figure": "1"}, NOW + HOUR))
        asked = work.dialogues.get(town.clerk.id, NOW)
        assert asked
        assert asked.topic is topic


def test_a_query_may_look_at_one_figure(desk: ThreadDesk) -> None:
    """Without the right to write nothing can be locked."""

    def make(work: UnitOfWork) -> Figure:
        return put(work, found(work))

    made = desk.run_now(make)
    assert desk.read_now(lambda work: work.figures.get(made.id)) == made


def test_of_two_who_decide_at_once_one_does(migrated_url: str) -> None:
    """Two processes confirm the same weekly sum, and others of the same project, at the same moment."""
    desks = [ThreadDesk(open_store(migrated_url)) for _ in range(2)]

    def make(work: UnitOfWork) -> list[int]:
        town = found(work)
        work.projects.change(replace(town.projects[0], total_in_yuan=0), [], None, NOW)
        fields = (Field.WEEK_IN, Field.FIXED, Field.PERCENT)
        return [put(work, town, field, value="50").id for field in fields]

    def decide(work: UnitOfWork, figure_id: int) -> bool:
        figure = work.figures.get(figure_id)
        if figure.state is not REPORTED:
            return False
        clerk = work.people.by_name("王芳")
        confirm(work, outlook(work, figure, CALENDAR, NOW), clerk, NOW)
        return True

    numbers = desks[0].run_now(make)
    with ThreadPoolExecutor(6) as crowd:
        jobs = [crowd.submit(desk.run_now, decide, number) for number in numbers for desk in desks]
        decided = [job.result() for job in jobs]
    project = desks[0].read_now(lambda work: work.projects.by_code("LJ-003"))
    assert project
    for desk in desks:
        desk.close()

    assert sorted(decided) == [False] * 3 + [True] * 3
    assert (project.total_in_yuan, project.fixed_yuan, project.percent) == (50, 50, 50)
    assert project.version == 5
