"""The same for people in WeCom: what was answered with 200 is kept, and nobody reads anything twice.

While the program is dead callbacks fail; after four tries the service gives up, and what it gave up on
nobody has promised anything about.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from app import times
from app.desk import ThreadDesk
from bot.wecom.spool import ENDING
from core.chat import Address, Card, Channel
from core.delivery.model import Kind, Letter, State
from core.milestones.remind_entering import AHEAD
from core.ports import UnitOfWork
from core.problems.take_ledger import take_ledger
from core.rights import Role
from core.rounds.cadence import weekly
from core.rounds.model import Source
from storage import schema
from storage.engine import open_store
from storage.tables.delivery import InboxRow, OutboxRow, Waiting
from storage.tables.rounds import PromptRow, ReportRow
from tests.faults.life import Life
from tests.faults.town import CHINA, EARLY
from tests.stories.town import ledger
from tests.wecom_account import wecom_settings

PATIENCE = 60.0
QUESTION_PAUSE = 0.5  # seconds; faster, our own count would hold the answers up
REPEATED = timedelta(seconds=20)
"""Within this time a letter in doubt leaves again, for WeCom notices that it has had it."""
CARD = "项目调度"


def found(database_url: str) -> None:
    """The town, its leaders bound to userids."""
    schema.upgrade(database_url)
    desk = ThreadDesk(open_store(database_url))
    desk.run_now(_found)
    desk.close()


def _found(work: UnitOfWork) -> None:
    take_ledger(work, ledger(), None, EARLY.date(), EARLY)
    for number, leader in enumerate(work.people.with_role(Role.LEADER)):
        work.people.bind(leader.id, Address(Channel.WECOM, f"leader{number}"), EARLY)
    work.settings.set(times.IS_SANDBOX, "1")
    work.settings.set(AHEAD.name, "0")
    work.rounds.save_cadence(weekly(enabled_from=EARLY))


@dataclass
class WeComCase:
    home: Path
    database_url: str
    sandbox_url: str
    said: dict[int, str] = field(default_factory=dict)
    """Number of the callback → userid of who wrote a report."""

    def __post_init__(self) -> None:
        self.web = httpx.Client(base_url=self.sandbox_url, timeout=PATIENCE)
        self.store = open_store(self.database_url)
        self.desk = ThreadDesk(self.store)
        self.members = {f"leader{n}": self._member(n) for n in range(3)}
        self.shift = timedelta()
        self.numbers = count(1)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def close(self) -> None:
        self.desk.close()
        self.web.close()

    def _member(self, number: int) -> int:
        body = {"userid": f"Leader{number}", "name": f"领导{number}（虚构）"}
        return int(self.web.post("/sandbox/wecom/members", json=body).raise_for_status().json()["id"])

    def move_to(self, local: str) -> None:
        """Between two lives, for the program and for the service."""
        moment = datetime.fromisoformat(local).replace(tzinfo=CHINA)
        self.shift = moment - datetime.now(UTC)
        self.desk.run_now(lambda work: work.settings.set(times.SHIFT, str(self.shift.total_seconds())))
        self.web.post("/sandbox/clock", json={"to": moment.isoformat()}).raise_for_status()

    def start(self, crash_at: str = "") -> Life:
        more = wecom_settings(self.sandbox_url)
        life = Life(self.home, self.database_url, self.sandbox_url, crash_at, more)
        url = f"http://127.0.0.1:{life.port}/wecom/callback"
        self.web.post("/sandbox/wecom/callback", json={"url": url, "verify": False}).raise_for_status()
        return life

    def talk(self, life: Life) -> None:
        """Reports and a press once the cards have left, then letters and questions until it dies."""
        if self._wait_for_round(life):
            for _ in range(2):
                for userid in self.members:
                    self.said[self._say(userid, "1正常")] = userid
            self._press("leader0", "全部无变化")
        for number in range(60):
            if not life.running:
                return
            self.desk.run_now(self._write, f"leader{number % 3}")
            self._say(f"leader{number % 3}", "排名")
            time.sleep(QUESTION_PAUSE)

    def _write(self, work: UnitOfWork, userid: str) -> None:
        """An answer is claimed with its question; this is not."""
        number = next(self.numbers)
        letter = Letter(
            f"test:{number}",
            Kind.BULLETIN,
            Address(Channel.WECOM, userid),
            Card(f"通报第{number}号"),
            self.now,
        )
        work.outbox.put(letter)

    def _wait_for_round(self, life: Life) -> bool:
        deadline = time.monotonic() + PATIENCE
        while not (self._rows(PromptRow.id) and self._is_at_rest()):
            if not life.running:
                return False
            assert time.monotonic() < deadline, life.last_words()
            time.sleep(0.05)
        return True

    def _say(self, userid: str, text: str) -> int:
        path = f"/sandbox/people/{self.members[userid]}/send"
        return int(self.web.post(path, json={"text": text}).raise_for_status().json()["update_id"])

    def _press(self, userid: str, label: str) -> None:
        for card in self._cards(userid)[-1:]:  # none, if it is in doubt whether it was sent
            body = {"message_id": card["message_id"], "label": label, "wait": 0}
            self.web.post(
                f"/sandbox/people/{self.members[userid]}/press", json=body
            )  # it may be greyed by now

    def _cards(self, userid: str) -> list[dict[str, Any]]:
        return [m for m in self._seen(userid) if m["buttons"] and CARD in m["text"]]

    def _seen(self, userid: str) -> list[dict[str, Any]]:
        answer = self.web.get(f"/sandbox/chats/{self.members[userid]}/messages", params={"last": 1000})
        return [message for message in answer.raise_for_status().json() if message["from"]["is_bot"]]

    def come_to_rest(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while any(told["state"] == "waiting" for told in self.callbacks()) or not self._is_at_rest(REPEATED):
            assert time.monotonic() < deadline, self._rows(OutboxRow.key, OutboxRow.state, OutboxRow.why)
            time.sleep(0.1)

    def _is_at_rest(self, soon: timedelta = timedelta()) -> bool:
        now = self.now + soon
        if any((self.home / "data" / "callbacks").glob(f"*{ENDING}")):
            return False
        return self.desk.read_now(lambda work: not work.inbox.waiting(1) and not work.outbox.is_busy(now))

    def callbacks(self) -> list[dict[str, Any]]:
        return list(self.web.get("/sandbox/wecom/callbacks").raise_for_status().json())

    def check(self) -> None:
        """All that was promised."""
        taken = {told["number"]: told for told in self.callbacks() if told["state"] == "done"}
        self._what_was_taken_is_kept_once(taken)
        self._every_sentence_has_its_report(taken)
        prompts = Counter(str(leader) for (leader,) in self._rows(PromptRow.leader_id))
        assert list(prompts.values()) == [1] * len(self.members)
        assert self.web.get("/sandbox/wecom/losses").json() == []
        for userid in self.members:
            self._nothing_is_read_twice(userid)

    def _what_was_taken_is_kept_once(self, taken: dict[int, dict[str, Any]]) -> None:
        rows = self._rows(InboxRow.update_id, InboxRow.state)
        kept = Counter(number for number, _ in rows)
        assert set(kept.values()) <= {1}
        promised = {f"message:{told['msg_id']}" for told in taken.values() if told["msg_id"]}
        assert promised <= kept.keys(), "answered with 200 and lost"
        assert {state for _, state in rows} <= {Waiting.DONE, Waiting.SKIPPED}

    def _every_sentence_has_its_report(self, taken: dict[int, dict[str, Any]]) -> None:
        told = {each["number"]: each["msg_id"] for each in self.callbacks()}
        rows = self._rows(ReportRow.message, ReportRow.source)
        reports = Counter(message for message, source in rows if source is Source.SENTENCE)
        all_of_them = {f"wecom:{userid}:{told[number]}" for number, userid in self.said.items()}
        promised = {f"wecom:{userid}:{told[n]}" for n, userid in self.said.items() if n in taken}
        assert set(reports.values()) <= {1}
        assert promised <= reports.keys() <= all_of_them

    def _nothing_is_read_twice(self, userid: str) -> None:
        """A letter is a text, a card, or a text and a card with the same first line.

        A card that can no longer be changed is followed by a new one, which is a letter of its own.
        """
        letters: dict[State, Counter[str]] = {state: Counter() for state in State}
        columns = (OutboxRow.card, OutboxRow.state, OutboxRow.chat)
        for card, state, chat in self._rows(*columns):
            if chat == userid:
                letters[state][_first(card.get("title") or card["text"])] += 1
        seen = self._seen(userid)
        for msgtype in ("text", "template_card"):
            read = Counter(_first(m["text"]) for m in seen if m["wecom"]["msgtype"] == msgtype)
            may_be_read = letters[State.SENT] + letters[State.UNCERTAIN]
            assert read <= may_be_read, f"{userid} read a {msgtype} twice: {letters}"

    def _rows(self, *columns: Any) -> list[Any]:
        with self.store.reader.connect() as connection:
            return list(connection.execute(select(*columns)))


def _first(text: str) -> str:
    return text.partition("\n")[0][:30]


def copy_of(town: Path, folder: Path) -> str:
    shutil.copyfile(town, folder / "duban.db")
    return f"sqlite:///{folder / 'duban.db'}"
