"""The process that reads one ledger for ``documents.ledger_process`` and ends.

python -m documents.ledger_child JOB, where JOB is ``documents.ledger_job.Job`` as JSON
"""

from __future__ import annotations

import contextlib
import gc
import pickle
import sys

from core.roster.ledger import LedgerFault, LedgerRefused
from core.roster.read_ledger import understand
from core.texts.catalogue import speak
from documents.annotated.annotate import annotate
from documents.ledger_in import read_workbook
from documents.ledger_job import Job, in_parts, job_from

if sys.platform != "win32":
    import resource

SECONDS = 20
MEMORY_BYTES = 768 * 1024 * 1024  # address space; 5,000 rows need a tenth of it


def _fence() -> None:
    """Limit time, memory, core dumps and further processes of this process."""
    if sys.platform == "win32":  # has no such limits; the parent's clock remains
        return
    limits = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    )
    for what, most in limits:
        with contextlib.suppress(ValueError, OSError):  # a tighter limit is already set
            resource.setrlimit(what, (most, most))


def _answer(job: Job) -> object:
    try:
        book = read_workbook(job.path)
        ledger = understand(book, job.reference_year, job.answers)
        if job.annotated:
            annotate(job.path, job.annotated, book, ledger)
        return ledger
    except LedgerRefused as refused:
        return refused.reason.value, refused.detail
    except MemoryError:
        return LedgerFault.TOO_SLOW.value, "memory"


def main(arguments: list[str]) -> None:
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may reach the pipe
    _fence()
    gc.disable()  # one file, then the process ends: collecting costs a quarter of the time
    job = job_from(arguments[0])
    if job.language:
        speak(job.language)
    for part in in_parts(_answer(job)):
        pickle.dump(part, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
