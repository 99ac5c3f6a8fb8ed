"""The process that fills one red-head template for ``documents.red_head`` and ends.

Templates are foreign input: the archive is looked at before it is opened, the language is sandboxed and has no
globals, every value is escaped, and a name that nothing is known about is an error, not an empty place.
"""

from __future__ import annotations

import base64
import io
import json
import re
import sys
import zipfile
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.bulletins.red_head import TEXT, Flaw
from documents.fence import fence
from documents.gongwen import clean
from documents.red_head import MEMORY_BYTES, SECONDS

MOST_MEMBERS = 500
MOST_UNPACKED = 40 * 1024 * 1024
_REMOTE = re.compile(rb"<Relationship\b(?=[^>]*TargetMode=\"External\")(?![^>]*/hyperlink\")[^>]*>")
_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Refused(Exception):
    def __init__(self, flaw: Flaw, detail: str = "") -> None:
        super().__init__(detail)
        self.flaw, self.detail = flaw, detail


def look_at(template: bytes) -> None:
    """
    Raises:
        Refused: no document, a bomb, macros, or parts that lie elsewhere.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if "word/document.xml" not in names:
                raise Refused(Flaw.NOT_A_DOCUMENT)
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
                raise Refused(Flaw.TOO_BIG)
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".ole")) for name in names):
                raise Refused(Flaw.MACROS)
            for name in names:
                part = archive.read(name) if name.endswith((".xml", ".rels")) else b""
                if _TYPE.search(part.replace(b"\0", b"")):
                    raise Refused(Flaw.BROKEN, "DOCTYPE")
                if name.endswith(".rels") and _REMOTE.search(part):
                    raise Refused(Flaw.FORBIDDEN, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as fault:
        raise Refused(Flaw.NOT_A_DOCUMENT) from fault


def fill(template: bytes, values: Mapping[str, Any]) -> bytes:
    """
    Raises:
        Refused
    """
    look_at(template)
    language = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    language.globals.clear()
    try:
        known = DocxTemplate(io.BytesIO(template))
        names = known.get_undeclared_template_variables(language)
        if unknown := sorted(names - set(values)):
            raise Refused(Flaw.UNKNOWN, "、".join(unknown[:8]))
        if TEXT not in names:
            raise Refused(Flaw.EMPTY)
        made = DocxTemplate(io.BytesIO(template))
        made.render(_clean(values), language, autoescape=True)
        target = io.BytesIO()
        made.save(target)
    except SecurityError as fault:
        raise Refused(Flaw.FORBIDDEN, str(fault)) from fault
    except UndefinedError as fault:
        raise Refused(Flaw.UNKNOWN, _name_in(str(fault))) from fault
    except TemplateSyntaxError as fault:
        raise Refused(Flaw.SYNTAX, _where(fault)) from fault
    except (TemplateError, TypeError, ValueError, KeyError, AttributeError, RecursionError) as fault:
        raise Refused(Flaw.BROKEN, f"{type(fault).__name__}: {str(fault)[:120]}") from fault
    return target.getvalue()


def _where(fault: TemplateSyntaxError) -> str:
    """What was not understood, and the words around it as far as they are known."""
    lines = fault.source.splitlines() if fault.source else []
    near = lines[fault.lineno - 1] if 0 < fault.lineno <= len(lines) else ""
    marks = re.findall(r"{[{%#].*?[}%#]}", re.sub(r"<[^>]+>", "", near))
    return "; ".join(filter(None, [str(fault.message), "".join(marks)[:80]]))


def _name_in(message: str) -> str:
    found = re.findall(r"'([^']+)'", message)
    return found[-1] if found else message


def _clean(value: Any) -> Any:
    """Without characters that XML cannot hold: they would cost the rest of the paragraph."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {name: _clean(one) for name, one in value.items()}
    return [_clean(one) for one in value]


def main() -> None:
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may reach the pipe
    job = json.loads(sys.stdin.buffer.read())
    fence(SECONDS, MEMORY_BYTES)
    answer = {"content": "", "flaw": "", "detail": ""}
    try:
        content = fill(base64.b64decode(job["template"]), job["values"])
        answer["content"] = base64.b64encode(content).decode()
    except Refused as refused:
        answer |= {"flaw": refused.flaw.value, "detail": refused.detail}
    except MemoryError:
        answer |= {"flaw": Flaw.TOO_SLOW.value, "detail": "memory"}
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with it, it is the template's
        answer |= {"flaw": Flaw.BROKEN.value, "detail": f"{type(fault).__name__}: {str(fault)[:120]}"}
    out.write(json.dumps(answer, ensure_ascii=False).encode())
    out.flush()


if __name__ == "__main__":
    main()
