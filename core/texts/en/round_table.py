"""Headers of the table of one round."""

from __future__ import annotations

SENTENCES = {
    "round_table.serial": "No.",
    "round_table.code": "Code",
    "round_table.name": "Project",
    "round_table.county": "County",
    "round_table.leaders": "Leaders",
    "round_table.by": "Answered by",
    "round_table.for": "On behalf of",
    "round_table.at": "Answered at",
    "round_table.late": "Late",
    "round_table.answer": "Answer",
    "round_table.week": "This week (10,000 yuan)",
    "round_table.month": "This month (10,000 yuan)",
    "round_table.year": "This year (10,000 yuan)",
    "round_table.total": "In all (10,000 yuan)",
    "round_table.fixed": "Fixed assets (10,000 yuan)",
    "round_table.percent": "Progress (%)",
    "round_table.stage": "Stage",
    "round_table.nodes": "Milestones",
    "round_table.problems": "Problems",
    "round_table.resolved": "Solved",
    "round_table.plans": "Next",
    "round_table.said": "Other",
    "round_table.quote": "Words",
    "round_table.silent": "silent",
    "round_table.is_late": "late",
    "round_table.due": "by {day}",
}
