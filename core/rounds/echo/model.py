"""A sentence between being read and being confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.roster.model import Project
from core.rounds.model import Finding, Prompt


class SentenceState(StrEnum):
    OPEN = "open"  # shown back; figures wait for 确认, questions for their answers
    CONFIRMED = "confirmed"  # 确认: what it states is reported
    REJECTED = "rejected"  # 都不是: nothing of it counts, the words are kept
    REPLACED = "replaced"  # edited, or said again


class Ask(StrEnum):
    """What is asked about a piece of a sentence; each is asked once."""

    WHOSE = "whose"  # a liaison of several leaders: whose numbers are these?
    PROJECT = "project"  # which project is it about?
    PROBLEM = "problem"  # what kind of problem?
    OVER = "over"  # is the last problem over?
    TICKET = "ticket"  # which of several open problems is over?
    WHICH = "which"  # something about the stage: which is it now?
    HEARSAY = "hearsay"  # the person does not vouch for it
    SEVERAL = "several"  # two figures for one thing: the first?
    UNIT = "unit"  # 万元, 亿元, 元?
    PERIOD = "period"  # which span does the sum cover?
    FALLS = "falls"  # 累计 below what the ledger holds
    HIGH = "high"  # above 1.2 × 总投资
    WEEK = "week"  # above 30 % of 总投资 in a week
    PERCENT = "percent"  # is it 形象进度 of the whole?
    STAGE = "stage"  # a fact or a plan?


class Lost(StrEnum):
    """Why a piece became no figure and is not asked about with buttons either."""

    AMOUNT = "amount"  # no exact sum, foreign money, or of something unknown
    TEXT = "text"  # endless
    PERCENT = "percent"  # no exact percentage
    INVEST = "invest"  # 总投资 is the office's to change
    PROJECT = "project"  # the person left it open which project it is about
    NOTHING = "nothing"  # no news in it at all
    QUESTION = "question"  # he asks something
    OTHERS = "others"  # a line of the card that is not his to answer


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a card that somebody may answer.

    Attributes:
        no: its number on the card; ``said`` the one by which this person calls it.
        others: numbers on the same card that are not his to answer.
    """

    prompt: Prompt
    no: int
    project: Project
    said: int
    others: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """``held`` is what becomes part of the answer about ``project_id`` (0: not known yet) once it is settled.

    ``then`` is asked next about the same thing.
    """

    ask: Ask
    quote: str
    project_id: int = 0
    held: Finding | None = None
    then: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that were kept as words; ``project_id`` 0: about nobody knows which."""

    why: Lost
    quote: str
    project_id: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What is certain about one project, and through which card it was said."""

    prompt_id: int
    no: int
    project_id: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message of one person in one round.

    Attributes:
        message: the message's identity over all chats, as in ``Report``.
        questions: those still open; the first one is being asked.
        step: how many were answered: a button of an earlier question is stale.
        stated: it stated figures without any doubt, so 确认 is needed even when all questions are answered.
        gone: names of projects that an earlier wording spoke of and this one does not.
        retold: ids of projects whose line the person chose after 修改, to tap instead.
    """

    id: int
    round_id: int
    person_id: int
    message: str
    text: str
    said_at: datetime
    state: SentenceState = SentenceState.OPEN
    drafts: tuple[Draft, ...] = ()
    questions: tuple[Question, ...] = ()
    lost: tuple[Piece, ...] = ()
    step: int = 0
    stated: bool = False
    gone: tuple[str, ...] = ()
    retold: tuple[int, ...] = ()

    @property
    def question(self) -> Question | None:
        """The one that is being asked."""
        return self.questions[0] if self.questions and self.state is SentenceState.OPEN else None

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Words of it that stand with no project, verbatim; none once other words replaced it."""
        if self.state is SentenceState.REPLACED:
            return ()
        asked = tuple(one.quote for one in self.questions if one.ask in (Ask.PROJECT, Ask.WHOSE))
        return asked + tuple(one.quote for one in self.lost if not one.project_id)

    def without(self, project_id: int) -> Sentence:
        """A tap answers for this project now; of a sentence that says nothing else nothing is left."""
        drafts = tuple(one for one in self.drafts if one.project_id != project_id)
        questions = tuple(one for one in self.questions if one.project_id != project_id)
        state = self.state if drafts or questions else SentenceState.REPLACED
        return replace(self, state=state, drafts=drafts, questions=questions, step=self.step + 1)
