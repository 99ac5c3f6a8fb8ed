"""阶段 words: what has happened, what has not, and what is only planned."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.late_patterns import late_pattern
from core.roster.model import Stage
from core.rounds.reading.model import Flag

_EVENTS: tuple[tuple[Stage, str], ...] = (
    (
        Stage.ENDED,
        r"终止(?:了|合作|协议)?|解约|已退出|退出了|不干了|不投了|解除(?:了)?(?:协议|合同)|撤资|黄了",
    ),
    (
        Stage.PAUSED,
        r"停工待[料命钱]|(?:停工|停下来了|停了)(?!\D{0,3}[一两二三四五六七八九十\d半几]+[天日])|停建|缓建|停摆",
    ),
    (
        Stage.PRODUCING,
        r"竣工投产|建成投[产用]|投产(?!后|前|条件|计划|时间|仪式|典礼|手续|准备|率|日期)|达产(?!后|率)|量产(?!后)|满负荷(?:生产|运行)|投运|投用|投入运营|投入使用|投入生产|正式运营|正式生产",
    ),
    (
        Stage.FINISHED,
        r"竣工验收(?:已|顺利|全部)?(?:通过|合格)|(?<=[过已成])竣工验收|(?<=已经)竣工验收|竣工验收(?:过?了|过$|完成|完毕|结束)|(?<=通过了)竣工验收|竣工(?!验|图|资|决|备|时)|试生产|试产|试运行|试运营|完工|建成(?!后|投|[一二两三四五六七八九十\d])",
    ),
    (
        Stage.BUILDING,
        r"复工(?!手续|计划|后|条件|时间|前|准备|复产(?!了|$))|开工(?:建设|奠基)?(?!手续|许可|证|条件|准备|前|后|以来|至今|到现在|令|日期|时间|率|报告|计划|仪式的|建)|动工|破土|开建了?",
    ),
    (
        Stage.SIGNED,
        r"签约(?!仪式的|率)|签的约|签了约|已签(?:了|订|署)?(?:正式)?(?:投资)?(?:合同|协议)|(?:合同|协议)(?:已经?|都)?签(?:订|署)?(?:了|好|完|订)|签(?:订|署|了|完)+(?:正式)?(?:投资)?(?:合同|协议)",
    ),
)
_EVENT = late_pattern("|".join(f"(?P<{stage.name}>{words})" for stage, words in _EVENTS))
STAGE_WORDS = _EVENT.pattern
_WHOLE = late_pattern(
    r"(?:所以|因此|因而|导致|至今|迄今|迟迟|正在(?=试)|现(?=已)|转入|转为|目前|现在|不是没|去年|前年|早就|早(?=[开投竣动])|早已|上半年|下半年|年初|本项目|该项目|这个项目|项目|工程|整个|整体|全部|全面|全线|正式|已经?|也|都|均|本周|这周|上周|顺利|如期|按期|提前|终于|举行了?|举办了?|于|在|刚刚?|进行了?|实现了?|今天|就|企业|业主|又|的|了|通过了?|宣布|我们|还是?|仍然?|依然|一直|就|暂时|工地|投资方|公司|客商|老板|双方|对方|因.{1,12}?|处于|进入|进到|状态|已是|主体|停工.{1,6}?[天日周月]之?后|实质性|全面?|仪式|典礼|开始|才|重新|恢复|建设)*"
)
_PARTLY = late_pattern(
    r"主体|厂房|部分|一期|二期|三期|楼|设备|桩基|基础|首条|第一条|生产线|车间|标段|道路|管网|装修|安装|钢构|土建|(?<!网)站|水池|宿舍|食堂|围墙|大门|仓库|冷库|锅炉房?|管道|配套"
)
_AFTER = late_pattern(
    r"(?:(?:以来|至今|到现在)|了|啦|的|过|于|在|举行|举办|圆满|外|建设|奠基|典礼|仪式|生产|运营|运行|使用|营业|投产|验收|通过|合格|完成|完毕|成功|顺利|阶段|状态|期间?|中|当中|正常|进展|情况|良好"
    r"|[一二三四五六七八九十两半几\d]+个?多?(?:天|日|周|月|年|星期|多月)(?:多|了)*|也|已经?|并|且|呢|啊|吧|哈|目前|现在|待|等待?|¤|协议|合同|正式|全面|项目|整改|整顿|[，,、\s)）(（].*|(?:本周|累计|到位|完成).*)*"
)
"""What may follow a stage word without changing it; 试生产受影响 is no fact."""
_NEGATED = late_pattern(
    r"(?:没有?|未|尚未|还没|还未|无法|不能|未能|没能|不具备|暂未|暂不|迟迟不|难以|开不了)(?:正式|如期|按期|全面|实质性?|能|法|够|达到|具备)*$"
)
_OPEN_QUESTION = late_pattern(
    r"何时|什么时候|啥时候|能否|能不能|是否|说不准|不确定|没定|待定|条件|手续|仪式的|前期|推迟|延期|没法|受影响|受阻|遥遥|没谱|无望|泡汤|困难"
)


@dataclass(frozen=True, slots=True)
class StageSaid:
    """A stage word at ``start:end``. ``whole``: of the project; ``partly``: of a building or a first phase.

    ``several``: the clause names two stages (投产试运行) and the last was taken.
    """

    start: int
    end: int
    stage: Stage
    whole: bool
    negated: bool
    questioned: bool
    several: bool
    partly: bool


def find_stage(words: str) -> StageSaid | None:
    """The last stage word of a clause (竣工投产: 已投产), judged by the words to its left."""
    events = list(_EVENT.finditer(words))
    if not events:
        return None
    found, first = events[-1], events[0]
    left = re.sub(r"¤+", "", words[: found.start()])
    left = re.sub("(?:不是|并非)(?:没有?|未|不)", "", left)
    negated = _NEGATED.search(left) is not None
    bare = _NEGATED.sub("", left)
    subject = bare if first is found else words[: first.start()]
    several = len({event.lastgroup for event in events}) > 1 and Stage.PAUSED.name not in {
        event.lastgroup for event in events
    }
    partly = _PARTLY.search(subject) is not None
    whole = _WHOLE.fullmatch(subject) is not None and not partly
    return StageSaid(
        found.start(), found.end(), Stage[found.lastgroup or ""], whole, negated,
        _OPEN_QUESTION.search(words) is not None or _AFTER.fullmatch(words, found.end()) is None, several, partly,
    )  # fmt: skip


_STOCK = late_pattern(r"(?P<stock>入库)|(?P<count>纳统|入统|上统)")
_NOT = late_pattern(r"没有?|未|尚|无法|不能|不了|难以|暂缓")
_ON_THE_WAY = late_pattern(
    r"正在|准备|申请|申报|资料|材料|待|拟|争取|预计|计划|下周|下月|月底|年底|等|要|将|协调|尽快|条件|推进|退回"
)


def find_statistics(words: str) -> tuple[Flag, ...]:
    """入库 and 纳统 as facts, done or not; none while they are under way."""
    if not _STOCK.search(words):
        return ()
    found = {name for match in _STOCK.finditer(words) for name, hit in match.groupdict().items() if hit}
    if _NOT.search(words):
        flags = {"stock": Flag.NOT_STOCKED, "count": Flag.NOT_COUNTED}
    elif _ON_THE_WAY.search(words):
        return ()
    else:
        flags = {"stock": Flag.STOCKED, "count": Flag.COUNTED}
    return tuple(flags[name] for name in ("stock", "count") if name in found)
