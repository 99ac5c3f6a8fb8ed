"""Plain sentences: what is understood is echoed, what is not is quoted and asked, figures are never guessed."""

from __future__ import annotations

import pytest

from core.rounds.model import Amount, Answer, Period
from tests.stories.scenes import card_of, figures, labels, leader, liaison, line, monday, reports, tickets
from tests.stories.town import BOTTLES, DATA, HERBS
from tests.stories.wecom import IN_BOTH_CHATS
from tests.stories.world import World


async def test_a_sentence_with_a_node_and_money_is_echoed_and_shown_on_the_card(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await lin.says("1号 主体封顶，到位2000万")

    assert heard == [
        (
            "已记录，请核对：\n1号 青禾饮用水项目\n　主体封顶（2026年11月16日，未说日期，按当天计）\n　本周到位2000万元"
            "\n\n数据经您点“确认”后报招商办核定；有出入请点“修改”。\n\n还有2个项目待反馈。"
        )
    ]
    assert await lin.labels() == ["确认", "修改", "都不是", "查看调度卡"]
    assert "✓ 主体封顶（2026年11月16日）" in line((await card_of(lin))["text"], 1)
    (kept,) = await reports(world, BOTTLES)
    assert kept.finding.sums == (Amount(Period.WEEK, 20_000_000),)


@IN_BOTH_CHATS
async def test_short_answers_for_all_lines_in_one_sentence(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await lin.says("1正常 2无变化 3有问题 用地")

    assert "1号 青禾饮用水项目：正常推进" in heard[0]
    assert "2号 云杉数据中心项目：无变化" in heard[0]
    assert "3号 远山中药材加工项目：有问题（用地）" in heard[0]
    assert "本期已全部反馈" in heard[0]
    assert len(await tickets(world, HERBS)) == 1


async def test_everything_unchanged_in_words(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    assert "本期已全部反馈" in (await lin.says("全部无变化"))[0]
    assert "本期已全部反馈" in (await card_of(lin))["text"]


@IN_BOTH_CHATS
async def test_the_rest_unchanged_means_those_not_named(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await lin.says("2号 有问题 用地，其余无变化")

    assert "2号 云杉数据中心项目：有问题（用地）\n" in heard[0]
    assert "1号 青禾饮用水项目：无变化" in heard[0]
    assert "3号 远山中药材加工项目：无变化" in heard[0]


async def test_the_rest_unchanged_alone_means_those_still_open(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)
    await lin.taps("2 正常")

    heard = await lin.says("其余无变化")

    assert "2号" not in heard[0]
    assert "本期已全部反馈" in heard[0]
    assert (await reports(world, DATA))[-1].finding.answer is Answer.ON_TRACK


@IN_BOTH_CHATS
async def test_what_was_understood_is_kept_and_the_rest_is_quoted_and_asked(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await lin.says("1号 正常；2号 到位两三千万吧；3号 无变化")

    assert "1号 青禾饮用水项目：正常推进" in heard[0]
    assert "2号 云杉数据中心项目：看不出准确金额，未作数据，原话已留存：“到位两三千万吧”。" in heard[0]
    assert await reports(world, DATA) == []
    assert "查看调度卡" in await lin.labels()


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("2号 到位2000", "“到位2000”没有写单位，请选择："),
        ("到位2000万", "没有看懂说的是哪个项目：“到位2000万”。请选择："),
        ("2号 到位2000万，又到位300万", "“到位2000万”前后有不止一个数，以本周到位2000万元为准吗？"),
        ("2号 下月开工", "计划：开工（2026年12月）"),
        ("2号 9月31日开工", "“9月31日开工”是已经完成，还是计划？"),
        ("2号楼封顶", "没有看懂说的是哪个项目：“2号楼封顶”。请选择："),
        ("1、2号 到位2000万", "没有看懂说的是哪个项目：“1、2号 到位2000万”。请选择："),
    ],
)
async def test_no_figure_and_no_node_is_guessed(world: World, said: str, asked: str) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await lin.says(said)

    assert asked in heard[0]
    for project in (BOTTLES, DATA, HERBS):
        assert await figures(world, project) == []


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("①正常②无变化", ["1号 青禾饮用水项目：正常推进", "2号 云杉数据中心项目：无变化"]),
        ("1、2号 无变化，3号 正常", ["2号 云杉数据中心项目：无变化", "3号 远山中药材加工项目：正常推进"]),
        (
            "2号 环评卡住，其余无变化",
            ["2号 云杉数据中心项目：有问题（环评）：环评卡住", "3号 远山中药材加工项目：无变化"],
        ),
        ("3有问题 其他", ["3号 远山中药材加工项目：有问题（其他）"]),
        ("3号 能评已经批了", ["3号 远山中药材加工项目：已解决：能评用能"]),
        ("1号 未开工", ["1号 青禾饮用水项目：尚未开工"]),
    ],
)
async def test_what_people_write_is_understood(world: World, said: str, understood: list[str]) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    (heard,) = await lin.says(said)

    assert [one for one in understood if one not in heard.split("\n")] == []
    assert "确认" not in await lin.labels()


async def test_a_line_that_is_not_on_the_card_is_asked_about(world: World) -> None:
    lin = await leader(world, "林一航")
    await monday(world)

    heard = await lin.says("1号 正常，7号 正常")

    assert "1号 青禾饮用水项目：正常推进" in heard[0]
    assert "没有看懂说的是哪个项目：“7号 正常”" in heard[0]


@IN_BOTH_CHATS
async def test_a_liaison_of_several_leaders_is_asked_for_whom(world: World) -> None:
    await leader(world, "沈青禾")
    jiang = await liaison(world, "江望")
    await monday(world)

    heard = await jiang.says("2号 正常")
    assert heard == ["您协助多位领导，这条是替哪位领导报的？"]
    assert await reports(world, "白石光伏组件项目") == []
    assert await jiang.labels() == ["替沈青禾", "替顾远山"]
    await jiang.taps("替沈青禾")

    assert "2号 白石光伏组件项目：正常推进" in (await jiang.last())["text"]
    assert (await reports(world, "白石光伏组件项目"))[0].finding.answer is Answer.ON_TRACK
    assert await reports(world, "黄坡物流园项目") == []


async def test_a_liaison_who_is_not_understood_is_not_asked_for_whom(world: World) -> None:
    jiang = await liaison(world, "江望")
    await monday(world)

    assert "没有看懂" in (await jiang.says("今天开会"))[0]


async def test_a_reply_to_a_card_decides_whose_it_is(world: World) -> None:
    jiang = await liaison(world, "江望")
    await monday(world)
    await jiang.says("/report")
    await jiang.taps("替顾远山")
    card = await card_of(jiang)

    heard = await jiang.says("2号 无变化", reply_to=card["message_id"])

    assert "2号 黄坡物流园项目：无变化" in heard[0]


async def test_a_reply_to_a_list_of_leaders_decides_nothing(world: World) -> None:
    jiang = await liaison(world, "江望")
    await monday(world)
    await jiang.says("/report")

    heard = await jiang.says("2号 正常", reply_to=(await jiang.last())["message_id"])

    assert "替哪位领导" in heard[0]


async def test_a_liaison_sees_and_answers_only_his_lines(world: World) -> None:
    jiang = await liaison(world, "江望")
    await monday(world)
    await jiang.says("/report")
    await jiang.taps("替沈青禾")
    card = await card_of(jiang)

    assert "沈青禾包抓的项目中，您可代为反馈1个" in card["text"]
    assert "远山中药材" not in card["text"]
    assert labels(card)[:4] == ["2 正常", "2 无变化", "2 有问题", "2 节点"]
    heard = await jiang.says("1号 正常，2号 正常", reply_to=card["message_id"])
    assert "未作记录：“1号 正常”" in heard[0]


@IN_BOTH_CHATS
async def test_without_an_open_round_a_sentence_is_answered_politely(world: World) -> None:
    lin = await leader(world, "林一航")

    assert await lin.says("1号 正常") == [
        "目前没有需要您反馈的调度卡。到时间我会发给您；要看项目请发“我的”。"
    ]
