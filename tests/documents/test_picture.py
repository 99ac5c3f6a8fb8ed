"""Pictures of bulletins, projects, people and periods: looked at once by people, compared ever since; literal; never a box."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import pypdfium2
import pytest

from core.scoring.schemes import FIRST
from core.texts.pages import Page
from core.texts.sheets import Sheet
from documents.bulletin_picture import CannotDraw, pdf, picture
from documents.fonts import covered, missing
from tests.documents.issues import TITLE, issue, page_of
from tests.documents.sheets import SHEETS, of_leader, of_project

KEPT = Path(__file__).parent / "pictures.json"
LONG = ("市人民政府国有资产监督管理委员会办公室", "高新技术产业开发区与综合保税区联合管理委员会", "青禾县")
CASES: dict[str, Page | Sheet] = {
    "eight units": page_of(issue(8)),
    "three units": page_of(issue(3)),
    "forty units": page_of(issue(40)),
    "long names": page_of(issue(8, names=LONG), f"全市招商引资项目推进和领导包抓责任落实情况{TITLE}"),
    "nothing": page_of(issue(0)),
    "three rates": page_of(issue(8, scheme=FIRST)),
    **{name: drawing.page for name, drawing in SHEETS.items()},
}
SIDE = 16
COARSE = 18.0  # ppi: an eighth of what people get is enough to compare, and quickly taken apart
APART = 12
"""Bits of 256 that may differ: another typst moves edges by a pixel, another layout moves much more."""


@pytest.mark.parametrize("case", CASES)
def test_a_picture_looks_like_the_one_that_was_looked_at(case: str) -> None:
    """``python -m tests.documents.test_picture`` draws them anew."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))[case]
    height, print_ = seen(picture(CASES[case], COARSE))

    assert abs(height - kept["height"]) <= kept["height"] * 0.02
    assert (int(kept["print"], 16) ^ print_).bit_count() <= APART


def test_a_picture_is_as_wide_as_a_phone_shows() -> None:
    width, height = size(picture(CASES["eight units"]))

    assert width == 1080
    assert 1200 < height < 2000


def test_pictures_of_different_issues_are_told_apart() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    prints = [int(one["print"], 16) for one in kept.values()]

    assert min((a ^ b).bit_count() for n, a in enumerate(prints) for b in prints[:n]) > APART


def test_the_same_page_gives_the_same_bytes() -> None:
    assert picture(CASES["three units"]) == picture(page_of(issue(3)))


@pytest.mark.parametrize(
    "said", ["#panic(1)", "$x$", "<b>粗</b>", '#read("/etc/passwd")', "*强* _斜_ `码`", "\\u{1}"]
)
def test_words_are_shown_as_they_are(said: str) -> None:
    """Nothing in them is an order to typst: each takes as much room as it has letters."""
    plain = picture(page_of(issue(3, names=("甲县", "乙县", "丙县")), "甲" * len(said)))
    odd = picture(page_of(issue(3, names=("甲县", "乙县", "丙县")), said))

    assert odd != plain
    assert size(odd) == size(plain)


@pytest.mark.parametrize("said", ["#panic(1)", "$x$", '#read("/etc/passwd")', "*强* `码`"])
def test_names_of_projects_are_shown_as_they_are(said: str) -> None:
    plain, odd = (
        picture(of_project(name="甲" * len(said)).page, COARSE),
        picture(of_project(name=said).page, COARSE),
    )

    assert odd != plain
    assert size(odd) == size(plain)


def test_captions_say_what_pictures_show_and_fit_below_them() -> None:
    project, leader = SHEETS["project"].caption, SHEETS["leader of twelve"].caption

    for said in (
        "🟡 在建",
        "总投资：12亿元",
        "资金到位率：38.8%",
        "投产：计划2026年9月30日",
        "林地手续未批",
        "包抓领导：林一航、沈青禾",
    ):
        assert said in project
    assert "样例产业园12号项目" in leader
    assert "石桥区：2→3→3" in SHEETS["trend"].caption
    assert "开工54个，441.00亿元 · 67.5%" in SHEETS["funnel"].caption
    assert max(len(one.caption) for one in SHEETS.values()) <= 900


def test_more_projects_than_fit_are_counted() -> None:
    sheet = of_leader(70).page

    assert isinstance(sheet, Sheet)
    assert sheet.notes[0] == "• 另有10个"


def test_what_is_drawn_can_be_printed() -> None:
    sheets = pypdfium2.PdfDocument(pdf(SHEETS["leader of seventy"].page))
    text = "".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    pages, shape = len(sheets), sheets[0].get_size()
    sheets.close()

    assert pages == 2
    assert tuple(map(round, shape)) == (595, 842)
    assert all(f"样例产业园{n}号项目" in text for n in (25, 26, 46))


def test_a_character_without_a_glyph_is_an_error() -> None:
    assert missing("县喆堃，") == ""
    assert missing("县🚀🚀") == "🚀"
    with pytest.raises(CannotDraw, match="🚀"):
        picture(page_of(issue(3, names=("甲县🚀",))))


def test_the_font_has_the_characters_of_chinese_offices() -> None:
    assert {ord(c) for c in "〔〕—…“”，。％▲▼喆堃玥祎珺旻昉璟垚龑"} <= covered()
    assert len(covered()) > 20_000


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def seen(png: bytes) -> tuple[int, int]:
    """Height and a perceptual hash: is a field of a coarse grid brighter than its neighbour?"""
    width, height, rows = decoded(png)
    bright = [[_mean(rows, x, y, width, height) for x in range(SIDE + 1)] for y in range(SIDE)]
    bits = [row[x] < row[x + 1] - 0.5 for row in bright for x in range(SIDE)]
    return height, sum(bit << n for n, bit in enumerate(bits))


def _mean(rows: list[bytes], x: int, y: int, width: int, height: int) -> float:
    """Mean of green in one field."""
    left, right = x * width // (SIDE + 1), (x + 1) * width // (SIDE + 1)
    top, bottom = y * height // SIDE, (y + 1) * height // SIDE
    values = [v for row in rows[top : max(bottom, top + 1)] for v in row[left * 4 + 1 : right * 4 : 4]]
    return sum(values) / len(values)


def decoded(png: bytes) -> tuple[int, int, list[bytes]]:
    """Rows of RGBA. Source: PNG 1.2, filters 0 to 4; 8 bits, colour type 6, not interlaced."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, packed, width, height = 8, b"", 0, 0
    while at < len(png):
        size, kind = struct.unpack_from(">I4s", png, at)
        if kind == b"IHDR":
            width, height, depth, colour, _, _, laced = struct.unpack_from(">IIBBBBB", png, at + 8)
            assert (depth, colour, laced) == (8, 6, 0)
        packed += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    return width, height, unfiltered(zlib.decompress(packed), width * 4)


def unfiltered(data: bytes, stride: int) -> list[bytes]:
    rows, before = [], bytes(stride)
    for at in range(0, len(data), stride + 1):
        row = bytearray(data[at + 1 : at + 1 + stride])
        _undo(data[at], row, before)
        rows.append(bytes(row))
        before = rows[-1]
    return rows


def _undo(kind: int, row: bytearray, above: bytes) -> None:
    for n in range(len(row) if kind else 0):
        left = row[n - 4] if n >= 4 else 0
        corner = above[n - 4] if n >= 4 else 0
        guess = (0, left, above[n], (left + above[n]) // 2, _nearest(left, above[n], corner))[kind]
        row[n] = (row[n] + guess) & 255


def _nearest(left: int, up: int, corner: int) -> int:
    sides = left + up - corner
    return min((left, up, corner), key=lambda one: abs(sides - one))


def regenerate(folder: Path | None = None) -> None:
    """Write the prints anew, and the pictures themselves into ``folder`` to be looked at."""
    kept = {}
    for case, page in CASES.items():
        height, print_ = seen(picture(page, COARSE))
        kept[case] = {"height": height, "print": f"{print_:064x}"}
        if folder:
            (folder / f"{case}.png").write_bytes(picture(page))
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    regenerate()
