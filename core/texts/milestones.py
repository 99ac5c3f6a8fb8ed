"""Stages, key nodes and changes of them, in words (阶段, 节点, 变更)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from core.calendar import Calendar
from core.chat import Button, Card, Rows
from core.dates import PartialDate, Precision
from core.milestones.back_plan import Schedule
from core.milestones.entering import PAPERS, REASON
from core.milestones.flags import CONTACT
from core.milestones.model import INSTEAD, STAGE, ChangeRequest, RequestKind, RequestState
from core.milestones.warning_rules import WarningRules
from core.presses import encode
from core.roster.model import FieldChange, Project
from core.roster.nodes import PLACES, KeyNode, NodeLine, Planned
from core.roster.stages import FINER, REPLACED_BY, REPLACES, UP, Rung
from core.texts import words
from core.texts.catalogue import say
from core.texts.paging import paged

STAGE_LOG = 6
"""Changes of the stage that a card shows."""
MOST_WARNED = 12
"""Nodes that one message names."""
Names = Mapping[Rung, str]
PLACED = frozenset(place for each in PLACES.values() for place in (each.plan, each.real))
TOLD = frozenset(
    {
        "stage",
        FINER,
        REPLACED_BY,
        REPLACES,
        CONTACT,
        REASON,
        *PLACED,
        *(papers.value for papers in PAPERS.values()),
    }
)
"""Fields of which /history tells every change."""


def stage(
    project: Project,
    rung: Rung | None,
    names: Names,
    changes: Sequence[FieldChange],
    people: Mapping[int, str],
    calendar: Calendar,
) -> Card:
    """Where it stands, the next steps as buttons, how to say any other, and the last changes."""
    log = [change(one, people, names, calendar) for one in told(changes) if one.field in ("stage", FINER)]
    lines = [
        say("stage.now", stage=names[rung] if rung else "—"),
        *log[:STAGE_LOG],
        say("stage.how", code=project.code, ladder=ladder(names)),
    ]
    up = sorted(UP.get(rung, ()), key=list(Rung).index) if rung else []
    buttons: Rows = tuple(
        (Button(say("button.stage_to", stage=names[to]), encode("sg", project.id, project.version, to.name)),)
        for to in up
    )
    return Card("\n".join(lines), title=_title(project), buttons=buttons)


def told(changes: Sequence[FieldChange]) -> list[FieldChange]:
    """Of what /history tells; a step on the ladder once, though it moves the ledger's stage, too."""
    steps = {(one.at, one.by) for one in changes if one.field == FINER}
    return [
        one
        for one in changes
        if one.field in TOLD and not (one.field == "stage" and (one.at, one.by) in steps)
    ]


def change(one: FieldChange, people: Mapping[int, str], names: Names, calendar: Calendar) -> str:
    """11-20 17:00 周文静：项目阶段 签约待开工→在建（依据：开工令已下达）."""
    by = people.get(one.by, "") if one.by is not None else say("change.import")
    facts = {
        "at": words.short_moment(one.at, calendar) if one.at else "",
        "by": by,
        "field": field(one.field),
        "old": _named(one.old, one.field, names) or "—",
        "new": _named(one.new, one.field, names) or "—",
    }
    return say("change.row", why=say("change.why", why=words.clip(one.why, 60)) if one.why else "", **facts)


def field(name: str) -> str:
    """What was changed, as people call it."""
    if name in ("stage", FINER):
        return say("change.field.stage")
    if name == REASON:
        return say("change.field.reason")
    for node, papers in PAPERS.items():
        if name == papers.value:
            return say("change.field.papers", node=words.node(node))
    if name == CONTACT:
        return say("change.field.contact")
    for node, place in PLACES.items():
        if name in (place.plan, place.real):
            key = "change.field.plan" if name == place.plan else "change.field.real"
            return say(key, node=words.node(node))
    return name


def replaced(project: Project) -> str:
    """置换为 ZS-2026-008, 置换自 ZS-2026-002; empty for most."""
    by, of = project.details.get(REPLACED_BY, ""), project.details.get(REPLACES, "")
    said = [say("status.replaced_by", code=by) if by else "", say("status.replaces", code=of) if of else ""]
    return "\n".join(filter(None, said))


def _named(text: str, field_: str, names: Names) -> str:
    return names[Rung(text)] if field_ == FINER and text in set(Rung) else text


def ladder(names: Names) -> str:
    return say("word.list_stop").join(names[rung] for rung in Rung)


def names_card(names: Names) -> Card:
    back = (Button(say("button.back"), encode("st")),)
    text = say("setting.how.ladder") + "\n" + ladder(names)
    return Card(text, title=say("setting.ladder"), buttons=(back,))


def nodes(project: Project, lines: Sequence[NodeLine], *, may_plan: bool) -> Card:
    """A line per node with its plan, the first plan if it was changed, and the day it was reached."""
    rows = [_node(line) for line in lines] or [say("nodes.none")]
    how = say("nodes.how", code=project.code) if may_plan else ""
    return Card("\n".join(filter(None, [*rows, how])), title=_title(project))


def _node(line: NodeLine) -> str:
    mark = say("nodes.done") if line.reached else say("nodes.late") if line.overdue else say("nodes.open")
    parts = [
        say("nodes.plan", day=words.partial(line.planned_on)) if line.planned_on else "",
        say("nodes.first", day=line.first, n=line.revised) if line.revised else "",
        say("nodes.real", day=words.partial(line.reached_on)) if line.reached_on else "",
        say("nodes.overdue", days=line.overdue) if line.overdue else "",
    ]
    facts = say("word.clause_stop").join(filter(None, parts))
    return say("nodes.row", mark=mark, node=words.node(line.node), facts=facts or say("nodes.reached"))


def schedule(project: Project, target: KeyNode, found: Schedule, today: date, mark: int) -> Card:
    """What back-planning proposes; one tap makes it the plan."""
    rows = [
        say("plan.row", node=words.node(node), day=words.day(day), year=day.year) for node, day in found.days
    ]
    tight = say("plan.tight", usual=found.usual, left=found.left) if found.is_tight else ""
    head = say("plan.head", node=words.node(target))
    on = found.days[-1][1].toordinal()
    data = encode("np", project.id, project.version, target.name, on, today.toordinal(), mark)
    buttons: Rows = ((Button(say("button.plan_yes"), data),), (Button(say("button.no"), encode("no")),))
    return Card("\n".join(filter(None, [head, *rows, tight])), title=_title(project), buttons=buttons)


def plan_reason(target: KeyNode, on: date) -> str:
    return say("plan.reason", node=words.node(target), day=words.partial(PartialDate(on, on, Precision.DAY)))


def durations_line(days: Mapping[KeyNode, int]) -> str:
    return say("durations.line", n=sum(days.values()))


def durations_card(days: Mapping[KeyNode, int]) -> Card:
    """Each stretch with a tap to the next number of days."""
    rows: Rows = tuple(
        (Button(say("durations.row", node=words.node(node), n=n), encode("sc", "durations", node.name)),)
        for node, n in days.items()
    )
    back = (Button(say("button.back"), encode("st")),)
    return Card(say("setting.how.durations"), title=say("setting.durations"), buttons=(*rows, back))


def request(one: ChangeRequest, project: Project, by: str, names: Names, decided_by: str = "") -> Card:
    """What is asked for and why, with the decision or buttons for it."""
    lines = [
        say("request.by", by=by),
        *_wanted(one, names),
        say("request.reason", reason=one.reason) if one.reason else "",
    ]
    buttons: Rows = ()
    if one.state is RequestState.ASKED:
        lines.append(say("request.state.asked"))
        buttons = (
            tuple(
                Button(say(f"button.request.{state.value}"), encode("xr", one.id, state.value))
                for state in (RequestState.GRANTED, RequestState.REFUSED)
            ),
        )
    else:
        lines.append(say(f"request.state.{one.state.value}", by=decided_by))
    title = say(f"request.title.{one.kind.value}", code=project.code, name=project.name)
    return Card("\n".join(filter(None, lines)), title=title, buttons=buttons)


def request_sent(one: ChangeRequest, project: Project, names: Names) -> Card:
    """To whoever asked: it waits."""
    lines = [*_wanted(one, names), say("request.sent")]
    return Card(
        "\n".join(lines),
        title=say(f"request.title.{one.kind.value}", code=project.code, name=project.name),
    )


def request_decided(one: ChangeRequest, project: Project, by: str, names: Names) -> Card:
    lines = [say(f"request.told.{one.state.value}", by=by, name=project.name), *_wanted(one, names)]
    return Card("\n".join(lines))


def requests(rows: Sequence[tuple[ChangeRequest, Project, str]], names: Names, page: int) -> Card:
    entries = [
        say("request.row", name=project.name, by=by, what=say("word.clause_stop").join(_wanted(one, names)))
        for one, project, by in rows
    ]  # fmt: skip
    buttons: Rows = tuple(
        (Button(words.clip(project.name, 24), encode("xl", one.id)),)
        for one, project, _ in rows[page * 8 : page * 8 + 8]
    )
    return paged(
        say("request.list", n=len(rows)), entries or [say("request.none")], page, "changes", extra=buttons
    )


def _wanted(one: ChangeRequest, names: Names) -> list[str]:
    if one.kind is RequestKind.STAGE:
        before = one.wanted.get("before", "")
        old = names[Rung(before)] if before in set(Rung) else "—"
        instead = one.wanted.get(INSTEAD, "")
        rows = [say("request.stage", old=old, new=names[Rung(one.wanted[STAGE])])]
        return rows + ([say("request.instead", code=instead)] if instead else [])
    return [
        say("request.plan", node=words.node(KeyNode(node)), day=_day(text))
        for node, text in one.wanted.items()
    ]


def _day(text: str) -> str:
    first, last, precision = text.split("/")
    on = PartialDate(date.fromisoformat(first), date.fromisoformat(last), Precision(precision))
    return words.partial(on)


def warning(rows: Sequence[tuple[Project, Planned]], today: date) -> Card:
    """To a leader, outside of his card: nodes that are near or overdue, as of the day on which he reads it."""
    lines = [
        say("warning.row", name=project.name, node=words.node(planned.node), day=words.partial(planned.planned_on),
            when=_when((planned.planned_on.last - today).days))
        for project, planned in rows[:MOST_WARNED]
    ]  # fmt: skip
    more = say("warning.more", n=len(rows) - MOST_WARNED) if len(rows) > MOST_WARNED else ""
    buttons: Rows = tuple(
        (Button(words.clip(project.name, 24), encode("nx", project.id)),)
        for project in {project.id: project for project, _ in rows[:MOST_WARNED]}.values()
    )[:4]
    text = "\n".join(filter(None, [say("warning.head", n=len(rows)), *lines, more]))
    return Card(text, buttons=buttons)


def _when(days: int) -> str:
    if days > 0:
        return say("warning.left", days=days)
    return say("warning.today") if days == 0 else say("warning.overdue", days=-days)


def warning_rules(rules: WarningRules) -> str:
    return days_before(rules.before) + (say("warnings.and_weekly") if rules.weekly else "")


def days_before(days: Sequence[int]) -> str:
    if not days:
        return say("warnings.after_only")
    return say("warnings.before", days=say("word.list_stop").join(str(day) for day in days))


def _title(project: Project) -> str:
    return say("status.title", code=project.code, name=project.name)
