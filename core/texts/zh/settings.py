"""Settings."""

SENTENCES = {
    "settings.title": "设置",
    "settings.row": "• {name}：{value}",
    "settings.on": "✓ {name}",
    "settings.nothing": "无",
    "settings.saved": "已保存",
    "setting.review": "需要核定的数据",
    "setting.reviewers": "核定人员",
    "setting.how.review": "打勾的由人逐条核定后计入台账。没有打勾的，填报后自动核定并在审计记录中注明；有疑点的仍转人工核定。",
    "setting.how.reviewers": "招商办始终可以核定。打勾的也可以核定。",
    "reviewed.arrived": "到位资金",
    "reviewed.fixed": "固投",
    "reviewed.percent": "形象进度",
    "reviewed.stage": "项目阶段",
    "reviewed.nodes": "节点日期",
}
