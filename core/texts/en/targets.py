"""Targets of units."""

SENTENCES = {
    "help.targets": "Targets: year, months, tree of units, how far",
    "targets.title": "Targets of {year}",
    "targets.of": "{unit}: targets of {year}",
    "targets.none": "No target is set for this year.",
    "targets.row": "{indent}• {unit}{parts}",
    "targets.kind": "\n  {kind}: year {target}, due by now {due}, done {done} ({year} of the year, {rate} of what is due)",
    "targets.above": "Part of {unit}",
    "targets.below": "Parts: {units}",
    "targets.month": "Month {month}: {parts}",
    "targets.part": "{kind} {money}",
    "targets.major": "{n} major projects",
    "targets.agree": "The parts sum up.",
    "usage.targets": "To set one write “任务 西岭区 签约 50亿 到位 8亿”; a month “任务 西岭区 11月 签约 3亿 到位 5000万 重大 1.5个”, equal months “任务 西岭区 分月”; the tree “任务 东一镇 上级 东岭县” (none: “上级 无”). A sum without a unit is in 10,000 yuan.",
}
