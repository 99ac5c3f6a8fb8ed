"""From a reading to answers, questions and figures: nothing becomes a figure that was not said and is not certain."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import StaleButton
from core.figures.model import Field
from core.figures.stated import stated
from core.roster.model import Node, Project, Stage
from core.rounds.echo.drafting import Drafted, drafted
from core.rounds.echo.model import Ask, Lost, Question
from core.rounds.echo.settling import NOT_COUNTED, choices, settle
from core.rounds.echo.standing import with_what_stands
from core.rounds.model import Amount, Answer, Done, Finding, Period, Report, Source, Trouble
from core.rounds.reading.model import Line
from core.rounds.reading.read import read_reply
from tests.storage.town import NOVEMBER, NOW

TODAY = date(2026, 11, 16)
WAN, YI = 10_000, 100_000_000
PROJECTS = {
    1: Project(11, "A", "青禾饮用水项目", stage=Stage.BUILDING, total_yuan=2 * YI, total_in_yuan=9_000 * WAN),
    2: Project(12, "B", "云杉数据中心项目", stage=Stage.SIGNED, total_yuan=5 * YI, total_in_yuan=1_000 * WAN),
    3: Project(13, "C", "远山中药材加工项目", stage=Stage.FINISHED, total_yuan=YI, in_stock=True),
}
LINES = tuple(Line(no, p.name, (), p.total_yuan, p.total_in_yuan, p.stage) for no, p in PROJECTS.items())
WORDS = st.sampled_from(
    ["1号", "2号 ", "3号：", "①", "7号", "其余", "全部", "正常", "无变化", "有问题", "用地没批", "环评批了", "卡住", "主体封顶", "开工了",
     "本月开工", "9月31日", "11月12日", "预计", "到位", "累计", "本周", "2000万", "1.2亿", "500", "三千万", "固投", "形象进度70%", "70%左右",
     "听说", "可能", "多少？", "总投资调整为6亿", "缺口", "停工", "复工", "已入库", "投产", "竣工", "，", "；", "。", "、", "\n", " ", "500万美元"]
)  # fmt: skip
SENTENCES = st.one_of(st.lists(WORDS, max_size=14).map("".join), st.text(max_size=120))
NUMERAL = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万亿半①-⑳]|没|未|无")


def made_of(text: str) -> Drafted:
    return drafted(read_reply(text, LINES, TODAY), text, PROJECTS, TODAY)


@given(SENTENCES)
@settings(max_examples=600, deadline=None)
def test_any_sentence_is_sorted_and_speaks_only_of_the_lines(text: str) -> None:
    made = made_of(text)

    assert set(made.findings) <= set(PROJECTS)
    ids = {PROJECTS[no].id for no in made.findings}
    assert {one.project_id for one in made.questions} <= ids | {0}
    for finding in made.findings.values():
        for figure in stated(finding):
            assert figure.quote
            assert figure.field is Field.STAGE or figure.field.value.endswith("_on") or NUMERAL.search(text)
        for done in finding.nodes:
            assert done.on.first <= TODAY


@given(SENTENCES, st.data())
@settings(max_examples=400, deadline=None)
def test_every_question_comes_to_an_end(text: str, data: st.DataObject) -> None:
    made = made_of(text)
    for question in made.questions:
        if question.ask is Ask.PROJECT:
            continue
        no = next(no for no, project in PROJECTS.items() if project.id == question.project_id)
        finding, pending, asked = made.findings[no], question, list[Ask]()
        while True:
            asked.append(pending.ask)
            choice = data.draw(st.sampled_from(choices(pending)))
            result = settle(pending, choice, finding, PROJECTS[no])
            finding = result.finding
            if result.next is None:
                break
            pending = result.next
        assert len(asked) <= 5
        assert len({one.period for one in finding.sums}) == len(finding.sums)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("2号 本周到位2000", [Ask.UNIT]),
        ("1号 累计到位500万", [Ask.FALLS]),
        ("1号 累计到位8亿", [Ask.HIGH]),
        ("1号 本周到位8000万", [Ask.WEEK]),
        ("2号 本月开工", [Ask.STAGE]),
        ("2号 9月31日开工", [Ask.STAGE]),
        ("1号 听说到位2000万", [Ask.HEARSAY]),
        ("2号有问题", [Ask.PROBLEM]),
        ("到位2000万", [Ask.PROJECT]),
        ("1号 本周到位2000万，累计到位500万", [Ask.FALLS]),
    ],
)
def test_what_is_doubtful_is_asked_and_is_no_figure(text: str, asks: list[Ask]) -> None:
    made = made_of(text)

    assert [one.ask for one in made.questions] == asks
    held = {one.period for q in made.questions if q.held for one in q.held.sums}
    assert all(one.period not in held for finding in made.findings.values() for one in finding.sums)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2号 到位500万美元", Lost.AMOUNT),
        ("2号 总投资调整为6亿", Lost.INVEST),
        ("2号 到位两三千万吧", Lost.AMOUNT),
        ("2号 上周到位多少？", Lost.QUESTION),
    ],
)
def test_what_cannot_be_a_figure_stays_words(text: str, why: Lost) -> None:
    made = made_of(text)

    assert [one.why for one in made.lost] == [why]
    assert not any(stated(finding) for finding in made.findings.values())


def test_a_node_has_its_day_or_the_day_is_said_to_be_assumed() -> None:
    assert made_of("1号 主体封顶").findings[1].nodes[0].assumed
    (dated,) = made_of("1号 11月12日主体封顶").findings[1].nodes
    assert (dated.node, dated.on.first, dated.assumed) == (Node.TOPPED, date(2026, 11, 12), False)
    assert made_of("1号 3号楼主体封顶").findings.get(1, Finding(Answer.ON_TRACK)).nodes == ()


def test_what_the_ledger_knows_is_no_node() -> None:
    assert made_of("1号 已开工").findings[1].nodes == ()
    assert made_of("3号 已入库").findings[3].nodes == ()


UNIT = Question(
    Ask.UNIT, "到位3", 12, Finding(Answer.ON_TRACK, sums=(Amount(Period.WEEK, 3 * WAN),)), (Ask.PERIOD,)
)


@pytest.mark.parametrize(("choice", "yuan"), [("wan", 3 * WAN), ("yi", 3 * YI), ("yuan", 3)])
def test_the_unit_changes_the_sum_and_the_next_question_follows(choice: str, yuan: int) -> None:
    asked = settle(UNIT, choice, Finding(Answer.ON_TRACK, progress="到位3", quote="到位3"), PROJECTS[2])

    assert asked.next is not None
    assert asked.next.ask is Ask.PERIOD
    assert asked.next.held is not None
    assert asked.next.held.sums == (Amount(Period.WEEK, yuan),)
    assert asked.finding.sums == ()


def test_what_is_not_to_count_leaves_the_words() -> None:
    said = Finding(Answer.ON_TRACK, progress="到位3", quote="到位3")
    assert settle(UNIT, NOT_COUNTED, said, PROJECTS[2]).finding == said
    other = Finding(Answer.NO_CHANGE, quote="无变化，到位3")
    assert settle(UNIT, NOT_COUNTED, other, PROJECTS[2]).finding.notes == ("到位3",)


@pytest.mark.parametrize("choice", ["", "x", "done", "LAND", "12", "week"])
def test_a_forged_answer_is_none(choice: str) -> None:
    with pytest.raises(StaleButton):
        settle(UNIT, choice, Finding(Answer.ON_TRACK), PROJECTS[2])


def said_before(finding: Finding) -> Report:
    return Report(1, 1, 12, 1, finding, 1, NOW, Source.SENTENCE, message="m")


def test_an_open_problem_stands_beside_news_and_falls_with_all_is_well() -> None:
    land = Trouble("用地", "指标不够")
    before = said_before(Finding(Answer.PROBLEM, problems=(land,)))
    news = Finding(Answer.ON_TRACK, sums=(Amount(Period.WEEK, 5),))

    kept = with_what_stands(news, before)
    assert (kept.answer, kept.problems, kept.sums) == (Answer.PROBLEM, (land,), news.sums)
    over = Finding(Answer.ON_TRACK, resolved=("用地",))
    for fine in (Finding(Answer.ON_TRACK), Finding(Answer.NO_CHANGE), over):
        assert with_what_stands(fine, before) == fine
    done = Finding(Answer.MILESTONE, nodes=(Done(Node.TOPPED, NOVEMBER),))
    assert with_what_stands(done, before).answer is Answer.MILESTONE
    assert with_what_stands(news, None) == news
