"""What the office enters for the service indicators."""

SENTENCES = {
    "help.enter": "录入问题办结、数据质量等考核数据",
    "usage.enter": "请写成“录入 单位 指标 数值 来源”，如“录入 东岭县 问题办结 5/7 督查室第3期台账”。指标：问题办结（按时办结/到期）、退回更正（退回/上报）、数据不实（次数）。没有录入的按系统记录统计。",
    "enter.title": "服务类考核数据（{year}年）",
    "enter.none": "本年还没有可计的数据。",
    "enter.row": "• {unit}　{what}　来源：{source}（{by}录入）",
    "enter.own": "• {unit}　{what}　系统记录",
    "enter.done": "已录入{year}年{unit}：{what}，来源：{source}（{by}）。从下一次计分起使用，原录入保留备查。",
    "entered.solved": "问题办结",
    "entered.quality": "退回更正",
    "entered.untrue": "数据不实",
}
