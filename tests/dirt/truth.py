"""What the rows of a made-up ledger mean, before anybody writes them down."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.dates import PartialDate
from tests.dirt import cells
from tests.dirt.cells import WAN

COUNTIES = ["临江区", "东坪县", "青石县", "凤鸣区", "高陵县", "沙湾镇", "云台经开区"]
LEADERS = [
    "秦国栋", "郑晓燕", "何志远", "许文博", "马丽娟", "唐建军", "欧阳雪", "宋涛", "罗敏", "邓海峰", "曹阳", "彭佳",
    "袁立新", "蒋一鸣", "丁伟", "田小禾",
]  # fmt: skip
LIAISONS = ["贺军", "龚小芳", "段磊", "黎明辉", "汤婷婷", "孔凡", "万里", "白洁", "史可", "毛建国"]
BRANDS = [
    "华锐",
    "金鼎",
    "宏远",
    "绿能",
    "天择",
    "瑞丰",
    "鹏程",
    "新禾",
    "海联",
    "博森",
    "同创",
    "恒通",
    "中科",
    "蓝谷",
    "永泰",
    "佳禾",
    "百川",
    "致远",
    "启明",
    "东晟",
]
TRADES = [
    "光伏组件",
    "新能源电池",
    "食用菌",
    "冷链物流",
    "中药饮片",
    "生猪养殖",
    "文旅小镇",
    "智能装备",
    "数据中心",
    "装配式建筑",
    "预制菜",
    "苹果深加工",
]


@dataclass
class Row:
    """What one row means. Money in yuan; dates as read."""

    number: int
    name: str
    code: str
    investor: str
    county: str
    leaders: tuple[str, ...]
    liaison: str
    phone: str
    stage: str
    money: dict[str, int | None]
    dates: dict[str, PartialDate | None]
    days: dict[str, date | None]
    in_stock: bool
    kinds: dict[str, str] = field(default_factory=dict)  # field → dirt
    at: int = 0  # row of the sheet


def truth(rng: random.Random, count: int) -> list[Row]:
    rows = []
    for number in range(1, count + 1):
        brand, trade = rng.choice(BRANDS), rng.choice(TRADES)
        stage = rng.choice(list(cells.STAGES))
        total = rng.choice([rng.randint(1200, 9900), rng.randint(10000, 320000)]) * 10 * WAN // 10
        arrived = int(total * rng.random() * 0.8) // WAN * WAN
        signed = date(2024, 1, 5) + timedelta(days=rng.randint(0, 900))
        plan = signed + timedelta(days=rng.randint(40, 300))
        begun = stage in ("在建", "竣工待投产", "已投产", "停建")
        made = plan + timedelta(days=rng.randint(150, 500))
        money: dict[str, int | None] = {
            "total_yuan": total,
            "year_plan_yuan": total * rng.randint(5, 40) // 100 // WAN * WAN,
            "total_in_yuan": arrived if begun else 0,
            "year_in_yuan": arrived // 3 // WAN * WAN if begun else 0,
            "month_in_yuan": rng.choice([0, None, arrived // 20 // WAN * WAN or 50 * WAN]) if begun else None,
            "fixed_yuan": arrived * 3 // 4 // WAN * WAN if begun else None,
        }
        days: dict[str, date | None] = {
            "signed_on": signed,
            "plan_start_on": plan,
            "real_start_on": plan + timedelta(days=rng.randint(0, 40)) if begun else None,
            "plan_production_on": made,
            "real_production_on": made if stage == "已投产" else None,
        }
        rows.append(
            Row(
                number,
                f"{brand}{rng.choice(COUNTIES)[:2]}{trade}{rng.choice(['项目', '生产线项目', '基地建设项目', '产业园项目', '一期项目'])}",
                f"ZS-{signed.year}-{number:03d}",
                f"{rng.choice(['福建', '江苏', '浙江', '陕西'])}{brand}{rng.choice(['实业', '科技', '投资', '农业'])}有限公司",
                rng.choice(COUNTIES),
                tuple(rng.sample(LEADERS, rng.choice([1, 1, 1, 2, 3]))),
                rng.choice(LIAISONS),
                f"1{rng.randint(3, 9)}{rng.randint(0, 10**9 - 1):09d}",
                stage,
                money,
                {},
                days,
                rng.random() < 0.5,
            )
        )
    names = set[str]()
    for row in rows:  # no planted duplicates: those have a test of their own
        while row.name in names:
            row.name = f"{row.name[:-2]}{rng.choice(BRANDS)}项目"
        names.add(row.name)
    return rows
