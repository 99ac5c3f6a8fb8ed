"""The office's verbs for scripts: round, bulletin, rank; one JSON document on stdout each."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import create_engine, text

from tests.stories.command_line import Duban, document
from tests.stories.office_books import CLEAN
from tests.stories.reporting import project, reported
from tests.stories.scenes import clerk, leader, monday
from tests.stories.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""A process for each command takes long; what a database does is told by other stories on both."""


def test_a_week_from_the_command_line(duban: Duban, database_url: str) -> None:
    nothing = duban("rank", "--json")
    assert (nothing.returncode, nothing.stdout, "还没有排名" in nothing.stderr) == (1, "", True)
    duban("import", "ledger", CLEAN)
    opened = document(duban("round", "open", "--json"))
    assert (opened["state"], opened["cards"], opened["complete"]) == ("open", 25, 0)
    assert duban("round", "open").stderr.strip() == "本期调度正在进行，不能重复开始。"
    closed = document(duban("round", "close", "--json"))
    assert (closed["id"], closed["state"]) == (opened["id"], "closed")

    ranking = document(duban("rank", "--json"))
    assert {"period", "scheme", "digest", "scores"} <= set(ranking)
    assert [s["rank"] for s in ranking["scores"] if s["rank"]][:1] == [1]
    draft = document(duban("bulletin", "show", "--json"))
    assert (draft["state"], draft["number"]) == ("draft", None)
    assert "【各地排名】" in draft["text"]
    stranger = duban("bulletin", "publish", "--by", "路人")
    assert (stranger.returncode, "不能审发" in stranger.stderr) == (1, True)
    duban("people", "invite", "--name", "周文静", "--role", "office")
    alone = duban("bulletin", "publish", "--by", "周文静")
    assert (alone.returncode, "还没有通报群" in alone.stderr) == (1, True)
    assert duban("audit", "verify").returncode == 0

    best = ranking["scores"][0]["unit"]
    meddler = create_engine(database_url)
    with meddler.begin() as connection:
        connection.execute(
            text("UPDATE snapshot SET scores = replace(scores, :best, '别处')"), {"best": best}
        )
    meddler.dispose()
    changed = duban("audit", "verify")
    assert (changed.returncode, "第 1 号冻结结果" in changed.stderr) == (1, True)


async def test_figures_are_listed_confirmed_and_returned_by_a_named_person(
    world: World, duban: Duban
) -> None:
    await clerk(world)
    lin = await leader(world, "林一航")
    await monday(world)
    await reported(world, lin, "1号 累计到位1.1亿")
    await reported(world, lin, "2号 累计到位2000万")

    listed = json.loads(duban("figures", "list", "--json").stdout)
    assert [(one["project"], one["field"], one["reported"]) for one in listed] == [
        ("ZS-2026-001", "total_in", "110000000"),
        ("ZS-2026-002", "total_in", "20000000"),
    ]
    assert listed[0]["changes"] == [{"field": "total_in_yuan", "old": "9000万元", "new": "11000万元"}]
    assert "青禾饮用水项目：累计到位 1.1亿元；累计到位 9000万元→11000万元" in duban("figures", "list").stdout
    first, second = (one["id"] for one in listed)
    for refused in (
        duban("figures", "confirm", first, "--by", "林一航"),
        duban("figures", "confirm", first, "--by", "周文静", "--value", "1.05亿"),
        duban("figures", "confirm", 999, "--by", "周文静"),
    ):
        assert (refused.returncode, refused.stdout) == (1, "")
    done = document(duban("figures", "confirm", first, "--by", "周文静", "--value", "105000000", "--json"))
    assert done["value"] == "105000000"
    again = duban("figures", "confirm", first, "--by", "周文静")
    assert (again.returncode, again.stderr.strip()) == (1, "这条填报数已经核定。")
    returned = document(
        duban("figures", "refuse", second, "--by", "周文静", "--reason", "请附凭证", "--json")
    )
    assert returned["told"] == ["林一航"]

    assert (await project(world, "青禾饮用水项目")).total_in_yuan == 105_000_000
    assert duban("figures", "list").stdout.strip() == "没有待核定的填报数"
    assert duban("audit", "verify").returncode == 0
