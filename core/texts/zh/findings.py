"""One answer, piece by piece."""

SENTENCES = {
    "sum.week": "本周到位{money}",
    "sum.month": "本月到位{money}",
    "sum.year": "今年到位{money}",
    "sum.total": "累计到位{money}",
    "sum.fixed": "累计完成固投{money}",
    "finding.about": "约{money}",
    "finding.assumed": "{node}（{day}，未说日期，按当天计）",
    "finding.stage": "阶段：{stage}",
    "finding.percent": "形象进度{percent}%",
    "finding.resolved": "已解决：{what}",
    "finding.plan": "计划：{event}",
    "finding.plan_on": "计划：{event}（{day}）",
    "finding.to": "（{department}）",
    "finding.by": "（{day}前）",
    "finding.to_by": "（{department}，{day}前）",
    "flag.not_started": "尚未开工",
    "flag.not_in_stock": "尚未入库",
    "flag.not_upstat": "尚未纳统",
}
