"""What the office has chosen for its official documents (公文格式)."""

from __future__ import annotations

from core.bulletins.letterhead import FIELDS, LONGEST, Form, Letterhead
from core.chat import Button, Card, Rows
from core.presses import encode
from core.texts.catalogue import say


def issuer(letterhead: Letterhead, place: str) -> str:
    """The office's words, or the usual name with the place of the ledger."""
    return letterhead.issuer or say("document.issuer", place=place).strip()


def says(letterhead: Letterhead, place: str) -> str:
    return say("letterhead.says", issuer=issuer(letterhead, place), form=_form(letterhead.form))


def card(letterhead: Letterhead, place: str, template: str) -> Card:
    """``template``: the name of the office's own red-head template, or empty."""
    defaults = {
        "issuer": issuer(letterhead, place),
        "addressees": say("letterhead.addressees_default"),
        "printer": issuer(letterhead, place),
    }
    rows = [
        _row(say(f"letterhead.{name}"), getattr(letterhead, name), defaults.get(name, "")) for name in FIELDS
    ]
    rows.append(_row(say("letterhead.form"), _form(letterhead.form), ""))
    rows.append(_row(say("letterhead.template"), template, say("letterhead.no_template")))
    other = Form.BRIEF if letterhead.form is Form.DOCUMENT else Form.DOCUMENT
    names = [Button(say(f"letterhead.{name}"), encode("lh", name)) for name in FIELDS]
    buttons: Rows = (
        *(tuple(names[n : n + 2]) for n in range(0, len(names), 2)),
        (Button(say("button.letterhead_form", form=_form(other)), encode("sc", "letterhead", other.value)),),
        (Button(say("button.template_sample"), encode("lt", "sample")),),
        *(((Button(say("button.template_drop"), encode("lt", "drop")),),) if template else ()),
        (Button(say("button.back"), encode("st")),),
    )
    text = "\n".join([say("setting.how.letterhead"), *rows, say("red_head.how")])
    return Card(text, title=say("setting.letterhead"), buttons=buttons)


def ask(name: str) -> Card:
    asked = say("letterhead.ask", name=say(f"letterhead.{name}"), limit=LONGEST)
    return Card(f"{asked}\n{say(f'letterhead.example.{name}')}")


def saved(letterhead: Letterhead, place: str, template: str) -> tuple[Card, Card]:
    """What was done, and all of it once more."""
    return Card(say("letterhead.saved")), card(letterhead, place, template)


def _row(name: str, value: str, default: str) -> str:
    shown = value or (say("letterhead.default", value=default) if default else say("letterhead.none"))
    return say("letterhead.row", name=name, value=shown)


def _form(form: Form) -> str:
    return say(f"letterhead.form.{form.value}")
