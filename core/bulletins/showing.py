"""Lay a draft before the office: everybody has a copy that always shows how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from core.bulletins.approving import approvers, doubtful_numbers, needs_second
from core.bulletins.look import Look
from core.bulletins.model import Bulletin, BulletinKind, Plan
from core.bulletins.numbering import provisional
from core.bulletins.targets import targets_of
from core.calendar import Calendar
from core.chat import Card
from core.delivery.model import Kind, Letter, Posted
from core.figures.model import FigureState
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Person, hears
from core.rounds.missing import round_state
from core.rounds.tell import tell_office
from core.rounds.timetable import Product
from core.texts import drafts as texts


def look_of(work: UnitOfWork, bulletin: Bulletin, calendar: Calendar, now: datetime) -> Look:
    """How a draft stands now."""
    plan = work.editions.plan(bulletin.id)
    round_ = work.rounds.get(work.bulletins.snapshot(bulletin.snapshot_id).round_id)
    wanted = work.rounds.cadence(round_.cadence_id).products
    return Look(
        state=round_state(work, round_, calendar, now),
        targets=targets_of(work, plan),
        plan=plan,
        parts=work.bulletins.parts(bulletin.id),
        waiting=work.figures.count(FigureState.REPORTED),
        doubts=doubtful_numbers(work, bulletin),
        versions=len(work.editions.wordings(bulletin.id)) or 1,
        second=needs_second(work),
        proposer=work.people.get(plan.proposed_by).name if plan.proposed_by else "",
        number=provisional(work, bulletin),
        older=work.editions.superseded(bulletin.id),
        pack=Product.MEETING_PACK in wanted and plan.kind is not BulletinKind.MEETING,
    )


def show_draft(work: UnitOfWork, bulletin: Bulletin, calendar: Calendar, now: datetime) -> None:
    """To everybody in the office who has not seen it; whose copy is there already sees what has changed."""
    look = look_of(work, bulletin, calendar, now)
    for posted in copies(work, bulletin.id):
        card = texts.draft_card(bulletin, look, posted.person_id or 0)
        again = f"{posted.key}:{now.timestamp():.6f}"
        work.outbox.put(Letter(again, Kind.EDIT, posted.to, card, now, edits=posted.key))
    tell_office(work, f"bulletin:{bulletin.id}:draft", texts.draft_card(bulletin, look, 0), calendar, now)


def ask_second(work: UnitOfWork, bulletin: Bulletin, by: Person, calendar: Calendar, now: datetime) -> None:
    """A new message to every other approver: with the draft, so that nobody has to look for it."""
    look = look_of(work, bulletin, calendar, now)
    for person in approvers(work):
        if person.id != by.id:
            number = len(list(_asked(work, bulletin.id, person.id))) + 1
            card = texts.draft_card(bulletin, look, person.id)
            _send(work, _proposal_key(bulletin.id, person.id, number), person, card, calendar, now)


def tell_proposer(
    work: UnitOfWork, bulletin: Bulletin, plan: Plan, by: Person, calendar: Calendar, now: datetime
) -> None:
    """That somebody else has returned it."""
    if plan.proposed_by is not None and plan.proposed_by != by.id:
        key = f"bulletin:{bulletin.id}:returned:{now.timestamp():.6f}"
        _send(work, key, work.people.get(plan.proposed_by), texts.returned(bulletin, by), calendar, now)


def _send(work: UnitOfWork, key: str, person: Person, card: Card, calendar: Calendar, now: datetime) -> None:
    account = work.people.account_of(person.id)
    if hears(account):
        due_at = calendar.next_speaking(now)
        work.outbox.put(Letter(key, Kind.OFFICE, account.address, card, due_at, None, person.id))


def copies(work: UnitOfWork, bulletin_id: int) -> list[Posted]:
    """The letters that showed this draft to people of the office."""
    people = work.people.with_role(Role.OFFICE)
    drafts = [work.outbox.find(f"bulletin:{bulletin_id}:draft:{person.id}") for person in people]
    asked = [posted for person in people for posted in _asked(work, bulletin_id, person.id)]
    return [*(posted for posted in drafts if posted is not None), *asked]


def _asked(work: UnitOfWork, bulletin_id: int, person_id: int) -> Iterator[Posted]:
    """The letters that asked this person to approve it, oldest first; it may be put forward more than once."""
    number = 1
    while (posted := work.outbox.find(_proposal_key(bulletin_id, person_id, number))) is not None:
        yield posted
        number += 1


def _proposal_key(bulletin_id: int, person_id: int, number: int) -> str:
    return f"bulletin:{bulletin_id}:proposal:{person_id}:{number}"
