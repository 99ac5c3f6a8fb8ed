"""The office's own red-head template: tried before it is used, foreign input to the last, filled in whole."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from core.bulletins.red_head import LARGEST, Checked, Flaw
from core.texts.red_heads import values_of
from documents.red_head import TemplateRefused, check, filled
from documents.red_head_child import Refused, fill
from documents.red_head_sample import red_head_sample
from tests.documents.issues import issue, whole

ISSUE = whole(issue(3, names=("<甲>县&", "{{ 乙 }}县", "丙县")))
VALUES = values_of(ISSUE.document)


def template(*paragraphs: str) -> bytes:
    made = docx.Document()
    for one in paragraphs:
        made.add_paragraph(one)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def with_member(content: bytes, name: str, data: bytes) -> bytes:
    """The same archive with one more member, or another one in its place."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, data)
    return target.getvalue()


def words(content: bytes) -> str:
    made = docx.Document(io.BytesIO(content))
    return "\n".join(str(one.text or "") for one in made.element.body.iter() if one.tag.endswith("}t"))


def flaw(content: bytes) -> tuple[Flaw, str]:
    with pytest.raises(Refused) as refused:
        fill(content, VALUES)
    return refused.value.flaw, refused.value.detail


def test_the_sample_is_fine_and_shows_everything_literally() -> None:
    """In the process of its own, as the office's templates are."""
    checked = check(red_head_sample())
    text = words(filled(red_head_sample(), ISSUE.document))

    assert checked.flaw is None
    assert "乙区<&>“丙”" in words(checked.content)
    for said in ("四、建成投运", "<甲>县&", "{{ 乙 }}县", "特此通报。", "2026年11月20日印发"):
        assert said in text
    assert "{%" not in text


def test_the_numbers_are_those_of_the_document() -> None:
    table = docx.Document(io.BytesIO(fill(red_head_sample(), VALUES))).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    ranked = [row for group in ISSUE.page.tables for row in group.rows]

    assert [row[:3] for row in rows] == [[one.rank, one.unit, one.total] for one in ranked]


@pytest.mark.parametrize(
    ("marks", "expected", "detail"),
    [
        (("{{ 正文 }}{{ 县长 }}{{ 书记 }}",), Flaw.UNKNOWN, "书记、县长"),
        (("{%p for 节 in 正文 %}", "{{ 节.题目 }}", "{%p endfor %}"), Flaw.UNKNOWN, "题目"),
        (("{%p for 节 in 正文 %}", "{{ 节.标题 }}"), Flaw.SYNTAX, ""),
        (("{{ 正文 }}{{ 标题 ",), Flaw.SYNTAX, ""),
        (("{{ 标题 }}",), Flaw.EMPTY, ""),
        (("{{ 正文 }}{{ 标题.__class__.__mro__ }}",), Flaw.FORBIDDEN, "__class__"),
        (("{{ 正文 }}{{ 标题|attr('__class__') }}",), Flaw.FORBIDDEN, "__class__"),
        (("{{ 正文 }}{{ 正文.append(1) }}",), Flaw.FORBIDDEN, "append"),
        (("{{ 正文 }}{% include '/etc/passwd' %}",), Flaw.BROKEN, ""),
        (("{{ 正文 }}{% for n in range(9) %}{% endfor %}",), Flaw.UNKNOWN, "range"),
        (("{{ 正文 }}{{ 标题 + 1 }}",), Flaw.BROKEN, "TypeError"),
    ],
)
def test_what_is_wrong_is_said(marks: tuple[str, ...], expected: Flaw, detail: str) -> None:
    found, said = flaw(template(*marks))

    assert found is expected
    assert detail in said


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Flaw.NOT_A_DOCUMENT),
        (b"PK\x03\x04 no archive", Flaw.NOT_A_DOCUMENT),
        (with_member(template("{{ 正文 }}"), "word/vbaProject.bin", b"x"), Flaw.MACROS),
        (
            with_member(template("{{ 正文 }}"), "word/document.xml", b'<!DOCTYPE w [<!ENTITY a "b">]><w/>'),
            Flaw.BROKEN,
        ),
        (with_member(template("{{ 正文 }}"), "word/media/big.bin", bytes(41 * 1024 * 1024)), Flaw.TOO_BIG),
        (
            with_member(
                template("{{ 正文 }}"),
                "word/_rels/settings.xml.rels",
                b'<Relationships><Relationship Id="a" Type="t/attachedTemplate" Target="http://a.test/b.dotm"'
                b' TargetMode="External"/></Relationships>',
            ),
            Flaw.FORBIDDEN,
        ),
    ],
    ids=["empty", "no archive", "macros", "entities", "bomb", "remote"],
)
def test_files_that_are_no_plain_documents_are_refused(content: bytes, expected: Flaw) -> None:
    assert flaw(content)[0] is expected


def test_a_template_cannot_take_what_the_machine_has() -> None:
    greedy = template("{{ 正文 }}{{ 标题 * 999999999 }}")

    assert check(greedy).flaw is Flaw.TOO_SLOW
    assert check(bytes(LARGEST + 1)) == Checked(flaw=Flaw.TOO_BIG)


def test_one_that_breaks_on_real_data_is_an_error_with_its_reason() -> None:
    """Fine with the sample, which has annexes; this issue has none."""
    odd = template("{{ 正文 }}{{ 附件[0].名称 }}")
    empty = whole(issue(0), problems=0).document

    assert check(odd).flaw is None
    with pytest.raises(TemplateRefused, match="不认识的名称"):
        filled(odd, empty)
