"""Sentences between being read and being confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from core.errors import NotFound
from core.figures.model import FigureState
from core.rounds.echo.model import Ask, Draft, Lost, Piece, Question, Sentence, SentenceState
from storage.findings import finding_from_json, finding_json
from storage.statements import AnyRow, LockingSelect
from storage.tables.figures import FigureRow
from storage.tables.rounds import ReportRow, SentenceRow

_COLUMNS = (
    SentenceRow.id, SentenceRow.round_id, SentenceRow.person_id, SentenceRow.message, SentenceRow.text,
    SentenceRow.said_at, SentenceRow.state, SentenceRow.body,
)  # fmt: skip
_ALL_BUT_ID = attrgetter(*(name for name in Sentence.__dataclass_fields__ if name != "id"))
_ADD = insert(SentenceRow).returning(SentenceRow.id)
_GET = LockingSelect(select(*_COLUMNS).where(SentenceRow.id == bindparam("wanted")))
_OF_MESSAGE = (
    select(*_COLUMNS)
    .where(SentenceRow.message == bindparam("wanted"))
    .order_by(SentenceRow.id.desc())
    .limit(1)
)
_OF_ROUND = (
    select(*_COLUMNS)
    .where(SentenceRow.round_id == bindparam("wanted"))
    .order_by(SentenceRow.id.desc())
    .limit(bindparam("most"))
)
_UNCONFIRMED = (
    select(*_COLUMNS)
    .where(
        SentenceRow.round_id == bindparam("wanted"),
        SentenceRow.state == SentenceState.OPEN,
        SentenceRow.message.in_(
            select(ReportRow.message)
            .join(FigureRow, FigureRow.report_id == ReportRow.id)
            .where(FigureRow.state == FigureState.SAID, ReportRow.round_id == bindparam("wanted"))
        ),
    )
    .order_by(SentenceRow.id)
)
_CHANGE = (
    update(SentenceRow)
    .where(SentenceRow.id == bindparam("wanted"))
    .values(state=bindparam("became"), body=bindparam("says"))
)


class SqlSentences:
    """Implements ``core.ports.Sentences``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sentence: Sentence) -> Sentence:
        given = {
            "round_id": sentence.round_id,
            "person_id": sentence.person_id,
            "message": sentence.message,
            "text": sentence.text,
            "said_at": sentence.said_at,
            "state": sentence.state,
            "body": _body(sentence),
        }
        return Sentence(self._connection.execute(_ADD, given).scalar_one(), *_ALL_BUT_ID(sentence))

    def get(self, sentence_id: int) -> Sentence:
        """See the port.

        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_GET.on(self._connection), {"wanted": sentence_id}).one_or_none()
        if row is None:
            raise NotFound("round", str(sentence_id))
        return _sentence(row)

    def of_message(self, message: str) -> Sentence | None:
        row = self._connection.execute(_OF_MESSAGE, {"wanted": message}).one_or_none()
        return _sentence(row) if row else None

    def of_round(self, round_id: int, limit: int) -> Sequence[Sentence]:
        rows = self._connection.execute(_OF_ROUND, {"wanted": round_id, "most": limit})
        return [_sentence(row) for row in rows]

    def unconfirmed(self, round_id: int) -> Sequence[Sentence]:
        """See the port."""
        return [_sentence(row) for row in self._connection.execute(_UNCONFIRMED, {"wanted": round_id})]

    def change(self, sentence: Sentence) -> None:
        given = {"wanted": sentence.id, "became": sentence.state, "says": _body(sentence)}
        self._connection.execute(_CHANGE, given)


def _sentence(row: AnyRow) -> Sentence:
    says: Mapping[str, Any] = row.body
    return Sentence(
        id=row.id,
        round_id=row.round_id,
        person_id=row.person_id,
        message=row.message,
        text=row.text,
        said_at=row.said_at,
        state=row.state,
        drafts=tuple(_draft(*one) for one in says["drafts"]),
        questions=_questions(says["questions"]),
        lost=tuple(Piece(Lost(why), quote, about) for why, quote, about in says["lost"]),
        step=says["step"],
        stated=says["stated"],
        gone=tuple(says["gone"]),
        retold=tuple(says.get("retold", ())),
    )


def _draft(prompt_id: int, no: int, project_id: int, finding: Mapping[str, Any]) -> Draft:
    return Draft(prompt_id, no, project_id, finding_from_json(finding))


def _body(sentence: Sentence) -> dict[str, Any]:
    return {
        "drafts": [
            [one.prompt_id, one.no, one.project_id, finding_json(one.finding)] for one in sentence.drafts
        ],
        "questions": [
            {
                "ask": one.ask.value,
                "quote": one.quote,
                "project": one.project_id,
                "held": finding_json(one.held) if one.held else None,
                "then": [ask.value for ask in one.then],
            }
            for one in sentence.questions
        ],
        "lost": [[one.why.value, one.quote, one.project_id] for one in sentence.lost],
        "step": sentence.step,
        "stated": sentence.stated,
        "gone": list(sentence.gone),
        "retold": list(sentence.retold),
    }


def _questions(said: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(
        Question(
            Ask(one["ask"]),
            one["quote"],
            one["project"],
            finding_from_json(one["held"]) if one["held"] else None,
            tuple(Ask(ask) for ask in one["then"]),
        )
        for one in said
    )
