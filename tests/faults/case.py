"""One database, lives and deaths of the program on it, people who talk meanwhile, and what must be true."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Row, select

from app import times
from app.desk import ThreadDesk
from core.bulletins.broadcast import prepare, send
from core.bulletins.model import Audience, AudienceKind
from core.chat import Address, Card, Channel
from core.delivery.model import POLICIES, Doubt, Kind, Letter, State
from core.ports import UnitOfWork
from core.roster.model import Person
from core.rounds.model import RoundState, Source
from storage.engine import open_store
from storage.tables.delivery import InboxRow, OutboxRow, Waiting
from storage.tables.rounds import PromptRow, ReportRow, RoundRow
from tests.faults.life import PATIENCE, Life
from tests.faults.town import BOUND, CHINA, LEADERS, OFFICE, Chats

MOMENTS = ("2026-11-16 09:05", "2026-11-17 16:00", "2026-11-20 17:05", "2026-11-20 17:10")
"""The round opens · reminders are due · the round closes · the bulletin is approved."""
BROADCASTS = 3
PARKED = [kind for kind, policy in POLICIES.items() if policy.doubt is Doubt.PARK]
STEP = 0.06  # seconds between two messages, so that they come in several batches
Rows = list[Row[Any]]


@dataclass
class Case:
    home: Path
    database_url: str
    sandbox_url: str
    chats: Chats
    sentences: list[str] = field(default_factory=list)  # messages that must have a report
    edits: list[str] = field(default_factory=list)
    filled: bool = False

    def __post_init__(self) -> None:
        self.web = httpx.Client(base_url=self.sandbox_url, timeout=PATIENCE)
        self.store = open_store(self.database_url)
        self.desk = ThreadDesk(self.store)
        self.calendar = times.calendar(CHINA)
        self.first_update = self._sandbox("updates")["next_update_id"]
        newest = [m["message_id"] for m in self._sandbox("chats")["newest"].values()]
        self.first_message = max(newest, default=0)
        self.shift = timedelta()

    def close(self) -> None:
        self.desk.close()
        self.web.close()

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def move_to(self, local: str) -> None:
        """Between two lives: the next one believes that it is then."""
        self.shift = datetime.fromisoformat(local).replace(tzinfo=CHINA) - datetime.now(UTC)
        self.desk.run_now(lambda work: work.settings.set(times.SHIFT, str(self.shift.total_seconds())))

    def start(self, crash_at: str = "") -> Life:
        return Life(self.home, self.database_url, self.sandbox_url, crash_at)

    def fill(self, name: str) -> None:
        """Letters of the kinds that must never leave twice, and broadcasts whose progress is followed."""
        self.desk.run_now(self._fill, name, self.now)
        self.filled = True

    def _fill(self, work: UnitOfWork, name: str, now: datetime) -> None:
        for group in self.chats.groups:
            card = Card(f"通报{name}，发往{group}")
            to = Address(Channel.TELEGRAM, str(group))
            work.outbox.put(Letter(f"test:{name}:{group}", Kind.BULLETIN, to, card, now))
        clerk = work.people.by_name(OFFICE)
        assert clerk is not None
        for number in range(BROADCASTS):
            self._broadcast(work, f"广播{name}之{number}", clerk, self.chats.groups[BOUND + number], now)

    def _broadcast(self, work: UnitOfWork, text: str, clerk: Person, follows: int, now: datetime) -> None:
        """Its progress is shown in a message of a chat where nothing else happens, for edits take turns."""
        made, _ = prepare(work, text, Audience(AudienceKind.GROUPS), clerk, now)
        shown = next(m["message_id"] for m in self.messages(follows) if m["from"]["is_bot"])
        _, letters = send(work, made.id, f"telegram:{follows}", str(shown), clerk, self.calendar, now)
        assert letters == BOUND

    def talk(self, life: Life) -> None:
        """Sentences, an edit and a tap once there is a round; more questions until it dies."""
        opened = self._wait_for_round(life)
        if not self.filled:  # in the first life not before the cards have left
            self.fill("0")
        if opened:
            for _ in range(2):
                for leader in LEADERS:
                    self.sentences.append(self.say(leader, "1正常"))
                    time.sleep(STEP)
            self._edit(self.sentences[-1], LEADERS[-1], "1无变化")
            self._tap_card(LEADERS[0])
        for number in range(60):
            if not life.running:
                return
            self.say(list(self.chats.people)[number % len(self.chats.people)], "排名")
            time.sleep(0.3)

    def say_all(self, text: str) -> None:
        for name in self.chats.people:
            self.say(name, text)

    def in_hand(self) -> list[str]:
        """Keys of letters that somebody says he is sending."""
        return [row.key for row in self._letters() if row.state is State.SENDING]

    def _wait_for_round(self, life: Life) -> bool:
        deadline = time.monotonic() + PATIENCE
        while not self.rows(select(RoundRow.id)):
            if not life.running:
                return bool(self.rows(select(RoundRow.id)))
            assert time.monotonic() < deadline, life.last_words()
            time.sleep(0.05)
        return True

    def say(self, name: str, text: str) -> str:
        person = self.chats.people[name]
        answer = self.web.post(f"/sandbox/people/{person}/send", json={"text": text}).raise_for_status()
        return f"telegram:{person}:{answer.json()['message_id']}"

    def _edit(self, message: str, name: str, text: str) -> None:
        path = f"/sandbox/people/{self.chats.people[name]}/edit"
        body = {"message_id": int(message.rpartition(":")[2]), "text": text}
        self.web.post(path, json=body).raise_for_status()
        self.edits.append(message)

    def _tap_card(self, name: str) -> None:
        for message in self.messages(self.chats.people[name]):
            buttons = [button for row in message["buttons"] or () for button in row]
            if any(button["text"] == "全部无变化" for button in buttons):
                self.press(name, message, "全部无变化")
                return

    def press(self, name: str, message: dict[str, Any], label: str) -> None:
        path = f"/sandbox/people/{self.chats.people[name]}/press"
        body = {"message_id": message["message_id"], "label": label, "wait": 0}
        self.web.post(path, json=body).raise_for_status()

    def publish(self) -> None:
        """The office reads the draft and approves it."""
        for label in ("审发", "确认发布"):
            self.press(OFFICE, self.button(OFFICE, label), label)
            self.come_to_rest()

    def button(self, name: str, label: str) -> dict[str, Any]:
        """The newest message with it; a draft comes when its files are made."""
        message: dict[str, Any]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for message in reversed(self.messages(self.chats.people[name])):
                if any(button["text"] == label for row in message["buttons"] or () for button in row):
                    return message
            time.sleep(0.05)
        raise AssertionError(f"{name} sees no button {label}")

    def come_to_rest(self) -> None:
        """Until everything received is dealt with and everything due has left."""
        deadline = time.monotonic() + PATIENCE
        while not (self._sandbox("updates")["waiting"] == 0 and self._is_at_rest()):
            assert time.monotonic() < deadline, (
                self.rows(select(InboxRow.id).where(InboxRow.state == Waiting.WAITING)),
                self.rows(
                    select(OutboxRow.key, OutboxRow.state, OutboxRow.due_at, OutboxRow.why).where(_OPEN)
                ),
            )
            time.sleep(0.05)

    def _is_at_rest(self) -> bool:
        def at_rest(work: UnitOfWork) -> bool:
            return not work.inbox.waiting(1) and not work.outbox.is_busy(self.now)

        return self.desk.read_now(at_rest)

    def check(self, life: Life) -> None:
        """All that was promised."""
        self._every_update_is_kept_and_handled()
        self._every_sentence_has_its_report()
        self._one_round_and_one_card_each()
        for row in self._letters():
            self._letter_is_true(row)
        self._doubt_is_visible(life)

    def _every_update_is_kept_and_handled(self) -> None:
        given = range(self.first_update, self._sandbox("updates")["next_update_id"])
        rows = self.rows(select(InboxRow.update_id, InboxRow.state))
        kept = Counter(int(row.update_id) for row in rows if int(row.update_id) >= self.first_update)
        assert kept == Counter(given)
        assert {row.state for row in rows} <= {Waiting.DONE, Waiting.SKIPPED}

    def _every_sentence_has_its_report(self) -> None:
        rows = self.rows(select(ReportRow.message, ReportRow.source))
        assert Counter(row.message for row in rows if row.source is Source.SENTENCE) == Counter(
            self.sentences
        )
        edited = Counter(row.message for row in rows if row.source is Source.EDIT)
        assert edited == Counter(self.edits)

    def _one_round_and_one_card_each(self) -> None:
        (round_,) = self.rows(select(RoundRow.period, RoundRow.state))
        assert tuple(round_) == ("2026-W47", RoundState.CLOSED)
        cards = Counter(row.leader_id for row in self.rows(select(PromptRow.leader_id)))
        assert list(cards.values()) == [1] * len(LEADERS)

    def _letter_is_true(self, row: Row[Any]) -> None:
        messages = [m for m in self.messages(int(row.chat)) if m["from"]["is_bot"]]
        ids = {m["message_id"] for m in messages}
        if row.state is State.SENT:
            assert int(row.message_id) in ids, f"{row.key}: marked sent, never delivered"
        if row.kind in PARKED:
            copies = [m for m in messages if m["message_id"] > self.first_message and _is(m["text"], row)]
            assert len(copies) <= 1, f"{row.key}: sent twice"
        assert row.state not in (State.PENDING, State.SENDING) or row.due_at > self.now, row.key
        assert row.state is not State.FAILED, (row.key, row.why)

    def _doubt_is_visible(self, life: Life) -> None:
        uncertain = [row.key for row in self._letters() if row.state is State.UNCERTAIN]
        lines = [line for line in life.metrics().splitlines() if line.startswith("duban_outbox_letters")]
        shown = sum(float(line.rpartition(" ")[2]) for line in lines if 'state="uncertain"' in line)
        assert shown == len(uncertain)

    def copies(self, group: int, words: str) -> int:
        """How often the group has read something."""
        new = [m for m in self.messages(group) if m["message_id"] > self.first_message]
        return sum(words in (m["text"] or "") for m in new)

    def _letters(self) -> Rows:
        columns = (
            OutboxRow.key, OutboxRow.kind, OutboxRow.chat, OutboxRow.card, OutboxRow.state, OutboxRow.due_at,
            OutboxRow.message_id, OutboxRow.why,
        )  # fmt: skip
        return self.rows(select(*columns).order_by(OutboxRow.id))

    def messages(self, chat: int) -> list[dict[str, Any]]:
        answer = self.web.get(f"/sandbox/chats/{chat}/messages", params={"last": 500})
        return list(answer.raise_for_status().json())

    def _sandbox(self, path: str) -> Any:
        return self.web.get(f"/sandbox/{path}").raise_for_status().json()

    def rows(self, statement: Any) -> Rows:
        with self.store.reader.connect() as connection:
            return list(connection.execute(statement))


_OPEN = OutboxRow.state.in_([State.PENDING, State.SENDING])


def _is(text: str, row: Row[Any]) -> bool:
    """Whether this message is that letter; a card's lines change with every answer, its title stays."""
    mark = row.card["title"] if row.kind is Kind.PROMPT else row.card["text"].partition("\n")[0]
    return mark in text
