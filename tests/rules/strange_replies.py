"""Random and mutated replies, and what must hold of every reading of them."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from core.amounts import read_amount
from core.money import MoneyUnit
from core.rounds.reading.as_json import lines_from_json, reading_json
from core.rounds.reading.model import Item, Reading

TODAY = date(2026, 11, 20)
DATA = Path(__file__).parents[1] / "data"
GIVEN = json.loads((DATA / "replies.json").read_text(encoding="utf-8"))
OTHERS = json.loads((DATA / "replies_others.json").read_text(encoding="utf-8"))
THREE = lines_from_json(GIVEN["context"]["multi"])
ONE = lines_from_json(GIVEN["context"]["single"])
SENTENCES = [reply["text"] for reply in [*GIVEN["replies"], *OTHERS["replies"]]]
PIECES = [
    "1号", "2号", "3 ", "9号", "①", "②", "10号楼", "正常", "无变化", "有问题", "用地", "环评", "卡住", "主体封顶", "开工", "预计", "到位", "2000万",
    "1.2亿", "500", "两千万", "三个半亿", "亿亿", "万", "本周", "累计", "其余", "全部", "除", "外", "，", "；", "。", "、", "\n", " ", "没有问题", "月底",
    "昨天", "11月12日", "13月45日", "项目", "50%", "百分之", "不", "肉鸡", "富锡水", "总投资", "调整到", "缺口", "-", "几", "市生态环境局", "请协调", "春节前",
    "九九九九九", "0", "０", "％", "ｗ", "第", "个", "2026年", "一、", "1.", "(", "）", "\u200b", "😀", "\ud800", "听说", "不对，是", "其中", "由", "还没",
    "（万元）", "停工", "推迟到", "除了", "也", "？", "多少", "六七成", "\t", "三天后", "美元", "已解决", "累记", "到为", "这是1号的",
]  # fmt: skip
PICTURE = re.compile("[\U0001f000-\U0001faff]")
FIGURE = re.compile(r"[\d零〇○一二两俩三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半]|无|没|未")


def check(text: str, reading: Reading) -> None:
    """Every figure has its numerals in the text, every quotation is verbatim, every project is his."""
    json.dumps(reading_json(reading))
    for item in reading.items:
        assert item.no in (1, 2, 3)
        check_figures(text, item)
        assert all(text[span.start : span.end] for span in item.spans)
    for unclear in reading.unresolved:
        assert text[unclear.span.start : unclear.span.end] == unclear.quote
    assert reading.items or reading.unresolved


def check_figures(text: str, item: Item) -> None:
    for one in item.sums:
        said = PICTURE.sub("", "".join(map(as_digit, text[one.span.start : one.span.end])))
        assert FIGURE.search(said), (text, one)
        assert one.yuan in (0, read_amount(said.replace("\u200b", ""), MoneyUnit.WAN).yuan), (text, one)
    if item.percent is not None:
        assert 0 <= item.percent <= 100
        assert re.search(r"\d|百分之|成", text)


def as_digit(char: str) -> str:
    """Digits of every script as 0 to 9."""
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def mutated(count: int, seed: int = 20261120) -> Iterator[str]:
    """The labelled replies with letters lost, doubled, swapped, and pieces of others put in."""
    chance = random.Random(seed)
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


def assembled(count: int, seed: int = 20261120) -> Iterator[str]:
    """Pieces in any order, with random characters between some of them."""
    chance = random.Random(seed)
    for _ in range(count):
        pieces = [chance.choice(PIECES) for _ in range(chance.randint(0, 25))]
        if chance.random() < 0.3:
            pieces.insert(
                chance.randrange(len(pieces) + 1),
                chr(chance.choice((chance.randrange(0x20, 0x3000), chance.randrange(0x4E00, 0x9FFF)))),
            )
        yield "".join(pieces)
