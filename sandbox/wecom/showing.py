"""What a member reads in a message: its words, its markup, its buttons."""

from collections.abc import Iterator
from html import escape
from typing import Any

from sandbox.model import Form, Json
from sandbox.wecom.cards import INTERACTIVE, part
from sandbox.wecom.markdown import app_markdown, linked, robot_markdown


def words_of(form: Form) -> str:
    """All words on it, line by line, buttons left out."""
    if form.msgtype in ("text", "markdown", "markdown_v2"):
        return str(form.content["content"])
    return "\n".join(line for line in _lines(form) if line)


def _lines(form: Form) -> Iterator[str]:
    given = form.content
    if form.msgtype == "template_card":
        yield from _card_lines(given)
    elif form.msgtype == "textcard":
        yield from (given["title"], given["description"])
    elif form.msgtype == "news":
        for article in given["articles"]:
            yield from (article["title"], article.get("description", ""))
    elif form.msgtype == "video":
        yield from (given.get("title", ""), given.get("description", ""))


def _card_lines(card: Json) -> Iterator[str]:
    yield part(card, "source").get("desc", "")
    for name in ("main_title", "emphasis_content", "image_text_area"):
        yield from (part(card, name).get(key, "") for key in ("title", "desc"))
    quote = part(card, "quote_area")
    yield from (quote.get("title", ""), quote.get("quote_text", ""))
    yield card.get("sub_title_text", "")
    for row in card.get("horizontal_content_list") or []:
        yield f"{row['keyname']} {row.get('value', '')}".strip()
    for row in card.get("vertical_content_list") or []:
        yield from (row["title"], row.get("desc", ""))
    for question in questions_of(card):
        yield question.get("title", "")
        yield from (option["text"] for option in question["option_list"])
    yield from (jump["title"] for jump in card.get("jump_list") or [])


def questions_of(card: Json) -> list[Json]:
    """Whatever one can choose on it, in order."""
    single = [card[name] for name in ("button_selection", "checkbox") if card.get(name)]
    return [*single, *(card.get("select_list") or [])]


def html_of(form: Form) -> str:
    if form.msgtype == "markdown":
        return app_markdown(form.content["content"])
    if form.msgtype == "markdown_v2":
        return robot_markdown(form.content["content"])
    if form.msgtype == "text":
        return linked(form.content["content"])
    return escape(words_of(form), quote=False)


def buttons_of(form: Form) -> list[list[dict[str, Any]]]:
    """One row each; none on a card that was greyed."""
    if form.msgtype != "template_card" or form.greyed is not None:
        return []
    card = form.content
    rows = [[_button(button)] for button in card.get("button_list") or []]
    if card["card_type"] in INTERACTIVE and card.get("submit_button"):
        rows.append([{"text": card["submit_button"]["text"], "data": card["submit_button"]["key"]}])
    return rows


def _button(button: Json) -> dict[str, Any]:
    if button.get("type", 0) == 1:
        return {"text": button["text"], "url": button["url"]}
    return {"text": button["text"], "data": button["key"], "style": button.get("style", 1)}
