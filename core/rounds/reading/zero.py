"""没到位, 到位0, 本周无到位资金: a stated zero, which is a figure too."""

from __future__ import annotations

import re
from datetime import date

from core.late_patterns import late_pattern
from core.rounds.reading.model import Kind

_ZERO = late_pattern(
    r"(?:无|没有?|未|尚未|还没有?|零|(?<![\d.])0)(?:新增|新的?|任何|能)?(?:的)?(?:资金)?(?:到位|到账|到资|进账|入账)(?:资金)?"
    r"|(?:到位资金|资金到位|到位|到账|到资)(?:额)?(?:为|是|[:：])?\s*(?:零|(?<![\d.])0(?![.\d])|没有|暂无|无(?!变化))(?:万?元)?"
    r"|一分(?:钱)?(?:都|也)?没(?:有)?(?:到|来|进)?(?:位|账)?|(?:资金|钱)(?:也|都|还|一直|暂时?)*(?:没有?|未|尚未)(?:能|有)?(?:新)?(?:到位|到账|到|来|新增)"
    r"|^(?:也|本周|这周)*没到(?:位|账)?$|(?:本周|本月)[:：]?\s*0(?:万?元)?$"
    r"|没(?:有)?(?:什么|啥)?(?:钱|资金)(?:到|来|进)(?:位|账|来|了|$)"
    r"|(?:没有?|无)(?:新增|新的?)?(?:资金|到资)(?:到位|到账|进来)?(?=$|[的了])"
)
_NOT_CAPITAL = late_pattern(
    r"贷款|设备|人员|材料|手续|工人|指标|配套|融资|拨款|补贴|银行|股权|电|水|土地|货|专项|债券|奖补|工程款|缺|补偿|款|费|租|税|保证金|押金|标"
)
_OF = (
    (Kind.YEAR, late_pattern(r"今年|本年|年内")),
    (Kind.MONTH, late_pattern(r"本月|当月|这个?月")),
    (Kind.TOTAL, late_pattern(r"累计|至今|以来|截[至止]")),
)


def find_zero(words: str, scope: str, today: date) -> tuple[Kind, int, int] | None:
    """(of which span, start, end); of this week when none is said."""
    found = _ZERO.search(words)
    if not found or _NOT_CAPITAL.search(words[: found.end()]) or re.search(r"\d", words.replace("0", "")):
        return None
    if re.search(r"上周|上月|去年|上个月", words):
        return None
    about = re.sub(rf"(?<!\d){today.month}月份?", "本月", scope + words)
    kind = next((kind for kind, pattern in _OF if pattern.search(about)), Kind.WEEK)
    return kind, found.start(), found.end()
