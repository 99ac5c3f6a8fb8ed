"""Settings."""

SENTENCES = {
    "settings.title": "Settings",
    "settings.row": "• {name}: {value}",
    "settings.on": "✓ {name}",
    "settings.nothing": "none",
    "settings.saved": "Saved",
    "setting.review": "What is reviewed",
    "setting.reviewers": "Who may review",
    "setting.how.review": "A person confirms what is ticked before it enters the ledger. What is not ticked is confirmed when it is reported, which the audit trail says; anything odd still waits for a person.",
    "setting.how.reviewers": "The office always may. So may those that are ticked.",
    "reviewed.arrived": "money arrived",
    "reviewed.fixed": "fixed-asset investment",
    "reviewed.percent": "progress",
    "reviewed.stage": "stage",
    "reviewed.nodes": "milestones",
}
