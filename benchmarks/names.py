"""Finding one of 5,000 projects by what people remember of its name: is the right one first, and how fast?

Every wanted project is asked for in several ways. A way that fits several names alike has no right answer
and is not asked: a fragment must stand in one name only, letters must be the initials of one only.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from benchmarks.tables import Measured
from core.roster.model import Project
from storage import schema
from storage.engine import open_store
from storage.unit_of_work import SqlUnitOfWork

PROJECTS = 5_000
ASKED = 400  # questions of each kind
SEED = 20_261_121
FIRMS = "圣禾稷丰骐曜云岭丹霞朝阳长庆曾氏单县仇池泾渭灵台崇信华亭庄浪静宁盛隆鸿运宏达腾跃晟瑞恒通锦绣嘉禾瑞丰泰和安康兴业金鼎银海"
PLACES = "西岭 东川 南坪 北塬 中街 高平 玉都 红河 党原 飞云 太平 荔堡 合道 三合 柳湖 崆峒".split()  # noqa: SIM905 - read as a line
GOODS = [
    "白羽肉鸡养殖",
    "绿色数据中心",
    "富硒包装饮用水",
    "苹果精深加工",
    "光伏组件",
    "储能电池",
    "中药材种植",
    "智能仓储物流",
    "肉牛屠宰",
    "装配式建筑",
    "废旧轮胎利用",
    "预制菜",
    "马铃薯淀粉",
    "风电装备",
    "陶瓷新材料",
    "生物有机肥",
    "汽车零部件",
    "服装加工",
    "乳制品",
    "煤矸石制砖",
]
FORMS = "项目 产业园项目 生产线建设项目 全产业链项目 基地项目 扩建项目 一期项目 二期项目".split()  # noqa: SIM905 - as above
ALIKE = {"zh": "z", "z": "zh", "ch": "c", "c": "ch", "sh": "s", "s": "sh", "n": "l", "l": "n"}
ENDINGS = {"ang": "an", "an": "ang", "eng": "en", "en": "eng", "ing": "in", "in": "ing"}


def measure() -> Measured:
    chance = random.Random(SEED)
    names = sorted({_name(chance) for _ in range(PROJECTS * 2)})
    chance.shuffle(names)
    names = names[:PROJECTS]
    ways: dict[str, Callable[[str, random.Random], str | None]] = {
        "fragment": _Fragments(names), "pinyin": _Pinyin(names), "initials": _Initials(names), "near-sound": _Typos(names),
    }  # fmt: skip
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'names.db'}"
        schema.upgrade(url)
        store = open_store(url)
        with store.writer.begin() as connection:
            work = SqlUnitOfWork(connection)
            ids = {
                name: work.projects.add(Project(0, f"ZS-2026-{n:04d}", name)).id
                for n, name in enumerate(names)
            }
        with store.reader.begin() as connection:
            work = SqlUnitOfWork(connection)
            began = time.perf_counter()
            work.projects.search("圣禾", None, 8)
            building = time.perf_counter() - began
            for title, way in ways.items():
                rows.append(_try(work, title, list(_asked(names, way)), ids))
        store.close()
    return Measured(
        f"Names, {PROJECTS} projects, first search {building:.2f} s",
        ["way", "asked", "right one first %", "among 8 %", "p50 ms", "p99 ms"],
        rows,
        ["pypinyin", "rapidfuzz"],
        ["fragment: 2 to 4 characters that stand in one name only; pinyin: of a fragment, without spaces",
         "initials: of the whole name without 项目, near-sound: of the same 3 or 4, one character replaced by one of",
         "its sound or of a sound people mistake for it (zh/z ch/c sh/s n/l ng/n)"],
    )  # fmt: skip


def _name(chance: random.Random) -> str:
    firm = "".join(chance.sample(FIRMS, 2))
    return f"{firm}{chance.choice(PLACES)}{chance.choice(GOODS)}{chance.choice(FORMS)}"


def _asked(names: list[str], way: Callable[[str, random.Random], str | None]) -> Iterator[tuple[str, str]]:
    chance = random.Random(SEED + 1)
    each = ((name, way(name, chance)) for name in chance.sample(names, len(names)))
    return islice(((name, said) for name, said in each if said), ASKED)


def _try(work: SqlUnitOfWork, title: str, asked: list[tuple[str, str]], ids: dict[str, int]) -> list[str]:
    first = among = 0
    took = []
    for name, said in asked:
        began = time.perf_counter()
        found = [one.project.id for one in work.projects.search(said, None, 8)]
        took.append(1000 * (time.perf_counter() - began))
        first += found[:1] == [ids[name]]
        among += ids[name] in found
    share = 100 / len(asked)
    return [
        title, str(len(asked)), f"{first * share:.1f}", f"{among * share:.1f}",
        f"{statistics.median(took):.1f}", f"{statistics.quantiles(took, n=100)[98]:.1f}",
    ]  # fmt: skip


class _Fragments:
    """Characters side by side that stand in this name and in no other."""

    def __init__(self, names: list[str]) -> None:
        self._in = Counter(
            name[at : at + n] for name in names for n in (2, 3, 4) for at in range(len(name) - n + 1)
        )

    def __call__(self, name: str, chance: random.Random) -> str | None:
        whole = [name[at : at + n] for n in (2, 3, 4) for at in range(len(name) - n + 1)]
        alone = [one for one in whole if self._in[one] == 1 and not set(one) & set("项目")]
        return chance.choice(alone) if alone else None


def _letters(text: str) -> list[str]:
    return lazy_pinyin(text)


class _Pinyin:
    """Firm and place: what people type to tell projects apart."""

    def __init__(self, names: list[str]) -> None:
        self._in = Counter("".join(_letters(name[:n])) for name in names for n in (3, 4))

    def __call__(self, name: str, chance: random.Random) -> str | None:
        said = "".join(_letters(name[: chance.choice((3, 4))]))
        return said if self._in[said] == 1 else None


class _Initials:
    def __init__(self, names: list[str]) -> None:
        self._in = Counter(self._of(name) for name in names)

    def __call__(self, name: str, chance: random.Random) -> str | None:
        said = self._of(name)
        return said if self._in[said] == 1 else None

    def _of(self, name: str) -> str:
        return "".join(syllable[0] for syllable in _letters(name.removesuffix("项目")))


class _Typos:
    """One character of a fragment replaced by another that sounds the same, or nearly."""

    def __init__(self, names: list[str]) -> None:
        self._in = Counter(hole for name in names for n in (3, 4) for hole in self._holes(name[:n]))
        self._by_sound: dict[str, list[str]] = {}
        for code in range(0x4E00, 0x9FA6):
            character = chr(code)
            try:
                character.encode("gb2312")
            except UnicodeEncodeError:
                continue
            sound = lazy_pinyin(character, style=Style.NORMAL)[0]
            self._by_sound.setdefault(sound, []).append(character)

    def __call__(self, name: str, chance: random.Random) -> str | None:
        length = chance.choice((3, 4))
        said = name[:length]
        at = chance.randrange(length)
        if self._in[self._holes(said)[at]] > 1:
            return None
        sound = _letters(said[at])[0]
        choices = [s for s in (sound, self._beside(sound)) if s in self._by_sound]
        other = chance.choice(self._by_sound[chance.choice(choices)])
        return said[:at] + other + said[at + 1 :] if other != said[at] else None

    def _holes(self, said: str) -> list[str]:
        """With each character in turn left open: who shares one of these fits a typo there as well."""
        return [f"{said[:at]}?{said[at + 1 :]}" for at in range(len(said))]

    def _beside(self, sound: str) -> str:
        for start, other in ALIKE.items():
            if sound.startswith(start) and sound[len(start) : len(start) + 1] in set("aeiouv"):
                return other + sound[len(start) :]
        for ending, other in ENDINGS.items():
            if sound.endswith(ending):
                return sound.removesuffix(ending) + other
        return sound
