"""What the process that reads one ledger is asked to do; travels as JSON on its command line."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core.roster.asking import Answers


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


def job_from(text: str) -> Job:
    said = json.loads(text)
    annotated = Path(said["annotated"]) if said["annotated"] else None
    return Job(Path(said["path"]), said["reference_year"], said["answers"], annotated, said["language"])
