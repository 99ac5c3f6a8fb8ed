"""What the office enters for the service indicators."""

SENTENCES = {
    "help.enter": "enter problems solved, data quality and untrue figures",
    "usage.enter": "Please write “录入 UNIT solved 5/7 SOURCE”: unit, what, numbers, source. What: solved (in time/due), sent-back (sent back/reported), untrue (how often). What is not entered is counted from our own records.",
    "enter.title": "Service data of {year}",
    "enter.none": "Nothing to count this year so far.",
    "enter.row": "• {unit}   {what}   source: {source} (entered by {by})",
    "enter.own": "• {unit}   {what}   own records",
    "enter.done": "Entered for {year}, {unit}: {what}, source: {source} ({by}). It counts from the next scores on; what was entered before stays on file.",
    "entered.solved": "solved",
    "entered.quality": "sent-back",
    "entered.untrue": "untrue",
}
