"""The evidence of a case in words (佐证材料): what speaks for whoever it is about first, then the facts, each with its source.

For the office and the inspector alone; the letter that is offered goes to nobody by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from core.chat import Card
from core.roster.nodes import KeyNode
from core.scoring.accountability import DEFAULT
from core.scoring.cases import Case
from core.scoring.evidence import GREEN, Pack, QuarterPack, Row
from core.texts import words
from core.texts.catalogue import say
from core.texts.paging import paged

PRAISED = 6
"""Sentences of praise on a card or in a letter; the evidence has all of them."""
STEADY = 8
"""Projects named in one of them."""
PAGES = "evidence"
"""In the buttons to other pages."""
ENTRIES = 12
Fact = Mapping[str, str]


def evidence(case: Case, pack: Pack, page: int = 0) -> Card:
    """Praise, the frozen results and the rows that were behind, objections with their rulings, excuses, promised
    dates, corrections, contacts; that a part is empty is said."""
    entries = [_heading("good"), *(praise(pack) or [_nothing("good")])]
    for quarter in pack.quarters:
        entries += _quarter(quarter)
    for name, line in _PARTS.items():
        facts: Sequence[Fact] = getattr(pack, name)
        entries += [_heading(name), *map(line, facts)] if facts else [_heading(name), _nothing(name)]
    return paged(title(case), entries, page, PAGES, case.id, ENTRIES)


def title(case: Case) -> str:
    return say("case.title", name=case.name, quarter=words.period(case.quarter))


def _heading(name: str) -> str:
    return say(f"evidence.part.{name}")


def _nothing(name: str) -> str:
    return say(f"evidence.nothing.{name}")


def praise(pack: Pack) -> list[str]:
    """What speaks for whoever it is about, one sentence each."""
    steady = [one["project"] for one in pack.good if one["what"] == "steady"]
    full = [say(f"indicator.name.{one['code']}") for one in pack.good if one["what"] == "full"]
    said = [say("evidence.steady", n=len(steady), names=_names(steady))] if steady else []
    said += [_better(one) for one in pack.good if one["what"] == "better"]
    said += [say("evidence.full", names=_names(full))] if full else []
    return said + [
        say("evidence.node", project=one["project"], node=words.node(KeyNode(one["node"])), on=one["on"])
        for one in pack.good
        if one["what"] == "node"
    ]


def _names(names: Sequence[str]) -> str:
    shown = say("word.list_stop").join(names[:STEADY])
    return say("bulletin.and_others", names=shown, n=len(names)) if len(names) > STEADY else shown


def _better(one: Fact) -> str:
    before = words.rate(int(one["done_before"]), int(one["of_before"]))
    return say("evidence.better", before=before, after=words.rate(int(one["done"]), int(one["of"])))


def in_short(pack: QuarterPack) -> str:
    """2026年第2季度：按序时推进3/9个项目月（33.3%，标准60.0%）."""
    rate, target = words.rate(pack.done, pack.of), words.rate(int(DEFAULT.target * 100), 100)
    quarter = words.period(pack.quarter)
    return say("case.quarter", quarter=quarter, done=pack.done, of=pack.of, rate=rate, target=target)


def _quarter(quarter: QuarterPack) -> Iterator[str]:
    yield in_short(quarter)
    for one in quarter.snapshots:
        period, digest = words.period(str(one["period"])), str(one["digest"])[:12]
        yield say("case.snapshot", month=one["month"], period=period, digest=digest)
    yield from (_row(row) for row in quarter.rows if row.light != GREEN)


def _row(row: Row) -> str:
    excuse = say("case.row_excused", kind=say(f"excuse.kind.{row.excuse}")) if row.excuse else ""
    light = say(f"case.light.{row.light}")
    days = say("evidence.days", n=row.overdue) if row.overdue else ""
    return say("case.evidence_row", month=row.month, project=row.project, light=light + days, excuse=excuse)


def _about(one: Fact) -> str:
    """The project it is about, if it is about one."""
    return say("evidence.about", project=one["project"]) if one.get("project") else ""


def _said(one: Fact) -> str:
    state = say(f"objection.state.{one['state']}")
    ruled = say("evidence.ruled", by=one["by"], reason=one["reason"] or "—") if one.get("by") else ""
    return say("evidence.said", on=one.get("on", ""), about=_about(one), text=one["text"], state=state, ruled=ruled)  # fmt: skip


def _excuse(one: Fact) -> str:
    kind, state = say(f"excuse.kind.{one['kind']}"), say(f"evidence.excuse.{one.get('state', 'running')}")
    facts = {"since": one["since"], "until": one["until"], "reason": one["reason"]}
    return say("evidence.excuse", kind=kind, state=state, about=_about(one), **facts)


def _promise(one: Fact) -> str:
    if "promise" in one:
        state = say(f"case.state.{one['state']}")
        return say("evidence.promise", promise=one["promise"], day=one["planned"] or "—", state=state)
    moved = say("evidence.moved", first=one["first"], n=one["revised"]) if one["first"] else ""
    if one["reached"]:
        outcome = say("evidence.reached", on=one["reached"])
    else:
        late = int(one["overdue"])
        outcome = say("evidence.late", n=late) if late else say("evidence.open")
    node = words.node(KeyNode(one["node"]))
    return say("evidence.planned", project=one["project"], node=node, on=one["planned"], moved=moved, outcome=outcome)  # fmt: skip


def _correction(one: Fact) -> str:
    issue = say("bulletin.numbered", title=one["issue"], year=one["year"], number=one["number"])
    return say("evidence.correction", issue=issue, change=one["change"], reason=one["reason"])


def _contact(one: Fact) -> str:
    facts = {"kind": say(f"contact.kind.{one['kind']}"), "by": one["by"], "text": one["text"]}
    return say("evidence.contact", on=one["on"], project=one["project"], **facts)


_PARTS: Mapping[str, Callable[[Fact], str]] = {
    "said": _said,
    "excuses": _excuse,
    "promises": _promise,
    "corrections": _correction,
    "contacts": _contact,
}


def letter(case: Case, pack: Pack) -> Card:
    """Words that a person may use, after he has changed them; what went well comes first, then the facts, then how
    it ends. It goes to nobody by itself."""
    good = praise(pack)[:PRAISED]
    listed = "\n".join([say("case.letter.good", name=case.name), *good])
    parts = [
        listed if good else say("case.letter.thanks", name=case.name),
        "\n".join(map(in_short, pack.quarters)) or case.why,
        say("case.letter.ask"),
        say("case.letter.repair"),
    ]
    return Card("\n\n".join(parts), title=say("case.letter.title", name=case.name))
