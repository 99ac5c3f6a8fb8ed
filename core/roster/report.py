"""Findings and questions while a ledger is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.roster.asking import Question
from core.roster.cells import Note
from core.roster.ledger import Finding, FindingKind, Severity
from core.texts.ledger import finding_text


@dataclass(slots=True)
class Report:
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def add(self, cell: str, note: Note) -> None:
        message = finding_text(note.kind, note.severity, note.facts)
        self.findings.append(Finding(cell, note.kind, message, note.severity))

    def say(self, cell: str, kind: FindingKind, severity: Severity, **facts: str) -> None:
        self.add(cell, Note(kind, severity, facts))
