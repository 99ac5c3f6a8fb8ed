"""Which figures the office confirms one by one, and who may do it (核定范围, 核定人员)."""

from __future__ import annotations

from core.figures.fields import DATES, MONEY
from core.figures.model import Field, Group
from core.ports import UnitOfWork
from core.rights import Right, Role
from core.roster.model import Person
from core.settings import Setting, chosen, members


def group_of(field: Field) -> Group:
    if field is Field.FIXED:
        return Group.FIXED
    if field in MONEY:
        return Group.ARRIVED
    if field in DATES:
        return Group.NODES
    return Group.STAGE if field is Field.STAGE else Group.PERCENT


REVIEWED: Setting[frozenset[Group]] = Setting(
    "review.fields",
    frozenset({Group.ARRIVED, Group.FIXED, Group.STAGE, Group.NODES}),
    to_json=lambda groups: [*sorted(groups)],
    from_json=lambda names: frozenset(Group(name) for name in members(names)),
)
"""Figures of other groups are confirmed when they are reported, unless something about them is odd."""
REVIEWERS: Setting[frozenset[Role]] = Setting(
    "review.by",
    frozenset({Role.OFFICE}),
    to_json=lambda roles: [*sorted(roles)],
    from_json=lambda names: frozenset(Role(name) for name in members(names)),
)
"""The office always may."""
POSSIBLE = (Role.INSPECTOR,)
"""Who may be allowed to confirm besides the office."""


def may_review(work: UnitOfWork, person: Person) -> bool:
    if person.may(Right.REVIEW):
        return True
    allowed = chosen(work, REVIEWERS)
    return any(role in allowed and role in person.roles for role in POSSIBLE)
