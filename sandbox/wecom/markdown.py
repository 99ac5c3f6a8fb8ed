"""Both dialects of markdown as the client shows them, as HTML the page lets through.

The application's [90236] knows headings, bold, links, inline code, quotes and three colours; what it does
not know stays as it was written. markdown_v2 of the webhook [99110] adds lists, rules, code blocks and tables.
"""

import re
from html import escape

COLOURS = re.compile(
    r'&lt;font color=(?:&quot;|")(info|comment|warning)(?:&quot;|")&gt;(.*?)&lt;/font&gt;', re.DOTALL
)
LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\((https?://[^\s)]+)\)")
PICTURE = re.compile(r"!\[([^\]\n]*)\]\((https?://[^\s)]+)\)")
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
ITALIC = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"(#{1,6}) +(.*)")
MENTION = re.compile(r"&lt;@([\w.@-]+)&gt;")
ANCHOR = re.compile(
    r'&lt;a href=(?:&quot;|")(https?://[^"&\s]+(?:&amp;[^"&\s]+)*)(?:&quot;|")&gt;(.*?)&lt;/a&gt;'
)
LISTED = re.compile(r"( *)(?:[-*]|\d+\.) +(.*)")
BAR = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"(-{3,}|\*{3,})\s*")
DASHES = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")


def linked(text: str) -> str:
    """A text message: everything as it is, but for ``<a href>`` and mentions."""
    shown = ANCHOR.sub(r'<a href="\1">\2</a>', escape(text))
    return MENTION.sub(r'<span class="mention">@\1</span>', shown)


def app_markdown(text: str) -> str:
    shown = "\n".join(_line(line) for line in text.split("\n"))
    return COLOURS.sub(r'<span class="\1">\2</span>', shown)


def robot_markdown(text: str) -> str:
    lines, shown = text.split("\n"), []
    at = 0
    while at < len(lines):
        if lines[at].startswith("```"):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith("```")), len(lines))
            shown.append(f"<pre>{escape(chr(10).join(lines[at + 1 : end]))}</pre>")
            at = end + 1
        elif at + 1 < len(lines) and "|" in lines[at] and DASHES.fullmatch(lines[at + 1]):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            shown.append(_table([lines[at], *lines[at + 2 : end]]))
            at = end
        else:
            shown.append(_rich_line(lines[at]))
            at += 1
    return "\n".join(shown)


def _line(line: str, *, rich: bool = False) -> str:
    if heading := HEADING.fullmatch(line):
        level = len(heading[1])
        return f"<h{level}>{_inline(heading[2], rich=rich)}</h{level}>"
    if line.startswith(">"):
        inner = line[1:].lstrip(" ") if not rich else line[1:].removeprefix(" ")
        return f"<blockquote>{_line(inner, rich=True) if rich else _inline(inner)}</blockquote>"
    return _inline(line, rich=rich)


def _rich_line(line: str) -> str:
    if RULE.fullmatch(line):
        return "<hr>"
    if listed := LISTED.fullmatch(line):
        mark = line.strip().split(" ", 1)[0]
        sign = mark if mark[0].isdigit() else "•"
        return f"{'　' * (len(listed[1]) // 2)}{sign} {_inline(listed[2], rich=True)}"
    return _line(line, rich=True)


def _table(rows: list[str]) -> str:
    cells = [_cells(row) for row in rows]
    width = len(cells[0])
    head = "".join(f"<th>{_inline(cell, rich=True)}</th>" for cell in cells[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell, rich=True)}</td>" for cell in row[:width]) + "</tr>"
        for row in cells[1:]
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in BAR.split(inner)]


def _inline(text: str, *, rich: bool = False) -> str:
    shown = escape(text)
    shown = CODE.sub(r"<code>\1</code>", shown)
    if rich:
        shown = PICTURE.sub(r'<a href="\2">\1</a>', shown)
    shown = LINK.sub(r'<a href="\2">\1</a>', shown)
    shown = BOLD.sub(r"<b>\1</b>", shown)
    if rich:
        return ITALIC.sub(r"<i>\1</i>", shown)
    return MENTION.sub(r'<span class="mention">@\1</span>', shown)
