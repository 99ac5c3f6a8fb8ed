"""Every question that awaits a sentence, with the right its answer needs."""

from __future__ import annotations

from collections.abc import Callable

from bot.context import Context
from bot.handlers import (
    broadcasts,
    cases,
    corrections,
    drafts,
    echoes,
    invite,
    letterheads,
    objections,
    questions,
    review,
    rulings,
    settings,
    templates,
)
from core.chat import Reply
from core.dialogue import Dialogue, Topic
from core.rights import Right

DIALOGUES: dict[Topic, tuple[Right, Callable[[Context, Dialogue], Reply]]] = {
    Topic.PROBLEM_TEXT: (Right.REPORT, questions.answered),
    Topic.NODE_DATE: (Right.REPORT, questions.answered),
    Topic.REPORT_AGAIN: (Right.REPORT, echoes.said_again),
    Topic.BROADCAST_TEXT: (Right.BROADCAST, broadcasts.text),
    Topic.FIGURE_REASON: (Right.REVIEW, review.reason_given),
    Topic.FIGURE_VALUE: (Right.REVIEW, review.value_given),
    Topic.LETTERHEAD: (Right.SETTINGS, letterheads.written),
    Topic.SETTING: (Right.SETTINGS, settings.heard),
    Topic.WORDING: (Right.BULLETIN, drafts.words_given),
    Topic.TEMPLATE: (Right.BULLETIN, templates.given),
    Topic.OBJECTION: (Right.OBJECT, objections.said),
    Topic.PROOF: (Right.OBJECT, objections.more_words),
    Topic.RULING: (Right.BULLETIN, rulings.decided_in_words),
    Topic.CORRECTION: (Right.BULLETIN, corrections.said),
    Topic.CASE: (Right.CASES, cases.said),
    Topic.INVITE_NAME: (Right.INVITE, invite.name),
}
