"""更正: a published issue is corrected by a new one: what, the right values, then why; the draft is approved as usual."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from bot.context import Context
from bot.handlers.carried import ITEMS, from_button, in_button
from core.bulletins.correct import correct, correctable, follow_in_ledger
from core.bulletins.mistakes import Mistake, collected, corrected
from core.bulletins.model import Bulletin
from core.chat import Card, Reply
from core.dialogue import Dialogue, Topic
from core.errors import BadArgument, StaleButton
from core.roster.model import Project
from core.roster.seeing import find_project, project_by_id
from core.scoring.amend import Item, as_read, typed
from core.texts import corrections as texts

LASTS = timedelta(minutes=30)
AGAIN = len(ITEMS)
"""In place of an item: the whole row as the ledger is now."""
Mistakes = Sequence[Mistake]


def beside(ctx: Context, bulletin: Bulletin) -> tuple[Card, ...]:
    """Under an issue that is looked at."""
    bulletins = ctx.work.bulletins
    card = texts.beside(bulletin, bulletins.corrects(bulletin.id), bulletins.corrections_of(bulletin.id))
    return (card,) if card else ()


def begin(ctx: Context) -> Reply:
    """ub:<bulletin> – about which project or unit?"""
    return _ask_what(ctx, ())


def one_more(ctx: Context) -> Reply:
    """ua:<bulletin> – something else is wrong, too; what was said stays."""
    return _ask_what(ctx, _said_before(ctx, ctx.pressed.number(0)))


def _ask_what(ctx: Context, before: Mistakes) -> Reply:
    bulletin = ctx.work.bulletins.get(ctx.pressed.number(0))
    correctable(ctx.work, bulletin.id)
    _await(ctx, bulletin.id, before, what="about")
    return Reply(say=(texts.ask_what(bulletin, len(before)),))


def leave_out(ctx: Context) -> Reply:
    """ux:<bulletin> – the last of them was none."""
    bulletin_id = ctx.pressed.number(0)
    left = _said_before(ctx, bulletin_id)[:-1]
    if left:
        return Reply(replace=_why(ctx, bulletin_id, left))
    return _ask_what(ctx, ())


def which_value(ctx: Context) -> Reply:
    """ui:<bulletin>:<project>:<item> – which value is right?"""
    bulletin_id, project, number = ctx.pressed.number(0), _project(ctx), ctx.pressed.number(2)
    if number > AGAIN:
        raise StaleButton
    before = _said_before(ctx, bulletin_id)
    if number == AGAIN:
        return Reply(replace=_why(ctx, bulletin_id, collected(before, Mistake(project.id))))
    item = ITEMS[number]
    card = texts.ask_value(bulletin_id, project, item, as_read(project, item))
    if not card.buttons:
        _await(ctx, bulletin_id, before, what="value", project=str(project.id), item=item.value)
    return Reply(replace=card)


def value_chosen(ctx: Context) -> Reply:
    """uv:<bulletin>:<project>:<item>:<stage or 0/1>."""
    bulletin_id, number = ctx.pressed.number(0), ctx.pressed.number(2)
    if number >= AGAIN:
        raise StaleButton
    item = ITEMS[number]
    found = Mistake(_project(ctx).id, None, item, from_button(item, ctx.pressed.word(3)))
    return Reply(replace=_why(ctx, bulletin_id, collected(_said_before(ctx, bulletin_id), found)))


def _why(ctx: Context, bulletin_id: int, mistakes: Mistakes) -> Card:
    """Everything that is put right so far, old → new, and whose place changes; the next sentence is the reason."""
    frozen = correctable(ctx.work, bulletin_id)
    done = corrected(ctx.work, frozen, mistakes, ctx.calendar)
    _await(ctx, bulletin_id, mistakes, what="why")
    return texts.ask_why(bulletin_id, frozen, done.made, [one.change for one in done.told])


def said(ctx: Context, asked: Dialogue) -> Reply:
    """The sentence after each question: about what, which value, why."""
    what, bulletin_id, before = asked.data["what"], int(asked.data["bulletin"]), _mistakes(asked)
    if what == "about":
        return _about(ctx, bulletin_id, before)
    if what == "value":
        item = Item(asked.data["item"])
        value = typed(item, ctx.incoming.text, ctx.today)
        if value is None:
            raise BadArgument("ruling_value")
        project = project_by_id(ctx.work, ctx.person, int(asked.data["project"]), ctx.today)
        found = collected(before, Mistake(project.id, None, item, value))
        return Reply(say=(_why(ctx, bulletin_id, found),))
    return _drafted(ctx, bulletin_id, before)


def _about(ctx: Context, bulletin_id: int, before: Mistakes) -> Reply:
    words = ctx.incoming.text.strip()
    unit = ctx.work.projects.unit_named(words)
    if unit is not None:
        return Reply(say=(_why(ctx, bulletin_id, collected(before, Mistake(unit_id=unit.id))),))
    project = find_project(ctx.work, ctx.person, words, ctx.today)
    _await(ctx, bulletin_id, before, what="about")
    return Reply(say=(texts.which_item(bulletin_id, project),))


def _drafted(ctx: Context, bulletin_id: int, mistakes: Mistakes) -> Reply:
    """The reason has been said: the draft goes the way of every draft."""
    frozen = correctable(ctx.work, bulletin_id)
    done = corrected(ctx.work, frozen, mistakes, ctx.calendar)
    follow_in_ledger(ctx.work, frozen, mistakes, ctx.person, ctx.now)
    drafted = correct(ctx.work, bulletin_id, done, ctx.incoming.text, ctx.person, ctx.calendar, ctx.now)
    return Reply(say=(texts.drafted(drafted),))


def _project(ctx: Context) -> Project:
    return project_by_id(ctx.work, ctx.person, ctx.pressed.number(1), ctx.today)


def _await(ctx: Context, bulletin_id: int, mistakes: Mistakes, **more: str) -> None:
    data = {"bulletin": str(bulletin_id), "mistakes": json.dumps([_written(one) for one in mistakes]), **more}
    ctx.work.dialogues.set(Dialogue(ctx.person.id, Topic.CORRECTION, data, ctx.now + LASTS))


def _said_before(ctx: Context, bulletin_id: int) -> Mistakes:
    """What this person has put right so far in this issue."""
    waiting = ctx.work.dialogues.get(ctx.person.id, ctx.now)
    mine = waiting is not None and waiting.topic is Topic.CORRECTION
    return _mistakes(waiting) if waiting and mine and waiting.data["bulletin"] == str(bulletin_id) else ()


def _written(one: Mistake) -> list[str]:
    value = "" if one.value is None else in_button(one.value)
    return [str(one.project_id or ""), str(one.unit_id or ""), one.item.value if one.item else "", value]


def _mistakes(asked: Dialogue) -> Mistakes:
    found = []
    for project, unit, name, word in json.loads(asked.data.get("mistakes", "[]")):
        item = Item(name) if name else None
        value = from_button(item, word) if item else None
        found.append(Mistake(int(project) if project else None, int(unit) if unit else None, item, value))
    return tuple(found)
