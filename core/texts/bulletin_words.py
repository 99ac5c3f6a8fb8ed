"""The words of an issue: a template filled in from its material, within the sizes of both chat services."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.bulletins.material import Material, Own, Room
from core.bulletins.model import BulletinKind, Form
from core.bulletins.templates import checked, filled
from core.calendar import Calendar
from core.texts.bulletin_fields import FIELDS, period
from core.texts.bulletin_page import PAGE_FIELDS
from core.texts.catalogue import say

SCREEN = 3800
"""Bytes of a text without its title: one message in Telegram (4096 characters) and in a WeCom group that shows
tables (4096 bytes), at most two where WeCom cuts at 2048 bytes."""
MESSAGE = 1900
"""Bytes of one message everywhere, with a title; a unit's page has no more."""
ROOMS = (Room(99, 5), Room(99, 3), Room(99, 2), Room(30, 3), Room(20, 2), Room(10, 2), Room(8, 1), Room(5, 1))
"""Tried in this order until the text fits: entries go first, places of the ranking last. If one of the first three fits
into one message, it is one."""
BRIEF = 3


def names(form: Form) -> dict[str, str]:
    """What the fields of this template are called → their key."""
    keys = PAGE_FIELDS if form is Form.PAGE else FIELDS
    return {say(f"template.field.{key}"): key for key in keys}


def own_template(form: Form) -> str:
    """The product's own template (默认)."""
    return say(f"template.own.{form.value}")


def checked_template(form: Form, text: str) -> str:
    """
    Raises:
        Refused: see ``core.bulletins.templates.checked``.
    """
    return checked(text, names(form))


def text_of(template: str, material: Material, calendar: Calendar) -> str:
    """The words of an issue. What does not fit even in the shortest form is left to the chat service to divide."""
    keys = names(Form(material.kind.value))

    def said(room: Room) -> str:
        return filled(template, lambda name: FIELDS[keys[name]](material, room, calendar))

    return _first(said, ROOMS[:BRIEF], MESSAGE) or _first(said, ROOMS, SCREEN) or said(ROOMS[-1])


def page_of(template: str, own: Own, calendar: Calendar) -> str:
    """The page of one unit."""
    keys = names(Form.PAGE)

    def said(room: Room) -> str:
        return filled(template, lambda name: PAGE_FIELDS[keys[name]](own, room, calendar))

    return _first(said, ROOMS, MESSAGE) or said(ROOMS[-1])


def _first(said: Callable[[Room], str], rooms: Sequence[Room], limit: int) -> str:
    """In the first of these rooms in which it fits; empty if it fits in none."""
    return next((text for room in rooms if len((text := said(room)).encode()) <= limit), "")


def title_of(material: Material) -> str:
    """招商引资项目调度通报（2026年第47周）."""
    if material.kind is BulletinKind.WEEKLY:
        return say("bulletin.title", week=period(material))
    return say(f"bulletin.title.{material.kind.value}", period=period(material))


def kind(value: BulletinKind) -> str:
    return say(f"bulletin.kind.{value.value}")


def form(value: Form) -> str:
    return say("template.page") if value is Form.PAGE else kind(BulletinKind(value.value))
