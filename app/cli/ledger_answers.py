"""Answers to the questions of an import, as options of the command line."""

from __future__ import annotations

from collections.abc import Sequence

from app.cli.failed import Failed
from core.roster.asking import DIFFERENT, SAME, SHEET, UNIT, UNITS, Answers, Ask, Question
from core.roster.sheet import squeeze
from core.texts.catalogue import say


def answers_from(sheet: str, units: Sequence[str], twins: Sequence[str], people: Sequence[str]) -> Answers:
    """Raises Failed: an option is not of its form."""
    answers = {SHEET: sheet} if sheet else {}
    for given in units:
        column, found, unit = given.rpartition("=")
        if unit not in UNITS or (found and not column):
            raise Failed(say("cli.say_unit", said=given))
        column = squeeze(column)
        answers[f"unit:{column.upper() if column.isascii() else column}" if found else UNIT] = unit
    for name, said in (("twin", twins), ("person", people)):
        for given in said:
            key, _, answer = given.rpartition("=")
            if not key or answer not in (SAME, DIFFERENT):
                raise Failed(say("cli.say_row" if name == "twin" else "cli.say_name", said=given))
            answers[f"{name}:{key}"] = answer
    return answers


def how_to_answer(question: Question) -> str:
    """Which option says it."""
    subject = question.key.partition(":")[2]
    match question.kind:
        case Ask.SHEET:
            return say("cli.how.sheet", options="、".join(question.options))
        case Ask.UNIT:
            return say("cli.how.unit")
        case Ask.COLUMN_UNIT:
            return say("cli.how.column_unit", subject=subject)
        case Ask.TWIN:
            return say("cli.how.twin", subject=subject)
        case Ask.PERSON:
            return say("cli.how.person", subject=subject)
