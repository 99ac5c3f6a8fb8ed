"""The document of a meeting pack has a page for every unit, whatever people have typed."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
from docx.oxml.ns import qn

from core.texts.bulletin_page import on_paper
from documents.bulletin_docx import document_file
from tests.documents.issues import issue, whole


def test_every_unit_begins_a_page() -> None:
    made = whole(issue(3))
    pages = tuple((unit, on_paper(f"【{unit}】🟢3 🔴1\n• <b>&项目：🟢→🔴")) for unit in ("甲县", "乙县"))
    plain, pack = (
        docx.Document(io.BytesIO(document_file(one))) for one in (made, replace(made, pages=pages))
    )
    more = len(pack.paragraphs) - len(plain.paragraphs)
    begins = [p.text for p in pack.paragraphs if p._p.find(f".//{qn('w:pageBreakBefore')}") is not None]

    assert more == sum(1 + text.count("\n") + 1 for _, text in pages)
    assert begins[-2:] == ["甲县", "乙县"]
    assert "• <b>&项目：绿灯→红灯" in [p.text for p in pack.paragraphs]
