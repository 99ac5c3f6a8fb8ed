"""What the office is told about its ledger: each sentence says what is odd and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from core.roster.ledger import FindingKind, LedgerRefused, Severity
from core.texts.catalogue import say
from core.texts.words import clip


def finding_text(kind: FindingKind, severity: Severity, facts: Mapping[str, str]) -> str:
    """The sentence for one finding; long cell texts are cut."""
    value = facts.get("value", "")
    outcome = say("ledger.read_as", value=value) if severity is Severity.GUESSED else say("ledger.not_read")
    known = {"value": value, "unit": "", "row": "", "outcome": outcome, **facts}
    said = facts.get("said", "")
    if kind is FindingKind.ACTIVE_CONTENT:
        said = say(f"ledger.active.{said}")
    return say(f"ledger.finding.{kind.value}", **{**known, "said": clip(said, 40)})


def ledger_refusal_text(refused: LedgerRefused) -> str:
    return say(f"ledger.fault.{refused.reason.value}")
