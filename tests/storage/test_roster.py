from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.chat import Channel
from core.errors import NotFound, TokenRefused
from core.rights import Role
from core.roster.model import (
    Assignment,
    Duty,
    FieldChange,
    Found,
    Invitation,
    Leave,
    Project,
    Stage,
    StandIn,
    Target,
)
from storage.errors import Overtaken
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOW, TODAY, Town, at


def test_people_and_their_roles(work: SqlUnitOfWork, town: Town) -> None:
    people = work.people
    assert people.get(town.liaison.id) == town.liaison
    assert [person.id for person in people.all()] == [town.leader.id, town.liaison.id, town.clerk.id]
    assert people.with_role(Role.SITE) == [town.liaison]

    namesake = people.add("李娜", "", [], None, "")
    assert people.by_name("李娜") == town.liaison
    people.change(replace(town.liaison, active=False, roles=frozenset({Role.UNIT})))
    assert people.by_name("李娜") == namesake
    assert people.with_role(Role.UNIT) == []
    assert people.get(town.liaison.id).roles == {Role.UNIT}
    assert people.by_name("无名") is None
    with pytest.raises(NotFound):
        people.get(999)


def test_accounts_are_found_by_address_and_the_best_one_by_person(work: SqlUnitOfWork, town: Town) -> None:
    people, one, two = work.people, town.liaison.id, town.leader.id
    assert people.account_of(one) is None
    old = people.bind(one, at("100"), NOW)
    new = people.bind(one, at("zhang", Channel.WECOM), NOW + HOUR)
    assert people.account_at(at("100")) == (old, town.liaison)
    assert people.account_at(at("100", Channel.WECOM)) is None
    assert people.account_of(one) == new

    people.lost(new.address, "blocked")
    assert people.account_of(one) == old
    people.lost(old.address, "blocked")
    assert people.account_of(one) == replace(new, lost_because="blocked")
    again = people.bind(one, at("100"), NOW + 2 * HOUR)
    assert again == replace(old, bound_at=NOW + 2 * HOUR)
    with pytest.raises(TokenRefused):
        people.bind(two, at("100"), NOW)
    assert people.accounts([one, two]) == {one: again}
    assert people.accounts([]) == {}


def test_stand_ins_count_by_the_day(work: SqlUnitOfWork, town: Town) -> None:
    leader, liaison = town.leader.id, town.liaison.id
    work.people.add_stand_in(StandIn(liaison, leader, date(2026, 11, 1), date(2026, 11, 20)))
    assert work.people.stand_ins(leader, date(2026, 11, 19)) == [town.liaison]
    assert work.people.stand_ins(leader, date(2026, 11, 20)) == []
    assert work.people.stands_in_for(liaison, date(2026, 11, 1)) == [town.leader]
    assert work.people.stands_in_for(liaison, date(2026, 10, 31)) == []


def test_an_invitation_works_once_and_a_newer_one_revokes_it(work: SqlUnitOfWork, town: Town) -> None:
    def invite(token: str, role: Role) -> Invitation:
        return work.people.invite(
            Invitation(0, town.leader.id, role, token * 64, NOW, NOW + 24 * HOUR, made_by=town.clerk.id)
        )

    first, other_role, second = invite("a", Role.LEADER), invite("b", Role.UNIT), invite("c", Role.LEADER)
    revoked = work.people.invitation("a" * 64)
    assert revoked == replace(first, revoked_at=NOW)
    assert work.people.invitation("b" * 64) == other_role
    assert not work.people.use_invitation(first.id, NOW)
    assert work.people.use_invitation(second.id, NOW + HOUR)
    assert not work.people.use_invitation(second.id, NOW + HOUR)
    assert work.people.invitation("c" * 64) == replace(second, used_at=NOW + HOUR)
    assert work.people.invitation("d" * 64) is None


def test_a_project_comes_back_as_it_went_in(work: SqlUnitOfWork, town: Town) -> None:
    solar, hub, more = town.projects
    assert work.projects.get(solar.id) == solar
    assert list(work.projects.many([hub.id, solar.id, 999])) == [hub.id, solar.id]
    assert work.projects.all() == [hub, more, solar]
    assert work.projects.by_code("LJ-003") == solar
    assert work.projects.by_name("冷链物流") == hub
    assert work.projects.by_name("冷链") is None
    with pytest.raises(NotFound):
        work.projects.get(999)


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ("lj-003", ["LJ-003"]),
        ("冷链物流", ["LJ-001"]),  # the exact name, though another contains it
        ("冷链", ["LJ-001", "LJ-002"]),
        ("solar 太阳", ["LJ-003"]),
        ("solar 冷链", []),
        ("sun", ["LJ-003"]),
        ("50%", ["LJ-002"]),
        ("5_%", ["LJ-002"]),  # signs are no words
        ("lengl", ["LJ-001", "LJ-002"]),
        ("冷连", ["LJ-001", "LJ-002"]),
        ("003", ["LJ-003"]),
        ("  ", []),
    ],
)
def test_search_prefers_exact_matches_and_forgives_the_rest(
    work: SqlUnitOfWork, town: Town, wanted: str, codes: list[str]
) -> None:
    assert [found.project.code for found in work.projects.search(wanted, None, 5)] == codes


def test_search_stays_within_what_is_allowed(work: SqlUnitOfWork, town: Town) -> None:
    _, hub, more = town.projects
    assert work.projects.search("冷链", [more.id], 5) == [Found(more, sure=True)]
    assert work.projects.search("冷链物流", [more.id], 5) == [Found(more, sure=True)]
    assert work.projects.search("冷链", None, 1) == [Found(hub, sure=True)]
    assert work.projects.search("冷链", [], 5) == []


def test_a_change_keeps_the_old_values_and_notices_a_stale_reader(work: SqlUnitOfWork, town: Town) -> None:
    solar = town.projects[0]
    newer = replace(solar, stage=Stage.BUILDING, percent=None)
    changes = [FieldChange("stage", "签约待开工", "在建"), FieldChange("percent", "30", "")]
    work.projects.change(newer, changes, town.clerk.id, NOW)
    assert work.projects.get(solar.id) == replace(newer, version=2)
    kept = [replace(change, by=town.clerk.id, at=NOW) for change in reversed(changes)]
    assert work.projects.changes(solar.id, 10) == kept
    assert work.projects.changes(solar.id, 1) == kept[:1]
    with pytest.raises(Overtaken):
        work.projects.change(replace(solar, name="x"), [], None, NOW)


def test_units_assignments_and_targets(work: SqlUnitOfWork, town: Town) -> None:
    projects, leader, county = work.projects, town.leader.id, town.county
    assert projects.unit(county.id) == projects.unit_named("临江县") == county
    assert projects.units() == [county]
    assert projects.unit_named("无") is None
    with pytest.raises(NotFound):
        projects.unit(999)

    first, second, third = town.ids
    mine = Assignment(second, leader, Duty.LEADER, TODAY)
    other = Assignment(first, leader, Duty.CONTACT, TODAY)
    later = Assignment(third, leader, Duty.LEADER, TODAY + timedelta(days=1))
    for one in (mine, mine, other, later):
        projects.assign(one)
    assert projects.assigned(TODAY) == [other, mine]
    assert projects.assigned(TODAY, person_id=leader, duty=Duty.LEADER) == [mine]
    assert projects.assigned(TODAY, project_id=first) == [other]
    projects.unassign(second, leader, Duty.LEADER, TODAY + timedelta(days=7))
    assert projects.assigned(TODAY + timedelta(days=7), person_id=leader) == [other, later]

    projects.set_target(Target(county.id, 2026, 10, 5))
    projects.set_target(Target(county.id, 2026, 20, None, 3))
    assert projects.targets(2026) == [Target(county.id, 2026, 20, None, 3)]
    assert projects.targets(2025) == []


def test_the_same_code_twice_is_refused_by_the_database(work: SqlUnitOfWork, town: Town) -> None:
    with pytest.raises(Exception, match=r"(?i)unique"):
        work.projects.add(Project(id=0, code="LJ-001", name="x"))


def test_who_stands_in_during_a_leave_may_answer_on_its_days(work: SqlUnitOfWork, town: Town) -> None:
    people, leader, liaison = work.people, town.leader.id, town.liaison
    wanted = Leave(0, leader, date(2026, 11, 23), date(2026, 11, 28), liaison.id, town.clerk.id, NOW)
    leave = people.add_leave(wanted)
    alone = people.add_leave(
        replace(wanted, since_on=date(2026, 12, 1), until_on=date(2026, 12, 2), stand_in_id=None)
    )

    assert people.leaves(date(2026, 11, 27)) == [leave, alone]
    assert people.stand_ins(leader, date(2026, 11, 27)) == [liaison]
    assert people.stands_in_for(liaison.id, date(2026, 11, 23)) == [town.leader]
    assert people.stand_ins(leader, date(2026, 11, 28)) == people.stand_ins(leader, date(2026, 12, 1)) == []
    assert people.leaves(date(2026, 11, 28)) == [alone]
    people.end_leave(leave.id, NOW)
    assert people.stand_ins(leader, date(2026, 11, 27)) == []
    assert people.leaves(date(2026, 11, 1)) == [alone]
