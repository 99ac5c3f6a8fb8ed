"""Contacts that a report sentence tells of are noted with it, and taken back with it (联系记录)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.context import Context
from core.milestones.contact_words import Met, met_in
from core.milestones.contacts import note_said, unsay
from core.rounds.echo.model import Draft, Sentence


def told_in(ctx: Context, sentence: Sentence, drafts: Sequence[Draft]) -> Mapping[int, Met]:
    """Project id → the contact that its part of the sentence tells of, as of the day on which it was said."""
    day = ctx.calendar.today(sentence.said_at)
    found = {draft.project_id: met_in(draft.finding.quote, day) for draft in drafts}
    return {project_id: met for project_id, met in found.items() if met is not None}


def keep(ctx: Context, sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Nothing is asked of the database where no words tell of a contact."""
    told = told_in(ctx, sentence, drafts)
    if told:
        note_said(ctx.work, sentence.message, told, ctx.person, ctx.now)


def forget(ctx: Context, sentence: Sentence) -> None:
    if told_in(ctx, sentence, sentence.drafts):
        unsay(ctx.work, sentence.message, ctx.person, ctx.now)
