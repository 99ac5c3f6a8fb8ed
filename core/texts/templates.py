"""The templates of bulletins in the chat: what they say, their fields, earlier versions (通报模板)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.bulletins.model import Form, Template
from core.bulletins.templates import LIMIT, BadTemplate, NothingToSay, TemplateTooLong, UnknownField
from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.presses import encode
from core.texts import words
from core.texts.bulletin_words import form as name
from core.texts.bulletin_words import names
from core.texts.catalogue import say


def template_refusal_text(refusal: BadTemplate) -> str:
    """What is wrong with a template, and what would be right."""
    match refusal:
        case UnknownField(names=unknown, known=known):
            shown = words.clip(_in_braces(unknown), 60)
            return say("refused.template_unknown", names=shown, known=_in_braces(known))
        case TemplateTooLong(length=length, limit=limit):
            return say("refused.template_long", length=length, limit=limit)
        case NothingToSay():
            return say("refused.template_empty")
        case _:
            return say("refused.template_brace")


def _in_braces(fields: Iterable[str]) -> str:
    return say("word.list_stop").join(f"{{{each}}}" for each in fields)


def button() -> Button:
    return Button(say("button.templates"), encode("tl"))


def forms(own: Sequence[Form]) -> Card:
    """All templates; ``own`` are those that the office has worded itself."""
    buttons = [
        Button(say("settings.on", name=name(each)) if each in own else name(each), encode("to", each.value))
        for each in Form
    ]
    rows: Rows = (tuple(buttons[:3]), tuple(buttons[3:]))
    return Card(say("template.which"), title=say("template.title"), buttons=rows)


def one(
    form: Form, text: str, versions: Sequence[Template], people: Mapping[int, str], calendar: Calendar
) -> Card:
    """What counts now, who said so, and what can be done."""
    whose = _whose(versions, people, calendar)
    row = [
        Button(say("button.template_edit"), encode("te", form.value)),
        Button(say("button.template_preview"), encode("tv", form.value)),
    ]
    if versions and versions[0].text:
        row.append(Button(say("button.template_restore"), encode("td", form.value)))
    rows: Rows = (tuple(row), (Button(say("button.back"), encode("tl")),))
    if versions:
        rows = (rows[0], (Button(say("button.template_versions"), encode("th", form.value)), *rows[1]))
    return Card(f"{whose}\n{say('bulletin.rule')}\n{text}", title=name(form), buttons=rows)


def _whose(versions: Sequence[Template], people: Mapping[int, str], calendar: Calendar) -> str:
    if not versions:
        return say("template.ours")
    newest = versions[0]
    key = "template.theirs" if newest.text else "template.restored"
    return say(key, by=people[newest.saved_by], at=words.short_moment(newest.saved_at, calendar))


def ask(form: Form) -> Card:
    """What may stand in it, before the office sends another one."""
    return Card(say("template.ask", form=name(form), fields=_in_braces(names(form)), limit=LIMIT))


def preview(form: Form, text: str, fixed: Sequence[str] = (), *, waits: bool) -> Card:
    """What a draft would say today.

    Args:
        fixed: numbers that stand in the template itself and will never change with the figures.
        waits: it counts only once it is saved.
    """
    rows: Rows = ((Button(say("button.back"), encode("to", form.value)),),)
    if waits:
        save = Button(say("button.template_save"), encode("ts", form.value))
        rows = ((save, Button(say("button.template_again"), encode("te", form.value)), *rows[0]),)
    head = say("template.preview" if waits else "template.preview_now")
    if fixed:
        head += "\n" + say("template.fixed", numbers=say("word.list_stop").join(fixed))
    return Card(f"{head}\n{say('bulletin.rule')}\n{text}", title=name(form), buttons=rows)


def history(form: Form, versions: Sequence[Template], people: Mapping[int, str], calendar: Calendar) -> Card:
    """Every version with who and when, the newest first; short."""
    rows = [
        say(
            "template.version",
            no=len(versions) - index,
            by=people[each.saved_by],
            at=words.short_moment(each.saved_at, calendar),
            text=words.clip(each.text, 60) if each.text else say("template.version_restored"),
        )
        for index, each in enumerate(versions)
    ]
    back = (Button(say("button.back"), encode("to", form.value)),)
    again = [
        Button(say("button.template_use", no=len(versions) - index), encode("tu", form.value, each.id))
        for index, each in enumerate(versions)
        if index and each.text
    ]
    return Card("\n".join(rows), title=name(form), buttons=(tuple(again[:4]), back) if again else (back,))
