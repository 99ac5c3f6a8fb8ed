"""The 47 columns of the ledger template, and the names offices give them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto


class Kind(StrEnum):
    """How the cells of a column are read."""

    SERIAL = auto()
    CODE = auto()
    NAME = auto()  # short words: white space inside is noise
    INVESTOR = auto()
    TEXT = auto()  # sentences, kept as written
    MONEY = auto()
    DATE = auto()
    LEADERS = auto()
    PERSON = auto()  # a name, perhaps with a phone number
    PHONE = auto()
    STAGE = auto()
    FLAG = auto()
    PERCENT = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """``title`` is the header of our own export; money columns are in 万元 there."""

    field: str
    title: str
    kind: Kind
    aliases: tuple[str, ...] = ()


def _column(field: str, title: str, kind: Kind, aliases: str = "") -> Column:
    return Column(field, title, kind, tuple(aliases.split()))


COLUMNS: tuple[Column, ...] = (
    _column("serial", "序号", Kind.SERIAL, "编序 顺序号 No NO"),
    _column("code", "项目编号", Kind.CODE, "编号 项目编码 台账编号 项目序号 签约编号"),
    _column(
        "name", "项目名称", Kind.NAME, "项目 名称 招商项目名称 签约项目名称 合同项目名称 招商引资项目名称"
    ),
    _column(
        "investor",
        "投资方",
        Kind.INVESTOR,
        "投资企业 投资方名称 投资单位 投资主体 客商 投资商 企业名称 投资方客商 投资企业名称 投资公司 乙方 签约企业 引进企业",
    ),
    _column(
        "origin",
        "投资方来源地",
        Kind.NAME,
        "来源地 资金来源地 企业来源地 投资来源地 客商来源地 来源省份 引资来源地",
    ),
    _column(
        "content",
        "建设内容及规模",
        Kind.TEXT,
        "建设内容 主要建设内容 建设规模及内容 建设规模 项目内容 主要建设内容及规模 项目概况 项目简介",
    ),
    _column(
        "industry",
        "产业链",
        Kind.NAME,
        "所属产业链 产业类别 所属产业 产业 产业类型 重点产业链 行业类别 所属行业",
    ),
    _column("build_kind", "建设性质", Kind.NAME, "项目建设性质"),
    _column("place", "建设地点", Kind.NAME, "项目地址 项目地点 建设地址 落地地点 项目建设地点 所在园区"),
    _column(
        "county",
        "属地",
        Kind.NAME,
        "县区 落地县区 所属县区 县市区 属地县区 落户地 所在县区 县别 落地区县 区县 镇办 落地镇办 项目属地 落地属地",
    ),
    _column(
        "total_yuan",
        "总投资(万元)",
        Kind.MONEY,
        "投资总额 计划总投资 总投资额 项目总投资 投资额 拟投资额 合同总投资 协议总投资 投资规模",
    ),
    _column(
        "contract_yuan",
        "合同引资额(万元)",
        Kind.MONEY,
        "合同额 引资额 签约额 签约金额 合同金额 签约资金 协议引资额 拟引资额 引资总额 合同引资",
    ),
    _column(
        "signed_on", "签约时间", Kind.DATE, "签约日期 签订时间 合同签订时间 签约年月 合同签约时间 签约年度"
    ),
    _column("event", "签约活动", Kind.NAME, "签约平台 签约节会 招商活动 签约场合 节会名称 签约方式"),
    _column("nature", "签约性质", Kind.NAME, "签约类型 合同性质 项目性质 签约形式 合同类型"),
    _column(
        "host",
        "招引单位",
        Kind.NAME,
        "引进单位 招商单位 引资单位 责任单位 牵头单位 签约单位 招引责任单位 招引部门 招商责任单位",
    ),
    _column("department", "行业主管部门", Kind.NAME, "主管部门 行业部门 行业主管单位 市直行业部门 主管单位"),
    _column(
        "leaders",
        "包抓领导",
        Kind.LEADERS,
        "包联领导 包抓市级领导 责任领导 包保领导 包干领导 市级包抓领导 县级包抓领导 牵头领导 领衔领导 挂联领导 包抓责任领导 包抓人 市级领导",
    ),
    _column("contact", "责任人", Kind.PERSON, "项目责任人 具体责任人 单位责任人 直接责任人 第一责任人"),
    _column(
        "liaison",
        "联络员",
        Kind.PERSON,
        "联系人 联络人 联络员及电话 联系人及电话 联络员姓名 联络员及联系电话 联系人及联系电话 联系人及联系方式 联络员及联系方式",
    ),
    _column(
        "phone",
        "联络电话",
        Kind.PHONE,
        "联系电话 联络员电话 联系人电话 电话 手机 手机号 联系方式 电话号码 手机号码",
    ),
    _column(
        "site_officer",
        "驻工地专员",
        Kind.PERSON,
        "驻企专员 项目专员 驻点专员 服务专员 项目管家 工地专员 驻地专员 驻场专员 帮办代办员 项目秘书",
    ),
    _column(
        "stage",
        "项目阶段",
        Kind.STAGE,
        "阶段 项目状态 当前阶段 所处阶段 建设阶段 推进阶段 项目进度 建设状态 进展阶段 状态",
    ),
    _column(
        "plan_start_on",
        "计划开工时间",
        Kind.DATE,
        "计划开工 拟开工时间 预计开工时间 预计开工 拟开工 计划开工日期 开工时间计划 开工计划",
    ),
    _column(
        "real_start_on", "实际开工时间", Kind.DATE, "实际开工 实际开工日期 已开工时间 开工时间实际 开工实际"
    ),
    _column(
        "plan_production_on",
        "计划投产时间",
        Kind.DATE,
        "计划投产 拟投产时间 预计投产时间 预计投产 拟投产 计划投产日期 投产时间计划 投产计划 计划竣工投产时间 计划建成投产时间 计划建成时间 计划竣工时间 计划完工时间",
    ),
    _column(
        "real_production_on",
        "实际投产时间",
        Kind.DATE,
        "实际投产 实际投产日期 投产时间实际 投产实际 实际竣工投产时间 实际建成投产时间 实际建成时间 实际竣工时间",
    ),
    _column(
        "year_plan_yuan",
        "年度计划投资(万元)",
        Kind.MONEY,
        "年度计划 年度计划投资额 本年计划投资 当年计划投资 年度投资计划 计划投资 本年度计划投资 年计划投资",
    ),
    _column(
        "month_in_yuan",
        "本月到位资金(万元)",
        Kind.MONEY,
        "当月到位资金 本月到位 当月到位 本月到资 月到位资金 本月新增到位资金 当月新增到位资金",
    ),
    _column(
        "year_in_yuan",
        "本年到位资金(万元)",
        Kind.MONEY,
        "当年到位资金 年度到位资金 本年到位 今年到位资金 本年累计到位资金 年内到位资金 当年累计到位资金 本年度到位资金",
    ),
    _column(
        "total_in_yuan",
        "累计到位资金(万元)",
        Kind.MONEY,
        "累计到位 累计到资 到位资金累计 总到位资金 累计到位资金额 累计实际到位资金 自开工累计到位资金 自签约累计到位资金",
    ),
    _column(
        "outside_in_yuan",
        "其中省外到位资金(万元)",
        Kind.MONEY,
        "省外到位资金 省外资金 本年省外到位资金 省际到位资金 其中省外",
    ),
    _column(
        "fixed_yuan",
        "累计完成固投(万元)",
        Kind.MONEY,
        "累计固投 累计完成投资 完成固投 固定资产投资 累计完成固定资产投资 固投 完成投资 累计投资",
    ),
    _column("percent", "形象进度(%)", Kind.PERCENT, "进度 工程进度 完成比例 完成率 工程形象进度"),
    _column(
        "progress",
        "进展情况",
        Kind.TEXT,
        "目前进展情况 项目进展 进展 工作进展 推进情况 项目进展情况 目前进展 建设进展 最新进展 当前进展 工作进展情况 项目推进情况 本周进展 本月进展 目前形象进度",
    ),
    _column(
        "problem",
        "存在问题",
        Kind.TEXT,
        "问题 存在的问题 困难问题 存在困难 存在困难和问题 存在问题及困难 困难和问题 需解决问题 存在的困难和问题 存在的主要问题",
    ),
    _column("problem_kind", "问题类别", Kind.NAME, "问题类型 问题分类"),
    _column("needs", "要素需求", Kind.TEXT, "要素保障需求 要素保障 要素问题 需求"),
    _column("helper", "需协调部门", Kind.NAME, "协调部门 需协调单位 协调单位 配合部门 需协调解决部门"),
    _column(
        "solve_on",
        "预计解决时间",
        Kind.DATE,
        "解决时限 预计解决时限 拟解决时限 办结时限 计划解决时间 拟解决时间 整改时限 解决时间",
    ),
    _column(
        "next_step",
        "下一步打算",
        Kind.TEXT,
        "下一步计划 下一步工作 下步打算 下一步 下一步工作打算 下一步措施 下步计划 下步工作 下一步工作计划 下一步安排 下一步举措",
    ),
    _column("state_code", "项目代码", Kind.NAME, "备案代码 投资项目代码 备案号 项目统一代码 立项代码"),
    _column(
        "in_stock",
        "是否入库",
        Kind.FLAG,
        "入库 是否入库纳统 入库纳统 是否入统 是否入库入统 是否入库备案 入统 是否备案入统",
    ),
    _column("stocked_on", "入库时间", Kind.DATE, "入统时间 入库日期"),
    _column("in_stats", "是否纳统", Kind.FLAG, "纳统 是否五上 五上企业 是否升规纳统 是否五上企业"),
    _column("top500", "是否三类500强", Kind.FLAG, "是否500强 三类500强 三类500强企业 500强企业 500强"),
    _column("note", "备注", Kind.TEXT, "说明 备注说明"),
)

BY_FIELD: dict[str, Column] = {column.field: column for column in COLUMNS}

DOUBTFUL: dict[str, str] = {
    "到位资金": "total_in_yuan",
    "实际到位资金": "total_in_yuan",
    "资金到位": "total_in_yuan",
    "资金到位情况": "total_in_yuan",
    "到位情况": "total_in_yuan",
    "开工时间": "real_start_on",
    "开工日期": "real_start_on",
    "开工": "real_start_on",
    "投产时间": "real_production_on",
    "竣工时间": "real_production_on",
    "投产": "real_production_on",
    "领导": "leaders",
    "单位": "host",
}
"""Headers that do not say which of two columns they mean: read so, and reported."""
