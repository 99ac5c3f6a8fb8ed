"""An office's own red-head template: dropped with a word, tried at once, used from the next draft, taken back."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from documents.red_head_sample import red_head_sample
from tests.documents.test_red_head import template
from tests.stories.scenes import leader
from tests.stories.test_bulletin_set import document_text, drafts
from tests.stories.test_ranking import closed_week, office_with_group
from tests.stories.town import ledger
from tests.stories.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_template_is_tried_used_and_taken_back(world: World, tmp_path: Path) -> None:
    await world.load(ledger())
    clerk = await office_with_group(world)
    await clerk.says("/settings")
    await clerk.taps("公文格式")
    await clerk.taps("下载示例模板")
    assert (await clerk.last())["document"]["name"] == "红头模板（示例）.docx"

    own = docx.Document(io.BytesIO(red_head_sample()))
    own.paragraphs[0].insert_paragraph_before("东山县自用格式")
    own.save(str(tmp_path / "东山.docx"))
    assert "附言写“红头模板”" in (await clerk.drops(tmp_path / "东山.docx"))[0]
    heard = await clerk.drops(tmp_path / "东山.docx", "红头模板")
    assert "红头模板《东山.docx》已启用" in heard[0]
    assert (await clerk.last())["document"]["name"] == "东山（样例数据）.docx"

    (tmp_path / "坏.docx").write_bytes(template("{{ 正文 }}{{ 县长 }}"))
    heard = await clerk.drops(tmp_path / "坏.docx", "红头模板")
    assert heard == [
        "红头模板《坏.docx》没有启用，原来的格式不变。模板里有不认识的名称：县长。可用的名称见示例模板。"
    ]
    lin = await leader(world, "林一航")
    assert "已启用" not in (await lin.drops(tmp_path / "东山.docx", "红头模板"))[0]

    await world.at("2026-11-16 09:01")
    await closed_week(world)
    text = await document_text(world, (await drafts(world))[0])
    assert text.startswith("东山县自用格式")
    assert "四、建成投运" in text

    await clerk.says("/settings")
    await clerk.taps("公文格式")
    assert "红头模板：东山.docx" in (await clerk.message_with("恢复自带格式"))["text"]
    await clerk.taps("恢复自带格式")
    await clerk.says("/settings")
    await clerk.taps("公文格式")
    assert "恢复自带格式" not in await clerk.labels()
