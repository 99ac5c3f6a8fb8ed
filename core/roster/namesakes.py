"""People of one name who are told apart by the end of their numbers: 王芳-0012."""

from __future__ import annotations

import re

from core.ports import UnitOfWork
from core.roster.asking import DIFFERENT, Answers, person_key

_APART = re.compile(r"(.+)-\d{4}")


def told_apart(work: UnitOfWork) -> Answers:
    """The answers given earlier: names of which there is more than one person, by the roster."""
    found = (_APART.fullmatch(person.name) for person in work.people.all())
    return {person_key(name[1]): DIFFERENT for name in found if name}
