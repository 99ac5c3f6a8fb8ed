"""Read a ledger in a process of its own, fenced by time and memory: a hostile file can hurt only that process.

The child (``documents.ledger_child``) sends one pickled ``Ledger``, or the facts of a refusal, back over its
stdout; nothing that comes from a file is ever unpickled.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.roster.asking import Answers
from core.roster.ledger import Ledger, LedgerFault, LedgerRefused
from core.roster.read_ledger import NO_ANSWERS
from core.texts.catalogue import language
from documents.ledger_job import SECONDS, Job, from_parts

_ROOT = Path(__file__).resolve().parents[1]


async def read_ledger_apart(
    path: Path,
    reference_year: int | None = None,
    answers: Answers = NO_ANSWERS,
    annotated: Path | None = None,
) -> Ledger:
    """``documents.ledger_in.read_ledger`` in a child process; with ``annotated`` the file with remarks is written there.

    Raises:
        LedgerRefused: as there; TOO_SLOW when time or memory ran out.
    """
    child = await asyncio.create_subprocess_exec(
        *_command(path, reference_year, answers, annotated),
        cwd=_ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        answer, _ = await asyncio.wait_for(child.communicate(), SECONDS)
    except TimeoutError:
        raise LedgerRefused(LedgerFault.TOO_SLOW, f"{SECONDS} s") from None
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    return await asyncio.to_thread(_outcome, answer)


def read_ledger_apart_now(
    path: Path,
    reference_year: int | None = None,
    answers: Answers = NO_ANSWERS,
    annotated: Path | None = None,
) -> Ledger:
    """The same for callers without an event loop (the command line)."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            _command(path, reference_year, answers, annotated),
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise LedgerRefused(LedgerFault.TOO_SLOW, f"{SECONDS} s") from None
    return _outcome(done.stdout)


def _command(path: Path, reference_year: int | None, answers: Answers, annotated: Path | None) -> list[str]:
    target = annotated.resolve() if annotated else None
    job = Job(path.resolve(), reference_year, answers, target, language())
    return [sys.executable, "-m", "documents.ledger_child", job.as_json()]


def _parts(answer: bytes) -> Iterator[Any]:
    stream = io.BytesIO(answer)
    while stream.tell() < len(answer):
        yield pickle.load(stream)  # noqa: S301 - written by our own child
        time.sleep(0)  # others first


def _outcome(answer: bytes) -> Ledger:
    """What our own child said. An empty answer means it was killed: by its limits, or by the system."""
    if not answer:
        raise LedgerRefused(LedgerFault.TOO_SLOW, "no answer")
    parts = _parts(answer)
    said = from_parts(next(parts), parts)
    if isinstance(said, Ledger):
        return said
    if isinstance(said, tuple):
        reason, detail = said
        raise LedgerRefused(LedgerFault(reason), str(detail))
    raise LedgerRefused(LedgerFault.BROKEN, type(said).__name__)
