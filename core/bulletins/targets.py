"""To whom an issue goes: chosen groups, and privately to leaders or to the people of the units (发布范围)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.bulletins.model import Plan
from core.bulletins.target_values import LEADERS, UNITS, Reader, Targets
from core.errors import StaleButton
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Person, hears


def targets_of(work: UnitOfWork, plan: Plan) -> Targets:
    """As it would be published now; somebody who is both gets it once."""
    bound = work.groups.bound()
    groups = tuple(group for group in bound if plan.groups is None or group.id in plan.groups)
    people = {person.id: person for person in _people(work, plan)}
    accounts = work.people.accounts(list(people)) if people else {}
    pages = {page.unit_id: page.text for page in plan.pages}
    readers, lost = [], []
    for person in people.values():
        account = accounts.get(person.id)
        if hears(account):
            readers.append(Reader(person, account.address, _page(person, pages)))
        else:
            lost.append(person)
    return Targets(groups, tuple(readers), tuple(lost))


def _page(person: Person, pages: dict[int, str]) -> str:
    """Only people of a unit who carry no projects themselves get its page instead of the overview."""
    own = Role.UNIT in person.roles and Role.LEADER not in person.roles
    return pages.get(person.unit_id or 0, "") if own else ""


def _people(work: UnitOfWork, plan: Plan) -> Sequence[Person]:
    leaders = work.people.with_role(Role.LEADER) if plan.leaders else ()
    units = work.people.with_role(Role.UNIT) if plan.units else ()
    return [*leaders, *units]


def turned(work: UnitOfWork, plan: Plan, what: str) -> Plan:
    """The plan with one choice turned round: ``leaders``, ``units``, or the id of a group.

    Raises:
        StaleButton: no such group.
    """
    if what == LEADERS:
        return replace(plan, leaders=not plan.leaders)
    if what == UNITS:
        return replace(plan, units=not plan.units)
    bound = [group.id for group in work.groups.bound()]
    if not what.isascii() or not what.isdigit() or int(what) not in bound:
        raise StaleButton
    before = bound if plan.groups is None else plan.groups
    chosen = tuple(i for i in bound if (i in before) != (i == int(what)))
    return replace(plan, groups=None if set(chosen) == set(bound) else chosen)
