"""What is remembered of cards, upload links and accounts in several services, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.desk import ThreadDesk
from core.chat import Address, Channel
from core.delivery.model import Handle
from core.ports import UnitOfWork
from core.roster.model import UploadLink
from tests.storage.town import HOUR, NOW, at, found

TO = Address(Channel.WECOM, "lisi")


async def test_a_handle_is_replaced_and_found_through_what_took_its_place(desk: ThreadDesk) -> None:
    def step(work: UnitOfWork) -> None:
        first = Handle(TO, "d1", NOW, "rc1", NOW + HOUR, recalls=("m1", "m2"))
        work.handles.keep(first)
        assert work.handles.get(TO, "d1") == first
        work.handles.keep(replace(first, newer="d2"))
        work.handles.keep(Handle(TO, "d2", NOW + HOUR, numbered=True))
        newest, last = work.handles.newest(TO, "d1"), work.handles.last(TO)
        assert newest == last == Handle(TO, "d2", NOW + HOUR, numbered=True)
        work.handles.keep(Handle(TO, "d2", NOW + HOUR, newer="d1"))  # a circle, which must not hang
        assert work.handles.newest(TO, "d1") is not None
        assert work.handles.last(Address(Channel.WECOM, "other")) is None

    await desk.run(step)


async def test_an_upload_link_is_used_once(desk: ThreadDesk) -> None:
    def step(work: UnitOfWork) -> None:
        link = UploadLink("a" * 64, found(work).clerk.id, TO, NOW, NOW + HOUR)
        work.uploads.add(link)
        assert work.uploads.find("a" * 64) == link
        assert work.uploads.find("b" * 64) is None
        assert [work.uploads.use("a" * 64, NOW), work.uploads.use("a" * 64, NOW)] == [True, False]

    await desk.run(step)


async def test_the_account_to_write_to(desk: ThreadDesk) -> None:
    def step(work: UnitOfWork) -> None:
        person = found(work).leader.id

        def written_to() -> str:
            account = work.people.account_of(person)
            return account.address.channel.value if account else ""

        work.people.bind(person, at("1001"), NOW)
        work.people.bind(person, TO, NOW + timedelta(minutes=1))
        assert written_to() == "wecom"  # bound last
        work.people.used(at("1001"), NOW + HOUR)
        assert written_to() == "telegram"  # used last
        assert work.people.prefer(person, Channel.WECOM, NOW)
        assert written_to() == "wecom"  # chosen
        work.people.lost(TO, "invaliduser")
        assert written_to() == "telegram"  # reachable
        work.people.lost(TO, "")
        assert work.people.prefer(person, None, NOW)
        assert written_to() == "telegram"
        assert [each.address.channel.value for each in work.people.accounts_of(person)] == [
            "telegram",
            "wecom",
        ]
        work.people.release(person, None)
        assert not work.people.prefer(person, Channel.WECOM, NOW)

    await desk.run(step)
