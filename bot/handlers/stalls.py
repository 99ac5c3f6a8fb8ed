"""无变化 for the third time in a row: one tap says why (连续无变化)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.context import Context
from bot.handlers.answering import line_at, open_card, view_of
from bot.handlers.tapping import keep
from core.chat import Reply
from core.errors import StaleButton
from core.milestones.looking import stalled
from core.milestones.model import WordList
from core.milestones.word_lists import words_of
from core.rounds.model import Answer, Finding, Prompt, Source
from core.rounds.views import Line
from core.texts import flags as texts

_SPOKEN = re.compile("无变化|没变化|没有变化|无进展|没进展")
MOST = 10
"""Lines asked about at once: their numbers travel in a button."""


def with_question(ctx: Context, prompt: Prompt, numbers: Collection[int], reply: Reply) -> Reply:
    """``reply``, and the question why, if any of these lines has said 无变化 long enough."""
    items = [item for item in ctx.work.rounds.items(prompt.id) if item.no in numbers]
    rows = stalled(ctx.work, [item.project_id for item in items], ctx.now)
    if not rows:
        return reply
    lines = [line for line in view_of(ctx, prompt).lines if line.project.id in rows and _unexplained(line)]
    if not lines:
        return reply
    asked = [(line, rows[line.project.id]) for line in lines][:MOST]
    question = texts.why_stalled(prompt.id, asked, words_of(ctx.work, WordList.STALLED))
    return replace(reply, say=(*reply.say, question))


def after_words(ctx: Context, prompts: Sequence[Prompt], reply: Reply) -> Reply:
    """The same after a sentence that speaks of no change."""
    if not _SPOKEN.search(ctx.incoming.text):
        return reply
    for prompt in prompts:
        lines = view_of(ctx, prompt).lines
        numbers = [line.no for line in lines if line.said and line.said.message == ctx.message]
        reply = with_question(ctx, prompt, numbers, reply) if numbers else reply
    return reply


def _unexplained(line: Line) -> bool:
    found = line.said.finding if line.said else None
    return found is not None and found.answer is Answer.NO_CHANGE and not found.text


def reason(ctx: Context) -> Reply:
    """rw:<prompt>:<reason>:<numbers joined by points> – kept with the answers that still say 无变化."""
    prompt, view = open_card(ctx)
    words = words_of(ctx.work, WordList.STALLED)
    chosen, joined = ctx.pressed.number(1), ctx.pressed.word(2).split(".")
    if chosen >= len(words) or not all(one.isascii() and one.isdigit() for one in joined):
        raise StaleButton
    lines = [line_at(view, int(one)) for one in joined]
    still = [line for line in lines if line.said and line.said.finding.answer is Answer.NO_CHANGE]
    if not still:
        raise StaleButton
    findings = {line.no: Finding(Answer.NO_CHANGE, text=words[chosen]) for line in still}
    keep(ctx, prompt, findings, Source.TAP, "")
    return Reply(replace=texts.stall_kept([line.project.name for line in still], words[chosen]))
