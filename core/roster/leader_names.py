"""Leaders' names in a cell: many separators, titles before and after, 同志, spaces inside names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安"
    "常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡"
    "凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲"
    "伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温"
    "别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游"
    "竺权逯盖益桓公仉督岳帅缑亢况郈有琴闫覃佟付肖代仝邸苟苑苏原海仁撒禚"
)
_DOUBLE = frozenset(
    re.split(
        " ",
        "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 轩辕 端木 独孤 南宫 百里 呼延 拓跋 完颜 闻人 申屠 太史 钟离 万俟 赫连 澹台 鲜于 司空",
    )
)
_POST = re.compile(
    "书记|市长|县长|区长|州长|省长|主任|主席|部长|常委|局长|秘书|委员|院长|检察|调研员|巡视员|党组|党工委|镇长|乡长|会长|总队|支队|队长|司令|政委|厅长|处长|科长|董事|经理|校长|领导|成员|干部"
    "|人大|政协|政府|市委|县委|区委|委常|常务|组织|宣传|统战|政法|纪委|监委|正厅|副厅|正处|副处|级|同志|先生|女士"
)
_POST_END = re.compile(rf"^.*(?:{_POST.pattern}|长|任|席)(?=[\u4e00-\u9fff·]{{2,4}}$)")
_BRACKETS = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_PADDED = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[\s\u3000\xa0]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_BETWEEN = re.compile(r"[、，,;；/／\\|｜\s\u3000\xa0+&＆]+")
_JOINERS = re.compile("[和与及]")


@dataclass(frozen=True, slots=True)
class LeaderWords:
    """``guessed``: names read from words that are on no list; ``unread``: pieces without any name."""

    names: tuple[str, ...]
    guessed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def name_like(text: str) -> bool:
    """A surname and one or two characters, and no word of a post in it."""
    if "·" in text:
        return 4 <= len(text) <= 15 and _POST.search(text) is None
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", text) or _POST.search(text):
        return False
    if text[:2] in _DOUBLE:
        return len(text) in (3, 4)
    return len(text) <= 3 and text[0] in _SURNAMES


def _pieces(text: str) -> list[str]:
    words = _PADDED.sub(r"\1\2", _BRACKETS.sub("、", text.replace("•", "·")))
    pieces = (
        re.sub("(同志|等|牵头|负责)$|^(由|牵头[:：]|配合[:：])", "", piece) for piece in _BETWEEN.split(words)
    )
    return [piece.strip(" :：。.-—") for piece in pieces if piece.strip(" :：。.-—")]


def names_alone(cells: Iterable[str]) -> frozenset[str]:
    """Names that stand by themselves somewhere in the column: the list when no sheet gives one."""
    return frozenset(piece for text in cells for piece in _pieces(text) if name_like(piece))


def split_leaders(text: str, known: frozenset[str]) -> LeaderWords:
    """The names in one cell, in order, each once.

    A name on the list ``known`` wins, longest first, when what is left around it is a post.
    """
    names: list[str] = []
    guessed: list[str] = []
    unread: list[str] = []
    for piece in _pieces(text):
        found, sure = _names_in(piece, known)
        names += found
        if found and not sure:
            guessed += found
        if not found and not _POST.search(piece):
            unread.append(piece)
    if not names and not unread and _pieces(text):
        unread = _pieces(text)  # a post without a name
    return LeaderWords(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(guessed)), tuple(unread))


def _names_in(piece: str, known: frozenset[str]) -> tuple[list[str], bool]:
    """(names, are they sure?) of one piece between separators."""
    if piece in known:
        return [piece], True
    parts = [part for part in _JOINERS.split(piece) if part]
    if len(parts) > 1 and all(part in known or name_like(part) for part in parts):
        return parts, all(part in known for part in parts)
    listed = _listed(piece, known)
    if listed:
        return listed
    if name_like(piece):
        return [piece], False
    found = _POST_END.match(piece)
    if found and name_like(piece[found.end() :]):
        return [piece[found.end() :]], False
    return [], False


def _listed(piece: str, known: frozenset[str]) -> tuple[list[str], bool] | None:
    """Listed names inside ``piece``; sure when only posts and joining words are left over."""
    spots: list[tuple[int, str]] = []
    left = piece
    for name in sorted((name for name in known if name in piece), key=len, reverse=True):
        while name in left:
            spots.append((left.index(name), name))
            left = left.replace(name, "\0" * len(name), 1)
    if not spots:
        return None
    remains = [part for part in re.split("\0+", _JOINERS.sub("\0", left)) if part]
    return [name for _, name in sorted(spots)], all(_POST.search(part) for part in remains)
