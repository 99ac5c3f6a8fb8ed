"""What the process that reads one ledger is asked to do; travels as JSON on its command line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from core.roster.asking import Answers
from core.roster.ledger import Finding, Ledger, LedgerProject

SECONDS = 20
"""It may take."""


@dataclass(frozen=True, slots=True)
class Job:
    """``annotated``: where the file with remarks is written; None: nowhere. ``language``: of findings."""

    path: Path
    reference_year: int | None = None
    answers: Answers = field(default_factory=dict)
    annotated: Path | None = None
    language: str = ""

    def as_json(self) -> str:
        paths = {"path": str(self.path), "annotated": str(self.annotated) if self.annotated else ""}
        return json.dumps({**asdict(self), "answers": dict(self.answers), **paths}, ensure_ascii=False)


PART = 200
"""Rows in one part: reading a pickle holds up every other thread of the process until it is whole."""


def in_parts(answer: object) -> Iterator[object]:
    """A ledger without its rows and findings, then those, some at a time; a refusal is one part."""
    if not isinstance(answer, Ledger):
        yield answer
        return
    yield replace(answer, projects=(), findings=())
    for rows in (answer.projects, answer.findings):
        yield from (rows[at : at + PART] for at in range(0, len(rows), PART))


def from_parts(first: object, rest: Iterable[tuple[object, ...]]) -> object:
    """The inverse of ``in_parts``."""
    if not isinstance(first, Ledger):
        return first
    rows = [each for part in rest for each in part]
    projects = tuple(each for each in rows if isinstance(each, LedgerProject))
    return replace(
        first, projects=projects, findings=tuple(each for each in rows if isinstance(each, Finding))
    )


def job_from(text: str) -> Job:
    said = json.loads(text)
    annotated = Path(said["annotated"]) if said["annotated"] else None
    return Job(Path(said["path"]), said["reference_year"], said["answers"], annotated, said["language"])
