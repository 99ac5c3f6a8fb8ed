"""The office's verbs for scripts: round, bulletin, rank; one JSON document on stdout each."""

from __future__ import annotations

from tests.stories.command_line import Duban, document
from tests.stories.office_books import CLEAN


def test_a_week_from_the_command_line(duban: Duban) -> None:
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
