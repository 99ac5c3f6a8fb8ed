"""What a red-head template may show, by names an office understands, and what is said about a template (红头模板)."""

from __future__ import annotations

from core.bulletins.letterhead import Form
from core.bulletins.red_head import Checked, Flaw, Values
from core.chat import Card
from core.texts import words
from core.texts.catalogue import say
from core.texts.document_sections import Section
from core.texts.documents import Annex, Document
from core.texts.pages import Row, Table

MARK = "红头模板"
"""The word that a dropped template carries as its caption."""


def values_of(document: Document) -> Values:
    """The names are Chinese in every installation: they stand in the office's own document."""
    annexes = {annex.title: annex for annex in document.annexes}
    return {
        "发文机关": document.issuer,
        "发文字号": document.number,
        "签发人": document.signer,
        "标题": document.title,
        "主送": document.addressees,
        "导语": document.intro,
        "正文": [{"标题": one.heading, "段落": list(one.paragraphs)} for one in document.sections],
        "排名表头": list(document.columns),
        "排名": [
            {"组": table.heading, "名次": row.rank, "单位": row.unit, "得分": row.total, "升降": moved(row),
             "指标": list(row.rates), "绿灯": row.lights[0], "黄灯": row.lights[1], "红灯": row.lights[2]}
            for table in document.tables for row in table.rows
        ],
        "结语": list(document.closing),
        "附件": [
            {"名称": annex.title, "表头": list(annex.heads), "行": [list(row) for row in annex.rows], "说明": annex.more}
            for annex in annexes.values()
        ],
        "落款": document.issuer,
        "日期": document.day,
        "抄送": "".join(document.copies),
        "印发机关": document.printer,
        "印发日期": document.printed,
    }  # fmt: skip


def moved(row: Row) -> str:
    """↑2, ↓1, 持平, 首次, —: as in the text."""
    return {"up": "↑", "down": "↓"}.get(row.moved, "") + row.steps


def sample() -> Values:
    """Invented, with everything that can be awkward: marks of other languages, long names, several lists."""
    rows = tuple(
        Row(str(n), name, f"{90 - n}.50", 900, "", "up", "2", ("91.7%", "105.0%", "52.0%"), (False,) * 3, ("3", "1", "0"))
        for n, name in enumerate(("甲县", "乙区<&>“丙”", "样例高新技术产业开发区管理委员会"), 1)
    )  # fmt: skip
    document = Document(
        form=Form.DOCUMENT,
        head="样例市招商引资工作领导小组办公室文件",
        number="样招组办发〔2026〕1号",
        signer="签发人：张三",
        title="样例通报（2026年第1周）",
        addressees="各县区：",
        intro="现将有关情况通报如下。",
        sections=tuple(
            Section(name, ("这是一段样例文字。", "第二段：完成率105.0% {{ 不是代码 }}。"))
            for name in ("一、指标任务", "二、签约落地", "三、在建推进", "四、建成投运")
        ),
        columns=(
            "名次",
            "单位",
            "综合得分",
            "升降",
            "开工率",
            "到位资金完成率",
            "资金到位率",
            "绿灯",
            "黄灯",
            "红灯",
        ),
        tables=(Table("县区综合排名", rows, ""),),
        closing=("特此通报。",),
        annexes=(Annex("附件", "红黄灯项目清单", ("序号", "项目名称"), (("1", "甲项目"), ("2", "乙项目"))),),
        annex_words="附件：",
        issuer="样例市招商引资工作领导小组办公室",
        day="2026年1月9日",
        copies=("抄送：市委办公室。",),
        printer="样例市招商引资工作领导小组办公室",
        printed="2026年1月9日印发",
    )
    return values_of(document)


def sample_name() -> str:
    return say("red_head.sample_name")


def tried_name(name: str) -> str:
    """What a template gave with the sample."""
    return say("red_head.tried_name", name=name.rpartition(".")[0])


def flawed(name: str, checked: Checked) -> Card:
    """What is wrong with a template; the one in use stays."""
    return Card(say("red_head.refused", name=name, why=why(checked)))


def why(checked: Checked) -> str:
    flaw = checked.flaw or Flaw.BROKEN
    return say(f"red_head.flaw.{flaw.value}", detail=words.clip(checked.detail, 160))


def taken(name: str) -> str:
    return say("red_head.taken", name=name)
