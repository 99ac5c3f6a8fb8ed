"""One value written as a hurried clerk would write it: what the cell holds, and what it shows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from core.dates import PartialDate, Precision, half_year, month, one_day, quarter, xun

Cell = str | int | float | datetime | None
WAN, YI = 10_000, 100_000_000


@dataclass(frozen=True)
class Written:
    """``kind`` names the dirt; ``format`` is the number format."""

    value: Cell
    kind: str = "plain"
    format: str = "General"


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def short(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """三千五百 of 3500, below ten thousand."""
    out, zero = "", False
    for size, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + mark
            zero = False
        elif out:
            zero = True
    return out.removeprefix("一") if 10 <= number < 20 else out


def chinese_money(yuan: int) -> str:
    yi, rest = divmod(yuan, YI)
    wan = rest // WAN
    words = f"{chinese(yi)}亿" if yi else ""
    if wan:
        words += ("零" if yi and wan < 1000 else "") + f"{chinese(wan)}万"
    return words + "元"


def money(rng: random.Random, yuan: int | None, unit: int) -> Written:
    """``yuan`` in a column of ``unit`` yuan; a whole number of 万元."""
    if yuan is None:
        return rng.choice([Written(None, "blank"), Written("待定", "pending"), Written("待核", "pending")])
    if yuan == 0:
        return rng.choice(
            [Written(0, "zero"), Written("/", "slash"), Written("无", "none"), Written("—", "dash")]
        )
    plain = Decimal(yuan) / unit
    wan, yi = short(Decimal(yuan) / WAN), short(Decimal(yuan) / YI)
    number: Cell = int(plain) if plain == int(plain) else float(plain)
    ways: list[Written] = [Written(number, "number")] * 9
    ways += [
        Written(f" {short(plain)} ", "text"),
        Written(f"{plain:,.4f}", "comma"),
        Written(wide(short(plain)), "wide"),
        Written(f"\u00a0{short(plain)}", "nbsp"),
        Written(float(plain) + 1e-10, "noise"),
        Written(f"{yi}亿元", "unit_yi"),
        Written(f"{yi}亿", "unit_yi"),
        Written(f"{wan}万元", "unit_wan"),
        Written(f"{int(Decimal(wan)):,}万", "unit_wan"),
        Written(f"人民币{wan}万元", "unit_wan"),
        Written(f"约{wan}万元", "about"),
        Written(f"{yi}亿元左右", "about"),
        Written(f"总投资{yi}亿元", "words"),
        Written(f"{yi}亿元（其中一期{short(Decimal(yuan) / YI / 2)}亿元）", "two"),
        Written(f"{wan}万元\n（固投{int(Decimal(wan) / 2)}万元）", "two"),
        Written(chinese_money(yuan), "chinese"),
        Written(f"{short(plain)}", "text", "@"),
        Written(f"¥{plain:,.4f}", "sign"),
    ]
    if unit == WAN:
        ways.append(Written(number, "number", "#,##0.00_ "))
        ways.append(Written(yuan / YI, "format_yi", '0.00"亿元"'))
    if unit == YI:
        ways.append(Written(yuan // WAN, "wan_in_yi") if yuan >= 5000 * WAN else Written(number, "number"))
    return rng.choice(ways)


def foreign(rng: random.Random) -> Written:
    return Written(rng.choice(["3000万美元", "0.5亿美元", "1200万欧元", "US$500万", "8000万港币"]), "foreign")


def exact_date(rng: random.Random, day: date) -> tuple[Written, PartialDate]:
    zero = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - cells have no zone
    y, m, d = day.year, day.month, day.day
    value = rng.choice(
        [
            *[Written(moment, "cell", "yyyy-mm-dd")] * 3,
            Written(moment, "cell", 'yyyy"年"m"月"d"日"'),
            Written(moment, "cell", "mm-dd-yy"),
            Written((moment - zero).days, "serial"),
            Written(str((moment - zero).days), "serial_text"),
            Written(f"{y}.{m}.{d}", "dots"),
            Written(f"{y}/{m:02}/{d:02}", "slashes"),
            Written(f"{y}-{m}-{d}", "dashes"),
            Written(f"{y}年{m}月{d}日", "cn"),
            Written(f"{y % 100}年{m}月{d}日", "cn_short"),
            Written(f"{y}{m:02}{d:02}", "compact"),
            Written(int(f"{y}{m:02}{d:02}"), "compact_number"),
            Written(wide(f"{y}.{m}.{d}"), "wide"),
            Written(f" {y}年{m}月{d}日 ", "spaces"),
            Written(f"{y}-{m:02}-{d:02} 00:00:00", "time"),
            Written(f"'{y}.{m}.{d}", "quote"),
        ]
    )
    return value, one_day(day)


def vague_date(rng: random.Random, day: date, *, past: bool) -> tuple[Written, PartialDate]:
    y, m = day.year, day.month
    first = datetime(y, m, 1)  # noqa: DTZ001 - cells have no zone
    part = min((day.day - 1) // 10, 2)
    whole = month(y, m)
    half = 1 if m <= 6 else 2
    ways: list[tuple[Written, PartialDate]] = [
        (Written(f"{y}年{m}月", "month"), whole),
        (Written(f"{y}.{m}", "month_dots"), whole),
        (Written(f"{y}.{m:02}", "month_dots"), whole),
        (Written(f"{y}-{m:02}", "month_dashes"), whole),
        (Written(f"{y}/{m}", "month_slashes"), whole),
        (Written(float(f"{y}.{m:02}"), "month_number", "0.00"), whole),
        (Written(first, "month_cell", 'yyyy"年"m"月"'), whole),
        (Written(first, "month_cell", "yyyy/mm"), whole),
        (Written(f"{y % 100}年{m}月", "month_short"), whole),
        (Written(f"{y}年{m}月份", "month"), whole),
        (
            Written(f"{y}年{m}月{'上中下'[part]}旬", "xun"),
            xun(y, m, part + 1),
        ),
        (Written(f"{y}年第{'一二三四'[(m - 1) // 3]}季度", "quarter"), quarter(y, (m - 1) // 3 + 1)),
        (Written(f"{y}年{'上' if half == 1 else '下'}半年", "half"), half_year(y, half)),
        (Written(wide(f"{y}年{m}月"), "wide"), whole),
        (Written(f"{y}年\n{m}月", "break"), whole),
    ]
    if m != 1:
        ways.append((Written(float(f"{y}.{m}") if m != 10 else f"{y}.10", "month_number"), whole))
    if not past:
        ways += [
            (Written(f"{y}年{m}月底", "month_end"), whole),
            (Written(f"{y}年{m}月底前", "month_end"), whole),
            (Written(f"预计{y}年{m}月", "words"), whole),
            (Written(f"计划{y}年{m}月底开工", "words"), whole),
        ]
    else:
        ways += [
            (Written(f"{y}年{m}月已开工", "words"), whole),
            (Written(f"已于{y}年{m}月开工", "words"), whole),
        ]
    return rng.choice(ways)


def no_date(rng: random.Random) -> Written:
    return Written(rng.choice([None, None, None, "/", "待定", "未开工", "—", "无", "尚未确定"]), "no_date")


def dirty_date(rng: random.Random, day: date | None, *, past: bool) -> tuple[Written, PartialDate | None]:
    if day is None:
        return no_date(rng), None
    if rng.random() < 0.04:
        bad = Written(f"{day.year}.6.31", "invalid_day")
        return bad, month(day.year, 6)
    if rng.random() < 0.55:
        return exact_date(rng, day)
    return vague_date(rng, day, past=past)


def serial_1904(day: date) -> int:
    return (day - date(1904, 1, 1)) // timedelta(days=1)


POSTS = [
    "市委常委、副市长",
    "市人大常委会副主任",
    "市政协副主席",
    "副市长",
    "县委书记",
    "市委常委、组织部部长",
]


def leaders(rng: random.Random, names: Sequence[str]) -> Written:
    ways = [
        Written("、".join(names), "dunhao"),
        Written("、".join(names), "dunhao"),
        Written("，".join(names), "comma"),
        Written(" ".join(names), "space"),
        Written("\n".join(names), "break"),
        Written("/".join(names), "slash"),
        Written("；".join(names) + "；", "semicolon"),
        Written("和".join(names), "and"),
        Written("、".join(f"{n[0]}　{n[1]}" if len(n) == 2 else n for n in names), "padded"),
        Written("、".join(f"{n}（{rng.choice(POSTS)}）" for n in names), "post_after"),
        Written("\n".join(f"{rng.choice(POSTS)}{n}" for n in names), "post_before"),
        Written("、".join(f"{n}同志" for n in names), "comrade"),
        Written("、".join(names) + "、", "trailing"),
    ]
    return rng.choice(ways)


def liaison(rng: random.Random, name: str, phone: str, *, together: bool) -> Written:
    if not together:
        return Written(rng.choice([name, f" {name}", f"{name}\u00a0"]), "name")
    dashed = f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
    return Written(
        rng.choice(
            [
                f"{name}{phone}", f"{name} {phone}", f"{name}\n{phone}", f"{name}（{phone}）", f"{name}，{dashed}",
                f"{name}：{phone}", f"{wide(phone)} {name}",
            ]
        ),
        "together",
    )  # fmt: skip


def phone(rng: random.Random, number: str) -> Written:
    parts = (number[:3], number[3:7], number[7:])
    said: list[Cell] = [number, int(number), float(number), " ".join(parts), "-".join(parts)]
    return Written(rng.choice(said), "phone")


STAGES = {
    "洽谈": ["洽谈", "在谈", "洽谈阶段", "意向"],
    "签约待开工": [
        "签约待开工",
        "未开工",
        "前期",
        "手续办理",
        "已签约",
        "正在办理前期手续",
        "前期手续办理中",
        "签约未开工",
    ],
    "在建": ["在建", "续建", "开工建设", "在建（主体施工）", "建设中", "已开工", "正在施工", "在建项目"],
    "竣工待投产": ["竣工待投产", "试生产", "设备调试", "竣工", "完工待投产"],
    "已投产": ["已投产", "投产", "建成投产", "运营", "投产运营"],
    "停建": ["停建", "停工", "缓建", "暂停"],
    "终止": ["终止", "解约", "已取消", "项目终止"],
}


def name(rng: random.Random, text: str) -> Written:
    at = len(text) // 2
    return Written(
        rng.choice([text] * 6 + [f" {text}", f"{text} ", f"{text[:at]}\n{text[at:]}", f"{text[:at]} {text[at:]}"]), "name"
    )  # fmt: skip


def code(rng: random.Random, text: str) -> Written:
    return Written(
        rng.choice([text] * 5 + [text.lower(), wide(text), f"{text} ", text.replace("-", "－"), None]), "code"
    )


def flag(rng: random.Random, *, yes: bool) -> Written:
    return Written(
        rng.choice(["是", "√", "已入库", "Y"] if yes else ["否", "×", "未入库", "/", None]), "flag"
    )


def precise(value: PartialDate | None) -> tuple[str, str] | None:
    return (value.last.isoformat(), value.precision.value) if value else None


EXACT = Precision.DAY
