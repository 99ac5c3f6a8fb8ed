"""How a clause is meant: as hearsay, as a question, as a correction of what was said before."""

from __future__ import annotations

from core.late_patterns import late_pattern

_UNSURE = late_pattern(
    r"听说|据说|听.{1,4}(?:讲|说)|说是|好像|好象|似乎|貌似|可能(?!性)|也许|或许|估计(?:是|已|都|有)?|应该(?:是|已|都|有)?|大概率|不太清楚|不清楚"
    r"|不(?:太|大)?确定|没核实|未核实|待核|核实|拿不准|记不清|印象中|据(?:企业|他们|业主|老板)?(?:反映|介绍|反馈|称)|(?:企业|他们|对方|老板|业主)(?:那边)?(?:说|讲|称|反映|反馈|口头)|(?<![右概约后前])吧$|吗$|[万亿元%](?:应该|肯定|绝对)?没(?:什么|啥)?问题"
)
_ASKED = late_pattern(
    r"多少|几时|什么时候|啥时候|何时|哪[个家天里]|什么意思|怎么[报填写办说样回]|谁|是不是|是否|有没有|要不要|需不需要|用不用|行不行|能不能|可不可以|[吗么]$"
)
_UNTOLD = late_pattern(
    r"(?:没有?|未|不|也没)(?:说|讲|明确|定|知道?|告诉|确定|给).{0,3}(?:什么时候|啥时候|几时|何时|多少|谁|哪)"
)
"""没说什么时候批: nobody is asked."""
_POLITE = late_pattern(r"能不能请?|可不可以|是否(?:可以|能)|行不行")
_HELP = late_pattern(r"协调|支持|帮|解决|加快|督促|催|出面|对接|明确")
_CORRECTION = late_pattern(
    r"^(?:哦|噢|喔|啊|呃|额|嗯|等等|抱歉|对不起|不好意思|刚才|刚刚|上次|上周|上期|前次|之前|前面|上面|我|数字?|那个)*"
    r"(?:不对|不是(?=[，,\s]|$)|错了|有误|[说写打搞报记填弄讲发算]错了?|更正(?:一下|为|成)?|纠正(?:一下)?|修正(?:一下|为)?|订正(?:为)?|改(?:为|成|一下)|(?:应该?是|应为)(?=[\d一二两三四五六七八九十累本]))+"
    r"(?:了|啊|呢|吧|的)*[，,:：\s]*(?:应该?)?(?:是|为|有)?"
)


def is_hearsay(words: str) -> bool:
    """The speaker does not vouch for it: 听说, 可能, 企业说, 还要核实."""
    return _UNSURE.search(words) is not None


def is_question(words: str, stop: str) -> bool:
    """Words that want an answer; 能不能请市里协调 is a request. ``stop``: the sign after the clause."""
    asked = _ASKED.search(words) or (stop in "?？" and stop != "" and not _POLITE.search(words))
    return bool(asked) and not (_HELP.search(words) or _UNTOLD.search(words))


def asks_for_a_word(words: str) -> bool:
    return _ASKED.search(words) is not None


def correction(words: str) -> int:
    """How many characters at the beginning take back what was said: 不对，是; 0 for none."""
    found = _CORRECTION.match(words)
    return found.end() if found else 0
