"""Two people for an issue (四眼): one puts it forward, another approves; and what the office changes before that.

It counts while it is switched on and at least two people of the office can be reached: an office of one is never stuck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.bulletins.amending import amended
from core.bulletins.drafting import figures_for
from core.bulletins.model import Bulletin, BulletinState, Part, Plan, Wording
from core.bulletins.numbers import Foreign, Known, foreign, known_in
from core.bulletins.targets import targets_of
from core.errors import TooMuchText, WrongState
from core.ports import UnitOfWork
from core.rights import Right
from core.roster.model import Person, hears
from core.settings import Json, Setting, chosen
from core.texts import said_numbers

LONGEST = 3500
"""Characters of an office's own words; with the title one message in Telegram."""


def _to_json(value: bool) -> Json:  # noqa: FBT001 - the value of a setting
    return value


FOUR_EYES: Setting[bool] = Setting("four_eyes", True, _to_json, bool)  # noqa: FBT003 - the default
"""Whether a second person is wanted."""


def approvers(work: UnitOfWork) -> Sequence[Person]:
    """Who may approve and can be asked."""
    people = [person for person in work.people.all() if person.active and person.may(Right.BULLETIN)]
    accounts = work.people.accounts([person.id for person in people])
    return [person for person in people if hears(accounts.get(person.id))]


def needs_second(work: UnitOfWork) -> bool:
    return chosen(work, FOUR_EYES) and len(approvers(work)) > 1


def check_second(work: UnitOfWork, plan: Plan, by: Person) -> None:
    """
    Raises:
        WrongState: a second person is wanted, and nobody has put it forward, or this one has.
    """
    if not needs_second(work):
        return
    if plan.proposed_by is None:
        raise WrongState("four_eyes", "unproposed")
    if plan.proposed_by == by.id:
        raise WrongState("four_eyes", "same")


def check_ready(work: UnitOfWork, bulletin: Bulletin) -> None:
    """
    Raises:
        WrongState: it was decided, goes to nobody, or its files are still being made.
    """
    if bulletin.state is not BulletinState.DRAFT:
        raise WrongState("bulletin", bulletin.state.value)
    if targets_of(work, work.editions.plan(bulletin.id)).nobody:
        raise WrongState("groups", "none")
    number = work.bulletins.next_number(bulletin.year)
    parts = work.bulletins.parts(bulletin.id)
    if len(parts) < len(Part) or any(one.number != number for one in parts):
        raise WrongState("parts", "waiting")


def propose(work: UnitOfWork, bulletin_id: int, by: Person, now: datetime) -> Bulletin:
    """Put it before a second person, as it is now: every later change takes that back.

    Raises:
        WrongState: see ``check_ready``.
    """
    bulletin = work.bulletins.get(bulletin_id)
    check_ready(work, bulletin)
    plan = work.editions.plan(bulletin_id)
    work.editions.set_plan(replace(plan, proposed_by=by.id, proposed_at=now))
    work.audit.note(now, by.id, "bulletin.proposed", f"bulletin:{bulletin_id}", {"title": bulletin.title})
    return bulletin


def take_back(work: UnitOfWork, bulletin_id: int, by: Person, now: datetime) -> Bulletin:
    """It is an ordinary draft again: returned by the second person, or taken back by the first.

    Raises:
        WrongState: it was decided, or is before nobody.
    """
    bulletin, plan = work.bulletins.get(bulletin_id), work.editions.plan(bulletin_id)
    if bulletin.state is not BulletinState.DRAFT:
        raise WrongState("bulletin", bulletin.state.value)
    if plan.proposed_by is None:
        raise WrongState("four_eyes", "unproposed")
    arrange(work, plan)
    work.audit.note(now, by.id, "bulletin.returned", f"bulletin:{bulletin_id}", {"title": bulletin.title})
    return bulletin


def arrange(work: UnitOfWork, plan: Plan) -> None:
    """Keep a changed plan; whoever has put the issue forward has to do so again."""
    work.editions.set_plan(replace(plan, proposed_by=None, proposed_at=None))


def reword(work: UnitOfWork, bulletin_id: int, text: str, by: Person, now: datetime) -> Bulletin:
    """Other words for a draft (改措辞), for all of it or a part; every version stays on file.

    Raises:
        BadArgument: see ``amended``.
        WrongState: it was decided.
        TooMuchText: longer than a message.
    """
    bulletin = work.bulletins.get(bulletin_id)
    if bulletin.state is not BulletinState.DRAFT:
        raise WrongState("bulletin", bulletin.state.value)
    words = amended(bulletin.text, text).strip()
    if not words or len(words) > LONGEST:
        raise TooMuchText(len(words), LONGEST)
    count = len(work.editions.wordings(bulletin_id))
    if not count:
        work.editions.add_wording(Wording(bulletin_id, 1, bulletin.text, None, bulletin.drafted_at))
    version = max(count, 1) + 1
    work.editions.add_wording(Wording(bulletin_id, version, words, by.id, now))
    work.bulletins.reword(bulletin_id, words)
    arrange(work, work.editions.plan(bulletin_id))
    facts = {"version": str(version), "old": bulletin.text, "new": words}
    work.audit.note(now, by.id, "bulletin.reworded", f"bulletin:{bulletin_id}", facts)
    return replace(bulletin, text=words)


def generated(work: UnitOfWork, bulletin: Bulletin) -> str:
    """Its words as the product wrote them."""
    versions = work.editions.wordings(bulletin.id)
    return versions[0].text if versions else bulletin.text


def doubtful_numbers(work: UnitOfWork, bulletin: Bulletin) -> tuple[Foreign, ...]:
    """Numbers in reworded words that the frozen figures do not say; none of words nobody has changed."""
    if not work.editions.wordings(bulletin.id):
        return ()
    return foreign(bulletin.text, _known(work, bulletin))


def _known(work: UnitOfWork, bulletin: Bulletin) -> Known:
    figures = figures_for(work, bulletin)
    text = "\n".join([bulletin.title, generated(work, bulletin), said_numbers.in_all(figures)])
    return known_in(text, said_numbers.of_units(figures))
