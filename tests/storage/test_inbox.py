from dataclasses import replace

from core.chat import Channel
from core.ports import RawUpdate, Received
from storage.engine import Store
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOW


def update(number: int, lane: str, channel: Channel = Channel.TELEGRAM) -> RawUpdate:
    return RawUpdate(channel, str(number), lane, f'{{"update_id": {number}}}')


def test_repeats_are_dropped_and_order_is_kept(work: SqlUnitOfWork) -> None:
    inbox = work.inbox
    first = inbox.add([update(7, "a"), update(8, "b")], NOW)
    second = inbox.add([update(8, "b"), update(9, "a"), update(9, "a"), update(9, "c", Channel.WECOM)], NOW)
    assert [lane for _, lane in first] == ["a", "b"]
    assert [lane for _, lane in second] == ["a", "c"]
    assert inbox.waiting(10) == [*first, *second]
    assert inbox.waiting(1) == first[:1]
    assert inbox.add([], NOW) == []


def test_within_a_lane_the_next_waits_for_the_one_before(work: SqlUnitOfWork) -> None:
    inbox = work.inbox
    (a1, _), (a2, _), (b1, _), (a3, _) = inbox.add([update(n, lane) for n, lane in enumerate("aaba")], NOW)
    assert inbox.take(a2) is None
    assert inbox.take(b1) is not None
    taken = inbox.take(a1)
    assert taken == Received(a1, Channel.TELEGRAM, "a", '{"update_id": 0}', NOW, 0)

    assert inbox.failed(a1, "boom", NOW) == 1
    assert inbox.failed(a1, "boom", NOW) == 2
    assert inbox.take(a1) == replace(taken, tries=2)
    inbox.park(a1, NOW + HOUR)
    assert inbox.parked() == [replace(taken, tries=2)]
    assert inbox.take(a1) is None
    assert inbox.take(a2) is not None
    inbox.done(a2, NOW)
    inbox.skip(a3, "sticker", NOW)
    assert inbox.take(a2) is inbox.take(a3) is None
    assert inbox.waiting(9) == [(b1, "b")]


def test_two_replicas_do_not_take_the_same(store: Store) -> None:
    with store.writer.begin() as connection:
        work = SqlUnitOfWork(connection)
        (a1, _), (a2, _), (b1, _) = work.inbox.add([update(n, lane) for n, lane in enumerate("aab")], NOW)
    if store.is_sqlite:
        return  # has one writer
    with store.writer.connect() as one, store.writer.connect() as two:
        first, second = SqlUnitOfWork(one).inbox, SqlUnitOfWork(two).inbox
        assert first.take(a1) is not None
        assert second.take(a1) is None
        assert second.take(a2) is None
        assert second.take(b1) is not None
        first.done(a1, NOW)
        assert second.take(a2) is None
        one.commit()
        assert second.take(a2) is not None
