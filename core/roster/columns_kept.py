"""Which columns of a ledger become fields of a project, and which are kept as text."""

DIRECT = [
    "name",
    "investor",
    "industry",
    "place",
    "department",
    "nature",
    "stage",
    "total_yuan",
    "contract_yuan",
    "year_plan_yuan",
    "month_in_yuan",
    "year_in_yuan",
    "total_in_yuan",
    "fixed_yuan",
    "percent",
    "signed_on",
    "plan_start_on",
    "real_start_on",
    "plan_production_on",
    "real_production_on",
    "stocked_on",
    "progress",
    "problem",
    "next_step",
]
"""Fields that have the same name and type in a ledger row and a project."""

DETAILS = [
    "serial",
    "origin",
    "content",
    "build_kind",
    "event",
    "outside_in_yuan",
    "problem_kind",
    "needs",
    "helper",
    "solve_on",
    "state_code",
    "top500",
    "note",
    "phone",
]
"""Remaining columns, kept as text in ``Project.details``; ``core.roster.keeping`` writes and reads it."""
