"""Reading from when until when something lasts (自12月1日至12月31日)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from core.date_words import Lean, read_reply_date
from core.dates import Precision

_DAY = (
    r"(?:(?:\d{4}|今|本|明)年)?\d{1,2}月\d{1,2}[日号]?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|今[日天]|明[日天]|后天|(?:本|这|下)?(?:周|星期)[一二三四五六日天]|\d{1,2}[日号]"
)
_SPAN = re.compile(
    rf"(?:自|从)?\s*(?P<since>{_DAY})\s*起?\s*(?:(?:至|到|-|—|~|～)\s*(?P<until>{_DAY})\s*止?)?"
    rf"|(?:至|到)\s*(?P<only_until>{_DAY})\s*止?"
)
_YEAR = re.compile(r"年|\d{4}")
FAR = timedelta(days=183)
"""A last day without a year that is farther away was meant to lie before the first."""


@dataclass(frozen=True, slots=True)
class Span:
    """From ``since_on`` until before ``until_on`` (None: open)."""

    since_on: date
    until_on: date | None = None

    @property
    def last_on(self) -> date | None:
        return self.until_on - timedelta(days=1) if self.until_on else None


def read_span(text: str, today: date) -> tuple[Span | None, str]:
    """The one span in ``text`` and the words around it; without dates: from today on, open.

    None: there is a date, but it is no day, it is over, or it ends before it begins.
    """
    found = _SPAN.search(text)
    if found is None:
        return Span(today), text.strip()
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    since = _day(found["since"], today) if found["since"] else today
    last_words = found["until"] or found["only_until"]
    last = _day(last_words, since or today) if last_words else None
    far = last and since and (last < since or (last - since > FAR and not _YEAR.search(last_words)))
    if since is None or since < today or (last_words and not last) or far or _SPAN.search(rest):
        return None, rest
    return Span(since, last + timedelta(days=1) if last else None), rest


def _day(words: str, today: date) -> date | None:
    read = read_reply_date(words, today, Lean.FUTURE)
    one = read.value
    return one.first if one and one.precision is Precision.DAY and not read.rest else None
