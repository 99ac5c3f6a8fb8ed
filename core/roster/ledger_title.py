"""Whose ledger it is, as its title says."""

from __future__ import annotations

import re

from core.ports import UnitOfWork

LEDGER_TITLE = "ledger.title"
"""What stood above the header of the last ledger that was imported."""
_PLACE = re.compile(
    r"^(?:\d{4}年度?)?(?![全本我各])([\u4e00-\u9fff]{1,8}?(?:自治州|地区|高新区|经开区|新区|市|州|盟|县|区|旗))(?!直)"
)


def place_of(title: str) -> str:
    """青禾市2026年招商引资项目台账 → 青禾市; empty where the ledger does not begin with a place.

    >>> place_of("青禾市2026年招商引资项目台账"), place_of("招商引资项目台账"), place_of("市直部门任务表")
    ('青禾市', '', '')
    """
    found = _PLACE.match(title.strip())
    return found.group(1) if found and len(found.group(1)) > 1 else ""


def place(work: UnitOfWork) -> str:
    """The place whose ledger this is, or empty."""
    return place_of(work.settings.get(LEDGER_TITLE) or "")
