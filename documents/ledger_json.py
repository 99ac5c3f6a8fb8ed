"""The JSON form of a read ledger (``duban import ledger --json``): money in 万元, dates as {iso, start, precision}."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from core.dates import PartialDate, date_json
from core.money import MoneyUnit, Yuan, in_unit
from core.roster.ledger import Ledger, LedgerMeta, LedgerProject

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | dict[str, Json] | None"


def ledger_json(ledger: Ledger, changes: Sequence[Json] = ()) -> dict[str, Json]:
    """``{"meta", "projects", "targets", "leaders", "findings", "changes"}``."""
    return {
        "meta": _meta(ledger.meta),
        "projects": [project_json(project) for project in ledger.projects],
        "targets": [
            {
                "unit": target.unit,
                "year": target.year,
                "signed": _wan(target.signed_yuan),
                "arrived": _wan(target.arrived_yuan),
                "previous_rank": target.previous_rank,
            }
            for target in ledger.targets
        ],
        "leaders": [{"name": leader.name, "title": leader.title} for leader in ledger.leaders],
        "findings": [
            {
                "cell": found.cell,
                "kind": found.kind.value,
                "message": found.message,
                "severity": found.severity.value,
            }
            for found in ledger.findings
        ],
        "questions": [
            {"key": asked.key, "kind": asked.kind.value, "cell": asked.cell, "options": list(asked.options)}
            for asked in ledger.questions
        ],
        "changes": list(changes),
    }


def project_json(project: LedgerProject) -> dict[str, Json]:
    """The keys that a checker knows first, then the remaining columns. Money in 万元."""
    return {
        "code": project.code or None,
        "row": project.row,
        "name": project.name,
        "investor": project.investor or None,
        "county": project.county or None,
        "total": _wan(project.total_yuan),
        "plan_year": _wan(project.year_plan_yuan),
        "in_all": _wan(project.total_in_yuan),
        "in_month": _wan(project.month_in_yuan),
        "sign": _date(project.signed_on),
        "plan_start": _date(project.plan_start_on),
        "real_start": _date(project.real_start_on),
        "plan_prod": _date(project.plan_production_on),
        "real_prod": _date(project.real_production_on),
        "leaders": list(project.leaders),
        "liaison": project.liaison or None,
        "phone": project.phone or None,
        "site": project.site_officer or None,
        "stage": project.stage.value if project.stage else None,
        "problem": project.problem or None,
        "in_stock": bool(project.in_stock),
        **_other_columns(project),
    }


def _other_columns(project: LedgerProject) -> dict[str, Json]:
    return {
        "serial": project.serial or None,
        "origin": project.origin or None,
        "content": project.content or None,
        "industry": project.industry or None,
        "build_kind": project.build_kind or None,
        "place": project.place or None,
        "contract": _wan(project.contract_yuan),
        "event": project.event or None,
        "nature": project.nature or None,
        "host": project.host or None,
        "department": project.department or None,
        "contact": project.contact or None,
        "in_year": _wan(project.year_in_yuan),
        "in_outside": _wan(project.outside_in_yuan),
        "fixed": _wan(project.fixed_yuan),
        "percent": project.percent,
        "progress": project.progress or None,
        "problem_kind": project.problem_kind or None,
        "needs": project.needs or None,
        "helper": project.helper or None,
        "solve": _date(project.solve_on),
        "next_step": project.next_step or None,
        "state_code": project.state_code or None,
        "stocked": _date(project.stocked_on),
        "in_stats": bool(project.in_stats),
        "top500": bool(project.top500),
        "note": project.note or None,
        "extra": dict(project.extra),
    }


def _meta(meta: LedgerMeta) -> dict[str, Json]:
    return {
        "sheet": meta.sheet,
        "header_rows": list(meta.header_rows),
        "asof": meta.asof or None,
        "year": meta.year,
        "table_unit": meta.table_unit or None,
        "columns": dict(meta.columns),
        "skipped": {str(row): why for row, why in meta.skipped.items()},
    }


def _wan(yuan: Yuan | None) -> float | None:
    return None if yuan is None else float(in_unit(yuan, MoneyUnit.WAN))


def _date(value: PartialDate | None) -> dict[str, Json] | None:
    found = date_json(value)
    return None if found is None else dict(found)
