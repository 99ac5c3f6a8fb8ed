"""How a card looks in WeCom: texts before it, and a template card that holds its buttons.

Which kind holds them: up to six buttons, buttons; the same question about up to ten things, a list of them
beside one button for each answer; up to twenty, a list to choose from; up to twenty-seven, three lists; more, numbered lines answered by typing.

Source: WeCom, "Template cards" (lengths marked there as recommended are kept), read 2026-11.
https://developer.work.weixin.qq.com/document/path/90236
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.wecom.folding import Folded, folded
from bot.wecom.keys import NOTHING, QUESTION, for_button, for_list
from bot.wecom.measure import clip, plain, split
from core.chat import Button, Card, Listed

MOST_BUTTONS = 6
MOST_CHOICES = 20  # options of vote_interaction
MOST_LISTS, IN_LIST = 3, 9  # of multiple_interaction; the tenth option of each chooses nothing
MOST_IN_MENU = 3
MOST_LINES = 6  # of horizontal_content_list
TITLE, LINE, SUBTITLE, LABEL, OPTION, LEAD = 36, 30, 160, 10, 16, 44  # characters
_PAGE_NUMBER = re.compile(r"\d+/\d+")
Template = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """Words of ours on cards: a title where there is none, buttons that the service wants."""

    title: str
    choose: str
    more: str
    done: str
    by_number: str
    which: str
    nothing: str


@dataclass(frozen=True, slots=True)
class Face:
    """What is sent for one card.

    Attributes:
        texts: messages that go before.
        template: the template card, or None.
        whole: the template says everything; False: without the texts something is missing.
        numbered: the buttons are lines of the texts.
    """

    texts: tuple[str, ...] = ()
    template: Template | None = field(default=None)
    whole: bool = True
    numbered: bool = False


def face(card: Card, message_id: str, names: Names) -> Face:
    """The card as messages; ``message_id`` comes back with what is pressed."""
    buttons = [b for row in card.buttons for b in row if not _PAGE_NUMBER.fullmatch(b.label)]
    if not buttons:
        return Face(texts=tuple(split(_written(card))))
    rows = folded(card) if len(buttons) > MOST_BUTTONS else None
    if rows is not None and (listed := _listed(card, rows, message_id, names)):
        long = len(card.text) > SUBTITLE
        return Face(tuple(split(_written(card))) if long else (), listed)
    if len(buttons) <= MOST_BUTTONS:
        own = [_button(button, message_id) for button in buttons]
        return _around(card, {"card_type": "button_interaction", "button_list": own}, "sub_title_text", names)
    if len(buttons) <= MOST_CHOICES and not any(button.url for button in buttons):
        return _around(card, _vote(buttons, message_id, names), "", names)
    if len(buttons) <= MOST_LISTS * IN_LIST and not any(button.url for button in buttons):
        return _around(card, _lists(buttons, message_id, names), "", names)
    return Face(texts=tuple(split(_numbered(card, names))), numbered=True, whole=False)


def closed(card: Card, message_id: str, names: Names) -> Template | None:
    """The card once nothing can be pressed on it any more; None if its text is too long for one."""
    around = _around(card, {"card_type": "button_interaction"}, "sub_title_text", names)
    if around.template is None or not around.whole:
        return None
    button = {"text": names.done, "style": 2, "key": for_button(message_id, "")}
    return around.template | {"button_list": [button], "replace_text": names.done}


def choices(card: Card) -> list[Button]:
    """The buttons in the order of their numbers."""
    return [button for row in card.buttons for button in row if button.data]


def _around(card: Card, inner: Template, below: str, names: Names) -> Face:
    """Title and text where they have room, else as messages before. ``below``: the part for the text, or
    empty for kinds that have none but a longer description."""
    title, text = _titled(card, names)
    whole = len(text) <= SUBTITLE
    heading: Template = {"title": title}
    shown = text if whole else ""
    if below and shown:
        inner = {below: shown} | inner
    elif shown:
        heading["desc"] = shown
    return Face(() if whole else tuple(split(_written(card))), inner | {"main_title": heading}, whole=whole)


def _listed(card: Card, rows: Folded, message_id: str, names: Names) -> Template | None:
    """A list of things beside one button for each answer; None if the other buttons find no room."""
    rest = [button for button in rows.rest if not _PAGE_NUMBER.fullmatch(button.label)]
    room = MOST_BUTTONS - len(rows.answers)
    in_menu = rest[: max(0, len(rest) - room)]
    if room < 0 or len(in_menu) > MOST_IN_MENU or any(button.url for button in rest):
        return None
    buttons = [
        {"text": clip(label, LABEL), "style": 1, "key": for_list(message_id, template)}
        for label, template in rows.answers
    ]
    buttons += [_button(button, message_id, style=2) for button in rest[len(in_menu) :]]
    lines = plain(card.text).split("\n")
    pages = [b.label for b in rows.rest if _PAGE_NUMBER.fullmatch(b.label)]
    template: Template = {
        "card_type": "button_interaction",
        "main_title": {
            "title": clip(" ".join([_titled(card, names)[0], *pages]), TITLE),
            "desc": _lead(lines[0]),
        },
        "horizontal_content_list": [_line(each) for each in card.about[:MOST_LINES]],
        "sub_title_text": clip(lines[-1], SUBTITLE),
        "button_selection": {
            "question_key": QUESTION,
            "title": names.which,
            "option_list": _options(card.about, rows.ids),
            "selected_id": _first_open(card.about, rows.ids),
        },
        "button_list": buttons,
    }
    if in_menu:
        entries = [{"text": button.label, "key": for_button(message_id, button.data)} for button in in_menu]
        template["action_menu"] = {"desc": names.more, "action_list": entries}
    return template


def _lead(line: str) -> str:
    """Whole sentences, as many as there is room for."""
    end = line.rfind("。", 0, LEAD) + 1
    return line[:end] if len(line) > LEAD and end else clip(line, LEAD)


def _line(each: Listed) -> dict[str, str]:
    state = f" ✓{plain(each.state)}" if each.settled else ""
    name = clip(plain(each.name), LINE if not state else max(8, LINE - len(state)))
    return {"keyname": each.mark, "value": clip(name + state, LINE)}


def _options(about: Sequence[Listed], ids: Sequence[str]) -> list[dict[str, str]]:
    return [
        {"id": row, "text": clip(f"{each.mark.split()[0]} {plain(each.name)}{'✓' if each.settled else ''}", OPTION)}
        for each, row in zip(about, ids, strict=True)
    ]  # fmt: skip


def _first_open(about: Sequence[Listed], ids: Sequence[str]) -> str:
    return next((row for each, row in zip(about, ids, strict=True) if not each.settled), ids[0])


def _vote(buttons: Sequence[Button], message_id: str, names: Names) -> Template:
    options = [{"id": button.data, "text": clip(plain(button.label), OPTION + 1)} for button in buttons]
    return {
        "card_type": "vote_interaction",
        "checkbox": {"question_key": QUESTION, "mode": 0, "option_list": options},
        "submit_button": {"text": names.choose, "key": for_list(message_id)},
    }


def _lists(buttons: Sequence[Button], message_id: str, names: Names) -> Template:
    """Up to three lists, in one of which something is chosen."""
    nothing = {"id": NOTHING, "text": names.nothing}
    parts = [buttons[start : start + IN_LIST] for start in range(0, len(buttons), IN_LIST)]
    lists = [
        {
            "question_key": f"{QUESTION}{number}",
            "title": f"{number * IN_LIST + 1}–{number * IN_LIST + len(part)}",
            "selected_id": NOTHING,
            "option_list": [nothing, *({"id": b.data, "text": clip(plain(b.label), OPTION)} for b in part)],
        }
        for number, part in enumerate(parts)
    ]
    submit = {"text": names.choose, "key": for_list(message_id)}
    return {"card_type": "multiple_interaction", "select_list": lists, "submit_button": submit}


def _button(button: Button, message_id: str, style: int = 1) -> dict[str, Any]:
    label = clip(plain(button.label), OPTION)
    if button.url:
        return {"type": 1, "text": label, "style": style, "url": button.url}
    return {"text": label, "style": style, "key": for_button(message_id, button.data)}


def _titled(card: Card, names: Names) -> tuple[str, str]:
    """Title and text; a short first line serves as a title where there is none."""
    text = plain(card.text).strip()
    if card.title:
        return clip(plain(card.title), TITLE), text
    first, _, rest = text.partition("\n")
    return (first, rest.strip()) if 0 < len(first) <= TITLE else (names.title, text)


def _written(card: Card) -> str:
    return "\n".join(part for part in (plain(card.title), plain(card.text)) if part)


def _numbered(card: Card, names: Names) -> str:
    lines = [f"{number}. {plain(button.label)}" for number, button in enumerate(choices(card), 1)]
    links = [f"{plain(b.label)}：{b.url}" for row in card.buttons for b in row if b.url]
    return "\n".join([_written(card), "", *lines, *links, "", names.by_number])
