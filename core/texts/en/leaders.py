"""Leaders by the scores of their projects."""

SENTENCES = {
    "help.leaders": "leaders by their projects' scores (for the office alone unless it chooses otherwise)",
    "leaders.title": "Leaders by their projects' scores, {period}",
    "leaders.top": "Going well: {names}.",
    "leaders.row": "{rank}. {name}   {total} points   contracts: {n}",
    "leaders.unranked": "Not ranked (fewer than {n} contracts): {names}",
    "leaders.foot": "Scored by the confirmed figures of their projects; how fast anybody answers does not count.",
    "leaders.question": "This goes to {n} group(s): {groups}. It cannot be changed afterwards:",
    "leaders.posted": "Posted to {n} group(s) by {by}.",
    "leaders.on": "may be posted in groups",
    "leaders.off": "not ranked in groups, for themselves and the office only",
    "setting.leaders": "Ranking leaders",
    "setting.how.leaders": "Leaders are not ranked in groups unless you choose it; each sees his own score. With the tick, the office may post the ranking, confirmed each time.",
    "button.leaders_post": "Post to the groups",
}
