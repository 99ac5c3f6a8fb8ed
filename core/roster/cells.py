"""What one cell means, by the kind of its column. Pure; oddities come back as notes, never as exceptions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from core.roster.ledger import FindingKind, Severity
from core.roster.model import Stage
from core.roster.sheet import CellValue

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd in a cell; ``facts`` fill the sentence of ``kind``."""

    kind: FindingKind
    severity: Severity
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    value: T
    notes: tuple[Note, ...] = ()


NOTHING = frozenset(
    {"", "/", "\\", "-", "--", "—", "——", "–", "_", "无", "暂无", "没有", "无。", "暂无。", "無"}
)
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WORD_SPACE = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")


def written(value: CellValue) -> str:
    """The cell as a person sees it, white space around it taken off."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n").strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def text_cell(value: CellValue) -> str:
    """Free text, not normalised: NFKC would turn ， into , inside a sentence."""
    text = written(value)
    return "" if text in NOTHING or text in ERRORS else text


@lru_cache(maxsize=8192)
def short_words(text: str) -> str:
    """Names: wide letters and digits narrow, white space only between Latin words.

    "昉程 5Ｐ\\n智算" → "昉程5P智算"; "Ace  Motors" → "Ace Motors".
    """
    return " ".join("".join(part.split()) for part in _WORD_SPACE.split(text.translate(_WIDE)))


def name_cell(value: CellValue) -> str:
    return short_words(text_cell(value))


_CODE = re.compile(r"([A-Z]{1,6})[-_]?((?:19|20)\d{2})[-_]?(\d{2,6})")


@lru_cache(maxsize=8192)
def code_words(text: str) -> str:
    """zs2025002, "ＺＳ－２０２５－００２ " → ZS-2025-002; another form is only narrowed and upper-cased."""
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    words = re.sub("[—–―－−]", "-", words)
    found = _CODE.fullmatch(words)
    return "-".join(found.groups()) if found else words


def code_cell(value: CellValue) -> str:
    return code_words(text_cell(value))


_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃"
    " 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
)
_ORIGIN = re.compile(rf"[(（]((?:{_PROVINCES.replace(' ', '|')})[^()（）]{{0,8}})[)）]$")


@lru_cache(maxsize=8192)
def investor_words(text: str) -> tuple[str, str]:
    """(investor, origin): "甲有限公司\\n（福建）" has both; 甲（北京）有限公司 only a name."""
    words = short_words(text)
    found = _ORIGIN.search(words)
    return (words[: found.start()].strip(), found[1]) if found and found.start() else (words, "")


def same_name_apart(name: str, phone: str) -> str:
    """A person's name where another has the same: 王芳-0012, by the end of the number."""
    return f"{name}-{phone[-4:]}"


_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[-\s]?)?(1[3-9]\d(?:[-\s]?\d{4}){2}|0\d{2,3}[-\s]?\d{7,8}|\d{7,8})(?!\d)"
)


@lru_cache(maxsize=8192)
def person_words(text: str) -> tuple[str, str]:
    """(names joined by 、, phone numbers joined by 、) of "李娜（13900000003）" and the like."""
    words = unicodedata.normalize("NFKC", text)
    phones = [re.sub(r"\s", "", phone) for phone in _PHONE.findall(words)]
    phones = [phone.replace("-", "") if phone.startswith("1") else phone for phone in phones]
    names = re.sub(r"(电话|手机|联系方式)?[:]?\s*$", "", _PHONE.sub(" ", words).strip(" ()[]:,、;/\n\t-"))
    names = re.sub(r"[()\[\]]", " ", names)
    names = re.sub(
        r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", names
    )
    return "、".join(part for part in re.split(r"[、,;/\s]+", names) if part), "、".join(phones)


def phone_cell(value: CellValue) -> Read[str]:
    text = text_cell(value)
    phones = person_words(text)[1]
    if text and not phones:
        return Read(text, (Note(FindingKind.BAD_PHONE, Severity.GUESSED, {"said": text}),))
    return Read(phones)


_STAGES: dict[Stage, str] = {
    Stage.TALKS: "洽谈 在谈 意向 洽谈中 在洽谈 对接 拟签约 跟踪 谋划 在谈项目 意向洽谈 未签约 储备",
    Stage.SIGNED: "签约待开工 未开工 待开工 已签约 签约 前期 手续办理 前期手续 前期工作 前期准备 拟开工 拟建 未动工 未建 尚未开工 开工前准备 签约未开工 筹建 新签约 办理手续",
    Stage.BUILDING: "在建 已开工 开工 建设中 续建 主体施工 新开工 新建 开工建设 施工 施工中 正在建设 基础施工 开工在建 复工 部分投产 建设",
    Stage.FINISHED: "竣工待投产 竣工 试生产 设备调试 试运行 建成 已建成 调试 已竣工 完工 已完工 建成待投产 设备安装调试 试运营 竣工验收",
    Stage.PRODUCING: "已投产 投产 运营 达产 投产达效 已运营 投运 已达产 建成投产 竣工投产 投产运营 已投运 投入运营 投入使用 已投用 已建成投产 生产 正式运营",
    Stage.PAUSED: "停建 停工 缓建 暂停 停滞 停工停建 已停工 已停建 停产 半停工 搁置",
    Stage.ENDED: "终止 解约 已取消 取消 已终止 已解约 退出 已退出 解除 撤销 放弃 流产 清退 解除协议 终止合作 注销 已解除",
}
_STAGE_WORDS = {word: stage for stage, words in _STAGES.items() for word in words.split()}
# Longest first, so that 未开工 is seen before 开工 and 竣工待投产 before 投产.
_STAGE_PARTS = sorted((word for word in _STAGE_WORDS if len(word) >= 2), key=len, reverse=True)


@lru_cache(maxsize=2048)
def stage_words(text: str) -> Read[Stage | None]:
    words = re.sub(r"\s+|[(（].*?[)）]|(阶段|状态|项目|类)$", "", text)
    if text in NOTHING or not words:
        return Read(None)
    if words in _STAGE_WORDS:
        return Read(_STAGE_WORDS[words])
    part = next((part for part in _STAGE_PARTS if part in words), None)
    stage = _STAGE_WORDS[part] if part else None
    severity = Severity.GUESSED if stage else Severity.REFUSED
    return Read(
        stage, (Note(FindingKind.BAD_STAGE, severity, {"said": text, "value": stage.value if stage else ""}),)
    )


_YES = re.compile(r"(是|√|✓|✔|☑|Y|YES|TRUE|T|1|有|已.*|对|属于)", re.IGNORECASE)
_NO = re.compile(r"(否|×|✗|✘|X|N|NO|FALSE|F|0|非|不.*|未.*|暂.*|尚未.*|没.*|待.*|拟.*|正在.*)", re.IGNORECASE)


YES: Read[bool | None] = Read(value=True)
NO: Read[bool | None] = Read(value=False)
UNSAID: Read[bool | None] = Read(None)


@lru_cache(maxsize=2048)
def flag_words(text: str) -> Read[bool | None]:
    words = re.sub(r"\s+|[(（].*?[)）]", "", unicodedata.normalize("NFKC", text))
    if not words:
        return UNSAID
    if text in NOTHING or _NO.fullmatch(words):
        return NO
    if _YES.fullmatch(words):
        return YES
    return Read(None, (Note(FindingKind.BAD_FLAG, Severity.REFUSED, {"said": text}),))


def percent_cell(value: CellValue, number_format: str) -> Read[int | None]:
    """Whole per cent, halves up; 0.6 shown as 60 % is 60."""
    text = unicodedata.normalize("NFKC", text_cell(value)).replace(" ", "")
    if not text:
        return Read(None)
    found = re.search(r"\d+(?:\.\d+)?", text)
    if found is None:
        return Read(None, (Note(FindingKind.BAD_PERCENT, Severity.REFUSED, {"said": text}),))
    share = Decimal(found[0]) * (100 if "%" in number_format and "%" not in text else 1)
    percent = int(share.quantize(Decimal(1), ROUND_HALF_UP))
    if percent > 100:
        return Read(None, (Note(FindingKind.BAD_PERCENT, Severity.REFUSED, {"said": text}),))
    plain = re.fullmatch(r"[\d.]+%?", text) and not 0 < share < 1
    note = Note(FindingKind.BAD_PERCENT, Severity.GUESSED, {"said": text, "value": str(percent)})
    return Read(percent, () if plain else (note,))
