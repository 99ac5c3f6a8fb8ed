"""What an import would do or did (导入台账)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from core.calendar import Calendar
from core.chat import Button, Card, Channel
from core.presses import encode
from core.roster.asking import UNITS, Ask, Question
from core.roster.columns_kept import DETAILS, DIRECT
from core.roster.ledger import Finding, Ledger, Severity
from core.roster.model import Duty, ImportResult, ProjectChange
from core.texts import words
from core.texts.catalogue import say
from core.texts.words import clip

COLUMNS = frozenset(
    (
        *DIRECT,
        *DETAILS,
        *(duty.value for duty in Duty),
        "code",
        "county_id",
        "host_id",
        "in_stock",
        "in_stats",
        "aliases",
    )
)
SHOWN = 8
"""Findings and changes written out; the rest is counted."""
FIELDS = 6
"""Changed columns of one project written out."""


def preview(name: str, ledger: Ledger, result: ImportResult, number: str) -> Card:
    """Read, changed, to look at; and the button that does it."""
    title = say("import.title", name=clip(name, 40))
    findings = _findings(doubts(ledger))
    if result.nothing:
        return Card("\n".join([say("import.nothing"), *findings]), title=title)
    parts = [summary(ledger, result), counts(result), *_changes(result), *findings]
    row = (
        Button(say("button.import_yes"), encode("ly", number)),
        Button(say("button.no"), encode("ln", number)),
    )
    return Card("\n".join(parts), title=title, buttons=(row,))


def asking(
    name: str,
    ledger: Ledger,
    result: ImportResult,
    question: Question,
    options: Sequence[str],
    number: tuple[str, str],
) -> Card:
    """The summary and the first open question; ``number``: of the file and of the question."""
    left = say("import.questions", n=len(ledger.questions)) if len(ledger.questions) > 1 else ""
    parts = [summary(ledger, result), counts(result), *_findings(doubts(ledger)), left, ask(question)]
    rows = [
        (Button(option_label(question, option), encode("lq", *number, at)),)
        for at, option in enumerate(options)
    ]
    yes = Button(say("button.import_yes"), encode("ly", number[0]))
    no = Button(say("button.no"), encode("ln", number[0]))
    last = (no,) if must_answer(ledger) else (yes, no)
    return Card(
        "\n".join(part for part in parts if part),
        title=say("import.title", name=clip(name, 40)),
        buttons=(*rows, last),
    )


def must_answer(ledger: Ledger) -> bool:
    """A wrong unit is wrong by ten thousand times; the other questions have an answer that does no harm."""
    return any(question.kind in (Ask.UNIT, Ask.COLUMN_UNIT) for question in ledger.questions)


def ask(question: Question) -> str:
    known = {"value": "", "row": "", "at": "", "n": "", **question.facts}
    return say(
        f"import.ask.{question.kind.value}", **{**known, "said": clip(question.facts.get("said", ""), 60)}
    )


def option_label(question: Question, option: str) -> str:
    """Units and sheets are their own words."""
    if question.kind in (Ask.SHEET, Ask.COLUMN_UNIT) or option in UNITS:
        return clip(option, 30)
    return say(f"import.option.{question.kind.value}.{option}", at=question.facts.get("at", ""))


def doubts(ledger: Ledger) -> list[Finding]:
    """What somebody should look at."""
    return [finding for finding in ledger.findings if finding.severity is not Severity.READ]


def worth_looking(ledger: Ledger) -> bool:
    """Whether the file with remarks is sent."""
    return bool(doubts(ledger))


def remarked_name(name: str) -> str:
    """台账.xls → 台账（批注）.xlsx."""
    return say("import.remarked_name", name=name.rpartition(".")[0] or name)


def export_name(today: date) -> str:
    return say("export.name", day=today.isoformat())


def summary(ledger: Ledger, result: ImportResult) -> str:
    """读入 N 个项目，变更 N 处，待确认 N 处: a new project is one change."""
    changed = sum(max(len(change.fields), 1) for change in result.changes)
    return say("import.summary", n=result.read, changed=changed, doubts=len(doubts(ledger)))


def done(result: ImportResult) -> Card:
    text = say("import.done", new=_new(result), changed=len(result.changes) - _new(result))
    return Card("\n".join([text, *_accounts(result)]))


def counts(result: ImportResult) -> str:
    new = _new(result)
    text = say("import.read", n=result.read, new=new, changed=len(result.changes) - new)
    if result.people or result.units or result.targets:
        text += "\n" + say(
            "import.people", n=len(result.people), units=len(result.units), targets=result.targets
        )
    return "\n".join([text, *_accounts(result)])


def _accounts(result: ImportResult) -> list[str]:
    """Accounts in WeCom: whose, and what nobody could be given."""
    stop, given, not_given = say("word.list_stop"), result.accounts, result.no_accounts
    lines = []
    if given:
        shown = stop.join(f"{name} {account}" for name, account in given[:SHOWN])
        lines.append(say("import.accounts", n=len(given), shown=shown, more=_and_more(len(given))))
    if not_given:
        shown = stop.join(clip(each, 30) for each in not_given[:SHOWN])
        lines.append(say("import.no_accounts", n=len(not_given), shown=shown, more=_and_more(len(not_given))))
    return lines


def _and_more(n: int) -> str:
    return say("import.more_accounts") if n > SHOWN else ""


def _new(result: ImportResult) -> int:
    return sum(change.new for change in result.changes)


def _changes(result: ImportResult) -> list[str]:
    """Changed projects, then new ones unless they are many: a first import is all new."""
    new = [change for change in result.changes if change.new]
    listed = [change for change in result.changes if not change.new] + (new if len(new) <= SHOWN else [])
    more = [say("import.more_changes", n=len(listed) - SHOWN)] if len(listed) > SHOWN else []
    return [*(describe(change) for change in listed[:SHOWN]), *more]


def describe(change: ProjectChange) -> str:
    """One project's changes in a line."""
    if change.new:
        return say("import.new", code=change.code, name=change.name)
    fields = say("word.list_stop").join(
        say("import.field", field=_column(f.field), old=clip(f.old, 20) or "—", new=clip(f.new, 20) or "—")
        for f in change.fields[:FIELDS]
    )
    if len(change.fields) > FIELDS:
        fields += say("import.more_fields", n=len(change.fields))
    return say("import.changed", code=change.code, name=clip(change.name, 16), fields=fields)


def _findings(findings: list[Finding]) -> list[str]:
    if not findings:
        return []
    rows = [say("import.finding", cell=f.cell, message=f.message) for f in findings[:SHOWN]]
    more = [say("import.more", n=len(findings) - SHOWN)] if len(findings) > SHOWN else []
    return [say("import.findings", n=len(findings)), *rows, *more]


def nothing() -> str:
    return say("import.nothing")


def _column(name: str) -> str:
    """The column's name; one that only this office has is its own header."""
    return say(f"field.{name}") if name in COLUMNS else name


def upload(url: str, until: datetime, channel: Channel, calendar: Calendar) -> Card:
    """Where to hand the file in; in Telegram it may as well be dropped into the chat."""
    key = "import.page_only" if channel is Channel.WECOM else "import.page"
    button = Button(say("button.upload"), url=url)
    return Card(say(key, until=words.moment(until, calendar)), buttons=((button,),))
