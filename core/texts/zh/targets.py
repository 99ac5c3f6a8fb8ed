"""Targets of units."""

SENTENCES = {
    "help.targets": "任务：全年、分月、上下级和完成情况",
    "targets.title": "{year}年任务完成情况",
    "targets.of": "{unit} · {year}年任务",
    "targets.none": "今年还没有设定任务。",
    "targets.row": "{indent}• {unit}{parts}",
    "targets.kind": "\n　{kind}：全年{target}，序时{due}，完成{done}（年度{year}，序时{rate}）",
    "targets.above": "计入：{unit}",
    "targets.below": "下级：{units}",
    "targets.month": "{month}月：{parts}",
    "targets.part": "{kind}{money}",
    "targets.major": "重大项目{n}个",
    "targets.agree": "分解合计一致。",
    "usage.targets": "设定请写“任务 西岭区 签约 50亿 到位 8亿”；分月写“任务 西岭区 11月 签约 3亿 到位 5000万 重大 1.5个”，按月均分写“任务 西岭区 分月”；分解关系写“任务 东一镇 上级 东岭县”（取消写“上级 无”）。不写单位的金额按万元。",
}
