"""更正: a published issue is corrected by a new one: what, the right value, then why; the draft is approved as usual."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Context
from bot.handlers.carried import ITEMS, from_button, in_button
from core.bulletins.correct import Corrected, correct, correctable, follow_in_ledger, if_item, if_retaken
from core.bulletins.model import Bulletin
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import BadArgument, StaleButton
from core.roster.model import Project
from core.roster.seeing import find_project, project_by_id
from core.scoring.amend import Item, as_read, typed
from core.scoring.amend import Right as Value
from core.texts import corrections as texts

LASTS = timedelta(minutes=30)
AGAIN = len(ITEMS)
"""In place of an item: the whole row as the ledger is now."""


def beside(ctx: Context, bulletin: Bulletin) -> tuple[Card, ...]:
    """Under an issue that is looked at."""
    bulletins = ctx.work.bulletins
    card = texts.beside(bulletin, bulletins.corrects(bulletin.id), bulletins.corrections_of(bulletin.id))
    return (card,) if card else ()


def begin(ctx: Context) -> Reply:
    """ub:<bulletin> – about which project or unit?"""
    bulletin = ctx.work.bulletins.get(ctx.pressed.number(0))
    correctable(ctx.work, bulletin.id)
    _await(ctx, {"what": "about", "bulletin": str(bulletin.id)})
    return Reply(say=(texts.ask_what(bulletin),))


def which_value(ctx: Context) -> Reply:
    """ui:<bulletin>:<project>:<item> – which value is right?"""
    bulletin_id, project, number = ctx.pressed.number(0), _project(ctx), ctx.pressed.number(2)
    if number > AGAIN:
        raise StaleButton
    if number == AGAIN:
        frozen = correctable(ctx.work, bulletin_id)
        done = if_retaken(ctx.work, frozen, project, ctx.calendar)
        _await(ctx, {"what": "why", "bulletin": str(bulletin_id), "project": str(project.id)})
        return Reply(replace=texts.ask_why(frozen, done.made, done.change))
    item = ITEMS[number]
    card = texts.ask_value(bulletin_id, project, item, as_read(project, item))
    if not card.buttons:
        data = {"what": "value", "bulletin": str(bulletin_id), "project": str(project.id), "item": item.value}
        _await(ctx, data)
    return Reply(replace=card)


def value_chosen(ctx: Context) -> Reply:
    """uv:<bulletin>:<project>:<item>:<stage or 0/1>."""
    number = ctx.pressed.number(2)
    if number >= AGAIN:
        raise StaleButton
    item = ITEMS[number]
    value = from_button(item, ctx.pressed.word(3))
    return Reply(replace=_why(ctx, ctx.pressed.number(0), _project(ctx), item, value))


def _why(ctx: Context, bulletin_id: int, project: Project, item: Item, value: Value) -> Card:
    frozen = correctable(ctx.work, bulletin_id)
    done = if_item(ctx.work, frozen, project, item, value)
    data = {"what": "why", "bulletin": str(bulletin_id), "project": str(project.id)}
    _await(ctx, data | {"item": item.value, "value": in_button(value)})
    return texts.ask_why(frozen, done.made, done.change)


def said(ctx: Context, asked: Dialogue) -> Reply:
    """The sentence after each question: about what, which value, why."""
    what, bulletin_id = asked.data["what"], int(asked.data["bulletin"])
    if what == "about":
        return _about(ctx, bulletin_id)
    if what == "value":
        item = Item(asked.data["item"])
        value = typed(item, ctx.incoming.text, ctx.today)
        if value is None:
            raise BadArgument("ruling_value")
        project = project_by_id(ctx.work, ctx.person, int(asked.data["project"]), ctx.today)
        return Reply(say=(_why(ctx, bulletin_id, project, item, value),))
    return _drafted(ctx, asked, bulletin_id)


def _about(ctx: Context, bulletin_id: int) -> Reply:
    words = ctx.incoming.text.strip()
    unit = ctx.work.projects.unit_named(words)
    if unit is None:
        project = find_project(ctx.work, ctx.person, words, ctx.today)
        return Reply(say=(texts.which_item(bulletin_id, project),))
    frozen = correctable(ctx.work, bulletin_id)
    done = if_retaken(ctx.work, frozen, unit, ctx.calendar)
    _await(ctx, {"what": "why", "bulletin": str(bulletin_id), "unit": str(unit.id)})
    return Reply(say=(texts.ask_why(frozen, done.made, done.change),))


def _drafted(ctx: Context, asked: Dialogue, bulletin_id: int) -> Reply:
    """The reason has been said: the draft goes the way of every draft."""
    data, frozen = asked.data, correctable(ctx.work, bulletin_id)
    done: Corrected
    if "unit" in data:
        done = if_retaken(ctx.work, frozen, ctx.work.projects.unit(int(data["unit"])), ctx.calendar)
    else:
        project = project_by_id(ctx.work, ctx.person, int(data["project"]), ctx.today)
        if "item" not in data:
            done = if_retaken(ctx.work, frozen, project, ctx.calendar)
        else:
            item = Item(data["item"])
            value = from_button(item, data["value"])
            done = if_item(ctx.work, frozen, project, item, value)
            follow_in_ledger(ctx.work, frozen, project, item, value, ctx.person, ctx.now)
    drafted = correct(ctx.work, bulletin_id, done, ctx.incoming.text, ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(texts.drafted(drafted),))


def _project(ctx: Context) -> Project:
    return project_by_id(ctx.work, ctx.person, ctx.pressed.number(1), ctx.today)


def _await(ctx: Context, data: dict[str, str]) -> None:
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.CORRECTION, data, ctx.now + LASTS))
