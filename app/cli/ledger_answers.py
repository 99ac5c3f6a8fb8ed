"""Answers to the questions of an import, as options of the command line."""

from __future__ import annotations

from collections.abc import Sequence

from app.cli.failed import Failed
from core.roster.asking import DIFFERENT, SAME, SHEET, UNIT, UNITS, Answers, Ask, Question
from core.roster.sheet import squeeze


def answers_from(sheet: str, units: Sequence[str], twins: Sequence[str], people: Sequence[str]) -> Answers:
    """Raises Failed: an option is not of its form."""
    answers = {SHEET: sheet} if sheet else {}
    for given in units:
        column, found, unit = given.rpartition("=")
        if unit not in UNITS or (found and not column):
            raise Failed(f"--unit 应写成 列=万元（或 亿元、元）：{given}")
        column = squeeze(column)
        answers[f"unit:{column.upper() if column.isascii() else column}" if found else UNIT] = unit
    for name, said in (("twin", twins), ("person", people)):
        for given in said:
            key, _, answer = given.rpartition("=")
            if not key or answer not in (SAME, DIFFERENT):
                raise Failed(f"应写成 {'行号' if name == 'twin' else '姓名'}=same 或 =different：{given}")
            answers[f"{name}:{key}"] = answer
    return answers


def how_to_answer(question: Question) -> str:
    subject = question.key.partition(":")[2]
    match question.kind:
        case Ask.SHEET:
            return f"（--sheet {'、'.join(question.options)}）"
        case Ask.UNIT:
            return "（--unit 万元，或逐列 --unit 列=万元）"
        case Ask.COLUMN_UNIT:
            return f"（--unit {subject}=万元）"
        case Ask.TWIN:
            return f"（--duplicate {subject}=same 或 different）"
        case Ask.PERSON:
            return f"（--person {subject}=same 或 different）"
