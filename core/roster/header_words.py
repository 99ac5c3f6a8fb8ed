"""Headers that are on no list: what their words say. A column found this way is reported."""

from __future__ import annotations

import re
from functools import lru_cache

from core.late_patterns import late_pattern

LONGEST = 16
"""Characters of a header that may be guessed; longer texts are titles, notes or data."""
ACCOUNT = late_pattern(r"企业微信|企微|user\s*_?id|wecom|wework", re.IGNORECASE)
"""Headers of columns that hold accounts in WeCom; see ``core.roster.ledger_accounts``."""
_PLAN = "计划|拟|预计|预定|目标|预期|约定"
_START = "开工|动工|开建"
_MADE = "投产|竣工|建成|完工|投用|投运|达产|投入使用"
_WHEN = "时间|日期|年月|年度|时限|期限|节点|年份"
_ARRIVED = "到位|到资|到账|入账"
_NOT_THE_SUM = "率|占|比|增长|增速|增幅|差|缺口|尚需|剩余|欠|未到|应到|承诺|上月|上年|去年|上周|本周|外资|境外|贷款|自筹|设备投资|土建|流动资金|税|产值|亩均|名次|得分"
_RULES: tuple[tuple[str, str, str], ...] = (
    ("serial", r"^序号|顺序号", ""),
    ("state_code", r"代码|备案号|赋码", "信用"),
    ("code", r"(项目|台账|合同)?(编号|编码)$|^项目号$", ""),
    ("plan_start_on", rf"({_PLAN}).*({_START})|({_START}).*({_PLAN})", "投资|条件|率|个数"),
    ("plan_production_on", rf"({_PLAN}).*({_MADE})|({_MADE}).*({_PLAN})", "投资|产值|率|资金|个数"),
    ("real_start_on", rf"(实际|已|正式).*({_START})|({_START}).*实际", "投资|率|资金|个数|是否|累计"),
    ("real_production_on", rf"(实际|已|正式).*({_MADE})|({_MADE}).*实际", "投资|率|资金|个数|是否"),
    ("stocked_on", rf"(入库|入统|备案).*({_WHEN})", ""),
    ("solve_on", rf"(解决|办结|整改|销号).*({_WHEN})", ""),
    ("signed_on", rf"^签约$|(签约|签订|签署|合同|协议).*({_WHEN})", "资金|额|履约"),
    ("outside_in_yuan", rf"省外.*({_ARRIVED})|省外资金", _NOT_THE_SUM + "|计划|目标|任务"),
    ("year_plan_yuan", r"(年|今年).*((计划|目标|任务).*(投资|完成)|(投资|完成).*(计划|目标|任务))|(计划|目标).*年.*投资", _NOT_THE_SUM + f"|{_ARRIVED}|个数"),
    ("month_in_yuan", rf"(?<![-~至\d])(本月|当月|\d{{1,2}}月份?)(?!底|末|止).*({_ARRIVED})", _NOT_THE_SUM + "|累计|截|计划|目标|任务|-|至"),
    ("total_in_yuan", rf"(累计|截[至止]|总|(自|开工|签约).{{0,6}}[来后今]|历年|已).*({_ARRIVED})|({_ARRIVED}).*(累计|总|合计)", _NOT_THE_SUM + "|计划|目标|任务|年[^来]|月"),
    ("year_in_yuan", rf"(年|\d月).*({_ARRIVED})", _NOT_THE_SUM + "|计划|目标|任务"),
    ("total_in_yuan", rf"^(资金|实际)*({_ARRIVED})(资金|金额|额|情况)*$", _NOT_THE_SUM),
    ("fixed_yuan", r"固投(?!入?库)|固定资产投资|(累计|已)完成投资|投资完成", _NOT_THE_SUM + "|计划|目标|任务|年|月|是否"),
    ("contract_yuan", r"(合同|协议|签约|引资)(引资)?总?(额|资金|金额)", _NOT_THE_SUM + "|时间|日期|到位"),
    ("total_yuan", r"总投资?|投资总|投资额|投资规模|总概算|投资概算|投资金额|^(项目|拟|计划|协议|合同)*投资$", _NOT_THE_SUM + "|年|月|完成|其中|固定|省外"),
    ("in_stock", r"入库|入统|固投库|项目库", f"{_WHEN}|资金|额"),
    ("in_stats", r"纳统|升规|五上", f"{_WHEN}|资金|额"),
    ("top500", r"500强|五百强", "名称"),
    ("percent", r"形象进度|完成比例|工程进度|进度[(（]?%", "资金|投资|情况|描述"),
    ("leaders", r"领导|包[抓联保干挂](责任)?人", "职务|电话|单位|意见|批示|分组|小组|签字|助理|联络|方式|时间"),
    ("site_officer", r"专员|驻(工地|点|企|场|地)|帮办|代办|管家|秘书|服务员", "电话|方式|单位|手机"),
    ("phone", r"(电话|手机|手机号码?|号码|联系方式|联络方式)$", "领导|投资|企业|专员|责任人|负责人|及|和|与|、"),
    ("liaison", r"(联络|联系|对接|经办)(员|人)|信息员", "企业|投资|客商"),
    ("helper", r"(协调|配合|协同|帮助).*(部门|单位)", ""),
    ("department", r"(主管|行业|监管).*(部门|单位|局)", ""),
    ("host", r"(招引|引进|招商|引资|牵头|承接|推进|包抓|责任|包联).*(单位|部门|主体)", "电话|人|领导"),
    ("contact", r"(责任人|负责人)", "企业|投资|客商|电话|方式|签字"),
    ("origin", r"来源", "信息|数据|问题"),
    ("investor", r"(投资|引进|客商|引资|业主|签约|入驻|落地)(方|企业|单位|主体|商|公司|人|者|对象).{0,2}(名称|全称)?$|^(客商|业主|乙方|甲方投资|合作方)", "额|总|规模|时间|强度|协议|合同|地|情况|性质"),
    ("county", r"(落地|落户|所属|所在|承接|项目)?(县区|县市区|区县|属地|县域|乡镇|镇办|镇街|辖区)(名称)?$|(落户|归属|承接|所在|落地)(地|区域)?$|^县市$", ""),
    ("place", r"地点|地址|选址|位置|园区", "面积|是否"),
    ("content", r"建设内容|建设规模|内容及规模|简介|概况|主要内容|项目情况", "资金"),
    ("industry", r"产业|行业", "部门|单位|园|主管|代码|是否"),
    ("build_kind", r"建设性质|建设类型", ""),
    ("nature", r"(签约|合同|协议|项目).*(性质|类型|形式|类别)", ""),
    ("event", r"(签约|招商).*(活动|节会|平台|场合|途径)", ""),
    ("problem_kind", r"(问题|困难).*(类|型)", ""),
    ("problem", r"问题|困难|难点|堵点|瓶颈", "是否|个数|时间|时限"),
    ("next_step", r"下(一)?步|打算|下阶段|后续(工作|计划|安排|打算)", ""),
    ("needs", r"要素|诉求", "部门|单位"),
    ("stage", r"阶段|状态|^(项目|建设|目前|当前|工程|推进)+进度$", "情况|时间|问题|描述|下"),
    ("progress", r"进展|推进情况|进度情况|工作情况|动态|目前情况", "时间"),
    ("name", r"^.{0,6}项目(名称|全称)$|^.{0,4}项目名$", "企业"),
    ("note", r"^备注|^说明", ""),
)  # fmt: skip
_COMPILED = tuple((field, late_pattern(wanted), late_pattern(but or "(?!)")) for field, wanted, but in _RULES)
_DATA = late_pattern(r"公司|集团|有限|项目$|基地|[。；！？]|\d{5,}|\d+\.\d|\d{4}[-/.]")


@lru_cache(maxsize=4096)
def guess_field(name: str) -> str:
    """The field that a header's words point to; "" when they point nowhere or look like data."""
    if not 2 <= len(name) <= LONGEST or _DATA.search(name):
        return ""
    for field, wanted, but in _COMPILED:
        if wanted.search(name) and not but.search(name):
            return field
    return ""
