"""The issue that corrects another one (更正通报), and the questions before it."""

from __future__ import annotations

from collections.abc import Sequence

from core.bulletins.figures import Figures
from core.bulletins.model import Bulletin, BulletinState
from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.roster.model import Project, Stage
from core.scoring.amend import Item
from core.scoring.model import Snapshot, UnitScore
from core.texts import pages, words
from core.texts.bulletin import numbered
from core.texts.catalogue import say
from core.texts.objections import item_name
from core.texts.scores import list_rows


def title(frozen: Snapshot) -> str:
    return say("correction.title", week=words.period(frozen.period))


def correction_text(
    old: Bulletin, before: Snapshot, figures: Figures, changes: Sequence[str], why: str, calendar: Calendar
) -> str:
    """Which issue, what was wrong, whose place changes, and the whole table as it is right."""
    after = figures.snapshot
    parts = [
        say("correction.refers", title=numbered(old)),
        say("correction.change", change=_listed(changes), why=why),
        _moved(before.scores, after.scores),
        pages.cut_off(figures, calendar),
        "\n".join(
            [say("correction.table"), *list_rows([s for s in after.scores if s.rank is not None], _row)]
        ),
        say("correction.foot", number=numbered(old)),
    ]
    return "\n\n".join(filter(None, parts))


def _listed(changes: Sequence[str]) -> str:
    """One in its line; several counted and numbered, one to a line."""
    if len(changes) == 1:
        return changes[0]
    rows = [say("correction.one_of", no=no, change=change) for no, change in enumerate(changes, 1)]
    return "\n".join([say("correction.several", n=len(changes)), *rows])


def _row(score: UnitScore) -> str:
    return say("correction.row", rank=score.rank, unit=score.unit, total=score.total)


def _moved(before: Sequence[UnitScore], after: Sequence[UnitScore]) -> str:
    """Each unit whose total or place is another now."""
    old = {(score.kind, score.unit_id): score for score in before}
    rows = [
        say("correction.moved", unit=score.unit, before=_place(was), after=_place(score))
        for score in after
        if (was := old.get((score.kind, score.unit_id)))
        and (was.total, was.rank) != (score.total, score.rank)
    ]
    return "\n".join([say("correction.affected"), *(rows or [say("correction.nobody")])])


def _place(score: UnitScore) -> str:
    if score.rank is None:
        return say("preview.short_unranked")
    return say("correction.place", total=score.total, rank=score.rank)


def unit_change(unit: str) -> str:
    return say("correction.unit", unit=unit)


def beside(bulletin: Bulletin, corrects: Bulletin | None, corrections: Sequence[Bulletin]) -> Card | None:
    """Under a published issue: what corrects it, what it corrects, and the way to a correction."""
    if bulletin.state is not BulletinState.PUBLISHED:
        return None
    lines = [say("correction.of", number=numbered(corrects))] if corrects else []
    standing = [one for one in corrections if one.state is not BulletinState.DROPPED]
    lines += [say("correction.by", number=numbered(one)) for one in standing]
    if standing:
        return Card("\n".join(lines))
    button = Button(say("button.correct"), encode("ub", bulletin.id))
    return Card("\n".join([*lines, say("correction.possible")]), buttons=((button,),))


def ask_what(bulletin: Bulletin, said: int = 0) -> Card:
    """``said``: how many mistakes have been named before."""
    text = say("correction.ask_what", number=numbered(bulletin))
    return Card(say("correction.so_far", n=said) + text if said else text)


def which_item(bulletin_id: int, project: Project) -> Card:
    buttons = [
        Button(item_name(item), encode("ui", bulletin_id, project.id, number))
        for number, item in enumerate(Item)
    ]
    rows: Rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    again = Button(say("button.retake"), encode("ui", bulletin_id, project.id, len(Item)))
    return Card(say("correction.which_item", project=project.name), buttons=(*rows, (again,)))


def ask_value(bulletin_id: int, project: Project, item: Item, now: str) -> Card:
    number = list(Item).index(item)
    text = say("objection.ask_value", item=item_name(item), project=project.name, now=now or "—")
    if item is Item.STAGE:
        buttons = [Button(s.value, encode("uv", bulletin_id, project.id, number, s.name)) for s in Stage]
        return Card(text, buttons=tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)))
    if item in (Item.STOCK, Item.STATS):
        row = tuple(
            Button(say(name), encode("uv", bulletin_id, project.id, number, word))
            for name, word in (("word.yes", "1"), ("word.no", "0"))
        )
        return Card(text, buttons=(row,))
    return Card(text)


def ask_why(bulletin_id: int, before: Snapshot, after: Snapshot, changes: Sequence[str]) -> Card:
    """What would be corrected and whose place changes; the reason makes the draft, or first something else is named."""
    text = say("correction.ask_why", change=_listed(changes), moved=_moved(before.scores, after.scores))
    row = (
        Button(say("button.correct_more"), encode("ua", bulletin_id)),
        Button(say("button.correct_less"), encode("ux", bulletin_id)),
    )
    return Card(text, buttons=(row,))


def drafted(bulletin: Bulletin) -> Card:
    return Card(say("correction.drafted", title=bulletin.title))
