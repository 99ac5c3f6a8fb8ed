"""Days on which a leader is away."""

SENTENCES = {
    "leave.title": "请假代班",
    "leave.told": "{row}。其间调度卡发给代班人，不再催报请假人；到期自动恢复。（{by}设定）",
    "leave.ended": "已撤销：{row}。（{by}撤销）",
    "leave.row": "{leader}{days}请假，由{stand_in}代",
    "leave.row_alone": "{leader}{days}请假，无代班人",
    "leave.none": "目前没有请假。",
    "button.leave_end": "销假 {leader}",
    "usage.leave": "请这样写：请假 11月23日至27日 由王敏代。招商办代为设定时把姓名写在前面：请假 林一航 11月23日至27日 由王敏代。",
    "missing.away": "请假未计：{names}",
    "missing.away_one": "{leader}（{stand_in}代）",
    "help.leave": "请假，由他人代班",
    "refused.state.leave.no_leader": "只有包抓领导可以请假代班。",
    "refused.state.leave.over": "这段时间已经过去。",
    "refused.state.leave.taken": "这段时间与已有的请假重叠，请先销假。",
    "refused.state.leave.no_stand_in": "代班人须是能填报的人（领导、联络员或驻工地专员），且不能是本人。请先由招商办邀请。",
    "refused.state.leave.also_away": "代班人这段时间也请假，请换一位。",
}
