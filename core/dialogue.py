"""A question of ours that waits for the person's next sentence (对话). State lives in the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Topic(StrEnum):
    PROBLEM_TEXT = "problem_text"  # after the category: one sentence about the problem
    NODE_DATE = "node_date"  # after 其他日期: a date
    BROADCAST_TEXT = "broadcast_text"
    INVITE_NAME = "invite_name"
    REPORT_AGAIN = "report_again"  # after 修改: the sentence that replaces the one before
    FIGURE_REASON = "figure_reason"  # why the office returns a figure
    FIGURE_VALUE = "figure_value"  # what the office confirms instead
    LETTERHEAD = "letterhead"  # one of the words of the official document
    SETTING = "setting"  # a choice of the office that buttons cannot say
    WORDING = "wording"  # other words for a draft of a bulletin
    TEMPLATE = "template"  # another template of bulletins; then the one that waits to be saved
    OBJECTION = "objection"  # what is wrong, and what is right
    PROOF = "proof"  # photos and files for an objection, as many as there are
    RULING = "ruling"  # what the office decides about an objection: a reason, a value, more time
    CORRECTION = "correction"  # what a published issue says wrongly, the right value, why
    CASE = "case"  # minutes, a promise or a reason in an accountability case


@dataclass(frozen=True, slots=True)
class Dialogue:
    """At most one per person; a newer one replaces it. ``data`` holds ids and short texts only.

    ``message_id`` is the message of ours that asked, so that a reply to it finds its way.
    """

    person_id: int
    topic: Topic
    data: Mapping[str, str]
    expires_at: datetime
    message_id: str = ""
