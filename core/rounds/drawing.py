"""Cards that are drawn when they leave, not when something is said: many answers, one edit."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from core.calendar import Calendar
from core.chat import Card
from core.delivery.model import Kind, Letter, Posted
from core.ports import UnitOfWork
from core.rounds.card import card_view
from core.texts import cards
from core.texts.notices import answered_for_you

GATHER = 2
"""Seconds in which answers share one edit of a card."""
COMMIT = 1
"""Seconds more, so that whatever was said in them is committed when the card is drawn."""
_NOT_DRAWN = Card("")
_NOTICE = re.compile(r"prompt:\d+:notice:(\d+):(\d+):[\d.]+")
_KEY = re.compile(r"prompt:\d+:card:(\d+):drawing:(\d+):\d+")


def drawing(card_key: str, round_id: int, posted: Posted, now: datetime) -> Letter:
    """An edit of the leader's card that ``posted`` brought. Those of the same moment have the same key, so only
    one is written; one of a card that is still to be sent follows right after it."""
    moment = int(max(now, posted.due_at).timestamp()) // GATHER
    due_at = datetime.fromtimestamp((moment + 1) * GATHER + COMMIT, UTC)
    key = f"{card_key}:drawing:{round_id}:{moment}"
    return Letter(key, Kind.EDIT, posted.to, _NOT_DRAWN, due_at, None, posted.person_id, edits=card_key)


def draw(work: UnitOfWork, letter: Letter, calendar: Calendar, now: datetime) -> Card:
    """What a letter says by now: the card as it stands, what was said for a leader, or its own words."""
    notice = _NOTICE.fullmatch(letter.key)
    if notice:
        return _notice(work, int(notice[1]), int(notice[2]), calendar) or letter.card
    found = _KEY.fullmatch(letter.key)
    if found is None:
        return letter.card
    leader = work.people.get(int(found.group(1)))
    prompt = work.rounds.prompt_of(int(found.group(2)), leader.id)  # not locked: others may be answering
    return cards.card(card_view(work, prompt, leader, calendar, now), calendar) if prompt else letter.card


def _notice(work: UnitOfWork, leader_id: int, round_id: int, calendar: Calendar) -> Card | None:
    """All that others have said for this leader and that still counts; None if nothing does."""
    prompt = work.rounds.prompt_of(round_id, leader_id)
    if prompt is None:
        return None
    ids = [item.project_id for item in work.rounds.items(prompt.id)]
    said = {i: r for i, r in work.reports.current(round_id, ids).items() if r.said_for == leader_id}
    if not said:
        return None
    last = max(said.values(), key=lambda report: (report.said_at, report.id))
    projects = work.projects.many(said)
    findings = [(projects[i].name, said[i].finding) for i in ids if i in said]
    return answered_for_you(prompt, work.people.get(last.said_by), last.said_at, findings, calendar)
