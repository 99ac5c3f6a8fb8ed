"""What voice input and hasty typing make of the words of our trade: 环平 is 环评, 到为 is 到位.

Only spellings that mean nothing of their own. Each has as many characters as what is meant, so
that every character keeps its place.
"""

from __future__ import annotations

from core.late_patterns import late_pattern

_MEANT = {
    "到位": "到为 到味 道位", "到账": "到帐 到仗", "累计": "累记 垒计", "累计到": "累积到", "本周": "本洲", "环评": "环平 环坪", "能评": "能坪",
    "封顶": "封定 分顶 封鼎", "投产": "头产 投铲", "开工": "开功", "竣工": "俊工 竣功 峻工 骏工", "复工": "复公", "签约": "牵约", "资金": "资今 姿金 资斤",
    "贷款": "代款", "缺口": "却口", "形象进度": "型象进度 形像进度 行象进度", "协调": "协掉 斜调", "纳统": "纳桶", "入库": "入酷", "手续": "手序",
    "固投": "固头", "主体封": "主题封", "变化": "变划", "完成": "完城", "项目": "项木",
}  # fmt: skip
_WRONG = {wrong: meant for meant, spellings in _MEANT.items() for wrong in spellings.split()}
_PATTERN = late_pattern("|".join(sorted(_WRONG, key=len, reverse=True)))


def as_meant(text: str) -> str:
    """``text`` of the same length, its misheard words put right."""
    return _PATTERN.sub(lambda found: _WRONG[found[0]], text)
