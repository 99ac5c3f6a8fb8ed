"""The official document: what stands in it, and what a page of it looks like in an office program."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

from core.bulletins.letterhead import Form, Letterhead
from core.roster.ledger_title import place_of
from core.scoring.schemes import FIRST
from documents.bulletin_docx import document_file, title_lines
from documents.gongwen import add, blank, saved
from tests.documents.issues import issue, whole

CHOSEN = Letterhead(
    "样例市招商引资工作专班",
    "样招专发",
    "各县（区）人民政府",
    "张三",
    "市委办公室，市政协办公室",
    "样例市招商办",
)


def words(made: bytes) -> str:
    """Paragraphs and cells, in order."""
    file = docx.Document(io.BytesIO(made))
    return "\n".join(element.text or "" for element in file.element.body.iter() if element.tag.endswith("}t"))


def test_what_the_office_chose_is_printed_and_nothing_else_is_made_up() -> None:
    printed = words(document_file(whole(issue(8), letterhead=CHOSEN)))
    plain = words(document_file(whole(issue(8))))

    for said in (
        "样例市招商引资工作专班文件", "样招专发〔2026〕10号", "签发人：张三", "各县（区）人民政府：", "抄送：市委办公室，市政协办公室。",
        "样例市招商办", "2026年11月20日印发",
    ):  # fmt: skip
        assert said in printed
    assert "样例市招商引资工作领导小组办公室文件" in plain
    assert "各县区：" in plain
    assert not re.search("签发人|抄送", plain)


def test_a_brief_has_a_number_of_its_own_kind() -> None:
    brief = words(document_file(whole(issue(8), letterhead=Letterhead(form=Form.BRIEF, copies="市委办公室"))))

    assert brief.startswith("招商引资工作简报\n第10期\n")
    assert "报：市委办公室。" in brief
    assert "发：各县区。" in brief
    assert "〔" not in brief


def test_four_blocks_praise_first() -> None:
    text = words(document_file(whole(issue(8))))
    blocks = [text.index(name) for name in ("一、指标任务", "二、签约落地", "三、在建推进", "四、建成投运", "特此通报。")]  # fmt: skip

    assert blocks == sorted(blocks)
    assert text.index("综合排名居前") < text.index("列入红榜") < text.index("列入黑榜")
    assert "附件：1. 红黄灯项目清单" in text
    assert text.count("附件2") == 2  # in the text and above the list


def test_nothing_to_say_is_said_in_whole_sentences() -> None:
    empty = words(document_file(whole(issue(0), problems=0)))

    assert "本期没有可计分的项目，不排名。" in empty
    assert "没有超期未办结的问题" in empty
    assert "附件" not in empty
    assert "None" not in empty
    assert "{" not in empty


def test_under_three_rates_nothing_is_said_of_targets() -> None:
    text = words(document_file(whole(issue(8, scheme=FIRST))))

    assert "依据三率考核办法（2026.1版）" in text
    assert not re.search("序时任务|红榜|黑榜|入库率", text)


def test_long_lists_are_cut_and_say_so() -> None:
    text = words(document_file(whole(issue(40, 2000))))

    assert re.search(r"仅列前60项，其余\d+项见随文附表。", text)
    assert len(document_file(whole(issue(40, 5000)))) < 200_000


def test_words_of_people_cannot_break_the_file() -> None:
    odd = whole(issue(3, names=("<甲>县&", "乙\x08县", '{{ "丙" }}县')), "《<w:p/>》通报\x00")
    text = words(document_file(odd))

    assert "<甲>县&" in text
    assert "乙县" in text
    assert '{{ "丙" }}县' in text


def test_the_same_issue_gives_the_same_bytes_with_fonts_named_and_none_inside() -> None:
    first, second = (document_file(whole(issue(8))) for _ in range(2))
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        names = file.namelist()
        body = file.read("word/document.xml").decode()

    assert first == second
    assert not [name for name in names if "font" in name.lower() and not name.endswith("fontTable.xml")]
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体"} <= set(re.findall('w:eastAsia="([^"]+)"', body))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于招商引资的通报", ["关于招商引资的通报"]),
        (
            "招商引资项目推进情况和领导包抓责任落实情况通报",
            ["招商引资项目推进情况", "和领导包抓责任落实情况通报"],
        ),
        (
            "招商引资项目推进情况月度通报（2026年第47周）",
            ["招商引资项目推进情况月度通报", "（2026年第47周）"],
        ),
    ],
)
def test_titles_break_between_words(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("青禾市2026年招商引资项目台账", "青禾市"),
        ("2026年度石桥区包抓项目台账", "石桥区"),
        ("全市招商引资项目台账", ""),
        ("各县区任务表", ""),
        ("项目台账", ""),
    ],
)
def test_the_place_is_what_the_ledger_begins_with(title: str, place: str) -> None:
    assert place_of(title) == place


def office_program() -> str:
    """LibreOffice; on a machine that checks everything it must be there."""
    found = shutil.which("soffice")
    if not found and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")
    assert found, "LibreOffice is missing; see .ci/run"
    return found


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The documents as LibreOffice prints them, in one go."""
    program, folder = office_program(), tmp_path_factory.mktemp("printed")
    text = blank()
    add(text, "招商引资项目推进情况" * 150)
    files = {
        "text": saved(text, "", docx.Document().core_properties.created),
        "document": document_file(whole(issue(8), letterhead=CHOSEN)),
    }
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    sources = [str(folder / f"{name}.docx") for name in files]
    command = [program, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: folder / f"{name}.pdf" for name in files}


def lines_on(page: pypdfium2.PdfPage) -> list[str]:
    """The lines of a page, from above; the page number is one."""
    text = page.get_textpage()
    letters = [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(text.count_chars())]
    seen = [(round((box[1] + box[3]) / 2), box[0], one) for one, box in letters if one.strip()]
    seen.sort(key=lambda one: (-one[0], one[1]))
    lines: list[list[tuple[int, float, str]]] = []
    for letter in seen:
        if not lines or lines[-1][-1][0] - letter[0] > 6:
            lines.append([])
        lines[-1].append(letter)
    return ["".join(one for _, _, one in sorted(line, key=lambda one: one[1])) for line in lines]


def test_a_text_page_has_22_lines_of_28_characters(printed: dict[str, Path]) -> None:
    """GB/T 9704-2012, 5.2.3."""
    file = pypdfium2.PdfDocument(printed["text"])
    *lines, number = lines_on(file[1])
    file.close()

    assert number == "—2—"
    assert [len(line) for line in lines] == [28] * 22


def test_the_document_is_laid_out_as_the_standard_says(printed: dict[str, Path]) -> None:
    file = pypdfium2.PdfDocument(printed["document"])
    first, last = lines_on(file[0]), lines_on(file[len(file) - 1])
    file.close()

    assert first[:2] == ["样例市招商引资工作专班文件", "样招专发〔2026〕10号签发人：张三"]
    assert first[2] == "招商引资项目调度通报（2026年第47周）"
    assert last[-3:-1] == ["抄送：市委办公室，市政协办公室。", "样例市招商办2026年11月20日印发"]
