"""The process that reads one ledger for ``documents.ledger_process`` and ends.

python -m documents.ledger_child JOB, where JOB is ``documents.ledger_job.Job`` as JSON
"""

from __future__ import annotations

import gc
import pickle
import sys

from core.roster.ledger import LedgerFault, LedgerRefused
from core.roster.read_ledger import understand
from core.texts.catalogue import speak
from documents.annotated.annotate import annotate
from documents.fence import fence
from documents.ledger_in import read_workbook
from documents.ledger_job import SECONDS, Job, in_parts, job_from

MEMORY_BYTES = 768 * 1024 * 1024  # address space; 5,000 rows need a tenth of it


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
    fence(SECONDS, MEMORY_BYTES)
    gc.disable()  # one file, then the process ends: collecting costs a quarter of the time
    job = job_from(arguments[0])
    if job.language:
        speak(job.language)
    for part in in_parts(_answer(job)):
        pickle.dump(part, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
