"""Words that were seen and became no field: what they may mean has to be asked, unless they are harmless."""

from __future__ import annotations

from core.late_patterns import late_pattern
from core.rounds.reading.heard import Heard
from core.rounds.reading.model import Doubt
from core.rounds.reading.said import Said
from core.rounds.reading.subjects import find_categories, is_subject

_STAGE = late_pattern(
    r"停着|^(?:还是?|一直|又)?停(?:的|了)?$|停产|停工(?![一两二三四五六七八九十\d半几]+[天日])|停建|停摆|工地停|工地没人|放假了|没人干|停下来|暂停|缓建|复工|复产|开工|动工|奠基|破土|投产|达产|量产|满负荷|投运|投用|试产|试生产|试运[行营]"
    r"|竣工|完工|建成|签约|(?:正常|开始|批量)生产|出栏|在卖|框架(?:协议|合同)|意向(?:协议|合同|书)|(?<![进出开收])投了$|退出|不投了|撤资|终止|解约|解除|散了|谈崩|黄了|不干了|叫停"
)
_NO_STAGE = late_pattern(
    r"(?:没有?|未|尚未|无法|不能|不|不具备|达不到)(?:能|法|再|有|正式|如期|按期)*(?:停|开|动|投|竣|完|复|试|签|退|建成|终止|达产|量产)"
    r"|(?:开工|复工|投产|竣工|签约|停工|完工|动工|建成|达产)(?:手续|许可|证|条件|计划|准备|前|以来|至今|日期|时间|率|报告|通知|令|后|验收资料|资料|图|决算|备案|损失|率|仪式|典礼|大会|面积)"
    r"|(?:影响|制约|耽误|为|等|确保|力争|具备|满足|达到|符合|推进|加快|推动|组织|准备|筹备|申请|办理|保证)(?:项目)?(?:尽快|早日|按期|如期)?(?:开工|复工|投产|竣工|签约|试生产|试产|完工)"
)
_PART = late_pattern(
    r"主体|结构|厂房|部分|楼|设备|桩基|基础|车间|标段|道路|管网|装修|安装|钢构|土建|宿舍|仓库|库房|鸡舍|屠宰|孵化|机房|[一二两三四五六七八九十\d]+[层栋个条座]|工程|基坑|围墙|泵|罐|炉|线(?!下)"
)
_PHASE = late_pattern(r"[一二三四]期|首条|第一条|[一二三四1-4]号线|部分|生产线")
_LACK = late_pattern(
    r"没到(?!位|账|$)|没做|(?:奖补|补贴|政策|资金).{0,4}[没未](?:到位|兑现|落实)|没.{0,5}(?:搬|迁|签|来|齐|出|批|拿|办|弄|给|发|签|谈|通过|定下|落实|动静)|不够|不足|缺|[进出过下上]不[来去了]|难|还在(?:海上|路上|国外|排队|扯|谈|等|审|走)|跟不上|出.{0,2}(?:问题|事)|没(?:有)?(?:通)?过|未通过|还差(?!不多|\d)|还缺|剩余?\d+户|[就只]差(?!不多)|就等|没戏|没希望|泡汤|悬(?!挂|臂|浇)|没谱|没底|没信心|(?:说|口头).{0,4}不"
)
_NO_LACK = late_pattern(
    r"(?:没有?|未|尚未|还没)(?:完|封|签约|浇|砌|装|到顶|动)|不缺|没有?(?:停|问题|困难|影响|变)|难度不大|不难|不影响"
)
_NO_MORE = late_pattern(r"(?:本周|这周)?无新增|没新增|没有新增")
_BARE_NUMBER = late_pattern(r"(?<![\d.,:：A-Za-z№产第年])\d{1,3}(?:,\d{3})*\d*(?:\.\d+)?$(?<=\d{3})")
_ALSO = late_pattern(r"也(?:是|一样|批|到|办|封|开|投|竣|完|好|差不多|如此)|同样|同理")
"""1号开工，2号也是: what was said of another."""
_NOT_COUNTED = late_pattern(r"不算|不计|没算|未计")
_SET_ASIDE = late_pattern(r"除了?.{1,14}?(?:之外|以外|外)?")
MAY_END = late_pattern(r"黄(?:了|掉)?$|退出|撤资|终止|不[干投做]了|散伙|解约|停工|停产|停建")
_WHOLE_EVENT = late_pattern(r"投产|量产|试产|试生产|试运|投运|投用|动工|开工|竣工|停|复工|复产")


def leftover(said: Said, heard: Heard, *, used: bool) -> None:
    """Doubts about what no reader took."""
    if (
        not said.future
        and heard.stage is None
        and not heard.flags
        and not heard.put_off
        and _stage_left(said.words)
    ):
        heard.doubt(Doubt.STAGE_UNCLEAR)
    if not used and ((_NO_MORE.fullmatch(said.words) and not heard.sums) or is_subject(said.words)):
        heard.doubt(Doubt.PROBLEM_UNCLEAR)  # 能评: what of it?
    if not heard.sums and not said.future and _BARE_NUMBER.search(said.words):
        heard.doubt(Doubt.UNIT_ASSUMED)  # 主体封顶 2000: of what?
    if not used and _ALSO.match(said.words):
        heard.doubt(Doubt.STAGE_UNCLEAR)
    if heard.sums and _NOT_COUNTED.search(said.words):
        heard.doubt(Doubt.PERIOD_UNCLEAR)
    if _SET_ASIDE.fullmatch(said.words) and find_categories(said.words):
        heard.doubt(Doubt.PROBLEM_UNCLEAR)  # 除了施工许可，其他手续都办完了
    if used and said.future and said.when and _STAGE.search(_NO_STAGE.sub(" ", said.words)):
        heard.doubt(Doubt.STAGE_UNCLEAR)  # a plan and something else in one breath
    if said.future and MAY_END.search(_NO_STAGE.sub(" ", said.words)):
        heard.doubt(Doubt.STAGE_UNCLEAR)
    if not used and not heard.problems and _LACK.search(_NO_LACK.sub("", said.words)):
        heard.doubt(Doubt.PROBLEM_UNCLEAR)


def _stage_left(words: str) -> bool:
    found = _STAGE.search(_NO_STAGE.sub(" ", words))
    if not found:
        return False
    if _PHASE.search(words):
        return _WHOLE_EVENT.search(words) is not None
    return _PART.search(words[: found.start()]) is None
