"""Words that say how far the building is (进展), as against chatter."""

from __future__ import annotations

from core.late_patterns import late_pattern

_REACHED = late_pattern(
    r"封顶|完成|完工|施工|安装|浇筑|进场|进度|[一二三四五六七八九十\d]+层|建成|挖|打桩|桩基|基础|主体|装修|调试|点火|烘炉|砌|吊装|平整|硬化|招聘|签|铺设|验收|搭建|采购|招标|中标|投料|出产品|生产|栽|进苗|设计|图纸|钢构|到货|订|交付|考察|洽谈|注册|评审|试|进展|启动|开始|清表|围挡|培训|装|好$|完$|修|产值|达成|封闭|上报|发布|公示"
)
_NOT_REACHED = late_pattern(r"没|未|尚|还(?!完成)|不|等|缺|再说|准信")
_ONGOING = late_pattern(r"正在?(?=.)|在做|进行中|推进中|准备中|抓紧|加快|持续")


def reached(words: str) -> bool:
    """Something was done, or is being done."""
    return _REACHED.search(words) is not None and not open_words(words)


def open_words(words: str) -> bool:
    """没, 未, 等: whatever it is, it is not reached."""
    return _NOT_REACHED.search(words) is not None


def ongoing(words: str) -> bool:
    return _ONGOING.search(words) is not None
