"""Cards as WeCom can show them, and back: what is pressed is what was offered."""

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wecom.keys import QUESTION, pressed
from bot.wecom.looks import Names, choices, closed, face
from bot.wecom.measure import plain, size, split
from core.chat import Button, Card, Listed
from core.presses import encode

NAMES = Names("督办", "确定", "更多", "已处理", "请回复序号选择。", "项目", "（不选）")
AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
ANSWERS = {"g": "正常", "u": "无变化", "p": "有问题", "m": "节点"}


def leader_card(projects: int, page: int = 0, settled: frozenset[int] = frozenset()) -> Card:
    """As ``core.texts.cards`` makes it, six projects a page."""
    pages = -(-projects // 6)
    shown = range(page * 6 + 1, min(projects, page * 6 + 6) + 1)
    rows = [
        tuple(
            Button(f"{'✓' if n in settled and v == 'g' else n} {label}", encode("r", 7, n, v))
            for v, label in ANSWERS.items()
        )
        for n in shown
    ]
    pager = []
    if pages > 1:
        if page:
            pager.append(Button("‹ 上一页", encode("rp", 7, page - 1)))
        pager.append(Button(f"{page + 1}/{pages}", encode("rp", 7, page)))
        if page < pages - 1:
            pager.append(Button("下一页 ›", encode("rp", 7, page + 1)))
    lines = [f"{n}. 🟢 第{n}个项目很长的名称有限公司\n　在建 · 下一节点：竣工 2026年12月底" for n in shown]
    text = "\n".join(
        [f"您包抓的{projects}个项目，请于11月18日18:30前反馈。", "", *lines, "", "还有项目待反馈。"]
    )
    about = tuple(
        Listed(
            f"{n} 🟢", f"第{n}个项目很长的名称有限公司", "正常" if n in settled else "", settled=n in settled
        )
        for n in shown
    )
    last = (Button("全部无变化", encode("ru", 7)),)
    buttons = (*rows, *((tuple(pager),) if pager else ()), last)
    return Card(text, title="2026年第47周项目调度 · 李敏", buttons=buttons, about=about)


def reachable(template: dict[str, Any]) -> set[str]:
    """The data of everything that can be pressed on it."""
    found = set()
    options = [o["id"] for o in template.get("button_selection", {}).get("option_list", [])]
    options += [o["id"] for o in template.get("checkbox", {}).get("option_list", [])]
    keys = [b["key"] for b in template.get("button_list", []) if "key" in b]
    keys += [a["key"] for a in template.get("action_menu", {}).get("action_list", [])]
    keys += [template["submit_button"]["key"]] if "submit_button" in template else []
    for key in keys:
        for option in options or [""]:
            found.add(pressed(key, {QUESTION: option}).data)
    for each in template.get("select_list", []):
        others = {other["question_key"]: other["selected_id"] for other in template["select_list"]}
        for option in each["option_list"]:
            found.add(pressed(keys[0], others | {each["question_key"]: option["id"]}).data)
    return found


@pytest.mark.parametrize("projects", range(1, 25))
def test_a_leader_can_give_every_answer_for_every_project(projects: int) -> None:
    given = set()
    for page in range(-(-projects // 6)):
        card = leader_card(projects, page)
        look = face(card, "d1", NAMES)
        assert look.template is not None
        assert look.whole
        keepable(look.template)
        offered = reachable(look.template)
        given |= offered
        pages = {
            b.data for row in card.buttons for b in row if "/" not in b.label and b.data.startswith("1:rp")
        }
        assert pages <= offered

    wanted = {encode("r", 7, n, verb) for n in range(1, projects + 1) for verb in ANSWERS}
    assert wanted <= given
    assert encode("ru", 7) in given


def test_a_leader_with_nine_projects_answers_each_with_one_tap() -> None:
    """The list stands at the first open project, so only the button is tapped."""
    look = face(leader_card(9, settled=frozenset({1, 2})), "d1", NAMES)
    assert look.template is not None

    assert look.template["button_selection"]["selected_id"] == "3"
    assert [b["text"] for b in look.template["button_list"]] == [
        "正常", "无变化", "有问题", "节点", "下一页 ›", "全部无变化",
    ]  # fmt: skip
    assert [line["value"] for line in look.template["horizontal_content_list"]][:3] == [
        "第1个项目很长的名称有限公司 ✓正常", "第2个项目很长的名称有限公司 ✓正常", "第3个项目很长的名称有限公司",
    ]  # fmt: skip
    assert look.texts[0].startswith("2026年第47周项目调度 · 李敏\n您包抓的9个项目")


def keepable(template: dict[str, Any]) -> None:
    """WeCom's limits, recommended and hard."""
    assert len(template["main_title"]["title"]) <= 36
    assert len(template["main_title"].get("desc", "")) <= 160
    assert len(template.get("sub_title_text", "")) <= 160
    assert len(template.get("button_list", [])) <= 6
    assert len(template.get("horizontal_content_list", [])) <= 6
    keys = [b["key"] for b in template.get("button_list", []) if "key" in b]
    assert len(set(keys)) == len(keys)
    assert all(len(key.encode()) <= 1024 for key in keys)
    options = template.get("button_selection", {}).get("option_list", [])
    assert len(options) <= 10
    lists = template.get("select_list", [])
    assert len(lists) <= 3
    assert all(len(each["option_list"]) <= 10 for each in lists)
    votes = template.get("checkbox", {}).get("option_list", [])
    assert len(votes) <= 20
    assert all(len(o["id"].encode()) <= 128 for o in options + votes)
    assert len(template.get("action_menu", {}).get("action_list", [])) <= 3


LABELS = st.text(min_size=1, max_size=30)
BUTTONS = st.integers(0, 60).flatmap(
    lambda n: st.lists(LABELS, min_size=n, max_size=n).map(
        lambda labels: tuple((Button(label, encode("x", i)),) for i, label in enumerate(labels))
    )
)


@given(st.text(max_size=3000), st.text(max_size=60), BUTTONS)
def test_any_card_keeps_the_limits_and_loses_no_button(text: str, title: str, buttons: Any) -> None:
    card = Card(text, title=title, buttons=buttons)
    look = face(card, "d1", NAMES)

    assert all(size(piece) <= 2000 for piece in look.texts)
    if look.template is not None:
        keepable(look.template)
        shown = {b.data for row in buttons for b in row if not b.label.replace("/", "").isdigit()}
        assert shown <= reachable(look.template)
    elif buttons and look.numbered:
        assert choices(card) == [b for row in buttons for b in row]
        assert "请回复序号选择。" in "\n".join(look.texts)


def test_a_choice_among_several_lists_must_be_one() -> None:
    look = face(
        Card("请选择", buttons=tuple((Button(f"第{n}个", f"1:x:{n}"),) for n in range(21))), "d1", NAMES
    )
    assert look.template is not None
    key, names = (
        look.template["submit_button"]["key"],
        [q["question_key"] for q in look.template["select_list"]],
    )

    assert [q["title"] for q in look.template["select_list"]] == ["1–9", "10–18", "19–21"]
    assert pressed(key, dict.fromkeys(names, "-")).data == "1:nc:0"
    assert pressed(key, {names[0]: "-", names[1]: "1:x:12"}).data == "1:x:12"
    assert pressed(key, {names[0]: "1:x:3", names[1]: "1:x:12"}).data == "1:nc:2"


def test_what_is_done_has_a_grey_button_and_its_text() -> None:
    template = closed(Card("已结束本期调度。"), "d1", NAMES)

    assert template is not None
    assert (template["replace_text"], template["main_title"]["title"]) == ("已处理", "已结束本期调度。")
    assert closed(Card("字" * 200), "d1", NAMES) is None


@given(st.text(max_size=4000))
def test_pieces_are_short_and_lose_nothing(text: str) -> None:
    pieces = split(text)

    assert all(size(piece) <= 2000 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(
    st.lists(
        st.sampled_from(["督", "办", "a", "👨\u200d👩\u200d👧", "🇨🇳", "👍🏽", "e\u0301", "😀"]),
        min_size=300,
        max_size=900,
    )
)
def test_no_character_is_taken_apart(parts: list[str]) -> None:
    pieces = split("".join(parts), 200)

    assert "".join(pieces) == "".join(parts)
    ends = set(itertools.accumulate(len(part) for part in parts))
    assert set(itertools.accumulate(len(piece) for piece in pieces)) <= ends


def test_paragraphs_stay_apart_and_a_long_line_fills_the_piece_before() -> None:
    assert split("一\n\n二") == ["一\n\n二"]
    assert split("题目\n" + "字" * 100, 200) == ["题目\n" + "字" * 64, "字" * 36]


def test_a_tables_later_pieces_begin_with_its_head() -> None:
    rows = [f"| 第{n}名 | 西岭区招商服务中心 | {n}分 |" for n in range(1, 90)]
    pieces = split("\n".join(["排名如下", "| 名次 | 单位 | 得分 |", "| --- | --- | --- |", *rows, "", "完"]))

    assert len(pieces) > 1
    for piece in pieces[1:]:
        assert piece.split("\n")[:2] == ["| 名次 | 单位 | 得分 |", "| --- | --- | --- |"]
    assert sum(piece.count("第") for piece in pieces) == 89


def test_links_and_mentions_that_people_write_are_words() -> None:
    assert plain('<a href="http://x">点我</a> <@all> a<b') == '＜a href="http://x">点我＜/a> ＜@all> a<b'
