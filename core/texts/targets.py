"""Targets in words (任务)."""

from __future__ import annotations

from core.scoring.targets import Gap
from core.texts import words
from core.texts.catalogue import say


def gap_text(unit: str, gap: Gap) -> str:
    """东岭县年度签约额任务5亿元，下级合计4.5亿元，相差5000万元."""
    facts = {
        "kind": say(f"target.{gap.kind}"),
        "target": words.money(gap.target),
        "parts": words.money(gap.parts),
        "by": words.money(abs(gap.target - gap.parts)),
    }
    return say("target.gap_months" if gap.by_month else "target.gap_units", unit=unit, **facts)
