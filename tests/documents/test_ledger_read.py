"""The office's own ledgers: clean, sample, and the dirty one against what it means."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.dates import one_day
from core.roster.ledger import FindingKind, Ledger, LedgerLeader, LedgerTarget, Severity
from core.roster.model import Stage
from documents.ledger_in import read_ledger
from documents.ledger_json import ledger_json

DATA = Path(__file__).parents[1] / "data"
FIELDS = [
    "total",
    "plan_year",
    "in_all",
    "in_month",
    "sign",
    "plan_start",
    "real_start",
    "plan_prod",
    "real_prod",
    "leaders",
    "liaison",
    "phone",
    "site",
    "stage",
    "problem",
    "in_stock",
    "name",
    "county",
    "investor",
]
MONEY = {"total", "plan_year", "in_all", "in_month"}


@pytest.fixture(scope="module")
def clean() -> Ledger:
    return read_ledger(DATA / "ledger_clean.xlsx", reference_year=2026)


@pytest.fixture(scope="module")
def dirty() -> Ledger:
    return read_ledger(DATA / "ledger_dirty.xlsx")


def test_the_clean_ledger_is_read_with_a_remark_only_on_what_is_remarkable(clean: Ledger) -> None:
    assert len(clean.projects) == 60
    assert [(f.cell, f.kind, f.severity) for f in clean.findings] == [
        ("AE8", FindingKind.EXCEEDS_TOTAL, Severity.READ),
        ("AE42", FindingKind.EXCEEDS_TOTAL, Severity.READ),
    ]
    assert clean.questions == ()
    assert len(clean.meta.columns) == 47


def test_all_columns_of_a_clean_row(clean: Ledger) -> None:
    first = clean.projects[0]

    assert (first.code, first.name, first.stage) == (
        "ZS-2024-001",
        "邦岳东数西算绿色数据中心项目",
        Stage.BUILDING,
    )
    assert (first.total_yuan, first.contract_yuan, first.total_in_yuan) == (
        847_000_000,
        678_000_000,
        52_600_000,
    )
    assert (first.signed_on, first.real_production_on) == (one_day(date(2024, 9, 6)), None)
    assert (first.leaders, first.liaison, first.phone) == (("李敏",), "刘洋", "13900000001")
    assert (first.percent, first.problem, first.in_stock, first.in_stats) == (8, "", True, False)
    assert clean.projects[1].leaders == ("赵丽华", "高永年")


def test_targets_and_leaders_come_with_the_ledger(clean: Ledger) -> None:
    assert len(clean.targets) == 8
    assert clean.targets[0] == LedgerTarget("西岭区", 2026, 1_270_000_000, 540_000_000, 7)
    assert len(clean.leaders) == 25
    assert clean.leaders[0] == LedgerLeader("周建业", "市委书记")


def test_the_sample_template_is_read_without_a_remark() -> None:
    sample = read_ledger(DATA / "ledger_sample.xlsx")

    assert (len(sample.projects), sample.findings) == (5, ())


def test_the_dirty_ledger_means_what_the_truth_file_says(dirty: Ledger) -> None:
    truth: list[dict[str, Any]] = json.loads((DATA / "ledger_dirty_truth.json").read_text("utf-8"))[
        "projects"
    ]
    projects: Any = ledger_json(dirty)["projects"]
    found = {project["row"]: project for project in projects}
    wrong = [
        (wanted["row"], field, found[wanted["row"]][field], wanted[field])
        for wanted in truth
        for field in FIELDS
        if not agree(field, found[wanted["row"]][field], wanted[field])
    ]

    assert wrong == []


def agree(field: str, found: Any, wanted: Any) -> bool:
    """Equal; amounts within 0.02 万元, and 0 means nothing arrived for the in-columns."""
    if field in ("in_all", "in_month") and not found and not wanted:
        return True
    if field in MONEY and found is not None and wanted is not None:
        return abs(float(found) - float(wanted)) <= 0.02
    return bool(found == wanted)


def test_codes_of_the_dirty_ledger_are_put_right(dirty: Ledger) -> None:
    codes = Counter(project.code for project in dirty.projects)

    assert codes.pop("") == 13
    assert set(codes.values()) == {1}
    assert all(code.startswith("ZS-202") and len(code) == 11 for code in codes)


def test_the_planted_duplicate_is_reported_and_kept(dirty: Ledger) -> None:
    found = [finding for finding in dirty.findings if finding.kind is FindingKind.DUPLICATE]

    assert [finding.cell for finding in found] == ["C76"]
    assert "ZS-2024-008" in found[0].message
    assert len(dirty.projects) == 61


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("G13", FindingKind.UNIT_DOUBTFUL),
        ("G31", FindingKind.UNIT_DOUBTFUL),
        ("G32", FindingKind.FOREIGN_MONEY),
        ("G17", FindingKind.TWO_NUMBERS),
        ("G10", FindingKind.APPROXIMATE),
        ("K17", FindingKind.INVALID_DAY),
        ("U6", FindingKind.YEAR_ASSUMED),
        ("K62", FindingKind.AMBIGUOUS_DATE),
        ("C39", FindingKind.HIDDEN_ROW),
        ("F4", FindingKind.HIDDEN_COLUMN),
    ],
)
def test_every_guess_names_its_cell(dirty: Ledger, cell: str, kind: FindingKind) -> None:
    assert (cell, kind) in {(finding.cell, finding.kind) for finding in dirty.findings}


def test_what_is_no_project_is_skipped_with_a_reason(dirty: Ledger) -> None:
    reasons = Counter(dirty.meta.skipped.values())

    assert reasons == {"section": 4, "total": 3, "header": 2, "note": 2}
    assert dirty.meta.sheet == "附件1 台账"
    assert (dirty.meta.header_rows, dirty.meta.asof, dirty.meta.table_unit) == ((3, 4), "2026-10-31", "万元")


def test_every_message_is_a_whole_sentence(dirty: Ledger) -> None:
    assert all(finding.message.endswith("。") and "{" not in finding.message for finding in dirty.findings)
    assert any(finding.severity is Severity.REFUSED for finding in dirty.findings)
