"""One answer, piece by piece."""

SENTENCES = {
    "sum.week": "{money} arrived this week",
    "sum.month": "{money} arrived this month",
    "sum.year": "{money} arrived this year",
    "sum.total": "{money} arrived in all",
    "sum.fixed": "{money} of fixed assets completed in all",
    "finding.about": "about {money}",
    "finding.assumed": "{node} ({day}; no day was given, the day of the message is taken)",
    "finding.stage": "stage: {stage}",
    "finding.percent": "{percent}% built",
    "finding.resolved": "solved: {what}",
    "finding.plan": "plan: {event}",
    "finding.plan_on": "plan: {event} ({day})",
    "finding.to": " ({department})",
    "finding.by": " (by {day})",
    "finding.to_by": " ({department}, by {day})",
    "flag.not_started": "not started yet",
    "flag.not_in_stock": "not registered yet",
    "flag.not_upstat": "not counted yet",
}
