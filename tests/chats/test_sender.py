"""The sender against storage and the sandbox: what leaves, in what order, and what is known of it."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.desk import ThreadDesk
from bot.telegram.chat import TelegramChat
from bot.telegram.faults import is_group
from core.chat import Address, Card, Channel
from core.delivery.landmarks import ignore
from core.delivery.model import Claimed, Kind, Letter, Posted, State
from core.delivery.pacing import Budget
from core.errors import TryLater
from core.ports import UnitOfWork
from core.roster.model import Account
from scheduler.courier import Line
from scheduler.nursery import Nursery
from scheduler.pacer import Pacer
from scheduler.recovery import Recovery
from scheduler.sender import Sender
from scheduler.settler import Settler
from scheduler.shared_pacer import SharedPacer
from storage.engine import open_store
from tests.sandbox.conftest import Hands
from tests.storage.town import found


@dataclass
class MovableClock:
    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def desk(migrated_url: str) -> Iterator[ThreadDesk]:
    desk = ThreadDesk(open_store(migrated_url))
    yield desk
    desk.close()


def put(work: UnitOfWork, letter: Letter) -> bool:
    return work.outbox.put(letter)


class Post:
    """An outbox with a sender at work, and short words for both."""

    def __init__(self, desk: ThreadDesk, clock: MovableClock, chat: TelegramChat, pacer: Pacer) -> None:
        self.desk, self.clock, self.nursery = desk, clock, Nursery()
        self.sender = self.another(chat, pacer, "us")
        self.number = 0

    def another(self, chat: TelegramChat, pacer: Pacer, owner: str) -> Sender:
        line = Line(chat, pacer)
        return Sender(
            self.desk, {Channel.TELEGRAM: line}, self.clock, self.nursery, owner, random=lambda: 0.0
        )

    def letter(self, chat: int, text: str = "填报", kind: Kind = Kind.NOTICE, **more: Any) -> Letter:
        self.number += 1
        to = Address(Channel.TELEGRAM, str(chat))
        return Letter(f"letter:{self.number}", kind, to, Card(text), self.clock.now(), **more)

    async def put(self, *letters: Letter) -> None:
        for letter in letters:
            assert await self.desk.run(put, letter)
        self.sender.wake()

    async def put_claimed(self, *letters: Letter) -> list[Claimed]:
        def put(work: UnitOfWork) -> list[Claimed]:
            until = self.sender.lease_until()
            return [work.outbox.put_claimed(letter, self.sender.owner, until) for letter in letters]

        return await self.desk.run(put)

    async def posted(self, letter: Letter) -> Posted:
        found = await self.desk.read(lambda work: work.outbox.find(letter.key))
        assert found is not None
        return found

    async def becomes(self, letter: Letter, state: State, seconds: float = 60.0) -> Posted:
        async def looked() -> Posted:
            while True:
                found = await self.posted(letter)
                if found.state is state:
                    return found
                await asyncio.sleep(0.02)

        return await asyncio.wait_for(looked(), seconds)


@pytest.fixture
async def post(desk: ThreadDesk, clock: MovableClock, chat: TelegramChat) -> AsyncIterator[Post]:
    post = Post(desk, clock, chat, Pacer(time.monotonic, is_group))
    yield post
    await post.sender.drain(2)
    await post.nursery.close()


@pytest.fixture
async def running(post: Post) -> Post:
    post.nursery.start("sender", post.sender.run())
    return post


async def texts(hands: Hands, chat: int) -> list[str]:
    return [m["text"] for m in await hands.get(f"chats/{chat}/messages") if m["from"]["is_bot"]]


async def test_what_is_due_leaves_in_order_for_each_chat(running: Post, hands: Hands) -> None:
    one, two = await hands.person(), await hands.person()
    letters = [running.letter(who, f"第{n}条") for n in range(3) for who in (one, two)]

    await running.put(*letters)

    sent = [await running.becomes(letter, State.SENT) for letter in letters]
    assert await texts(hands, one) == await texts(hands, two) == ["第0条", "第1条", "第2条"]
    assert all(posted.message_id and posted.sent_at for posted in sent)


async def test_answers_leave_at_once_and_in_order(post: Post, hands: Hands) -> None:
    leader = await hands.person()
    letters = [post.letter(leader, f"答{n}", Kind.ANSWER) for n in range(3)]

    await post.sender.deliver_now(await post.put_claimed(*letters))

    assert await texts(hands, leader) == ["答0", "答1", "答2"]
    await post.sender.drain(1)
    assert [(await post.posted(letter)).state for letter in letters] == [State.SENT] * 3


async def test_answers_behind_one_that_must_wait_wait_too(post: Post, hands: Hands) -> None:
    leader = await hands.person()
    letters = [post.letter(leader, f"答{n}", Kind.ANSWER) for n in range(3)]
    claimed = await post.put_claimed(*letters)
    await hands.post("faults", answer_429={"count": 1, "retry_after": 1})

    await post.sender.deliver_now(claimed)
    assert await texts(hands, leader) == []

    post.nursery.start("sender", post.sender.run())
    for letter in letters:
        await post.becomes(letter, State.SENT)
    assert await texts(hands, leader) == ["答0", "答1", "答2"]


async def test_too_fast_waits_as_long_as_asked_and_counts_no_try(running: Post, hands: Hands) -> None:
    leader = await hands.person()
    letter = running.letter(leader)
    await hands.post("faults", answer_429={"count": 1, "retry_after": 1})

    await running.put(letter)
    waiting = await running.becomes(letter, State.PENDING)
    assert await running.desk.read(lambda work: list(work.gates.closed(running.clock.now()))) in (
        [f"telegram:{leader}"],
        [],
    )
    sent = await running.becomes(letter, State.SENT)

    log = [row for row in await hands.get("log") if row["method"] == "sendMessage"]
    assert log[1]["monotonic"] - log[0]["monotonic"] >= 1.0
    assert sent.sent_at is not None
    assert waiting.sent_at is None


@pytest.mark.parametrize("fault", ["fail_500", "drop_after_accept"])
@pytest.mark.parametrize(
    ("kind", "state", "copies"),
    [(Kind.PROMPT, State.UNCERTAIN, 1), (Kind.BULLETIN, State.UNCERTAIN, 1), (Kind.ANSWER, State.SENT, 2)],
)
async def test_a_doubtful_send(
    running: Post, hands: Hands, fault: str, kind: Kind, state: State, copies: int
) -> None:
    leader = await hands.person()
    letter = running.letter(leader, kind=kind)
    await hands.post("faults", **{fault: 1})

    await running.put(letter)
    await asyncio.sleep(0.3)
    await hands.post("faults", **{fault: 0})

    await running.becomes(letter, state)
    assert len(await texts(hands, leader)) == (copies if fault == "drop_after_accept" else copies - 1)


async def test_a_person_who_blocked_us_is_marked_and_stops_nobody(running: Post, hands: Hands) -> None:
    town = await running.desk.run(found)
    gone, there = await hands.person(), await hands.person()
    address = Address(Channel.TELEGRAM, str(gone))
    await running.desk.run(lambda work: work.people.bind(town.leader.id, address, running.clock.now()))
    await hands.post(f"people/{gone}/block")

    lost, good = running.letter(gone), running.letter(there)
    await running.put(lost, good)

    await running.becomes(good, State.SENT)
    assert "blocked" in (await running.becomes(lost, State.FAILED)).why
    account: Account | None = await running.desk.read(lambda work: work.people.account_of(town.leader.id))
    assert account is not None
    assert "blocked" in account.lost_because


async def test_a_group_that_moved_gets_its_letters_at_the_new_address(running: Post, hands: Hands) -> None:
    group = await hands.group(await hands.person())
    old = Address(Channel.TELEGRAM, str(group))
    await running.desk.run(lambda work: work.groups.seen(old, "群", running.clock.now()))
    moved = (await hands.post(f"groups/{group}/migrate"))["id"]

    first, second = running.letter(group, "一", Kind.BULLETIN), running.letter(group, "二", Kind.BULLETIN)
    await running.put(first, second)

    await running.becomes(second, State.SENT)
    assert await texts(hands, moved) == ["一", "二"]
    assert await running.desk.read(lambda work: work.groups.at(Address(Channel.TELEGRAM, str(moved))))


async def test_a_group_that_removed_us_is_known_as_left(running: Post, hands: Hands) -> None:
    group = await hands.group(await hands.person())
    address = Address(Channel.TELEGRAM, str(group))
    await running.desk.run(lambda work: work.groups.seen(address, "群", running.clock.now()))
    await hands.post(f"groups/{group}/remove_bot")

    letter = running.letter(group, kind=Kind.BULLETIN)
    await running.put(letter)

    await running.becomes(letter, State.FAILED)
    at = await running.desk.read(lambda work: work.groups.at(address))
    assert at is not None
    assert at.removed_at is not None


async def test_a_leader_counts_as_asked_when_the_card_has_left(running: Post, hands: Hands) -> None:
    town = await running.desk.run(found)
    leader = await hands.person()
    card = running.letter(leader, kind=Kind.PROMPT)
    card = Letter(
        f"prompt:{town.prompt.id}:card:{town.leader.id}", card.kind, card.to, card.card, card.due_at
    )

    await running.put(card)

    await running.becomes(card, State.SENT)
    assert (await running.desk.run(lambda work: work.rounds.prompt(town.prompt.id))).asked_at is not None


async def test_an_edit_finds_the_message_it_replaces(running: Post, hands: Hands) -> None:
    leader = await hands.person()
    card = running.letter(leader, "未填报", Kind.PROMPT)
    await running.put(card)
    await running.becomes(card, State.SENT)

    edit = running.letter(leader, "已填报", Kind.EDIT, edits=card.key)
    await running.put(edit)

    await running.becomes(edit, State.SENT)
    assert await texts(hands, leader) == ["已填报"]


async def test_an_edit_of_a_letter_that_never_left_is_dropped(running: Post, hands: Hands) -> None:
    leader = await hands.person()
    edit = running.letter(leader, "已填报", Kind.EDIT, edits="letter:none")

    await running.put(edit)

    await running.becomes(edit, State.CANCELLED)
    assert await texts(hands, leader) == []


async def test_a_letter_of_a_dead_sender_is_judged_by_its_kind(post: Post, hands: Hands) -> None:
    leader = await hands.person()
    prompt, edit = (
        post.letter(leader, kind=Kind.PROMPT),
        post.letter(leader, kind=Kind.EDIT, edits_message="1"),
    )
    await post.put_claimed(prompt, edit)
    recovery = Recovery(post.desk, post.clock, random=lambda: 0.5)

    assert (await recovery.look()).lapsed == ()
    post.clock.ahead = timedelta(seconds=91)
    assert len((await recovery.look()).lapsed) == 2

    assert (await post.posted(prompt)).state is State.UNCERTAIN
    assert (await post.posted(edit)).state is State.PENDING


async def test_a_sender_that_slept_past_its_lease_says_nothing(post: Post, hands: Hands) -> None:
    leader = await hands.person()
    letter = post.letter(leader, kind=Kind.ANSWER)
    claimed = await post.put_claimed(letter)
    post.clock.ahead = timedelta(seconds=61)  # the rest of the lease is shorter than a call may take

    await post.sender.deliver_now(claimed)
    await post.sender.drain(1)

    assert await texts(hands, leader) == []
    assert (await post.posted(letter)).state is State.PENDING


async def test_proof_of_delivery_beats_a_doubt_in_between(post: Post, hands: Hands) -> None:
    """Our lease ran out during the call and the letter was parked; then the answer came."""
    leader = await hands.person()
    letter = post.letter(leader, kind=Kind.PROMPT)
    claimed = await post.put_claimed(letter)
    await hands.post("faults", latency_ms=300)
    sending = asyncio.create_task(post.sender.deliver_now(claimed))
    await asyncio.sleep(0.1)
    post.clock.ahead = timedelta(seconds=91)
    await Recovery(post.desk, post.clock).look()
    assert (await post.posted(letter)).state is State.UNCERTAIN

    await sending
    await post.sender.drain(1)

    assert (await post.posted(letter)).state is State.SENT


async def test_what_somebody_else_commits_is_left_to_him_and_the_rest_waits_for_nobody(post: Post) -> None:
    settler = Settler(post.desk, post.clock, post.nursery, lambda: 0.0, ignore)
    settler.company = lambda: True
    letters = [post.letter(5, kind=Kind.ANSWER) for _ in range(3)]
    along, sent, failed = await post.put_claimed(*letters)

    settler.add(along, "1")
    assert settler.hand_over() == [(along, "1")]
    settler.add(sent, "2")  # nobody comes for it
    settler.add(failed, TryLater(timedelta(minutes=1), "no way"))

    await post.becomes(letters[1], State.SENT)
    assert (await post.becomes(letters[2], State.PENDING)).why == "no way"
    await settler.flush()
    assert (await post.posted(letters[0])).state is State.SENDING


async def test_a_drain_finishes_what_is_under_way_and_gives_back_the_rest(
    running: Post, hands: Hands
) -> None:
    people = [await hands.person() for _ in range(48)]  # more than can be under way at once
    letters = [running.letter(who) for who in people]
    await hands.post("faults", latency_ms=200)
    await running.put(*letters)
    await asyncio.sleep(0.2)

    assert await running.sender.drain(3)

    states = [(await running.posted(letter)).state for letter in letters]
    assert set(states) == {State.SENT, State.PENDING}
    heard = [len(await texts(hands, who)) for who in people]
    assert heard == [int(state is State.SENT) for state in states]


async def test_while_the_clock_is_doubted_only_urgent_letters_leave(running: Post, hands: Hands) -> None:
    leader = await hands.person()
    bulk, urgent = (
        running.letter(leader, "通报", Kind.BROADCAST),
        running.letter(leader, "升级", Kind.ESCALATION),
    )
    running.sender.hold_bulk(held=True)
    await asyncio.sleep(0.05)
    await running.put(bulk, urgent)

    await running.becomes(urgent, State.SENT)
    assert (await running.posted(bulk)).state is State.PENDING
    running.sender.hold_bulk(held=False)
    await running.becomes(bulk, State.SENT)


async def test_replicas_share_one_rate(post: Post, chat: TelegramChat, hands: Hands) -> None:
    """Three senders of one bot on a server that takes ten a second."""
    await hands.post("faults", strict=True, per_second=10)
    people = (await hands.post("bulk/people", count=40, started=True))["ids"]
    budget = Budget(overall=type(Budget().overall)(10, 1.0))
    letters = [post.letter(who) for who in people]
    await post.put(*letters)
    senders = [
        post.another(
            chat,
            SharedPacer(time.monotonic, is_group, post.desk, post.clock, Channel.TELEGRAM, budget),
            f"{n}",
        )
        for n in range(3)
    ]
    for sender in senders:
        post.nursery.start(sender.owner, sender.run())

    for letter in letters:
        await post.becomes(letter, State.SENT)

    limits = await hands.get("limits")
    assert limits["refused"] == 0
    assert limits["worst_window"] <= 10
    for sender in senders:
        await sender.drain(1)
