"""Leaders by the scores of their projects."""

SENTENCES = {
    "help.leaders": "包抓领导得分排名（默认仅招商办可见）",
    "leaders.title": "包抓领导项目得分（{period}）",
    "leaders.top": "推进较好的是：{names}。",
    "leaders.row": "{rank}. {name}　{total}分　合同项目{n}个",
    "leaders.unranked": "不排名（合同项目少于{n}个）：{names}",
    "leaders.foot": "按所包抓项目的核定数计分，与回复快慢无关。",
    "leaders.question": "将发往{n}个群：{groups}。内容如下，发出后不能修改：",
    "leaders.posted": "{by}已发往{n}个群。",
    "leaders.on": "可发群排名",
    "leaders.off": "不在群内排名，只供本人和招商办查看",
    "setting.leaders": "领导排名",
    "setting.how.leaders": "默认不在群内排名领导，各位领导只看自己的得分。打勾后，招商办可将领导排名逐次确认后发到群里。",
    "button.leaders_post": "发到工作群",
}
