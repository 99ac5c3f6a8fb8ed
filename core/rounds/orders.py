"""Supervision orders (督办单): drafted for the office when silence has come to the top of the ladder; a named person sends
one, or does not.

Nothing of it is in a bulletin or a score.
"""

from __future__ import annotations

from datetime import datetime

from core.calendar import Calendar
from core.delivery.model import Kind, Letter
from core.errors import WrongState
from core.ports import UnitOfWork
from core.roster.model import Person, hears
from core.rounds.leave import away
from core.rounds.model import Prompt, Round, RoundState
from core.rounds.slot import free_slot
from core.rounds.tell import tell_office
from core.rounds.views import Order
from core.texts import orders as texts


def draft_orders(
    work: UnitOfWork, round_: Round, prompts: list[Prompt], calendar: Calendar, now: datetime
) -> int:
    """One message a day to everybody in the office, with a draft for each of these leaders; how many were written."""
    rows = [(prompt.id, work.people.get(prompt.leader_id), len(_open(work, prompt))) for prompt in prompts]
    key = f"round:{round_.id}:orders:{calendar.today(now)}"
    return tell_office(work, key, texts.drafted(round_, rows, calendar), calendar, now, f"round:{round_.id}")


def order_of(work: UnitOfWork, prompt_id: int, calendar: Calendar, now: datetime) -> Order:
    """The draft as it stands now.

    Raises:
        WrongState: the leader has answered, is away, or the round is over.
    """
    prompt = work.rounds.prompt(prompt_id)
    round_ = work.rounds.get(prompt.round_id)
    if round_.state is not RoundState.OPEN or now >= round_.deadline_at:
        raise WrongState("order", "over")
    if prompt.answered_at is not None or prompt.asked_at is None:
        raise WrongState("order", "answered")
    if prompt.leader_id in away(work, calendar.today(now)):
        raise WrongState("order", "away")
    projects = work.projects.many(_open(work, prompt))
    in_order = tuple(sorted(projects.values(), key=lambda project: (project.code, project.id)))
    taken = tuple(sorted(prompt.steps.items(), key=lambda pair: pair[1]))
    return Order(prompt, round_, work.people.get(prompt.leader_id), in_order, taken)


def _open(work: UnitOfWork, prompt: Prompt) -> list[int]:
    ids = [item.project_id for item in work.rounds.items(prompt.id)]
    said = work.reports.current(prompt.round_id, ids)
    return [project_id for project_id in ids if project_id not in said]


def send_order(work: UnitOfWork, prompt_id: int, by: Person, calendar: Calendar, now: datetime) -> datetime:
    """To the leader, under the name of ``by``, in his next free slot before the deadline; when that is.

    Raises:
        WrongState: as ``order_of``; it was sent before, nothing gets to him, or it would come too late.
    """
    order = order_of(work, prompt_id, calendar, now)
    account = work.people.account_of(order.leader.id)
    slot = free_slot(work, order.leader.id, calendar, now)
    if not hears(account) or slot is None or slot >= order.round.deadline_at:
        raise WrongState("order", "late")
    card = texts.sent(order, by, calendar)
    batch, until = f"round:{order.round.id}", order.round.deadline_at
    key = f"prompt:{prompt_id}:order"
    letter = Letter(key, Kind.ESCALATION, account.address, card, slot, until, order.leader.id, batch)
    if not work.outbox.put(letter):
        raise WrongState("order", "sent")
    work.audit.note(now, by.id, "order.sent", f"prompt:{prompt_id}", {"leader": order.leader.name})
    return slot


def drop_order(work: UnitOfWork, prompt_id: int, by: Person, now: datetime) -> None:
    """Not this time; who decided so is kept."""
    leader = work.people.get(work.rounds.prompt(prompt_id).leader_id)
    work.audit.note(now, by.id, "order.dropped", f"prompt:{prompt_id}", {"leader": leader.name})
