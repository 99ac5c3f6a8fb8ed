"""The lights among the office's choices (亮灯标准)."""

from __future__ import annotations

from bot.context import Context
from core.chat import Card
from core.errors import StaleButton
from core.roster.light_rules import CHOICES
from core.roster.light_setting import end_silence, light_rules, next_choice
from core.roster.lights import light
from core.roster.model import Light
from core.texts import lamps as texts


def says(ctx: Context) -> str:
    return texts.summary(_all(ctx), light_rules(ctx.work), ctx.today)


def card(ctx: Context) -> Card:
    return texts.settings(_all(ctx), light_rules(ctx.work), ctx.today)


def press(ctx: Context, word: str) -> None:
    """A number's name moves it on; the other word ends the silent month."""
    if word == texts.OPEN:
        end_silence(ctx.work, ctx.person.id, ctx.now)
    elif word in CHOICES:
        next_choice(ctx.work, word, ctx.person.id, ctx.now)
    else:
        raise StaleButton


def _all(ctx: Context) -> list[Light]:
    rules, excused = light_rules(ctx.work), ctx.work.excuses.holding(ctx.today)
    projects = ctx.work.projects.all()
    return [light(project, ctx.today, rules, excused=project.id in excused) for project in projects]
