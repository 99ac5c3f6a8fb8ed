"""The office's own templates: shown with today's figures, saved as a new version, or given up (恢复默认)."""

from __future__ import annotations

from datetime import datetime

from core.bulletins.drafting import material_of, newest, owns_of, template_text
from core.bulletins.model import BulletinKind, Form, Template
from core.calendar import Calendar
from core.ports import UnitOfWork
from core.roster.model import Person
from core.texts import bulletin_words as words


def preview(work: UnitOfWork, form: Form, text: str, calendar: Calendar) -> str:
    """What a draft made with this template would say today.

    Raises:
        WrongState: nothing has been frozen yet.
    """
    kind = BulletinKind.MEETING if form is Form.PAGE else BulletinKind(form.value)
    material = material_of(work, kind, newest(work), calendar)
    if form is not Form.PAGE:
        return words.text_of(text, material, calendar)
    first = next(iter(owns_of(material)), None)
    return words.page_of(text, first, calendar) if first else ""


def save(work: UnitOfWork, form: Form, text: str, by: Person, now: datetime) -> Template:
    """A new version, which counts from the next draft on.

    Raises:
        Refused: it cannot be filled in.
    """
    return _keep(work, form, words.checked_template(form, text), by, now)


def restore(work: UnitOfWork, form: Form, by: Person, now: datetime) -> Template:
    """The product's own counts again; the office's versions stay on file."""
    return _keep(work, form, "", by, now)


def _keep(work: UnitOfWork, form: Form, text: str, by: Person, now: datetime) -> Template:
    facts = {"old": template_text(work, form), "new": text or words.own_template(form)}
    kept = work.editions.add_template(form, text, by.id, now)
    work.audit.note(now, by.id, "template.saved", f"template:{form.value}", facts)
    return kept
