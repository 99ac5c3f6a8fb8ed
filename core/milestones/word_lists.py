"""Lists of words that people choose from with a tap (选项): reasons and materials. The office's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.errors import BadArgument
from core.milestones.model import WordList
from core.ports import UnitOfWork
from core.settings import Setting, choose, chosen, members

MOST, LONGEST = 12, 12
"""Words of a list, characters of a word."""


DEFAULTS: Mapping[WordList, tuple[str, ...]] = {
    WordList.STALLED: ("冬季停工", "等待审批", "资金", "企业原因", "正常等待", "其他"),
    WordList.UNENTERED: (
        "材料不全",
        "未达规模",
        "手续未办结",
        "企业不配合",
        "统计口径不符",
        "正在申报",
        "其他",
    ),
    WordList.FILING: ("企业营业执照", "项目申请材料", "备案证"),
    WordList.STOCKING: ("企业营业执照", "立项或备案文件", "施工合同", "现场照片"),
    WordList.COUNTING: ("企业营业执照", "投产证明", "财务报表", "纳统申请表"),
}
"""Materials: published conditions for entering (法人执照, 立项文件, 施工合同 or 现场照片); the rest is our proposal."""


def _setting(which: WordList) -> Setting[tuple[str, ...]]:
    return Setting(
        f"words.{which.name.lower()}",
        DEFAULTS[which],
        lambda words: [*words],
        lambda stored: tuple(members(stored)),
    )


LISTS = {which: _setting(which) for which in WordList}


def words_of(work: UnitOfWork, which: WordList) -> tuple[str, ...]:
    return chosen(work, LISTS[which])


def set_words(work: UnitOfWork, which: WordList, words: tuple[str, ...], by: int, now: datetime) -> None:
    """
    Raises:
        BadArgument: none, too many, too long, or one twice.
    """
    fits = 1 <= len(words) <= MOST and len(set(words)) == len(words)
    if not fits or not all(1 <= len(word) <= LONGEST for word in words):
        raise BadArgument("choices")
    choose(work, LISTS[which], words, by, now)
