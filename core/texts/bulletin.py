"""The one-screen bulletin: praise first, the whole table, what is red, what is asked (通报)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.bulletins.figures import Figures
from core.bulletins.model import Artefact, Bulletin, BulletinState, Part
from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.figures.fields import NODES
from core.figures.model import Figure
from core.presses import encode
from core.problems.model import Problem
from core.roster.model import Person, Project
from core.rounds.views import State
from core.scoring.model import Snapshot, UnitScore
from core.texts import pages, words
from core.texts.catalogue import say
from core.texts.scores import list_rows, moved

PRAISED = 3
PROBLEMS = 3
CITED = 5


def bulletin_text(
    figures: Figures,
    confirmed: Sequence[Figure],
    problems: Sequence[Problem],
    projects: Mapping[int, Project],
    calendar: Calendar,
) -> tuple[str, str]:
    """(title, text) for a group: at most one phone screen per six units, nobody's silence in it.

    ``confirmed``: figures of the round that the office has confirmed; no others are in it.
    """
    snapshot = figures.snapshot
    parts = [
        pages.cut_off(figures, calendar),
        _headlines(figures),
        _praise(snapshot),
        _table(snapshot),
        _lights(figures),
        *map(_roll, pages.rolls(figures)),
        _news(confirmed, projects),
        _problems(problems, projects),
        say("bulletin.foot"),
    ]
    return say("bulletin.title", week=words.period(snapshot.period)), "\n\n".join(filter(None, parts))


def _headlines(figures: Figures) -> str:
    """合同项目80个（+8），累计到位资金316.45亿元（+19.70亿元）…"""
    said = []
    for tile in map(pages.tile, figures.headlines):
        change = say("bulletin.change", change=tile.change) if tile.change else ""
        said.append(
            say("bulletin.headline", label=tile.label, value=tile.value, unit=tile.unit, change=change)
        )
    return say("bulletin.headlines", all=say("word.clause_stop").join(said))


def _lights(figures: Figures) -> str:
    if not figures.lights.known:
        return ""
    green, yellow, red = pages.shown_lights(figures.lights)
    return say("bulletin.lights", green=green, yellow=yellow, red=red)


def _roll(roll: pages.Roll) -> str:
    rows = [say("bulletin.cited", unit=one.unit, reasons=one.reasons) for one in roll.cited[:CITED]]
    more = [say("bulletin.more", n=len(roll.cited) - CITED)] if len(roll.cited) > CITED else []
    return "\n".join([say("bulletin.roll", heading=roll.heading), *(rows or [roll.nobody]), *more])


def _praise(snapshot: Snapshot) -> str:
    praised = (
        PRAISED if len({s.kind for s in snapshot.scores if s.rank is not None}) == 1 else 1
    )  # of each list
    top = [s.unit for s in snapshot.scores if s.rank is not None and s.rank <= praised]
    risen = [s.unit for s in snapshot.scores if s.moved is not None and s.moved > 1]
    lines = [say("bulletin.top", names=say("word.list_stop").join(top)) if top else ""]
    lines.append(say("bulletin.risen", names=say("word.list_stop").join(risen)) if risen else "")
    return "\n".join(filter(None, lines))


def _table(snapshot: Snapshot) -> str:
    """List by list where there are several; those without a place are named below, unless nobody there has one."""
    rows = list_rows([s for s in snapshot.scores if s.rank is not None], _row)
    ranked_lists = {s.kind for s in snapshot.scores if s.rank is not None}
    unranked = [s.unit for s in snapshot.scores if s.rank is None and s.kind in ranked_lists]
    if unranked:
        rows.append(say("bulletin.unranked", names=say("word.list_stop").join(unranked)))
    excused = sum(bool(fact.excuse) for fact in snapshot.facts)
    if excused:
        rows.append(say("bulletin.excused", n=excused))
    return "\n".join([say("bulletin.table"), *rows])


def _row(score: UnitScore) -> str:
    return say("bulletin.row", rank=score.rank, unit=score.unit, total=score.total, moved=moved(score))


def _news(confirmed: Sequence[Figure], projects: Mapping[int, Project]) -> str:
    """Nodes reached; nothing if there are none."""
    done = [
        say("bulletin.node", project=projects[one.project_id].name, node=words.node(NODES[one.field]))
        for one in sorted(confirmed, key=lambda one: (one.project_id, one.id))
        if one.field in NODES
    ]
    if not done:
        return ""
    more = [say("bulletin.more", n=len(done) - PROBLEMS)] if len(done) > PROBLEMS else []
    return "\n".join([say("bulletin.news"), *done[:PROBLEMS], *more])


def _problems(problems: Sequence[Problem], projects: Mapping[int, Project]) -> str:
    """New problems of the round, briefly; the person who said it is not named."""
    if not problems:
        return ""
    rows = [
        say("bulletin.problem", project=projects[p.project_id].name, category=p.category.value,
            text=words.clip(p.text, 30))
        for p in problems[:PROBLEMS]
    ]  # fmt: skip
    more = [say("bulletin.more", n=len(problems) - PROBLEMS)] if len(problems) > PROBLEMS else []
    return "\n".join([say("bulletin.problems", n=len(problems)), *rows, *more])


def draft_card(
    bulletin: Bulletin, state: State, groups: int, waiting: int, parts: Sequence[Artefact]
) -> Card:
    """What the office sees: exactly what will be posted, and what it should know before deciding.

    ``waiting``: reported figures that nobody has confirmed yet.
    """
    head = say("bulletin.draft_head", cards=state.cards, complete=state.complete, groups=groups)
    head += "\n" + files(parts)
    rows: Rows = (_decisions(bulletin), *_redo(parts))
    if waiting:
        head += "\n" + say("review.waiting", n=waiting)
        rows = (*rows, (Button(say("button.review"), encode("vo")),))
    return Card(_under(head, bulletin), title=say("bulletin.draft_title"), buttons=rows)


def files(parts: Sequence[Artefact]) -> str:
    """What goes with the text, with its check code; and what could not be made, with the reason."""
    return "\n".join(
        say("bulletin.file", name=one.name, sha=one.sha256[:12])
        if one.file is not None
        else say("bulletin.not_made", part=part(one.part), why=words.clip(one.why, 80))
        for one in parts
    )


def part(value: Part) -> str:
    return say(f"bulletin.part.{value.value}")


def caption(artefact: Artefact) -> str:
    return say("bulletin.caption", part=part(artefact.part), name=artefact.name.rpartition(".")[0])


def _redo(parts: Sequence[Artefact]) -> Rows:
    return tuple(
        (Button(say("button.redo", part=part(one.part)), encode("bf", one.bulletin_id, one.part.value)),)
        for one in parts
        if one.file is None
    )


def _decisions(bulletin: Bulletin) -> tuple[Button, ...]:
    return (
        Button(say("button.publish"), encode("bp", bulletin.id)),
        Button(say("button.drop_draft"), encode("bd", bulletin.id)),
    )


def publish_question(bulletin: Bulletin, titles: Sequence[str], parts: Sequence[Artefact]) -> Card:
    """Exactly which groups will get exactly which words and files; the second tap publishes."""
    names = say("word.list_stop").join(titles)
    row = (
        Button(say("button.publish_yes"), encode("by", bulletin.id)),
        Button(say("button.no"), encode("bn", bulletin.id)),
    )
    question = say("bulletin.publish_question", title=bulletin.title, n=len(titles), groups=names)
    return Card(_under(f"{question}\n{files(parts)}", bulletin), buttons=(row,))


def decided(bulletin: Bulletin, by: Person, groups: int) -> Card:
    """What became of a draft, and by whom: in place of the draft, without its buttons."""
    key = f"bulletin.decided.{bulletin.state.value}"
    return Card(_under(say(key, number=numbered(bulletin), groups=groups, by=by.name), bulletin))


def _under(head: str, bulletin: Bulletin) -> str:
    return f"{head}\n{say('bulletin.rule')}\n{bulletin.title}\n\n{bulletin.text}"


def numbered(bulletin: Bulletin) -> str:
    """招商引资项目调度通报（2026年第47周）〔2026〕3号; without a number for a draft."""
    if bulletin.number is None:
        return bulletin.title
    return say("bulletin.numbered", title=bulletin.title, year=bulletin.year, number=bulletin.number)


def listed(bulletins: Sequence[Bulletin], calendar: Calendar) -> list[str]:
    return [
        say("bulletin.listed", title=numbered(b), state=say(f"bulletin.state.{b.state.value}"),
            at=words.short_moment(b.decided_at or b.drafted_at, calendar))
        for b in bulletins
    ]  # fmt: skip


def shown(bulletin: Bulletin, parts: Sequence[Artefact], unsent: int) -> Card:
    """``unsent``: letters of a published one that did not get to a group."""
    rows: Rows = ()
    text = bulletin.text + (f"\n\n{files(parts)}" if parts else "")
    if bulletin.state is BulletinState.DRAFT:
        rows = (_decisions(bulletin), *_redo(parts))
    if unsent:
        text += "\n" + say("bulletin.unsent", n=unsent)
        rows = (*rows, (Button(say("button.send_again"), encode("ba", bulletin.id)),))
    return Card(text, title=numbered(bulletin), buttons=rows)
