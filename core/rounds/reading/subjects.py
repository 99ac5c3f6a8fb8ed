"""Subjects of problems (问题类别): the words of each category, and those too faint to count alone."""

from __future__ import annotations

from functools import lru_cache

from core.late_patterns import late_pattern
from core.problems.model import Category

_WORDS: tuple[tuple[Category, tuple[str, ...]], ...] = (
    (Category.ENERGY, ("能评", "用能", "用电", "能耗(?:指标)?", "节能")),
    (Category.EIA, ("环评", "环保", "排污", "环境影响", "环境评价")),
    (
        Category.LAND,
        (
            "用地", "土地", "征地", "林地", "拆迁", "征迁", "供地", "土规", "地块", "(?<!能耗)(?<!用能)(?<!用电)(?<!电力)(?<!排放)(?<!环境)指标", "占补", "耕地",
            "农田", "附着物", "青苗", "腾地", "腾退", "净地", "摘牌", "挂牌", "钉子户", "坟", "征收", "红线", "不动产证", "用林", "永农", "宅基地",
            "(?<![工场基产驻当各外本])地(?=(?:也|都)?(?:还?没|一直没|批不|拿不))",
        ),
    ),
    (
        Category.FINANCE,
        (
            "融资", "贷款", "银行", "资金缺口", "资金链", "资金", "放款", "授信", "资本金", "工程款", "设备款", "尾款", "货款", "[没缺]钱",
            "钱(?:也|都|还|一直)*(?:不够|紧|跟不上|断|没)", "抽贷", "断贷", "垫资", "欠薪", "工资", "信用证", "担保", "抵押", "账户",
        ),
    ),
    (
        Category.UTILITIES,
        (
            "配套", "道路", "供水", "供气", "供电", "管网", "通水", "通电", "进[场厂]路", "变电站", "电力", "双回路", "天然气", "蒸汽", "接电", "外线",
            "高压线", "自来水", "燃气", "三通一平", "专线", "污水", "水电", "停电", "断电", "停水", "变压器", "增容", "光缆", "电缆", "线路", "供热", "供暖",
            "(?<![在半一])路(?:也|都|还|一直)*(?:不通|没通|没修|太?窄|没打通)", "(?<![机用发])电(?:也|都|还)*(?:不够|没[通接到拉]|压不|跟不上|不稳)",
            "(?<!用)水(?:也|都|还)*(?:不通|没通|没接)",
        ),
    ),
    (
        Category.PERMITS,
        (
            "施工许可证?", "许可证?", "施工图(?=.{0,2}[没未还审])", "施工证", "规划证", "图审", "消防", "立项", "稳评", "安评", "水保", "洪评", "文勘",
            "文物", "古墓", "考古", "施工图审查", "报建", "规划条件", "压覆", "工规", "人防", "质监", "开工令", "生产许可", "SC证", "营业执照", "取水",
        ),
    ),
    (Category.STATISTICS, ("入库", "纳统", "入统")),
    (
        Category.RELATIONS,
        ("关系", "纠纷", "村民", "群众", "阻工", "上访", "信访", "农户", "老百姓", "村上", "村里", "堵路", "堵门", "居民"),
    ),
    (
        Category.COMPANY,
        ("(?<!规上)企业", "投资方", "股东", "股权", "业主", "老板", "客商", "投资商", "甲方", "母公司", "集团", "法人", "董事会", "董事长", "用工", "招工"),
    ),
    (Category.PERMITS, ("手续", "审批", "批复", "备案", "报批")),
)  # fmt: skip
_CATEGORY = tuple((category, late_pattern("|".join(words))) for category, words in _WORDS)
ANY_SUBJECT = late_pattern("|".join(word for _, words in _WORDS for word in words))
"""Most clauses have none of them, and ten searches are saved."""
_TAIL = late_pattern(r"(?<=.)(?:手续|问题|方面|的事|那块|工作)$")
_FAINT = late_pattern(
    r"手续|审批|批复|备案|报批|企业|投资方|股东|业主|老板|客商|投资商|甲方|集团|资金|银行|环保|线路|账户"
)


def names_subject(words: str) -> bool:
    """批复 and 手续 alone leave open of what."""
    return ANY_SUBJECT.search(words) is not None and _names_one_clearly(words)


@lru_cache(512)
def _names_one_clearly(words: str) -> bool:
    return any(
        not _FAINT.fullmatch(found[0]) for _, pattern in _CATEGORY for found in pattern.finditer(words)
    )


def is_subject(words: str) -> bool:
    """能评, and not a word about it."""
    return names_subject(words) and any(pattern.fullmatch(_TAIL.sub("", words)) for _, pattern in _CATEGORY)


def is_faint(categories: tuple[Category, ...]) -> bool:
    """Said by 手续 or 批复 only, which may be those of any subject."""
    return set(categories) <= {Category.PERMITS}


def find_categories(words: str) -> tuple[Category, ...]:
    """Subjects in the order of the text; 手续 and 企业 count only where nothing clearer is said."""
    return _categories(words) if ANY_SUBJECT.search(words) else ()


@lru_cache(512)
def _categories(words: str) -> tuple[Category, ...]:
    hits = sorted(
        (found.start(), -found.end(), category, found[0])
        for category, pattern in _CATEGORY
        for found in pattern.finditer(words)
    )
    clear = [hit for hit in hits if not _FAINT.fullmatch(hit[3])]
    money = [hit for hit in hits if hit[2] is Category.FINANCE]  # 企业资金困难
    return tuple(dict.fromkeys(hit[2] for hit in clear or money[:1] or hits[:1]))
