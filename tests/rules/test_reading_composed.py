"""Replies put together from pieces whose meaning is known: none may be misread in silence, few may be asked about."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from core.rounds.reading.as_json import reading_json
from core.rounds.reading.read import read_reply
from storage.sounds import sound
from tests.rules.strange_replies import THREE, TODAY
from tests.rules.test_reading import NOTHING, fields

PROGRESS = [
    "主体封顶", "设备安装完成", "基础施工完成", "钢结构吊装完成", "围墙砌筑完成", "办公楼主体完工", "正在安装设备", "正在进行室内装修", "土方开挖完成",
    "冷库保温做完了", "设备到货了", "管网铺设完成", "外立面施工", "完成设备招标", "施工到三层",
]  # fmt: skip
SUMS: list[tuple[str, dict[str, int]]] = [
    ("本周到位500万", {"week": 500}), ("到位资金500万元", {"week": 500}), ("本月到位800万", {"month": 800}), ("今年到位3000万", {"year": 3000}),
    ("本周无资金到位", {"week": 0}), ("到资五百万", {"week": 500}), ("资金到位500w", {"week": 500}), ("这周又到了500万", {"week": 500}),
    ("完成投资3200万", {"fai": 3200}), ("累计完成投资3200万元", {"fai": 3200}), ("完成固投0.32亿", {"fai": 3200}),
]  # fmt: skip
PROBLEMS = [
    ("环评还没批", "环评", None, None), ("土地手续没办完", "用地", None, None), ("用地指标没落实，请自然资源局协调", "用地", "市自然资源局", None),
    ("施工许可证还没拿到", "手续", None, None), ("资金紧张", "融资", None, None), ("企业贷款没批下来", "融资", None, None), ("进场道路不通", "配套", None, None),
    ("能评卡在省发改委", "能评用能", "省发改委", None), ("村民阻工", "关系", None, None), ("股东意见不统一", "企业", None, None), ("征地还差20亩", "用地", None, None),
    ("天然气还没接通，请住建局协调，12月底前解决", "配套", "市住建局", "2026-12-31"), ("消防验收没通过", "手续", None, None), ("环评报告被退回", "环评", None, None),
    ("施工图还没审完，住建局说12月10日前出结果", "手续", "市住建局", "2026-12-10"), ("请市生态环境局尽快批复环评", "环评", "市生态环境局", None),
    ("企业投资意愿不强", "企业", None, None), ("供电线路没架通，预计12月中旬解决", "配套", None, "2026-12-20"), ("银行不放款", "融资", None, None),
]  # fmt: skip
STAGES = [
    ("已开工", "在建"), ("开工了", "在建"), ("上周开工建设", "在建"), ("已投产", "已投产"), ("正式投产了", "已投产"), ("已竣工", "竣工待投产"), ("停工了", "停建"),
    ("昨天复工了", "在建"), ("已经试生产", "竣工待投产"), ("通过竣工验收", "竣工待投产"), ("签约了", "签约待开工"), ("还没开工", None), ("尚未开工建设", None),
]  # fmt: skip
PLANS = [
    ("下周封顶", "2026-11-29"), ("12月10日试生产", "2026-12-10"), ("预计年底投产", "2026-12-31"), ("计划12月底竣工", "2026-12-31"), ("争取春节前投产", "2027-02-05"),
    ("下个月设备进场", "2026-12-31"), ("明年3月投产", "2027-03-31"), ("下周三点火", "2026-11-25"), ("12月15日前完成设备安装", "2026-12-15"),
]  # fmt: skip
OVER = [
    ("环评已批复", "环评"),
    ("土地证办下来了", "用地"),
    ("施工许可证拿到了", "手续"),
    ("用电问题解决了", "能评用能"),
    ("贷款批下来了", "融资"),
]
SHARES = [("形象进度65%", 65), ("工程进度达到百分之七十", 70), ("形象进度到了七成", 70)]
UNCHANGED = ["无变化", "没变化", "同上周", "正常", "按计划推进", "老样子", "没啥进展", "正常推进"]
NAMES = {
    1: ["1号", "1号项目", "1号：", "肉鸡项目", "圣禾", "圣禾肉鸡：", "一号项目", "圣禾肉鸡那个"],
    2: ["2号", "2号项目", "2号：", "数据中心", "骐曜", "东数西算项目", "二号", "数据中心那边"],
    3: ["3号", "3号项目", "3号：", "富硒水", "稷丰", "饮用水项目", "三号：", "富硒水那个"],
}
SHARE_RIGHT = 0.97


def about_one(chance: random.Random) -> tuple[list[str], dict[str, Any]]:
    """What is said of one project, and the fields it means."""
    meant: dict[str, Any] = {**NOTHING, "problems": [], "resolved": [], "plans": [], "flags": []}
    if chance.random() < 0.15:
        return [chance.choice(UNCHANGED)], meant | {"nochange": True}
    words = list[str]()
    for kind in sorted(chance.sample("cfgmopq", chance.randint(1, 3))):
        match kind:
            case "c":
                words.append(chance.choice(PROGRESS))
            case "f":
                said, stage = chance.choice(STAGES)
                meant |= {"stage": stage} if stage else {"flags": ["not_started"]}
                words.append(said)
            case "g":
                said, meant["money"] = chance.choice(SUMS)
                words.append(said)
            case "m":
                said, meant["pct"] = chance.choice(SHARES)
                words.append(said)
            case "o":
                said, category = chance.choice(OVER)
                meant["resolved"] = [category]
                words.append(said)
            case "p":
                said, category, department, due = chance.choice(PROBLEMS)
                if category not in meant["resolved"]:
                    meant["problems"] = [(category, department, due)]
                    words.append(said)
            case _:
                said, day = chance.choice(PLANS)
                meant["plans"] = [day]
                words.append(said)
    return words, meant


def composed(count: int, inner: str, outer: str) -> Iterator[tuple[str, dict[int, dict[str, Any]]]]:
    chance = random.Random(20261120)
    for _ in range(count):
        parts, meant = list[str](), dict[int, dict[str, Any]]()
        for number in sorted(chance.sample([1, 2, 3], chance.randint(1, 3))):
            words, meant[number] = about_one(chance)
            parts.append(chance.choice(NAMES[number]) + chance.choice(["", "", " "]) + inner.join(words))
        yield chance.choice(["", "领导好，", "报告："]) + outer.join(parts) + chance.choice(["", "。"]), meant


@pytest.mark.parametrize(
    ("inner", "outer"), [("，", "；"), ("，", "\n"), ("；", "。"), (" ", "\n"), (" ", " ")]
)
def test_composed_replies_are_never_misread_in_silence(inner: str, outer: str) -> None:
    right = 0
    for text, meant in composed(400, inner, outer):
        document: dict[str, Any] = reading_json(read_reply(text, THREE, TODAY, sound))
        said = {item["project"]: fields(item) for item in document["items"]}
        wanted = {
            no: {key: value for key, value in one.items() if key != "progress"} for no, one in meant.items()
        }
        same = said == wanted
        assert same or document["ask"], text
        right += same and not document["ask"]

    assert right >= 400 * SHARE_RIGHT
