"""Contacts that a report sentence tells of are noted with it, and taken back with it (联系记录)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.context import Context
from core.milestones.contact_words import Met, may_tell, met_in
from core.milestones.contacts import note_said, unsay
from core.rounds.echo.model import Draft, Sentence


def told_in(ctx: Context, said_at: datetime, drafts: Sequence[Draft]) -> Mapping[int, Met]:
    """Project id → the contact that its part of the sentence tells of, as of the day on which it was said."""
    telling = [draft for draft in drafts if may_tell(draft.finding.quote)]
    if not telling:  # almost every sentence
        return {}
    day = ctx.calendar.today(said_at)
    found = {draft.project_id: met_in(draft.finding.quote, day) for draft in telling}
    return {project_id: met for project_id, met in found.items() if met is not None}


def keep(ctx: Context, message: str, said_at: datetime, drafts: Sequence[Draft]) -> None:
    """Nothing is asked of the database where no words tell of a contact."""
    told = told_in(ctx, said_at, drafts)
    if told:
        note_said(ctx.work, message, told, ctx.person, ctx.now)


def forget(ctx: Context, sentence: Sentence) -> None:
    if told_in(ctx, sentence.said_at, sentence.drafts):
        unsay(ctx.work, sentence.message, ctx.person, ctx.now)
