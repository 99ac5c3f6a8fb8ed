"""Cadences, rounds and cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.errors import NotFound
from core.rounds.model import Item, Prompt, Round, RoundState, Step
from core.rounds.timetable import Cadence
from core.rounds.written import frozen_terms
from storage import cadences
from storage.cadences import as_round, ladder_json
from storage.memory import Memory, forgetting, once
from storage.statements import AnyRow, LockingSelect, upsert
from storage.tables.rounds import FiringRow, ItemRow, PromptRow, RoundRow

_ROUND = (
    RoundRow.id, RoundRow.cadence_id, RoundRow.period, RoundRow.state, RoundRow.opened_at,
    RoundRow.deadline_at, RoundRow.ladder, RoundRow.closed_at, RoundRow.opened_by, RoundRow.questions,
    RoundRow.terms,
)  # fmt: skip
_PROMPT = (
    PromptRow.id, PromptRow.round_id, PromptRow.leader_id, PromptRow.asked_at, PromptRow.answered_at,
    PromptRow.liaison_at, PromptRow.leader_at, PromptRow.office_at, PromptRow.remind_at, PromptRow.order_at,
)  # fmt: skip
_STEP_COLUMNS = {
    Step.REMIND: PromptRow.remind_at,
    Step.LIAISON: PromptRow.liaison_at,
    Step.LEADER: PromptRow.leader_at,
    Step.OFFICE: PromptRow.office_at,
    Step.ORDER: PromptRow.order_at,
}
_ITEM = (ItemRow.prompt_id, ItemRow.no, ItemRow.project_id)

_OPEN = upsert(RoundRow).on_conflict_do_nothing(index_elements=["cadence_id", "period"]).returning(*_ROUND)
_FIRE = (
    upsert(FiringRow)
    .on_conflict_do_nothing(index_elements=["cadence_id", "period"])
    .returning(FiringRow.period)
)
_GET = select(*_ROUND).where(RoundRow.id == bindparam("wanted"))
_IN_STATE = select(*_ROUND).where(RoundRow.state == bindparam("wanted")).order_by(RoundRow.id.desc())
_LATEST = select(*_ROUND).order_by(RoundRow.id.desc()).limit(bindparam("most"))
_SET_STATE = (
    update(RoundRow)
    .where(RoundRow.id == bindparam("wanted"), RoundRow.state != bindparam("became"))
    .values(state=bindparam("became"), closed_at=bindparam("at"))
)
_ADD_PROMPT = insert(PromptRow).returning(*_PROMPT)
_ADD_ITEMS = insert(ItemRow)
_THIS_PROMPT = LockingSelect(select(*_PROMPT).where(PromptRow.id == bindparam("wanted")))
_PROMPTS = select(*_PROMPT).where(PromptRow.round_id == bindparam("round")).order_by(PromptRow.id)
_PROMPT_OF = _PROMPTS.where(PromptRow.leader_id == bindparam("leader"))
_PROMPTS_WITH = _PROMPTS.join(ItemRow, ItemRow.prompt_id == PromptRow.id).where(
    ItemRow.project_id == bindparam("project")
)
_ITEMS = select(*_ITEM).where(ItemRow.prompt_id == bindparam("prompt")).order_by(ItemRow.no)
_ITEMS_OF_ROUND = (
    select(*_ITEM)
    .join(PromptRow, PromptRow.id == ItemRow.prompt_id)
    .where(PromptRow.round_id == bindparam("round"))
    .order_by(ItemRow.prompt_id, ItemRow.no)
)
_ASKED = (
    update(PromptRow)
    .where(PromptRow.id == bindparam("wanted"), PromptRow.asked_at.is_(None))
    .values(asked_at=bindparam("at"))
)
_ANSWERED = update(PromptRow).where(PromptRow.id == bindparam("wanted")).values(answered_at=bindparam("at"))


class SqlRounds:
    """Implements ``core.ports.Rounds``. Rounds, prompts and cadences come by id where nothing else is said."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self.memory = memory

    def cadences(self) -> Sequence[Cadence]:
        return cadences.listed(self._connection)

    def cadence(self, cadence_id: int) -> Cadence:
        """
        Raises:
            NotFound: there is none.
        """
        return cadences.get(self._connection, cadence_id)

    def save_cadence(self, cadence: Cadence) -> Cadence:
        """See the port.

        Raises:
            NotFound: its id is not 0 and unknown.
        """
        return cadences.save(self._connection, cadence)

    @forgetting
    def open(
        self, cadence: Cadence, period: str, state: RoundState, opened_at: datetime,
        deadline_at: datetime, opened_by: int | None,
    ) -> Round | None:  # fmt: skip
        given = {
            "cadence_id": cadence.id,
            "period": period,
            "state": state,
            "opened_at": opened_at,
            "deadline_at": deadline_at,
            "ladder": ladder_json(cadence.ladder),
            "closed_at": opened_at if state is RoundState.CLOSED else None,
            "opened_by": opened_by,
            "questions": cadence.questions.value,
            "terms": frozen_terms(cadence.wordings, cadence.note) or None,
        }
        row = self._connection.execute(_OPEN, given).one_or_none()
        return as_round(row) if row else None

    @once
    def get(self, round_id: int) -> Round:
        """
        Raises:
            NotFound: there is none.
        """
        row = self._connection.execute(_GET, {"wanted": round_id}).one_or_none()
        if row is None:
            raise NotFound("round", str(round_id))
        return as_round(row)

    def find(self, cadence_id: int, period: str) -> Round | None:
        statement = select(*_ROUND).where(RoundRow.cadence_id == cadence_id, RoundRow.period == period)
        row = self._connection.execute(statement).one_or_none()
        return as_round(row) if row else None

    def fire(self, cadence_id: int, period: str, now: datetime) -> bool:
        given = {"cadence_id": cadence_id, "period": period, "fired_at": now}
        return self._connection.execute(_FIRE, given).one_or_none() is not None

    def has_fired(self, cadence_id: int, period: str) -> bool:
        wanted = (FiringRow.cadence_id == cadence_id, FiringRow.period == period)
        return self._connection.execute(select(FiringRow.period).where(*wanted)).first() is not None

    @once
    def in_state(self, state: RoundState) -> Sequence[Round]:
        found = [as_round(row) for row in self._connection.execute(_IN_STATE, {"wanted": state})]
        self.memory.keep(self.memory.shelf(self, "get"), {(round_.id,): round_ for round_ in found})
        return found

    def latest(self, limit: int) -> Sequence[Round]:
        """Newest first."""
        return [as_round(row) for row in self._connection.execute(_LATEST, {"most": limit})]

    @forgetting
    def set_state(self, round_id: int, state: RoundState, now: datetime) -> bool:
        given = {"wanted": round_id, "became": state, "at": now if state is RoundState.CLOSED else None}
        return self._connection.execute(_SET_STATE, given).rowcount == 1

    @forgetting
    def add_prompt(self, round_id: int, leader_id: int, project_ids: Sequence[int]) -> Prompt:
        """A card with its lines numbered from 1 in the order given."""
        given = {"round_id": round_id, "leader_id": leader_id}
        prompt = _prompt(self._connection.execute(_ADD_PROMPT, given).one())
        lines = [
            {"prompt_id": prompt.id, "no": no, "project_id": project_id}
            for no, project_id in enumerate(project_ids, 1)
        ]
        if lines:
            self._connection.execute(_ADD_ITEMS, lines)
        return prompt

    def prompt(self, prompt_id: int) -> Prompt:
        """See the port.

        Raises:
            NotFound: there is none.
        """
        if self.memory.alone:
            return self._card(prompt_id)
        self.memory.locked()
        return self._read_card(prompt_id)

    @once
    def _card(self, prompt_id: int) -> Prompt:
        return self._read_card(prompt_id, locked=False)

    def _read_card(self, prompt_id: int, *, locked: bool = True) -> Prompt:
        statement = _THIS_PROMPT.on(self._connection) if locked else _THIS_PROMPT.plain
        row = self._connection.execute(statement, {"wanted": prompt_id}).one_or_none()
        if row is None:
            raise NotFound("round", str(prompt_id))
        return _prompt(row)

    def _cards(self, rows: Iterable[AnyRow]) -> list[int]:
        """Their ids; the cards themselves are remembered."""
        found = [_prompt(row) for row in rows]
        self.memory.keep(self.memory.shelf(self, "_card"), {(one.id,): one for one in found})
        return [one.id for one in found]

    def prompts(self, round_id: int) -> Sequence[Prompt]:
        return [_prompt(row) for row in self._connection.execute(_PROMPTS, {"round": round_id})]

    def prompt_of(self, round_id: int, leader_id: int) -> Prompt | None:
        return next((self._card(one) for one in self._ids_of(round_id, leader_id)), None)

    @once
    def _ids_of(self, round_id: int, leader_id: int) -> Sequence[int]:
        return self._cards(self._connection.execute(_PROMPT_OF, {"round": round_id, "leader": leader_id}))

    def prompts_with(self, round_id: int, project_id: int) -> Sequence[Prompt]:
        return [self._card(one) for one in self._ids_with(round_id, project_id)]

    @once
    def _ids_with(self, round_id: int, project_id: int) -> Sequence[int]:
        given = {"round": round_id, "project": project_id}
        return self._cards(self._connection.execute(_PROMPTS_WITH, given))

    @once
    def items(self, prompt_id: int) -> Sequence[Item]:
        """By number."""
        return [Item(*row) for row in self._connection.execute(_ITEMS, {"prompt": prompt_id})]

    def items_of_round(self, round_id: int) -> Sequence[Item]:
        """By prompt, then number."""
        return [Item(*row) for row in self._connection.execute(_ITEMS_OF_ROUND, {"round": round_id})]

    def asked(self, prompt_id: int, at: datetime) -> None:
        self.memory.drop(self, "_card", prompt_id)
        self._connection.execute(_ASKED, {"wanted": prompt_id, "at": at})

    def answered(self, prompt_id: int, at: datetime | None) -> None:
        self.memory.drop(self, "_card", prompt_id)
        self._connection.execute(_ANSWERED, {"wanted": prompt_id, "at": at})

    def note_step(self, prompt_id: int, step: Step, at: datetime) -> None:
        """The first moment stays."""
        self.memory.drop(self, "_card", prompt_id)
        column = _STEP_COLUMNS[step]
        statement = update(PromptRow).where(PromptRow.id == prompt_id)
        first = func.coalesce(column, bindparam("at", at, type_=column.type))
        self._connection.execute(statement.values({column: first}))


def _prompt(row: AnyRow) -> Prompt:
    moments = {step: getattr(row, column.key) for step, column in _STEP_COLUMNS.items()}
    return Prompt(
        id=row.id,
        round_id=row.round_id,
        leader_id=row.leader_id,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        steps={step: at for step, at in moments.items() if at is not None},
    )
