"""Headers of the table of one round."""

from __future__ import annotations

SENTENCES = {
    "round_table.serial": "序号",
    "round_table.code": "项目编号",
    "round_table.name": "项目名称",
    "round_table.county": "属地",
    "round_table.leaders": "包抓领导",
    "round_table.by": "填报人",
    "round_table.for": "代填报",
    "round_table.at": "填报时间",
    "round_table.late": "迟报",
    "round_table.answer": "答复",
    "round_table.week": "本周到位（万元）",
    "round_table.month": "本月到位（万元）",
    "round_table.year": "本年到位（万元）",
    "round_table.total": "累计到位（万元）",
    "round_table.fixed": "累计固投（万元）",
    "round_table.percent": "形象进度（%）",
    "round_table.stage": "阶段",
    "round_table.nodes": "完成节点",
    "round_table.problems": "存在问题",
    "round_table.resolved": "已解决问题",
    "round_table.plans": "下一步",
    "round_table.said": "其他情况",
    "round_table.quote": "原话",
    "round_table.silent": "未报",
    "round_table.is_late": "迟报",
    "round_table.due": "{day}前解决",
}
