"""What WeCom tells about the application itself: that it is little used and will be restricted, or has been.

Source: WeCom, "Receiving events": inactive_alert, close_inactive_agent, low_active_alert, low_active, read 2026-11.
https://developer.work.weixin.qq.com/document/path/90240
"""

from __future__ import annotations

from datetime import datetime

from core.calendar import Calendar
from core.chat import Happening, Incoming
from core.delivery.trouble import report_notice
from core.ports import UnitOfWork

NOTICES = frozenset({"inactive_alert", "close_inactive_agent", "low_active_alert", "low_active"})


def noticed(work: UnitOfWork, incoming: Incoming, calendar: Calendar, now: datetime) -> None:
    """Let the office know, once a day for each kind."""
    if incoming.kind is Happening.OTHER and incoming.text in NOTICES:
        report_notice(work, incoming.text, calendar, now)
