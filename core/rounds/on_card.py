"""The project that stands under a number on one's own card (3号)."""

from __future__ import annotations

import re
from datetime import date

from core.errors import NotFound, SeveralFound
from core.ports import UnitOfWork
from core.roster.model import Person, Project
from core.roster.seeing import CHOICES, find_project
from core.rounds.who import answerable, prompts_for

_NUMBER = re.compile(r"第?\s*(?P<no>\d{1,2})\s*[号#](?:项目)?|(?P<circle>[①-⑳])")
_ROUNDS = 3
"""Whoever has no card in the last of these is not asked about older ones."""


def find_named(work: UnitOfWork, person: Person, wanted: str, today: date) -> Project:
    """As ``find_project``, and a number means the line of his newest card.

    Raises:
        NotFound: none.
        SeveralFound: more than one, or one that only sounds like it; the same number on the cards of several
            leaders for whom he answers.
    """
    number = _NUMBER.fullmatch(wanted.strip())
    if number is None:
        return find_project(work, person, wanted, today)
    no = int(number["no"]) if number["no"] else ord(number["circle"]) - ord("①") + 1
    ids = _on_newest_card(work, person, no, today)
    if not ids:
        raise NotFound("number", wanted)
    projects = work.projects.many(ids)
    if len(ids) > 1:
        raise SeveralFound(wanted, tuple((i, projects[i].name) for i in ids[:CHOICES]))
    return projects[ids[0]]


def _on_newest_card(work: UnitOfWork, person: Person, no: int, today: date) -> list[int]:
    for round_ in work.rounds.latest(_ROUNDS):
        prompts = prompts_for(work, person, round_.id, today)
        if prompts:
            own = [prompt for prompt in prompts if prompt.leader_id == person.id] or list(prompts)
            lines = (item for prompt in own for item in answerable(work, person, prompt, today))
            return list(dict.fromkeys(item.project_id for item in lines if item.no == no))
    return []
