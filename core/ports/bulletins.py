"""Frozen results, the issues made of them, and broadcasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.bulletins.model import (
    Artefact,
    Audience,
    Broadcast,
    BroadcastState,
    Bulletin,
    BulletinState,
    Form,
    Part,
    Plan,
    Template,
    Wording,
)
from core.scoring.model import Snapshot, UnitScore


class Bulletins(Protocol):
    def freeze(self, snapshot: Snapshot) -> Snapshot:
        """Store it (its id is ignored); a frozen one is never changed."""

    def snapshot(self, snapshot_id: int) -> Snapshot: ...
    def snapshot_of(self, round_id: int, edition: int = 1) -> Snapshot | None: ...
    def last_edition(self, round_id: int) -> int:
        """The highest edition frozen for the round; 0 if there is none."""

    def last_snapshot(self, before: datetime | None = None) -> Snapshot | None: ...
    def last_scores(self, before: datetime) -> Sequence[UnitScore]:
        """The result of the newest snapshot before that moment, without its inputs; empty if there is none."""

    def published_scores(self, limit: int) -> Sequence[tuple[datetime, str, tuple[UnitScore, ...]]]:
        """(taken at, period, result) of the newest snapshots that were published, newest first."""

    def taken_between(self, start: datetime, end: datetime) -> Sequence[tuple[int, datetime, str]]:
        """(id, cut-off, period) of the snapshots in [start, end), oldest first; of several editions the newest last."""

    def draft(self, snapshot_id: int, year: int, title: str, text: str, at: datetime) -> Bulletin: ...
    def corrections_of(self, bulletin_id: int) -> Sequence[Bulletin]:
        """Those that correct it, in whatever state, oldest first."""

    def corrects(self, bulletin_id: int) -> Bulletin | None:
        """The published one that it corrects; None: it is no correction."""

    def corrections_between(self, start: datetime, end: datetime) -> Sequence[Bulletin]:
        """Published corrections that were decided in [start, end], oldest first."""

    def note_correction(self, bulletin_id: int, corrects_id: int, why: str) -> None: ...

    def get(self, bulletin_id: int) -> Bulletin:
        """Locks the row."""

    def latest(self, state: BulletinState | None, limit: int) -> Sequence[Bulletin]: ...
    def decide(self, bulletin_id: int, state: BulletinState, by: int | None, at: datetime) -> Bulletin | None:
        """DRAFT → PUBLISHED (gives the next number of its year) or DROPPED; None if already decided."""

    def reword(self, bulletin_id: int, text: str) -> None: ...
    def next_number(self, year: int) -> int:
        """What the next issue of the year will be called."""

    def unfinished(self) -> Sequence[int]:
        """Ids of drafts that lack a part."""

    def parts(self, bulletin_id: int) -> Sequence[Artefact]:
        """In the order in which they are sent."""

    def keep_part(self, artefact: Artefact) -> bool:
        """False: there is one already, which stays."""

    def forget_parts(self, bulletin_id: int, part: Part | None = None) -> None:
        """Of a draft only, so that they are made anew; the files stay."""

    def add_broadcast(self, text: str, audience: Audience, by: int, at: datetime) -> Broadcast: ...
    def broadcast(self, broadcast_id: int) -> Broadcast:
        """Locks the row."""

    def change_broadcast(self, broadcast: Broadcast) -> None: ...
    def broadcasts_in(self, state: BroadcastState) -> Sequence[Broadcast]: ...


class Editions(Protocol):
    """What belongs to an issue before it leaves."""

    def plan(self, bulletin_id: int) -> Plan:
        """A weekly one to all groups, if nothing was arranged."""

    def set_plan(self, plan: Plan) -> None: ...
    def superseded(self, bulletin_id: int) -> Sequence[Bulletin]:
        """Older drafts of the same kind by the same cadence, oldest first. Corrections neither are nor make any."""

    def wordings(self, bulletin_id: int) -> Sequence[Wording]:
        """Oldest first; none until it was reworded."""

    def add_wording(self, wording: Wording) -> None: ...
    def templates(self, form: Form, limit: int) -> Sequence[Template]:
        """Newest first."""

    def add_template(self, form: Form, text: str, by: int, at: datetime) -> Template: ...
