"""Leaders by the scores of their projects, in words; praise first."""

from __future__ import annotations

from collections.abc import Sequence

from core.chat import Button, Card, Rows
from core.presses import encode
from core.scoring.leader_places import Standing
from core.scoring.model import Snapshot
from core.texts import words
from core.texts.catalogue import say

PRAISED = 3


def ranking(snapshot: Snapshot, standings: Sequence[Standing], *, may_post: bool) -> Card:
    rows: Rows = ((Button(say("button.leaders_post"), encode("up", snapshot.id)),),) if may_post else ()
    return Card(_text(snapshot, standings), title=_title(snapshot), buttons=rows)


def _title(snapshot: Snapshot) -> str:
    return say("leaders.title", period=words.period(snapshot.period))


def _text(snapshot: Snapshot, standings: Sequence[Standing]) -> str:
    stop = say("word.list_stop")
    top = [one.name for one in standings if one.rank is not None and one.rank <= PRAISED]
    lines = [say("leaders.top", names=stop.join(top))] if top else []
    lines += [
        say("leaders.row", rank=one.rank, name=one.name, total=one.total, n=one.projects)
        for one in standings
        if one.rank is not None
    ]
    rest = [one.name for one in standings if one.rank is None]
    if rest:
        lines.append(say("leaders.unranked", names=stop.join(rest), n=snapshot.scheme.least_rows))
    return "\n".join([*lines, say("leaders.foot")])


def question(snapshot: Snapshot, standings: Sequence[Standing], titles: Sequence[str]) -> Card:
    """Exactly which groups will get exactly which words."""
    text = say("leaders.question", n=len(titles), groups=say("word.list_stop").join(titles))
    row = (
        Button(say("button.publish_yes"), encode("uy", snapshot.id)),
        Button(say("button.no"), encode("no")),
    )
    return Card(f"{text}\n\n{_text(snapshot, standings)}", title=_title(snapshot), buttons=(row,))
