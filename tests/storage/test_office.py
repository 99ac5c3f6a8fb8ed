from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from core.bulletins.model import Audience, AudienceKind, BroadcastState, BulletinState
from core.dialogue import Dialogue, Topic
from core.errors import NotFound
from core.scoring.model import Fact, Indicator, Line, Scheme, Snapshot, UnitScore
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOW, Town, at


def snapshot_of(town: Town) -> Snapshot:
    line = Line("sign", 1, 3, Decimal("20.50"), Decimal("6.83"), rows=tuple(town.ids), counted=(town.ids[0],))
    return Snapshot(
        id=0,
        round_id=town.round.id,
        period="2026-W47",
        taken_at=NOW,
        scheme=Scheme("2026.1", "考核", (Indicator("sign", "签约", Decimal("20.50")),)),
        facts=(
            Fact(
                project_id=town.ids[0],
                code="LJ-003",
                name="光伏",
                unit_id=town.county.id,
                contract=True,
                started=True,
                producing=False,
                production_due=False,
                ended=True,
                contract_yuan=10**11,
                arrived_yuan=3,
            ),
        ),
        scores=(
            UnitScore(town.county.id, "临江县", (line,), Decimal("6.830"), 1, 2, 1),
            UnitScore(99, "某局", (replace(line, points=None),), None, None),
        ),
        digest="f" * 64,
    )


def test_a_round_is_frozen_once(work: SqlUnitOfWork, town: Town) -> None:
    bulletins = work.bulletins
    assert bulletins.snapshot_of(town.round.id) is bulletins.last_snapshot() is None
    frozen = bulletins.freeze(snapshot_of(town))
    assert frozen == replace(snapshot_of(town), id=frozen.id)
    assert bulletins.freeze(replace(frozen, digest="0" * 64)) == frozen
    assert bulletins.snapshot(frozen.id) == bulletins.snapshot_of(town.round.id) == frozen
    assert bulletins.last_snapshot(NOW + HOUR) == frozen
    assert bulletins.last_snapshot(NOW) is None
    assert bulletins.last_scores(NOW + HOUR) == frozen.scores
    assert bulletins.last_scores(NOW) == ()
    with pytest.raises(NotFound):
        bulletins.snapshot(999)


def test_published_bulletins_are_numbered_within_the_year(work: SqlUnitOfWork, town: Town) -> None:
    bulletins, snapshot = work.bulletins, work.bulletins.freeze(snapshot_of(town))
    drafts = [bulletins.draft(snapshot.id, year, "通报", "全文", NOW) for year in (2026, 2026, 2026, 2027)]
    bulletins.reword(drafts[0].id, "改后")

    def decide(index: int, state: BulletinState) -> int | None:
        decided = bulletins.decide(drafts[index].id, state, town.clerk.id, NOW + HOUR)
        return decided.number if decided else -1

    assert decide(1, BulletinState.DROPPED) is None
    assert decide(0, BulletinState.PUBLISHED) == 1
    assert decide(0, BulletinState.PUBLISHED) == -1
    assert decide(2, BulletinState.PUBLISHED) == 2
    assert decide(3, BulletinState.PUBLISHED) == 1
    bulletins.reword(drafts[0].id, "再改")  # published: not edited any more
    assert bulletins.get(drafts[0].id) == replace(
        drafts[0], text="改后", number=1, state=BulletinState.PUBLISHED,
        decided_by=town.clerk.id, decided_at=NOW + HOUR,
    )  # fmt: skip
    assert [one.id for one in bulletins.latest(None, 2)] == [drafts[3].id, drafts[2].id]
    assert [one.id for one in bulletins.latest(BulletinState.DROPPED, 2)] == [drafts[1].id]
    with pytest.raises(NotFound):
        bulletins.get(999)


def test_a_broadcast_changes_state(work: SqlUnitOfWork, town: Town) -> None:
    audience = Audience(AudienceKind.UNIT, str(town.county.id))
    made = work.bulletins.add_broadcast("开会", audience, town.clerk.id, NOW)
    assert work.bulletins.broadcasts_in(BroadcastState.PREVIEW) == [made]
    sent = replace(
        made, state=BroadcastState.DONE, unreachable=2, chat="telegram:1", message_id="7", done_at=NOW
    )
    work.bulletins.change_broadcast(sent)
    assert work.bulletins.broadcast(made.id) == sent
    assert work.bulletins.broadcasts_in(BroadcastState.PREVIEW) == []
    with pytest.raises(NotFound):
        work.bulletins.broadcast(999)


def test_groups_come_go_and_move(work: SqlUnitOfWork, town: Town) -> None:
    groups, here, there = work.groups, at("-1"), at("-1001")
    assert groups.at(here) is groups.removed(here, NOW) is None
    group = groups.seen(here, "督办群", NOW)
    assert groups.bound() == []
    groups.bind(group.id, town.clerk.id, NOW)
    bound = replace(group, bound_by=town.clerk.id, bound_at=NOW)
    assert groups.bound() == [bound]
    assert groups.removed(here, NOW + HOUR) == replace(bound, removed_at=NOW + HOUR)
    assert groups.bound() == []
    assert groups.seen(here, "新名", NOW) == replace(bound, title="新名")
    groups.seen(there, "新名", NOW)  # the new address may be heard of first
    groups.moved(here, there)
    assert groups.at(there) == replace(bound, title="新名", address=there)
    assert groups.at(here) is None
    groups.moved(here, there)
    assert groups.at(there) is not None


def test_one_dialogue_per_person_and_settings_by_name(work: SqlUnitOfWork, town: Town) -> None:
    person = town.leader.id
    asked = Dialogue(person, Topic.PROBLEM_TEXT, {"prompt": "3", "类别": "用地"}, NOW + HOUR, "12")
    work.dialogues.set(asked)
    assert work.dialogues.get(person, NOW) == asked
    assert work.dialogues.get(person, NOW + HOUR) is None
    newer = replace(asked, topic=Topic.NODE_DATE, data={})
    work.dialogues.set(newer)
    assert work.dialogues.get(person, NOW) == newer
    assert work.dialogues.clear(person)
    assert not work.dialogues.clear(person)

    assert work.settings.get("quiet") is None
    work.settings.set("quiet", '["22:00"]')
    work.settings.set("quiet", '["21:30"]')
    assert work.settings.get("quiet") == '["21:30"]'


def test_naive_moments_are_refused(work: SqlUnitOfWork, town: Town) -> None:
    with pytest.raises(Exception, match="naive datetime"):
        work.rounds.asked(town.prompt.id, datetime(2026, 11, 16))  # noqa: DTZ001 - the point
