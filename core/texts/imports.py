"""What an import would do or did (导入台账)."""

from __future__ import annotations

from core.chat import Button, Card
from core.presses import encode
from core.roster.columns_kept import DETAILS, DIRECT
from core.roster.ledger import Finding, Ledger, Severity
from core.roster.model import Duty, ImportResult, ProjectChange
from core.texts.catalogue import say
from core.texts.words import clip

COLUMNS = frozenset(
    (
        *DIRECT,
        *DETAILS,
        *(duty.value for duty in Duty),
        "code",
        "county_id",
        "host_id",
        "in_stock",
        "in_stats",
        "aliases",
    )
)
SHOWN = 8
"""Findings and changes written out; the rest is counted."""
FIELDS = 6
"""Changed columns of one project written out."""


def dry_run(name: str, ledger: Ledger, result: ImportResult, number: str) -> Card:
    """Read, changed, to look at; and the button that does it."""
    findings = [f for f in ledger.findings if f.severity is not Severity.READ]
    parts = [counts(result), *_changes(result), *_findings(findings)]
    if result.nothing:
        return Card(
            "\n".join([say("import.nothing"), *_findings(findings)]),
            title=say("import.title", name=clip(name, 40)),
        )
    row = (
        Button(say("button.import_yes"), encode("ly", number)),
        Button(say("button.no"), encode("ln", number)),
    )
    return Card("\n".join(parts), title=say("import.title", name=clip(name, 40)), buttons=(row,))


def done(result: ImportResult) -> Card:
    return Card(say("import.done", new=_new(result), changed=len(result.changes) - _new(result)))


def counts(result: ImportResult) -> str:
    new = _new(result)
    text = say("import.read", n=result.read, new=new, changed=len(result.changes) - new)
    if result.people or result.units or result.targets:
        text += "\n" + say(
            "import.people", n=len(result.people), units=len(result.units), targets=result.targets
        )
    return text


def _new(result: ImportResult) -> int:
    return sum(change.new for change in result.changes)


def _changes(result: ImportResult) -> list[str]:
    """Changed projects, then new ones unless they are many: a first import is all new."""
    new = [change for change in result.changes if change.new]
    listed = [change for change in result.changes if not change.new] + (new if len(new) <= SHOWN else [])
    more = [say("import.more_changes", n=len(listed) - SHOWN)] if len(listed) > SHOWN else []
    return [*(describe(change) for change in listed[:SHOWN]), *more]


def describe(change: ProjectChange) -> str:
    """One project's changes in a line."""
    if change.new:
        return say("import.new", code=change.code, name=change.name)
    fields = say("word.list_stop").join(
        say("import.field", field=_column(f.field), old=clip(f.old, 20) or "—", new=clip(f.new, 20) or "—")
        for f in change.fields[:FIELDS]
    )
    if len(change.fields) > FIELDS:
        fields += say("import.more_fields", n=len(change.fields))
    return say("import.changed", code=change.code, name=clip(change.name, 16), fields=fields)


def _findings(findings: list[Finding]) -> list[str]:
    if not findings:
        return []
    rows = [say("import.finding", cell=f.cell, message=f.message) for f in findings[:SHOWN]]
    more = [say("import.more", n=len(findings) - SHOWN)] if len(findings) > SHOWN else []
    return [say("import.findings", n=len(findings)), *rows, *more]


def nothing() -> str:
    return say("import.nothing")


def _column(name: str) -> str:
    """The column's name; one that only this office has is its own header."""
    return say(f"field.{name}") if name in COLUMNS else name
