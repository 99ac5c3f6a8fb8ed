"""One sentence about somebody's lines: what is certain of it, what must be asked, and what stays words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.ports import UnitOfWork
from core.roster.model import Project
from core.rounds.echo.drafting import Drafted, drafted
from core.rounds.echo.model import Ask, Draft, Piece, Place, Question
from core.rounds.echo.places import about_everything, fitting, read
from core.rounds.echo.standing import with_what_stands
from core.rounds.echo.which_problem import held_back
from core.rounds.model import Report
from core.rounds.reading.sounds import Sound


@dataclass(frozen=True, slots=True)
class Understood:
    """As the fields of ``Sentence`` of these names; all empty: there is no news in it."""

    drafts: tuple[Draft, ...] = ()
    questions: tuple[Question, ...] = ()
    lost: tuple[Piece, ...] = ()


def understood(
    work: UnitOfWork,
    text: str,
    round_id: int,
    places: Sequence[Place],
    messages: Collection[str],
    today: date,
    sound: Sound | None,
) -> Understood:
    """Nothing is stored.

    Args:
        messages: the sentence's own and those that it replaces; what they said before counts as unsaid.
        sound: as in ``read_reply``.
    """
    current = work.reports.current(round_id, [place.project.id for place in places])
    standing = {
        i: report for i, report in current.items() if report.message not in messages or not report.message
    }
    reading = read(text, places, standing, today, sound)
    lines = {place.said: place.project for place in places}
    result = without_unclear_tickets(work, drafted(reading, text, lines, today), lines)
    if len({place.prompt.id for place in places}) > 1:
        unnamed = any(question.ask is Ask.PROJECT for question in result.questions)
        fits = fitting(text, _by_card(places)) if unnamed else ()
        if len(fits) == 1:
            own = [replace(place, said=place.no) for place in places if place.prompt.id == fits[0]]
            return understood(work, text, round_id, own, messages, today, sound)
        if fits or about_everything(text, places, reading):
            return Understood(questions=(Question(Ask.WHOSE, text),))
    return Understood(_drafts(result, places, standing), result.questions, result.lost)


def without_unclear_tickets(work: UnitOfWork, result: Drafted, projects: Mapping[int, Project]) -> Drafted:
    """``projects`` by line number. What fits several open tickets is held back and asked."""
    about = {projects[no].id for no, finding in result.findings.items() if finding.resolved}
    return held_back(result, projects, work.problems.open_for(about)) if about else result


def _by_card(places: Sequence[Place]) -> Mapping[int, list[Place]]:
    cards: dict[int, list[Place]] = {}
    for place in places:
        cards.setdefault(place.prompt.id, []).append(place)
    return cards


def _drafts(result: Drafted, places: Sequence[Place], standing: Mapping[int, Report]) -> tuple[Draft, ...]:
    drafts = []
    for place in places:
        if (finding := result.findings.get(place.said)) is not None:
            whole = with_what_stands(finding, standing.get(place.project.id))
            drafts.append(Draft(place.prompt.id, place.no, place.project.id, whole))
    return tuple(drafts)
