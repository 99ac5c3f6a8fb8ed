"""What cards and lists show, gathered: values only, so that texts can lay them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.problems.model import Problem
from core.roster.excused import Excused
from core.roster.model import Leave, Light, Person, Project
from core.roster.nodes import Planned
from core.rounds.model import Prompt, Report, Round, Step
from core.rounds.questions import Push


@dataclass(frozen=True, slots=True)
class Line:
    """One project on a card. ``said`` is this round's answer, ``before`` the last earlier one; ``excused``: it is
    not pressed for now."""

    no: int
    project: Project
    light: Light
    planned: Planned | None
    said: Report | None
    said_by: str
    before: Report | None
    problems: tuple[Problem, ...] = ()
    push: Push | None = None
    excused: Excused | None = None


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as ``viewer`` sees it. ``leader`` is whose card it is."""

    prompt_id: int
    round: Round
    leader: Person
    viewer_id: int
    lines: tuple[Line, ...]
    today: date
    late: bool

    @property
    def open(self) -> int:
        """Lines without an answer."""
        return sum(line.said is None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Silent:
    """One unanswered card. ``unreachable`` is why nothing gets to the leader, or empty."""

    prompt: Prompt
    leader: Person
    left: int
    lines: int
    unreachable: str
    liaisons: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class State:
    """How a round stands."""

    round: Round
    cards: int
    complete: int
    silent: tuple[Silent, ...]
    away: tuple[Leave, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """A supervision order (督办单) to one leader: what he has not answered, and what has been done about it, in its order."""

    prompt: Prompt
    round: Round
    leader: Person
    projects: tuple[Project, ...]
    steps: tuple[tuple[Step, datetime], ...]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One project in the table of a round. ``report`` None: not answered. Names, not ids."""

    project: Project
    county: str
    leaders: tuple[str, ...]
    report: Report | None
    said_by: str = ""
    said_for: str = ""
