"""The office's words for its official documents, as a setting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.bulletins.letterhead import FIELDS, Form, Letterhead
from core.ports import UnitOfWork
from core.settings import Json, Setting, choose, chosen


def _to_json(one: Letterhead) -> Json:
    return {**_words(one), "form": one.form.value}


def _words(one: Letterhead) -> dict[str, str]:
    return {name: str(getattr(one, name)) for name in FIELDS}


def _from_json(value: Json) -> Letterhead:
    if not isinstance(value, dict):
        raise ValueError(value)  # noqa: TRY004 - what was stored is wrong, not the call
    words = {name: str(value.get(name, "")) for name in FIELDS}
    return Letterhead(**words, form=Form(str(value.get("form", Form.DOCUMENT.value))))


LETTERHEAD: Setting[Letterhead] = Setting("bulletin.letterhead", Letterhead(), _to_json, _from_json)


def set_word(work: UnitOfWork, name: str, text: str, by: int, now: datetime) -> Letterhead:
    """One of ``FIELDS``; empty: its default again."""
    said = " ".join(text.split()).rstrip("：:。")
    old = chosen(work, LETTERHEAD)
    changed = Letterhead(**{**_words(old), name: said}, form=old.form)
    choose(work, LETTERHEAD, changed, by, now)
    return changed


def set_form(work: UnitOfWork, form: Form, by: int, now: datetime) -> None:
    choose(work, LETTERHEAD, replace(chosen(work, LETTERHEAD), form=form), by, now)
