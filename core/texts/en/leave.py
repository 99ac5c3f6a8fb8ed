"""Days on which a leader is away."""

SENTENCES = {
    "leave.title": "Leave",
    "leave.told": "{row}. Cards go to the stand-in meanwhile, and who is away is not reminded; it ends by itself. (Set by {by})",
    "leave.ended": "Taken back: {row}. (By {by})",
    "leave.row": "{leader} is away {days}; {stand_in} stands in",
    "leave.row_alone": "{leader} is away {days}; nobody stands in",
    "leave.none": "Nobody is away.",
    "button.leave_end": "Back: {leader}",
    "usage.leave": "Please write “请假 11月23日至27日 由王敏代”; the office puts the name in front: “请假 林一航 11月23日至27日 由王敏代”.",
    "missing.away": "Away and not counted: {names}",
    "missing.away_one": "{leader} ({stand_in} stands in)",
    "help.leave": "away, and who stands in",
    "refused.state.leave.no_leader": "Only a leader can be away with a stand-in.",
    "refused.state.leave.over": "These days are over.",
    "refused.state.leave.taken": "This overlaps a leave that is set already; end that one first.",
    "refused.state.leave.no_stand_in": "The stand-in must be somebody else who may report: a leader, liaison or site officer. The office can invite one.",
    "refused.state.leave.also_away": "The stand-in is away on these days, too.",
}
