"""What the writer remembers from transactions before is what a fresh look finds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk import ThreadDesk
from core.chat import Card
from core.delivery.model import Kind, Lane, Letter, State, Verdict
from core.dialogue import Dialogue, Topic
from core.figures.model import Field, Figure, FigureState
from core.ports import UnitOfWork
from core.problems.model import Category
from core.roster.model import Assignment, Duty, StandIn
from core.rounds.model import Answer, Finding, Report, RoundState, Source, Step
from storage.engine import open_store
from tests.storage.town import NOW, TODAY, Town, at, found

HOUR = timedelta(hours=1)
Act = Callable[[UnitOfWork, Town], object]


class Regret(Exception):
    pass


def look(work: UnitOfWork, town: Town) -> list[object]:
    """All that a writer keeps, asked in several ways."""
    leader, liaison, prompt, ids = town.leader.id, town.liaison.id, town.prompt, town.ids
    rounds = [town.round.id, town.round.id + 1]
    return [
        [work.people.get(person) for person in (leader, liaison)],
        work.people.account_at(at("7")),
        work.people.accounts([leader, liaison]),
        work.people.stand_ins(leader, TODAY),
        work.people.stands_in_for(liaison, TODAY),
        work.projects.many(ids),
        work.projects.assigned(TODAY, person_id=liaison),
        work.rounds.get(town.round.id),
        work.rounds.in_state(RoundState.OPEN),
        work.rounds.prompt_of(town.round.id, leader),
        [work.rounds.prompts_with(town.round.id, one) for one in ids],
        work.rounds.items(prompt.id),
        work.rounds.prompt(prompt.id),
        work.figures.undecided(ids[:1]),
        work.figures.undecided(ids),
        work.figures.refused(ids),
        [work.dialogues.get(leader, now) for now in (NOW, NOW + 2 * HOUR)],
        [work.reports.current(each, ids[:1]) for each in rounds],
        [work.reports.current(each, ids) for each in rounds],
        [work.reports.current(each) for each in rounds],
        [work.reports.before(each, ids) for each in rounds],
        [work.reports.since(ids[0], first) for first in (1, 2, 5)],
        [work.outbox.find(key) for key in ("b0", "b1")],
        work.problems.open_for(ids[1:]),
        work.problems.open_for(ids),
        work.problems.open_for(None),
    ]


def says(work: UnitOfWork, town: Town, which: int, answer: Answer) -> Report:
    return work.reports.save(
        town.round.id, town.ids[which], Finding(answer), said_by=town.leader.id, said_for=None,
        said_at=NOW, source=Source.TAP, late=False, message="",
    )  # fmt: skip


def takes_back(work: UnitOfWork, town: Town) -> object:
    kept = work.reports.current(town.round.id, town.ids)
    return [work.reports.take_back(report, town.leader.id, NOW) for report in list(kept.values())[:1]]


def resolves(work: UnitOfWork, town: Town) -> object:
    return [work.problems.resolve(one.id, town.clerk.id, NOW) for one in work.problems.open_for(town.ids)[:1]]


def stands_in(work: UnitOfWork, town: Town) -> None:
    if not work.people.stand_ins(town.leader.id, TODAY):
        work.people.add_stand_in(StandIn(town.liaison.id, town.leader.id, TODAY, None))


def states(work: UnitOfWork, town: Town) -> object:
    """The same figure again and again, of one report or of a new one."""
    report = work.reports.current(town.round.id, town.ids).get(town.ids[0])
    report = report or says(work, town, 0, Answer.ON_TRACK)
    about = (0, report.id, report.project_id, Field.PERCENT, "60", "", "", FigureState.SAID)
    return work.figures.put(Figure(*about, town.leader.id, NOW))


def moves(work: UnitOfWork, town: Town, before: FigureState, after: FigureState) -> object:
    ids = [one.id for one in work.figures.undecided(town.ids)]
    return work.figures.move(ids, before, after, by=town.clerk.id, at=NOW) if ids else None


def changes(work: UnitOfWork, town: Town) -> None:
    project = work.projects.many(town.ids)[town.ids[0]]
    work.projects.change(replace(project, percent=(project.percent or 0) + 1), [], None, NOW)
    work.people.change(replace(work.people.get(town.leader.id), title="县长"))


def writes(work: UnitOfWork, _: Town) -> object:
    number = sum(work.outbox.count("b").values())
    return work.outbox.put(Letter(f"b{number}", Kind.PROMPT, at("7"), Card("x"), NOW, batch="b"))


def sends(work: UnitOfWork, _: Town, verdict: Verdict) -> object:
    hands = work.outbox.claim(NOW, "us", NOW + HOUR, 1, list(Lane))
    takes_letters_back(work, _)
    return [work.outbox.finish(one, verdict, NOW) for one in hands]


def sends_again(work: UnitOfWork, _: Town) -> object:
    doubtful = work.outbox.listed(State.UNCERTAIN, 9, "b")
    return [work.outbox.resolve(one.id, State.PENDING, NOW) for one in doubtful]


def takes_letters_back(work: UnitOfWork, _: Town) -> None:
    work.outbox.cancel(NOW, batch="b")
    assert State.PENDING not in work.outbox.count("b")


LETTERS: dict[str, Act] = {
    "written": writes,
    "left": lambda w, t: sends(w, t, Verdict(State.SENT, message_id="1")),
    "given back": lambda w, t: sends(w, t, Verdict(State.PENDING, NOW)),
    "in doubt": lambda w, t: sends(w, t, Verdict(State.UNCERTAIN)),
    "sent again": sends_again,
    "taken back": takes_letters_back,
}
ACTS: dict[str, Act] = LETTERS | {
    "tap": lambda w, t: says(w, t, 0, Answer.ON_TRACK),
    "other": lambda w, t: says(w, t, 1, Answer.NO_CHANGE),
    "undo": takes_back,
    "problem": lambda w, t: w.problems.add(t.ids[1], Category.OTHER, "用地", NOW, None, t.round.id, ""),
    "resolve": resolves,
    "figure": states,
    "confirmed": lambda w, t: moves(w, t, FigureState.SAID, FigureState.REPORTED),
    "refused": lambda w, t: moves(w, t, FigureState.REPORTED, FigureState.REFUSED),
    "withdrawn": lambda w, t: moves(w, t, FigureState.SAID, FigureState.WITHDRAWN),
    "asked": lambda w, t: w.dialogues.set(Dialogue(t.leader.id, Topic.REPORT_AGAIN, {}, NOW + HOUR)),
    "told": lambda w, t: w.dialogues.clear(t.leader.id),
    "complete": lambda w, t: w.rounds.answered(t.prompt.id, NOW),
    "open again": lambda w, t: w.rounds.answered(t.prompt.id, None),
    "sent": lambda w, t: w.rounds.asked(t.prompt.id, NOW),
    "chased": lambda w, t: w.rounds.note_step(t.prompt.id, Step.LEADER, NOW),
    "closed": lambda w, t: w.rounds.set_state(t.round.id, RoundState.CLOSED, NOW),
    "bound": lambda w, t: w.people.bind(t.leader.id, at("7"), NOW),
    "lost": lambda w, _: w.people.lost(at("7"), "blocked"),
    "stand-in": stands_in,
    "reopened": lambda w, t: w.rounds.set_state(t.round.id, RoundState.OPEN, NOW),
    "ended": lambda w, t: w.projects.unassign(t.ids[0], t.liaison.id, Duty.LIAISON, TODAY),
    "changed": changes,
    "noted": lambda w, _: w.audit.note(NOW, None, "noted", "", {}),
}  # fmt: skip


@pytest.fixture
def elsewhere(migrated_url: str) -> Iterator[ThreadDesk]:
    """Another process, with the same database."""
    other = ThreadDesk(open_store(migrated_url))
    yield other
    other.close()


@pytest.fixture
def town(desk: ThreadDesk) -> Town:
    return desk.run_now(_two_rounds)


def _two_rounds(work: UnitOfWork) -> Town:
    town = found(work)
    work.people.bind(town.leader.id, at("7"), NOW)
    work.projects.assign(Assignment(town.ids[0], town.liaison.id, Duty.LIAISON, TODAY))
    assert work.rounds.open(town.cadence, "2026-W48", RoundState.OPEN, NOW, NOW, None)
    return town


def _regretted(work: UnitOfWork, act: Act, town: Town) -> None:
    act(work, town)
    look(work, town)
    raise Regret


@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(["here", "there", "not"])), max_size=10)
)
def test_the_writer_knows_what_a_fresh_look_finds(
    desk: ThreadDesk, elsewhere: ThreadDesk, town: Town, acts: list[tuple[str, str]]
) -> None:
    for name, where in acts:
        if where == "not":
            with pytest.raises(Regret):
                desk.run_now(_regretted, ACTS[name], town)
        else:
            (desk if where == "here" else elsewhere).run_now(ACTS[name], town)
        assert desk.run_now(look, town) == desk.read_now(look, town), (name, where)
    assert desk.read_now(lambda work: work.audit.verify()) is None


def test_letters_that_may_wait_again_are_taken_back(desk: ThreadDesk, town: Town) -> None:
    for act in ("written", "taken back", "written", "taken back"):
        desk.run_now(LETTERS[act], town)
    for act in ("written", "given back", "taken back", "written", "in doubt", "taken back", "sent again"):
        desk.run_now(LETTERS[act], town)
        assert desk.run_now(look, town) == desk.read_now(look, town), act
    desk.run_now(takes_letters_back, town)


@pytest.mark.parametrize("most", [0, 5])
def test_it_begins_anew_when_it_is_full(
    desk: ThreadDesk, town: Town, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.memory.MOST", most)
    for _ in range(3):
        assert desk.run_now(look, town) == desk.read_now(look, town)
