"""Cadences, rounds, cards, reports and problems."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from core.dates import PartialDate
from core.problems.model import Category, ProblemState
from core.roster.model import Node
from core.rounds.echo.model import SentenceState
from core.rounds.model import Answer, Questions, RoundState, Source
from core.rounds.timetable import Audience, Every
from storage.tables.base import LONG_ID, Base, choice
from storage.tables.types import Json, Partial


class CadenceRow(Base):
    """A rule; its days are those of ``core.rounds.timetable.When``."""

    __tablename__ = "cadence"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR from_on IS NULL OR until_on >= from_on", "ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    every: Mapped[Every] = mapped_column(choice(Every, "every"))
    opens_month: Mapped[int]
    opens_day: Mapped[int]
    opens: Mapped[time]
    closes_month: Mapped[int]
    closes_day: Mapped[int]
    closes: Mapped[time]
    ladder: Mapped[Any] = mapped_column(Json)
    products: Mapped[Any] = mapped_column(Json)
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    questions: Mapped[Questions] = mapped_column(choice(Questions, "questions"))
    enabled: Mapped[bool]
    version: Mapped[int]
    enabled_from: Mapped[datetime | None]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    campaign_of: Mapped[int | None] = mapped_column(ForeignKey("cadence.id"))
    terms: Mapped[Any | None] = mapped_column(Json)  # what few rules have: storage.cadences


class FiringRow(Base):
    """A period of a rule whose products were made or asked for: once, in whatever replica."""

    __tablename__ = "firing"

    cadence_id: Mapped[int] = mapped_column(ForeignKey("cadence.id"), primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(32), primary_key=True)
    fired_at: Mapped[datetime]


class RoundRow(Base):
    """The unique key is what makes ticking twice, or in two replicas, harmless."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("cadence_id", "period"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", "closed_has_moment"),
        Index(None, "state", "id"),  # SqlRounds.in_state
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadence_id: Mapped[int] = mapped_column(ForeignKey("cadence.id"))
    period: Mapped[str] = mapped_column(String(32))
    state: Mapped[RoundState] = mapped_column(choice(RoundState, "state"))
    opened_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    ladder: Mapped[Any] = mapped_column(Json)
    closed_at: Mapped[datetime | None]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    questions: Mapped[str | None] = mapped_column(String(16))  # None: a round of before there were any
    terms: Mapped[Any | None] = mapped_column(
        Json
    )  # the rule's own questions and its note, frozen at opening


class PromptRow(Base):
    """One column per rung: a step cannot be noted twice, and reading a card stays one row."""

    __tablename__ = "prompt"
    __table_args__ = (UniqueConstraint("round_id", "leader_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    liaison_at: Mapped[datetime | None]
    leader_at: Mapped[datetime | None]
    office_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    order_at: Mapped[datetime | None]


class ItemRow(Base):
    __tablename__ = "prompt_item"
    __table_args__ = (
        UniqueConstraint("prompt_id", "project_id"),
        CheckConstraint("no >= 1", "counts_from_one"),
    )

    prompt_id: Mapped[int] = mapped_column(ForeignKey("prompt.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)  # SqlRounds.prompts_with


class ReportRow(Base):
    """One version of an answer. Taken back: ``source`` is undo, and who and when is kept."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("round_id", "project_id", "version"),  # also SqlReports.current
        CheckConstraint("(source = 'undo') = (void_at IS NOT NULL)", "void_has_moment"),
        Index(None, "project_id", "round_id", "version"),  # SqlReports.before
        # SqlReports.of_message
        Index(None, "message", postgresql_where=sql("message <> ''"), sqlite_where=sql("message <> ''")),
    )

    id: Mapped[int] = mapped_column(LONG_ID, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    version: Mapped[int]
    answer: Mapped[Answer] = mapped_column(choice(Answer, "answer"))
    category: Mapped[str]
    text: Mapped[str]
    node: Mapped[Node | None] = mapped_column(choice(Node, "node"))
    node_on: Mapped[PartialDate | None] = mapped_column(Partial)
    details: Mapped[Any | None] = mapped_column(Json)  # what only sentences say: storage.findings
    said_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    said_for: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]
    source: Mapped[Source] = mapped_column(choice(Source, "source"))
    late: Mapped[bool]
    message: Mapped[str]
    void_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    void_at: Mapped[datetime | None]


class SentenceRow(Base):
    """A message that was read: what was understood of it waits in ``body`` for its confirmation."""

    __tablename__ = "sentence"
    __table_args__ = (Index(None, "message", "id"),)  # SqlSentences.of_message

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    message: Mapped[str]
    text: Mapped[str]
    said_at: Mapped[datetime]
    state: Mapped[SentenceState] = mapped_column(choice(SentenceState, "state"))
    body: Mapped[Any] = mapped_column(Json)


class ProblemRow(Base):
    __tablename__ = "problem"
    __table_args__ = (
        CheckConstraint("(state = 'resolved') = (resolved_at IS NOT NULL)", "resolved_has_moment"),
        Index(None, "state", "project_id"),  # SqlProblems.open_for
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    category: Mapped[Category] = mapped_column(choice(Category, "category"))
    text: Mapped[str]
    state: Mapped[ProblemState] = mapped_column(choice(ProblemState, "state"))
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    department: Mapped[str]
    due_on: Mapped[PartialDate | None] = mapped_column(Partial)
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    resolved_in: Mapped[str | None]  # the message that said so; taken back, it is open again
