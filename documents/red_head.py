"""The office's own red-head template, filled in by a process of its own: what strangers made can hurt only that.

The process (``documents.red_head_child``) reads one JSON document and writes one.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

from core.bulletins.red_head import LARGEST, Checked, Flaw, Values
from core.texts.documents import Document
from core.texts.red_heads import sample, values_of, why
from documents.gongwen import sealed

SECONDS = 20
MEMORY_BYTES = 512 * 1024 * 1024  # address space
_ROOT = Path(__file__).resolve().parents[1]


class TemplateRefused(Exception):
    """The template that was fine with sample data failed with these; the message is a sentence for the office."""


def check(template: bytes) -> Checked:
    """Implements ``core.bulletins.red_head.Check``: the sample filled in, or what is wrong with it."""
    if len(template) > LARGEST:
        return Checked(flaw=Flaw.TOO_BIG)
    return _apart(template, sample())


def filled(template: bytes, document: Document) -> bytes:
    """The document in the office's form; the same document gives the same bytes.

    Raises:
        TemplateRefused
    """
    made = _apart(template, values_of(document))
    if made.flaw:
        raise TemplateRefused(why(made))
    return sealed(made.content)


def _apart(template: bytes, values: Values) -> Checked:
    job = json.dumps({"template": base64.b64encode(template).decode(), "values": values}, ensure_ascii=False)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.red_head_child"],
            cwd=_ROOT,
            input=job.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return Checked(flaw=Flaw.TOO_SLOW)
    except ValueError:  # it was killed: by its limits, or by the system
        return Checked(flaw=Flaw.TOO_SLOW)
    if said["flaw"]:
        return Checked(flaw=Flaw(said["flaw"]), detail=str(said["detail"]))
    return Checked(base64.b64decode(said["content"]))
