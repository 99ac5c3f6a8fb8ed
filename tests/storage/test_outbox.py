from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.chat import Address, Attachment, Button, Card, Channel
from core.delivery.claim import claim as claim_all
from core.delivery.model import POLICIES, Claimed, Kind, Lane, Letter, State, Verdict
from storage.engine import Store
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOW, Town, at

LEASE = NOW + timedelta(seconds=90)
SECOND = timedelta(seconds=1)


def letter(key: str, to: Address | None = None, kind: Kind = Kind.PROMPT, due_at: datetime = NOW) -> Letter:
    return Letter(key, kind, to or at("5"), Card(text=key), due_at)


def claim(work: SqlUnitOfWork, now: datetime = NOW, limit: int = 9, owner: str = "us") -> list[Claimed]:
    return list(work.outbox.claim(now, owner, now + timedelta(seconds=90), limit, list(Lane)))


def keys(claims: list[Claimed]) -> list[str]:
    return [one.letter.key for one in claims]


def test_edits_that_must_wait_do_not_hold_up_the_cards_they_wait_for(work: SqlUnitOfWork) -> None:
    """Measured on a soak run: 278 answers before the cards had left, and no card ever left."""
    for number in range(5):
        work.outbox.put(letter(f"card {number}", at(str(number))))
        edit = letter(f"edit {number}", at(str(number)), Kind.EDIT)
        work.outbox.put(replace(edit, edits=f"card {number}"))
    taken = claim_all(work, NOW, "us", LEASE, 2, list(Lane))
    assert keys(list(taken)) == ["card 0", "card 1"]


def test_the_leases_of_a_dead_owner_end_at_once(work: SqlUnitOfWork) -> None:
    work.outbox.put(letter("his"))
    work.outbox.put(letter("ours", at("6")))
    claim(work, limit=1, owner="him")
    claim(work, limit=1, owner="us")
    assert work.outbox.bury("him", NOW) == 1
    assert work.outbox.bury("him", NOW) == 0
    assert keys(list(work.outbox.lapsed(NOW, 9))) == ["his"]


def test_a_letter_survives_the_trip(work: SqlUnitOfWork, town: Town) -> None:
    card = Card(
        "正文",
        title="标题",
        buttons=((Button("是", "1:y:3"), Button("网", url="https://x")), (Button("否", "1:n:3"),)),
        file=Attachment(7, "通报.docx"),
        silent=True,
    )
    full = Letter("k", Kind.EDIT, at("5"), card, NOW, NOW + HOUR, town.leader.id, "round:1", "earlier", "77")
    assert work.outbox.put(full)
    assert not work.outbox.put(replace(full, card=Card("other")))
    (ours,) = claim(work)
    assert ours.letter == full
    assert (ours.owner, ours.lease_until, ours.tries, ours.doubts) == ("us", LEASE, 1, 0)
    posted = work.outbox.find("k")
    assert posted is not None
    assert (posted.state, posted.person_id, posted.to) == (State.SENDING, town.leader.id, at("5"))
    assert work.outbox.find("other") is None


def test_best_lane_first_then_oldest_one_head_per_chat_and_lane(work: SqlUnitOfWork) -> None:
    work.outbox.put(letter("bulk", kind=Kind.BULLETIN))
    work.outbox.put(letter("late", at("6"), due_at=NOW - SECOND))
    work.outbox.put(letter("late, next", at("6")))
    work.outbox.put(letter("old", at("7"), due_at=NOW - HOUR))
    work.outbox.put(letter("urgent", at("6"), Kind.ESCALATION))
    work.outbox.put(letter("tomorrow", at("8"), due_at=NOW + 24 * HOUR))
    assert claim(work, limit=0) == []
    assert list(work.outbox.claim(NOW, "us", LEASE, 9, [Lane.ANSWERS])) == []
    first = claim(work, limit=3)
    assert keys(first) == ["urgent", "old", "late"]
    assert keys(claim(work)) == ["bulk"]
    assert work.outbox.finish_sent([(one, "m") for one in first], NOW) == [one.id for one in first]
    assert keys(claim(work)) == ["late, next"]


def test_a_retry_keeps_its_place_and_tomorrow_holds_up_nothing(work: SqlUnitOfWork) -> None:
    work.outbox.put(letter("tomorrow", due_at=NOW + 24 * HOUR))
    work.outbox.put(letter("first"))
    work.outbox.put(letter("second"))
    (first,) = claim(work)
    assert first.letter.key == "first"
    assert work.outbox.finish(first, Verdict(State.PENDING, NOW + HOUR, why="429", counts=False), NOW)
    assert claim(work) == []
    (again,) = claim(work, NOW + HOUR)
    assert (again.letter.key, again.tries, again.letter.due_at) == ("first", 1, NOW + HOUR)
    assert work.outbox.finish(again, Verdict(State.UNCERTAIN, why="timeout", doubted=True), NOW + HOUR)
    (next_one,) = claim(work, NOW + HOUR)  # an uncertain one does not hold it back
    assert next_one.letter.key == "second"

    (doubtful,) = work.outbox.listed(State.UNCERTAIN, 9)
    assert doubtful.why == "timeout"
    assert work.outbox.resolve(doubtful.id, State.PENDING, NOW + 2 * HOUR)
    assert not work.outbox.resolve(doubtful.id, State.SENT, NOW)
    work.outbox.finish(next_one, Verdict(State.FAILED, why="blocked"), NOW)
    (last,) = claim(work, NOW + 2 * HOUR)
    assert (last.id, last.tries, last.doubts) == (doubtful.id, 2, 1)


def test_a_lost_lease_is_noticed(work: SqlUnitOfWork) -> None:
    ours = work.outbox.put_claimed(letter("a", kind=Kind.ANSWER), "us", LEASE)
    other = work.outbox.put_claimed(letter("b", at("6"), Kind.ANSWER), "us", LEASE)
    assert (ours.tries, claim(work)) == (1, [])
    assert work.outbox.lapsed(LEASE - SECOND, 9) == []
    lapsed = work.outbox.lapsed(LEASE, 9)
    assert [one.id for one in lapsed] == [ours.id, other.id]
    assert work.outbox.lapsed(LEASE, 1) == lapsed[:1]
    assert work.outbox.finish(lapsed[0], Verdict(State.PENDING, LEASE), LEASE)
    assert not work.outbox.finish(ours, Verdict(State.SENT, message_id="m"), LEASE)
    (again,) = claim(work, LEASE)  # by the same owner, but under another lease
    assert work.outbox.finish_sent([(ours, "m1"), (other, "m2")], LEASE) == [other.id]
    assert work.outbox.finish_sent([(again, "m3")], LEASE) == [ours.id]
    assert work.outbox.finish_sent([], LEASE) == []
    sent = work.outbox.find("a")
    assert sent is not None
    assert (sent.message_id, sent.sent_at) == ("m3", LEASE)


def test_of_many_that_left_only_those_that_were_still_ours_are_recorded(work: SqlUnitOfWork) -> None:
    for n in range(3):
        ours = [work.outbox.put_claimed(letter(f"{n}:{x}", at(x)), "us", LEASE) for x in "567"]
        parked = Verdict(State.UNCERTAIN, why="lease ran out")
        assert work.outbox.finish(ours[1], parked, NOW)  # as another replica does it

        recorded = work.outbox.finish_sent([(one, f"m{one.id}") for one in ours], NOW)

        assert recorded == [ours[0].id, ours[2].id]
        found = [work.outbox.find(one.letter.key) for one in ours]
        assert [(posted.state, posted.message_id) for posted in found if posted] == [
            (State.SENT, f"m{ours[0].id}"),
            (State.UNCERTAIN, ""),
            (State.SENT, f"m{ours[2].id}"),
        ]


def test_a_message_tells_what_card_it_shows(work: SqlUnitOfWork) -> None:
    for key, kind, to in (
        ("sent", Kind.ANSWER, "5"),
        ("edited", Kind.EDIT, "5"),
        ("elsewhere", Kind.ANSWER, "6"),
    ):
        ours = work.outbox.put_claimed(letter(key, at(to), kind), "us", LEASE)
        work.outbox.finish(ours, Verdict(State.SENT, message_id="77"), NOW)
    work.outbox.put(letter("waiting"))
    assert work.outbox.card_at(at("5"), "77") == Card("edited")
    assert work.outbox.card_at(at("6"), "77") == Card("elsewhere")
    assert work.outbox.card_at(at("5"), "") is None
    assert work.outbox.card_at(at("5", Channel.WECOM), "77") is None


def test_gates_hold_a_bot_or_one_chat(work: SqlUnitOfWork) -> None:
    work.outbox.put(letter("one", at("5")))
    work.outbox.put(letter("two", at("6")))
    work.outbox.put(letter("three", at("5", Channel.WECOM)))
    work.gates.close("telegram", NOW + HOUR)
    work.gates.close("telegram", NOW + SECOND)  # an earlier end does not open it
    work.gates.close("wecom:5", NOW + SECOND)
    assert work.gates.closed(NOW) == {"telegram": NOW + HOUR, "wecom:5": NOW + SECOND}
    assert claim(work) == []
    assert keys(claim(work, NOW + SECOND)) == ["three"]
    work.gates.close("telegram:5", NOW + 2 * HOUR)
    assert keys(claim(work, NOW + HOUR)) == ["two"]
    assert work.gates.closed(NOW + 2 * HOUR) == {}


def test_expired_letters_are_not_claimed_but_listed(work: SqlUnitOfWork) -> None:
    work.outbox.put(letter("stale", kind=Kind.ANSWER))
    end = NOW + POLICIES[Kind.ANSWER].lifetime
    assert claim(work, end) == []
    assert work.outbox.expire(end - SECOND) == []
    (expired,) = work.outbox.expire(end)
    assert (expired.key, expired.state) == ("stale", State.EXPIRED)
    assert not work.outbox.put(letter("stale"))


def test_a_letter_that_waits_for_its_second_try_may_have_been_read(work: SqlUnitOfWork) -> None:
    work.outbox.put(letter("doubtful", kind=Kind.EDIT))
    (ours,) = claim(work)
    work.outbox.finish(ours, Verdict(State.PENDING, NOW + SECOND, doubted=True), NOW)
    (expired,) = work.outbox.expire(NOW + POLICIES[Kind.EDIT].lifetime)
    assert (expired.key, expired.state) == ("doubtful", State.UNCERTAIN)


def test_cancelling_and_counting_a_batch(work: SqlUnitOfWork, town: Town) -> None:
    for number, person in enumerate([town.leader.id, town.liaison.id, town.liaison.id, None]):
        one = letter(f"r{number}", at(str(number)))
        due_at = NOW if number else NOW + HOUR
        work.outbox.put(replace(one, due_at=due_at, batch="round:7", person_id=person))
    outbox = work.outbox
    assert outbox.cancel(NOW) == 0
    assert outbox.cancel(NOW, batch="round:7", person_id=town.liaison.id) == 2
    assert outbox.cancel(NOW, key="r3") == 1
    assert outbox.cancel(NOW, key="r3") == 0
    assert claim(work) == []
    assert outbox.count("round:7") == {State.PENDING: 1, State.CANCELLED: 3}
    assert outbox.count("") == {}
    assert [one.key for one in outbox.listed(State.CANCELLED, 2, "round:7")] == ["r1", "r2"]
    assert keys(claim(work, NOW + HOUR)) == ["r0"]
    assert outbox.cancel(NOW, batch="round:7") == 0
    assert outbox.depth() == {(Lane.PROMPTS, State.SENDING): 1}


def test_unasked_letters_of_a_day(work: SqlUnitOfWork, town: Town) -> None:
    def put(key: str, kind: Kind, due_at: datetime) -> None:
        work.outbox.put(replace(letter(key, at(key), kind, due_at), person_id=town.leader.id))

    put("yesterday, sent today", Kind.PROMPT, NOW - 24 * HOUR)
    put("today", Kind.REMINDER, NOW)
    put("today, escalated", Kind.ESCALATION, NOW + HOUR)
    put("tomorrow", Kind.REMINDER, NOW + 24 * HOUR)
    put("an answer", Kind.ANSWER, NOW)
    put("for the office", Kind.OFFICE, NOW)
    put("cancelled", Kind.NOTICE, NOW)
    work.outbox.cancel(NOW, key="cancelled")
    (first, *_) = work.outbox.claim(NOW - HOUR, "us", LEASE, 1, list(Lane))
    work.outbox.finish_sent([(first, "m")], NOW + SECOND)
    unasked = work.outbox.unasked
    assert unasked(town.leader.id, NOW, NOW + 24 * HOUR) == 3
    assert unasked(town.leader.id, NOW + 24 * HOUR, NOW + 48 * HOUR) == 1
    assert unasked(town.leader.id, NOW - 24 * HOUR, NOW) == 0
    assert unasked(town.liaison.id, NOW, NOW + 24 * HOUR) == 0


def test_open_letters_follow_a_group_that_moved(work: SqlUnitOfWork) -> None:
    old, new = at("-1"), at("-1001")
    done = work.outbox.put_claimed(letter("done", old), "us", LEASE)
    work.outbox.finish(done, Verdict(State.SENT), NOW)
    held = work.outbox.put_claimed(letter("held", old), "us", LEASE)
    work.outbox.put(letter("open", old))
    work.outbox.readdress(old, new)
    assert work.outbox.finish(held, Verdict(State.PENDING, NOW, counts=False), NOW)
    (moved,) = claim(work)
    assert (moved.letter.key, moved.letter.to) == ("held", new)
    places = {key: posted.to for key in ("done", "open") if (posted := work.outbox.find(key))}
    assert places == {"done": old, "open": new}


def test_an_even_pace_with_a_burst(work: SqlUnitOfWork) -> None:
    take = work.gates.take
    waits = [take("telegram", NOW, 0.1, 3) for _ in range(5)]
    assert waits == [0, 0, 0, pytest.approx(0.1), pytest.approx(0.1)]
    assert take("telegram", NOW + timedelta(seconds=0.1), 0.1, 3) == 0
    assert take("telegram", NOW + timedelta(seconds=0.1), 0.1, 3) == pytest.approx(0.1)
    assert take("wecom", NOW, 0.1, 1) == 0
    work.gates.close("wecom", NOW + HOUR)
    assert take("wecom", NOW + SECOND, 0.1, 1) == 3599
    assert take("wecom", NOW + HOUR, 0.1, 1) == 0


def test_a_clock_that_was_put_back_closes_no_gate(work: SqlUnitOfWork) -> None:
    for _ in range(3):
        assert work.gates.take("telegram", NOW + 24 * HOUR, 0.1, 3) == 0
    assert [work.gates.take("telegram", NOW, 0.1, 3) for _ in range(4)] == [0, 0, 0, pytest.approx(0.1)]
    assert work.gates.take("telegram", NOW - SECOND, 0.1, 3) > 0, "clocks of replicas differ a little"


def test_letters_to_an_address_that_is_nobodys_are_withdrawn(work: SqlUnitOfWork) -> None:
    gone, stays = at("1"), at("2")
    held = work.outbox.put_claimed(letter("held", gone), "us", LEASE)
    for key, to in (("waits", gone), ("other", stays)):
        work.outbox.put(letter(key, to))
    assert work.outbox.withdraw(gone) == 1
    assert work.outbox.finish(held, Verdict(State.SENT), NOW), "it was leaving already"
    assert keys(claim(work)) == ["other"]


def test_a_lease_has_one_holder(work: SqlUnitOfWork) -> None:
    lease = work.gates.lease
    assert lease("poller", "a", NOW, NOW + HOUR)
    assert lease("poller", "a", NOW, NOW + HOUR)
    assert not lease("poller", "b", NOW, NOW + HOUR)
    work.gates.release("poller", "b")
    assert lease("poller", "b", NOW + HOUR, NOW + 2 * HOUR)
    work.gates.release("poller", "b")
    assert lease("poller", "a", NOW + HOUR, NOW + 2 * HOUR)


def test_two_senders_never_hold_the_same_letter(store: Store) -> None:
    with store.writer.begin() as connection:
        for number in range(6):
            SqlUnitOfWork(connection).outbox.put(letter(f"k{number}", at(str(number % 3))))
    if store.is_sqlite:
        return  # has one writer
    with store.writer.connect() as one, store.writer.connect() as two:
        first = claim(SqlUnitOfWork(one), limit=2, owner="one")
        second = claim(SqlUnitOfWork(two), owner="two")
        assert (keys(first), keys(second)) == (["k0", "k1"], ["k2"])
        one.commit()
        assert claim(SqlUnitOfWork(two), owner="two") == []
