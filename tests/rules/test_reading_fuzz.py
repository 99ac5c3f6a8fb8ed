"""Random and mutated replies: no exception, no hang, no figure from nothing."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.amounts import read_amount
from core.money import MoneyUnit
from core.rounds.reading.as_json import lines_from_json, reading_json
from core.rounds.reading.model import Reading
from core.rounds.reading.read import read_reply

TODAY = date(2026, 11, 20)
GIVEN = json.loads((Path(__file__).parents[1] / "data" / "replies.json").read_text(encoding="utf-8"))
THREE = lines_from_json(GIVEN["context"]["multi"])
ONE = lines_from_json(GIVEN["context"]["single"])
SENTENCES = [reply["text"] for reply in GIVEN["replies"]]
PIECES = [
    "1号", "2号", "3 ", "9号", "①", "②", "10号楼", "正常", "无变化", "有问题", "用地", "环评", "卡住", "主体封顶", "开工", "预计", "到位", "2000万",
    "1.2亿", "500", "两千万", "三个半亿", "亿亿", "万", "本周", "累计", "其余", "全部", "除", "外", "，", "；", "。", "、", "\n", " ", "没有问题", "月底",
    "昨天", "11月12日", "13月45日", "项目", "50%", "百分之", "不", "肉鸡", "富锡水", "总投资", "调整到", "缺口", "-", "几", "市生态环境局", "请协调", "春节前",
    "九九九九九", "0", "０", "％", "ｗ", "第", "个", "2026年", "一、", "1.", "(", "）", "\u200b", "😀", "\ud800",
]  # fmt: skip
FIGURE = re.compile(r"[\d零〇○一二两俩三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半]|无|没|未")
SLOWEST = 0.05
"""Seconds for one reply; the machine of the tests may be busy, so the best of three counts."""


def check(text: str, reading: Reading) -> None:
    json.dumps(reading_json(reading))
    for item in reading.items:
        assert {1: THREE, 2: THREE, 3: THREE}.get(item.no)
        for one in item.sums:
            said = text[one.span.start : one.span.end]
            assert FIGURE.search(said), (text, one)
            assert one.yuan in (0, read_amount(said.replace("\u200b", ""), MoneyUnit.WAN).yuan)
        if item.percent is not None:
            assert 0 <= item.percent <= 100
            assert re.search(r"\d|百分之|成", text)
    for unclear in reading.unresolved:
        assert text[unclear.span.start : unclear.span.end] == unclear.quote


def mutated(count: int) -> Iterator[str]:
    """The given replies with letters lost, doubled, swapped, and pieces of others put in."""
    chance = random.Random(20261120)
    for _ in range(count):
        words = list(chance.choice(SENTENCES))
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(words) + 1)
            match chance.randrange(4):
                case 0:
                    del words[at : at + chance.randint(1, 3)]
                case 1:
                    words[at:at] = list(chance.choice(PIECES))
                case 2:
                    words[at:at] = words[at : at + 4]
                case _:
                    other = chance.choice(SENTENCES)
                    cut = chance.randrange(len(other))
                    words[at:at] = list(other[cut : cut + 6])
        yield "".join(words)


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=300)))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_random_replies_are_survived(text: str) -> None:
    check(text, read_reply(text, THREE, TODAY))
    check(text, read_reply(text, ONE, TODAY))


def test_mutated_replies_are_survived() -> None:
    for text in mutated(1000):
        check(text, read_reply(text, THREE, TODAY))


@pytest.mark.parametrize(
    "text",
    ["亿" * 5000, "一" * 5000, "1、" * 2500, "1号" * 2000, "到位" * 2000, "都" * 4000, "9" * 4000, "正常 " * 1000,
     "没有" * 2000, "目前" * 2000, "本周到位" * 1000, "（" * 4000, "那个" * 2000, "肉鸡" * 2000, "1号到位2000万，" * 400],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_a_wall_of_text_does_not_hang(text: str) -> None:
    begun = time.perf_counter()
    check(text, read_reply(text, THREE, TODAY))

    assert time.perf_counter() - begun < 1


def test_a_reply_takes_less_than_fifty_milliseconds() -> None:
    for text in [*SENTENCES, *mutated(200)]:
        assert min(_seconds(text) for _ in range(3)) < SLOWEST, text


def _seconds(text: str) -> float:
    begun = time.perf_counter()
    read_reply(text, THREE, TODAY)
    return time.perf_counter() - begun
