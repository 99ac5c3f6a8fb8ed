"""What the core needs of the world, on one page. ``storage`` implements the repositories.

All methods run inside one transaction that the desk commits when the use case returns. Repositories
take and give core values, never rows. Lists come in a stable order, said in the docstring or by id.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Concatenate, ParamSpec, Protocol, TypeVar

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
from core.chat import Address, Card, Channel
from core.dates import PartialDate
from core.delivery.model import Claimed, Handle, Lane, Letter, Posted, State, Verdict
from core.dialogue import Dialogue
from core.figures.model import Field, Figure, FigureState
from core.files import StoredFile
from core.media import Media
from core.milestones.model import ChangeRequest, RequestState, Spoken
from core.problems.model import Category, Problem
from core.rights import Role
from core.roster.model import (
    Account,
    Assignment,
    Duty,
    FieldChange,
    Found,
    Group,
    Invitation,
    Leave,
    Person,
    Project,
    StandIn,
    Target,
    Unit,
    UnitKind,
    UploadLink,
)
from core.rounds.echo.model import Sentence
from core.rounds.model import Finding, Item, Prompt, Report, Round, RoundState, Source, Step
from core.rounds.timetable import Cadence
from core.scoring.cases import Case, CaseState
from core.scoring.cases import Step as CaseStep
from core.scoring.excuse import Excuse, ExcuseState
from core.scoring.model import Snapshot, UnitScore
from core.scoring.preview import Objection, ObjectionState, Preview
from core.scoring.service_counts import Entry
from core.scoring.targets import MonthTarget

P = ParamSpec("P")
T = TypeVar("T")


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update as it came: ``lane`` serialises what must not overtake (the sender), ``body`` is verbatim JSON."""

    channel: Channel
    update_id: str
    lane: str
    body: str


@dataclass(frozen=True, slots=True)
class Received:
    """A row of the inbox. ``tries`` counts failed attempts so far."""

    id: int
    channel: Channel
    lane: str
    body: str
    received_at: datetime
    tries: int


class Inbox(Protocol):
    def add(self, updates: Sequence[RawUpdate], now: datetime) -> Sequence[tuple[int, str]]:
        """Store new ones, skip repeats (channel, update_id); (id, lane) of the stored, in order."""

    def take(self, inbox_id: int) -> Received | None:
        """The row, locked until commit; None if done, parked, or in another's hands, or if an earlier
        one of the same lane still waits."""

    def waiting(self, limit: int) -> Sequence[tuple[int, str]]:
        """(id, lane) of what is still to do, oldest first."""

    def done(self, inbox_id: int, now: datetime) -> None: ...
    def skip(self, inbox_id: int, why: str, now: datetime) -> None:
        """Nothing of ours: stored, never looked at again."""

    def failed(self, inbox_id: int, why: str, now: datetime) -> int:
        """Count a failed attempt; how many there are now."""

    def park(self, inbox_id: int, now: datetime) -> None:
        """Give up on it until a person looks; later ones of its lane go on."""

    def parked(self) -> Sequence[Received]: ...


class Outbox(Protocol):
    def put(self, letter: Letter) -> bool:
        """Write it as pending; False if its key was ever used."""

    def put_claimed(self, letter: Letter, owner: str, lease_until: datetime) -> Claimed:
        """Write it as already in our hands: an answer that leaves right after the commit."""

    def claim(
        self, now: datetime, owner: str, lease_until: datetime, limit: int, lanes: Collection[Lane]
    ) -> Sequence[Claimed]:
        """Take due letters, best lane first, then oldest; only the head of each (chat, lane), none of a
        chat or bot whose gate is closed, none past its expiry. PostgreSQL: FOR UPDATE SKIP LOCKED.
        A letter behind an UNCERTAIN one is not held back; one behind PENDING or SENDING is."""

    def finish(self, claimed: Claimed, verdict: Verdict, now: datetime) -> bool:
        """Fenced: only while it is still SENDING and ours. False: somebody expired our lease."""

    def finish_sent(self, sent: Sequence[tuple[Claimed, str]], now: datetime) -> Sequence[int]:
        """The common case for many at once: (claimed, message id) → ids that were still ours."""

    def bury(self, owner: str, now: datetime) -> int:
        """This owner is known to be dead: its leases end now; how many."""

    def lapsed(self, now: datetime, limit: int) -> Sequence[Claimed]:
        """SENDING letters whose lease ran out: their sender died or hangs."""

    def expire(self, now: datetime) -> Sequence[Posted]:
        """Mark PENDING letters past ``expires_at`` as EXPIRED, after a doubt UNCERTAIN, and return them."""

    def cancel(self, now: datetime, *, batch: str = "", key: str = "", person_id: int | None = None) -> int:
        """Cancel PENDING letters of a batch (optionally only to one person) or the one with this key."""

    def postpone(self, key: str, due_at: datetime) -> None: ...
    def find(self, key: str) -> Posted | None: ...
    def card_at(self, to: Address, message_id: str) -> Card | None:
        """What we once sent as this message, so that a reply to it finds its subject."""

    def count(self, batch: str) -> Mapping[State, int]: ...
    def listed(self, state: State, limit: int, batch: str = "") -> Sequence[Posted]: ...
    def resolve(self, letter_id: int, state: State, now: datetime) -> bool:
        """A person settles an UNCERTAIN letter: SENT (seen) or PENDING (send again)."""

    def unasked(self, person_id: int, start: datetime, end: datetime) -> int:
        """How many letters of unasked kinds fall to this person with due or sent moment in [start, end),
        cancelled, failed and expired ones not counted."""

    def depth(self) -> Mapping[tuple[Lane, State], int]:
        """Open letters by lane and state, for metrics and doctor."""

    def is_busy(self, now: datetime) -> bool:
        """Whether a letter is on its way, or due by now and not behind one that waits longer."""

    def readdress(self, old: Address, new: Address) -> None:
        """A group moved, or a person has a new phone: the open letters follow."""

    def withdraw(self, to: Address) -> int:
        """Cancel the PENDING letters to an address that is nobody's any more."""


class Handles(Protocol):
    def keep(self, handle: Handle) -> None:
        """Insert or replace."""

    def get(self, to: Address, message_id: str) -> Handle | None: ...
    def newest(self, to: Address, message_id: str) -> Handle | None:
        """Of the last one of those that took this message's place; of itself if none did."""

    def last(self, to: Address) -> Handle | None:
        """Of the newest message with buttons."""


class Gates(Protocol):
    """Shared brakes, in the database so that replicas share them. Scope: a bot, or one chat of it."""

    def close(self, scope: str, until: datetime) -> None: ...
    def closed(self, now: datetime) -> Mapping[str, datetime]: ...
    def take(self, scope: str, now: datetime, every: float, burst: float) -> float:
        """GCRA: seconds to wait before the next message may leave; 0 means it was granted."""

    def lease(self, name: str, owner: str, now: datetime, until: datetime) -> bool:
        """Get or renew a named lease (e.g. the Telegram poller). False: another holds it."""

    def release(self, name: str, owner: str) -> None: ...


class People(Protocol):
    def get(self, person_id: int) -> Person: ...
    def by_name(self, name: str) -> Person | None: ...
    def with_role(self, role: Role) -> Sequence[Person]:
        """Active people, by id."""

    def all(self) -> Sequence[Person]: ...
    def add(
        self, name: str, title: str, roles: Collection[Role], unit_id: int | None, phone: str
    ) -> Person: ...
    def change(self, person: Person) -> None: ...
    def account_at(self, address: Address) -> tuple[Account, Person] | None: ...
    def account_of(self, person_id: int) -> Account | None:
        """The account to write to: a reachable one first, then the chosen one, then the last used."""

    def accounts_of(self, person_id: int) -> Sequence[Account]:
        """All of them, the one to write to first."""

    def used(self, address: Address, now: datetime) -> None:
        """The person has just turned to us from there."""

    def prefer(self, person_id: int, channel: Channel | None, now: datetime) -> bool:
        """Write to that service's account; None: to the one used last. False: there is none."""

    def accounts(self, person_ids: Collection[int]) -> Mapping[int, Account]: ...
    def bind(self, person_id: int, address: Address, now: datetime) -> Account: ...
    def release(self, person_id: int, keep: Address | None) -> Sequence[Address]:
        """Unbind the person's accounts; with ``keep`` only the others of that channel. Those unbound."""

    def lost(self, address: Address, why: str) -> None:
        """Nothing can be delivered there any more; ``why`` empty: it can again."""

    def stand_ins(self, leader_id: int, day: date) -> Sequence[Person]: ...
    def stands_in_for(self, liaison_id: int, day: date) -> Sequence[Person]: ...
    def add_stand_in(self, stand_in: StandIn) -> None: ...
    def end_stand_in(self, liaison_id: int, leader_id: int, on: date) -> int:
        """Those in force or to come end before ``on``; how many did."""

    def leaves(self, day: date) -> Sequence[Leave]:
        """Those that are not over on that day, by their first day; those that were taken back left out."""

    def add_leave(self, leave: Leave) -> Leave:
        """Store it (its id is ignored)."""

    def end_leave(self, leave_id: int, now: datetime) -> None: ...
    def invite(self, invitation: Invitation) -> Invitation:
        """Store it (its id is ignored) and revoke the person's earlier unused ones for the same role."""

    def invitation(self, token_hash: str) -> Invitation | None: ...
    def use_invitation(self, invitation_id: int, now: datetime) -> bool:
        """Compare-and-set: False if it was used in between."""

    def revoke_invitations(self, person_id: int, now: datetime) -> None:
        """Those that nobody has used yet, for whatever role."""


class Projects(Protocol):
    def get(self, project_id: int) -> Project: ...
    def many(self, project_ids: Collection[int]) -> Mapping[int, Project]: ...
    def by_code(self, code: str) -> Project | None: ...
    def by_name(self, name: str) -> Project | None: ...
    def all(self) -> Sequence[Project]: ...
    def search(self, wanted: str, within: Collection[int] | None, limit: int) -> Sequence[Found]:
        """By code, name, alias or investor: whole, in part, by pinyin, initials or a near sound; best first,
        the surest way of understanding ``wanted`` that finds anything; only among ``within`` (None: all)."""

    def add(self, project: Project) -> Project:
        """Its id is ignored; the stored one is returned."""

    def change(self, project: Project, changes: Sequence[FieldChange], by: int | None, now: datetime) -> None:
        """Store the new values, raise the version and keep each old value."""

    def changes(self, project_id: int, limit: int) -> Sequence[FieldChange]: ...
    def unit(self, unit_id: int) -> Unit: ...
    def units(self) -> Sequence[Unit]: ...
    def unit_named(self, name: str) -> Unit | None: ...
    def add_unit(self, name: str, kind: UnitKind) -> Unit: ...
    def assigned(
        self,
        day: date,
        *,
        person_id: int | None = None,
        project_id: int | None = None,
        duty: Duty | None = None,
    ) -> Sequence[Assignment]:
        """Assignments in force on ``day``, filtered, by project id then order of entry."""

    def assign(self, assignment: Assignment) -> None: ...
    def unassign(self, project_id: int, person_id: int, duty: Duty, until_on: date) -> None: ...
    def targets(self, year: int) -> Sequence[Target]: ...
    def set_target(self, target: Target) -> None: ...


class Rounds(Protocol):
    def cadences(self) -> Sequence[Cadence]: ...
    def cadence(self, cadence_id: int) -> Cadence: ...
    def save_cadence(self, cadence: Cadence) -> Cadence:
        """Insert when its id is 0, else replace."""

    def open(
        self,
        cadence: Cadence,
        period: str,
        state: RoundState,
        opened_at: datetime,
        deadline_at: datetime,
        opened_by: int | None,
    ) -> Round | None:
        """None if (cadence, period) exists: another tick or replica was first."""

    def get(self, round_id: int) -> Round: ...
    def find(self, cadence_id: int, period: str) -> Round | None: ...
    def fire(self, cadence_id: int, period: str, now: datetime) -> bool:
        """This period's products are being made; False if they were before."""

    def has_fired(self, cadence_id: int, period: str) -> bool: ...
    def in_state(self, state: RoundState) -> Sequence[Round]:
        """Newest first."""

    def latest(self, limit: int) -> Sequence[Round]: ...
    def set_state(self, round_id: int, state: RoundState, now: datetime) -> bool:
        """False if it already is in that state."""

    def add_prompt(self, round_id: int, leader_id: int, project_ids: Sequence[int]) -> Prompt: ...
    def prompt(self, prompt_id: int) -> Prompt:
        """Locks the row."""

    def prompts(self, round_id: int) -> Sequence[Prompt]: ...
    def prompt_of(self, round_id: int, leader_id: int) -> Prompt | None: ...
    def prompts_with(self, round_id: int, project_id: int) -> Sequence[Prompt]: ...
    def items(self, prompt_id: int) -> Sequence[Item]: ...
    def items_of_round(self, round_id: int) -> Sequence[Item]: ...
    def asked(self, prompt_id: int, at: datetime) -> None:
        """Set ``asked_at`` if it is still empty."""

    def answered(self, prompt_id: int, at: datetime | None) -> None: ...
    def note_step(self, prompt_id: int, step: Step, at: datetime) -> None: ...


class Reports(Protocol):
    def current(self, round_id: int, project_ids: Collection[int] | None = None) -> Mapping[int, Report]:
        """Project id → the version that counts; void ones (Source.UNDO with nothing before) left out."""

    def save(
        self,
        round_id: int,
        project_id: int,
        finding: Finding,
        *,
        said_by: int,
        said_for: int | None,
        said_at: datetime,
        source: Source,
        late: bool,
        message: str,
    ) -> Report:
        """The next version."""

    def take_back(self, report: Report, by: int, at: datetime) -> Report | None:
        """Void the current version; the one before counts again and is returned, or None."""

    def last_by(self, round_id: int, person_id: int) -> Sequence[Report]:
        """What this person said at his latest moment: reports of one message or tap that still count."""

    def of_message(self, message: str) -> Sequence[Report]: ...
    def before(self, round_id: int, project_ids: Collection[int]) -> Mapping[int, Report]:
        """The latest counting report of each project from earlier rounds."""

    def many(self, report_ids: Collection[int]) -> Mapping[int, Report]:
        """By id, also those that were taken back."""

    def lately(self, project_ids: Collection[int], since: datetime) -> Sequence[Spoken]:
        """What was said of them after ``since`` and not taken back: by project, newest round and version first."""

    def history(self, project_id: int, limit: int, offset: int = 0) -> Sequence[Report]:
        """All versions, newest first."""


class Sentences(Protocol):
    def add(self, sentence: Sentence) -> Sentence:
        """Store it (its id is ignored)."""

    def get(self, sentence_id: int) -> Sentence:
        """Locks the row."""

    def of_message(self, message: str) -> Sentence | None:
        """The latest reading of this message."""

    def of_round(self, round_id: int, limit: int) -> Sequence[Sentence]:
        """Newest first."""

    def unconfirmed(self, round_id: int) -> Sequence[Sentence]:
        """Open ones of the round of which a figure still waits for 确认, oldest first."""

    def change(self, sentence: Sentence) -> None:
        """Its state and what was made of it; words, person and round stay."""


class Problems(Protocol):
    def open_for(self, project_ids: Collection[int] | None) -> Sequence[Problem]: ...
    def due_in(self, year: int) -> Sequence[Problem]:
        """Those with a deadline whose last possible day is in that year, open and solved, by id."""

    def get(self, problem_id: int) -> Problem: ...
    def during(self, start: datetime, end: datetime) -> Sequence[Problem]:
        """Opened or resolved from ``start`` to ``end``, both included; by id."""

    def add(
        self,
        project_id: int,
        category: Category,
        text: str,
        at: datetime,
        by: int | None,
        round_id: int | None,
        department: str,
        due_on: PartialDate | None = None,
    ) -> Problem: ...
    def reword(
        self,
        problem_id: int,
        category: Category,
        text: str,
        department: str = "",
        due_on: PartialDate | None = None,
    ) -> None:
        """Without a department or deadline those it has stay."""

    def resolve(self, problem_id: int, by: int | None, at: datetime, message: str = "") -> bool:
        """``message``: the one that says so, if a sentence does. False if it is resolved already."""

    def reopen(self, project_id: int, message: str) -> Sequence[int]:
        """Those of the project that this message closed are open again; their ids."""


class Figures(Protocol):
    def put(self, figure: Figure) -> Figure:
        """Store it (its id is ignored); one of the same report and field is replaced while undecided."""

    def get(self, figure_id: int) -> Figure:
        """Locks the row."""

    def of_reports(self, report_ids: Collection[int]) -> Sequence[Figure]: ...
    def waiting(self, state: FigureState, limit: int, offset: int = 0) -> Sequence[Figure]:
        """In that state, oldest first."""

    def of_round(self, round_id: int, state: FigureState) -> Sequence[Figure]:
        """Those that reports of this round state, by id."""

    def undecided(self, project_ids: Collection[int]) -> Sequence[Figure]:
        """Said or reported, oldest first."""

    def refused(self, project_ids: Collection[int]) -> Sequence[Figure]:
        """Returned by the office, oldest first."""

    def count(self, state: FigureState) -> int: ...
    def decided_in(self, start: datetime, end: datetime) -> Mapping[int, tuple[int, int]]:
        """Project → (confirmed, refused) of those decided in [start, end)."""

    def move(
        self,
        figure_ids: Collection[int],
        expected: FigureState,
        state: FigureState,
        *,
        by: int | None = None,
        at: datetime | None = None,
        decided: str = "",
        reason: str = "",
    ) -> Sequence[Figure]:
        """Compare-and-set: those that were in the ``expected`` state, as they are now. ``by`` and ``at`` are
        kept with a decision only."""

    def last(self, project_id: int, field: Field, state: FigureState) -> Figure | None: ...


class Attachments(Protocol):
    def add(self, media: Media) -> Media:
        """Store it (its id is ignored)."""

    def get(self, media_id: int) -> Media: ...
    def of_reports(self, report_ids: Collection[int]) -> Mapping[int, Sequence[Media]]:
        """Report id → what was sent along, oldest first; reports without any are left out."""

    def last_by(self, person_id: int) -> Media | None: ...
    def of_objection(self, objection_id: int) -> Sequence[Media]:
        """Oldest first."""

    def fleeting(self, channel: Channel, since: datetime, limit: int) -> Sequence[Media]:
        """Those sent after ``since`` whose content still lies with the service only, oldest first."""

    def moved(self, media_id: int, file_id: str) -> None:
        """Its content is found there from now on."""


class Files(Protocol):
    def put(self, name: str, media_type: str, content: bytes, now: datetime) -> StoredFile:
        """Store it; the same content under the same name is stored once."""

    def get(self, file_id: int) -> StoredFile | None: ...
    def find(self, sha256: str) -> StoredFile | None:
        """Content with this hash, under whatever name."""


class Excuses(Protocol):
    def add(self, excuse: Excuse) -> Excuse:
        """Store it; its id is ignored."""

    def get(self, excuse_id: int) -> Excuse: ...
    def in_state(self, state: ExcuseState) -> Sequence[Excuse]:
        """By id."""

    def decide(
        self, excuse_id: int, before: ExcuseState, state: ExcuseState, by: int, at: datetime
    ) -> Excuse | None:
        """Compare-and-set; None if it is in another state than ``before``."""


class Requests(Protocol):
    def add(self, request: ChangeRequest) -> ChangeRequest:
        """Store it; its id is ignored."""

    def get(self, request_id: int) -> ChangeRequest: ...
    def in_state(self, state: RequestState, limit: int) -> Sequence[ChangeRequest]:
        """By id."""

    def decide(self, request_id: int, state: RequestState, by: int, at: datetime) -> ChangeRequest | None:
        """Compare-and-set; None if it was decided before."""


class TargetPlans(Protocol):
    def months(self, year: int) -> Sequence[MonthTarget]:
        """By unit and month."""

    def set_month(self, target: MonthTarget) -> None: ...
    def entries(self, year: int) -> Sequence[Entry]:
        """What the office entered for the units' scores, by id."""

    def enter(self, entry: Entry) -> Entry:
        """Store it (its id is ignored); what was entered before stays."""

    def above(self) -> Mapping[int, int]:
        """Unit id → the unit whose target is broken down to it."""

    def place(self, unit_id: int, above_id: int | None) -> None: ...


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

    def taken_between(self, start: datetime, end: datetime) -> Sequence[tuple[int, datetime]]:
        """(id, cut-off) of the snapshots in [start, end), oldest first; of several editions the newest last."""

    def draft(self, snapshot_id: int, year: int, title: str, text: str, at: datetime) -> Bulletin: ...
    def corrections_of(self, bulletin_id: int) -> Sequence[Bulletin]:
        """Those that correct it, in whatever state, oldest first."""

    def corrects(self, bulletin_id: int) -> Bulletin | None:
        """The published one that it corrects; None: it is no correction."""

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
    def wordings(self, bulletin_id: int) -> Sequence[Wording]:
        """Oldest first; none until it was reworded."""

    def add_wording(self, wording: Wording) -> None: ...
    def templates(self, form: Form, limit: int) -> Sequence[Template]:
        """Newest first."""

    def add_template(self, form: Form, text: str, by: int, at: datetime) -> Template: ...


class Previews(Protocol):
    """Results before they are frozen, and objections to them."""

    def open(self, preview: Preview) -> Preview | None:
        """Store it (its id is ignored); None if the round has one."""

    def get(self, preview_id: int) -> Preview:
        """Locks the row."""

    def of_round(self, round_id: int) -> Preview | None: ...
    def open_ids(self) -> Sequence[int]:
        """Of those that nobody has signed, oldest first."""

    def over(self, now: datetime) -> Sequence[int]:
        """Those of them whose time for objections is over."""

    def change(self, preview_id: int, made: Snapshot) -> None:
        """What an accepted objection made of it; nothing once it is signed."""

    def extend(self, preview_id: int, closes_at: datetime, by: int, why: str) -> bool:
        """Compare-and-set: False if it was extended or signed before."""

    def sign(self, preview_id: int) -> bool:
        """Compare-and-set: False if it was signed before."""

    def object(self, objection: Objection) -> Objection:
        """Store it; its id is ignored."""

    def reword(self, objection_id: int, text: str) -> bool:
        """False if it is decided."""

    def objection(self, objection_id: int) -> Objection:
        """Locks the row."""

    def objections(self, preview_id: int) -> Sequence[Objection]:
        """By id, in whatever state."""

    def waiting(self) -> Sequence[Objection]:
        """Undecided ones of all previews, oldest first."""

    def of_unit(self, unit_id: int) -> Sequence[Objection]:
        """By id, in whatever state."""

    def decide(
        self,
        objection_id: int,
        state: ObjectionState,
        by: int | None,
        at: datetime,
        reason: str = "",
        change: str = "",
    ) -> Objection | None:
        """Compare-and-set: None if it is not open any more."""


class Cases(Protocol):
    """Accountability cases (问责)."""

    def add(self, case: Case) -> Case | None:
        """Store it (its id is ignored); None if there is one of the same subject and quarter."""

    def get(self, case_id: int) -> Case: ...
    def in_state(self, state: CaseState) -> Sequence[Case]:
        """By id."""

    def decide(
        self, case_id: int, before: CaseState, state: CaseState, by: int, at: datetime, reason: str
    ) -> Case | None:
        """Compare-and-set; None if it is in another state than ``before``."""

    def add_step(self, step: CaseStep) -> CaseStep:
        """Store it; its id is ignored."""

    def steps(self, case_id: int) -> Sequence[CaseStep]:
        """In the order in which they were recorded."""

    def step(self, step_id: int) -> CaseStep: ...
    def promise(self, step_id: int, promise: str, follow_up_on: date) -> CaseStep: ...
    def to_follow_up(self, day: date) -> Sequence[CaseStep]:
        """Of open cases, with a day that has come and no reminder yet; by id."""

    def reminded(self, step_id: int, now: datetime) -> None: ...


class Groups(Protocol):
    def at(self, address: Address) -> Group | None: ...
    def bound(self) -> Sequence[Group]:
        """Bulletin targets the bot is still in."""

    def seen(self, address: Address, title: str, now: datetime) -> Group:
        """Insert or refresh; a group that was left is in again."""

    def bind(self, group_id: int, by: int | None, now: datetime) -> None: ...
    def removed(self, address: Address, now: datetime) -> Group | None: ...
    def moved(self, old: Address, new: Address) -> None: ...


class Uploads(Protocol):
    def add(self, link: UploadLink) -> None: ...
    def find(self, token_hash: str) -> UploadLink | None: ...
    def use(self, token_hash: str, now: datetime) -> bool:
        """Compare-and-set: False if it was used in between."""


class Dialogues(Protocol):
    def get(self, person_id: int, now: datetime) -> Dialogue | None: ...
    def set(self, dialogue: Dialogue) -> None: ...
    def clear(self, person_id: int) -> bool:
        """False if there was none."""


class Settings(Protocol):
    """The office's own settings and notes of the machinery, by name; values are JSON text."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...


class Audit(Protocol):
    def note(
        self, at: datetime, actor: int | None, action: str, subject: str, facts: Mapping[str, str]
    ) -> None:
        """Append to the hash chain. ``actor`` None: the clock or the command line."""

    def verify(self) -> int | None:
        """None if the chain is whole, else the id of the first bad entry."""


class UnitOfWork(Protocol):
    @property
    def people(self) -> People: ...
    @property
    def projects(self) -> Projects: ...
    @property
    def rounds(self) -> Rounds: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def sentences(self) -> Sentences: ...
    @property
    def problems(self) -> Problems: ...
    @property
    def figures(self) -> Figures: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def files(self) -> Files: ...
    @property
    def bulletins(self) -> Bulletins: ...
    @property
    def editions(self) -> Editions: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def excuses(self) -> Excuses: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def previews(self) -> Previews: ...
    @property
    def target_plans(self) -> TargetPlans: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def uploads(self) -> Uploads: ...
    @property
    def dialogues(self) -> Dialogues: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def handles(self) -> Handles: ...
    @property
    def gates(self) -> Gates: ...


class Desk(Protocol):
    """Runs use cases, each in one transaction, away from the event loop."""

    async def run(
        self, use_case: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Commit when it returns, roll back when it raises. Serialisation failures are tried again."""

    async def read(
        self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same without the right to write; does not queue behind writers."""


class Chat(Protocol):
    """One chat service, outgoing. Raises only ``core.errors.SendFailed``."""

    async def send(self, letter: Letter) -> str:
        """Send (or, with ``edits_message``, replace) and return the message id."""

    async def toast(self, press_id: str, text: str, alert: bool) -> None:  # noqa: FBT001 - a box or a toast
        """Answer a button press; failures are swallowed (the press may be too old)."""

    async def fetch(self, file_id: str, limit: int) -> bytes:
        """Download a file of at most ``limit`` bytes."""


Wake = Callable[[], None]
