"""A person opens, follows and lifts an accountability case (约谈与问责); every step is kept with his name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from core.calendar import Calendar
from core.errors import BadArgument, WrongState
from core.ports import UnitOfWork
from core.roster.model import Person, Unit
from core.rounds.tell import tell_office
from core.scoring.cases import LEVELS, Case, CaseState, Link, Step, Subject, may_follow
from core.scoring.evidence import named, quarter_of
from core.scoring.gathering import gathered, months_of
from core.texts import cases as texts

LEAST, LONGEST = 4, 2000
"""Characters of minutes, a decision or a reason."""


def open_by_hand(
    work: UnitOfWork, about: Unit | Person, why: str, by: Person, calendar: Calendar, now: datetime
) -> Case:
    """A draft that a person began, with his reason, and the same evidence as one that the rule drafts: of this quarter
    as far as it has gone, and the one before.

    Raises:
        BadArgument: no reason.
        WrongState: there is one for this quarter already.
    """
    words = checked(why)
    subject = Subject.UNIT if isinstance(about, Unit) else Subject.PERSON
    quarter = quarter_of(calendar.today(now))
    months = {one: months_of(work, one, calendar) for one in (quarter.before, quarter)}
    evidence = gathered(work, (subject, about.id), months, calendar, now)
    made = work.cases.add(
        Case(
            0,
            subject,
            about.id,
            about.name,
            named(quarter),
            CaseState.DRAFT,
            words,
            evidence,
            now,
            by.id,
        )
    )
    if made is None:
        raise WrongState("case", "exists")
    facts = {"why": words, "quarter": made.quarter}
    work.audit.note(now, by.id, "case.drafted", f"case:{made.id}", facts)
    return made


def decide(work: UnitOfWork, case_id: int, state: CaseState, by: Person, reason: str, now: datetime) -> Case:
    """A draft becomes a case, or is dropped with a reason.

    Raises:
        BadArgument: dropped without a reason.
        WrongState: it was decided before.
    """
    words = checked(reason) if state is CaseState.DROPPED else ""
    decided = work.cases.decide(case_id, CaseState.DRAFT, state, by.id, now, words)
    if decided is None:
        raise WrongState("case", work.cases.get(case_id).state.value)
    work.audit.note(now, by.id, f"case.{state.value}", f"case:{case_id}", {"reason": words})
    return decided


def record(work: UnitOfWork, said: Step, by: Person, calendar: Calendar, now: datetime) -> Step:
    """One link as it was done (its id is ignored). 解除 ends the case.

    Raises:
        BadArgument: nothing said, a made-up level, or a follow-up in the past.
        WrongState: the case is not open, or the link cannot follow.
    """
    case = work.cases.get(said.case_id)
    if case.state is not CaseState.OPEN:
        raise WrongState("case", case.state.value)
    if not may_follow(said.link, work.cases.steps(case.id)):
        raise WrongState("case", "not_now")
    if said.level not in LEVELS.get(said.link, ("",)) or is_past(said.follow_up_on, calendar.today(now)):
        raise BadArgument("case")
    made = work.cases.add_step(replace(said, text=checked(said.text)))
    facts = {"link": made.link.value, "level": made.level, "text": made.text, "promise": made.promise}
    work.audit.note(now, by.id, f"case.{made.link.value}", f"case:{case.id}", facts)
    if made.link is Link.LIFT:
        work.cases.decide(case.id, CaseState.OPEN, CaseState.LIFTED, by.id, now, made.text)
    return made


def promised(
    work: UnitOfWork,
    step_id: int,
    promise: str,
    follow_up_on: date,
    by: Person,
    calendar: Calendar,
    now: datetime,
) -> Step:
    """What was promised in a talk, and when somebody looks whether it was kept.

    Raises:
        BadArgument: nothing promised, or a day in the past.
    """
    if is_past(follow_up_on, calendar.today(now)):
        raise BadArgument("promise")
    made = work.cases.promise(step_id, checked(promise), follow_up_on)
    facts = {"promise": made.promise, "follow_up": follow_up_on.isoformat()}
    work.audit.note(now, by.id, "case.promised", f"case:{made.case_id}", facts)
    return made


def is_past(day: date | None, today: date) -> bool:
    return day is not None and day < today


def checked(text: str) -> str:
    """
    Raises:
        BadArgument: too short to say anything, or far too long.
    """
    words = " ".join(text.split())
    if not LEAST <= len(words) <= LONGEST:
        raise BadArgument("ruling")
    return words


def follow_ups_due(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[int, ...]:
    """Promises of open cases whose day has come and of which the office has not been reminded."""
    if calendar.next_speaking(now) != now:
        return ()
    return tuple(step.id for step in work.cases.to_follow_up(calendar.today(now)))


def remind_follow_up(work: UnitOfWork, step_id: int, calendar: Calendar, now: datetime) -> int:
    """The office is reminded, once; how many letters."""
    step = work.cases.step(step_id)
    case = work.cases.get(step.case_id)
    work.cases.reminded(step_id, now)
    return tell_office(work, f"case:{case.id}:follow:{step.id}", texts.follow_up(case, step), calendar, now)
