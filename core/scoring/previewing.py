"""Show a result to the units before it is frozen, and again when it has changed (预公示)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from core.calendar import Calendar
from core.chat import Card
from core.delivery.model import Kind, Letter
from core.ports import UnitOfWork
from core.rights import Role
from core.roster.model import Person, hears
from core.rounds.slot import free_slot
from core.rounds.tell import tell_office
from core.scoring.model import Snapshot
from core.scoring.occasion import working_days
from core.scoring.preview import ObjectionState, Preview, own_place
from core.scoring.speakers import speakers
from core.texts import previews as texts


def open_preview(
    work: UnitOfWork, made: Snapshot, days: int, calendar: Calendar, now: datetime
) -> Preview | None:
    """Store the result at its cut-off and show each unit its own; None if the round has one already.

    Inputs stay those of the cut-off from here on: what the ledger learns later is not in it.
    """
    closes_at = working_days(calendar, now, days)
    preview = work.previews.open(Preview(0, made.round_id, made, now, closes_at))
    if preview is None:
        return None
    facts = {"digest": made.digest, "until": closes_at.isoformat()}
    work.audit.note(now, None, "preview.opened", f"preview:{preview.id}", facts)
    people = speakers(work)
    unheard = []
    for score in made.scores:
        card = unit_card(preview, score.unit_id, calendar, now)
        key = key_of(preview.id, score.unit_id)
        told = [
            tell(work, person, key, card, preview, calendar, now) for person in people.get(score.unit_id, ())
        ]
        if not any(told):
            unheard.append(score.unit)
    card = texts.opened(preview, len(made.scores), unheard, calendar)
    tell_office(work, f"preview:{preview.id}:opened", card, calendar, now)
    return preview


def unit_card(preview: Preview, unit_id: int, calendar: Calendar, now: datetime) -> Card:
    """What a unit sees: its own lines, its place, the middle of its list, and until when it may object."""
    own = own_place(preview.made.scores, unit_id)
    assert own is not None, unit_id  # noqa: S101 - callers ask for units that are scored
    return texts.own(preview, own, calendar, takes=preview.takes(now))


def key_of(preview_id: int, unit_id: int) -> str:
    """What the keys of the letters that showed it begin with; a person's id follows."""
    return f"preview:{preview_id}:unit:{unit_id}"


def tell(
    work: UnitOfWork,
    person: Person,
    key: str,
    card: Card,
    preview: Preview,
    calendar: Calendar,
    now: datetime,
) -> bool:
    """On his free day, but in time: the window does not wait. False: he cannot be reached."""
    account = work.people.account_of(person.id)
    if not hears(account):
        return False
    due_at = free_slot(work, person.id, calendar, now)
    if due_at is None or due_at >= preview.closes_at:
        due_at = calendar.next_speaking(now)
    letter = Letter(
        f"{key}:{person.id}",
        Kind.NOTICE,
        account.address,
        card,
        due_at,
        None,
        person.id,
        f"preview:{preview.id}",
    )
    work.outbox.put(letter)
    return True


def show_again(
    work: UnitOfWork, preview: Preview, units: Collection[int], calendar: Calendar, now: datetime
) -> None:
    """Whoever was shown one of these units sees it as it stands now, in the same message."""
    people = speakers(work)
    for unit_id in units:
        card = unit_card(preview, unit_id, calendar, now)
        for person in people.get(unit_id, ()):
            key = f"{key_of(preview.id, unit_id)}:{person.id}"
            posted = work.outbox.find(key)
            if posted is not None:
                again = f"{key}:{preview.made.digest[:12]}:{now.timestamp():.0f}"
                work.outbox.put(Letter(again, Kind.EDIT, posted.to, card, now, edits=key))


def changed(before: Snapshot, after: Snapshot) -> tuple[int, ...]:
    """Units whose score, place or middle of the list is not what it was."""
    return tuple(
        score.unit_id
        for score in after.scores
        if own_place(before.scores, score.unit_id) != own_place(after.scores, score.unit_id)
    )


def to_sign(work: UnitOfWork, calendar: Calendar, now: datetime) -> tuple[int, ...]:
    """Those whose window is over and of which the office has not been reminded today."""
    over = work.previews.over(now)
    if not over or calendar.next_speaking(now) != now:
        return ()
    office = [person.id for person in work.people.with_role(Role.OFFICE)]
    return tuple(
        one
        for one in over
        if not any(work.outbox.find(f"{_over_key(one, calendar, now)}:{id_}") for id_ in office)
    )


def remind_to_sign(work: UnitOfWork, preview_id: int, calendar: Calendar, now: datetime) -> int:
    """The office is asked, once a working day, to decide what waits and to sign; how many letters."""
    preview = work.previews.get(preview_id)
    objections = work.previews.objections(preview_id)
    waiting = sum(one.state is ObjectionState.OPEN for one in objections)
    card = texts.over(preview, len(objections), waiting)
    return tell_office(work, _over_key(preview_id, calendar, now), card, calendar, now)


def _over_key(preview_id: int, calendar: Calendar, now: datetime) -> str:
    return f"preview:{preview_id}:over:{calendar.today(now)}"
