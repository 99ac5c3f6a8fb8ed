"""A project's stage or plan changes: by the office at once, by others when the office agrees (阶段与计划变更)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime

from core.calendar import Calendar
from core.dates import PartialDate, Precision
from core.delivery.model import Kind, Letter
from core.errors import BadArgument, WrongState
from core.figures.model import Group
from core.figures.policy import REVIEWED
from core.milestones.choices import stage_names
from core.milestones.model import BEFORE, INSTEAD, STAGE, ChangeRequest, RequestKind, RequestState
from core.ports import UnitOfWork
from core.rights import Right
from core.roster.model import FieldChange, Person, Project, hears
from core.roster.nodes import KeyNode, planned_on, with_plan
from core.roster.showing import shown
from core.roster.stages import FINER, OVER, REPLACED_BY, REPLACES, Move, Rung, move, moved, rung_of
from core.rounds.slot import free_slot
from core.rounds.tell import tell_office
from core.settings import chosen
from core.texts import milestones as texts

LEAST_WORDS = 4
"""Characters of a reason; fewer say nothing."""


def change_stage(
    work: UnitOfWork,
    project: Project,
    rung: Rung,
    reason: str,
    by: Person,
    calendar: Calendar,
    now: datetime,
    *,
    instead: Project | None = None,
) -> ChangeRequest | None:
    """Move it, or ask the office to; None: it has moved.

    The office moves it at once; others only one step up, and only where stages are not reviewed.

    Args:
        instead: of 置换, the project that takes its place; each names the other from then on.

    Raises:
        BadArgument: the step needs a reason in words.
        WrongState: no such step from where it stands, or what takes its place is over itself.
    """
    if instead is not None and (instead.id == project.id or rung_of(instead) in OVER):
        raise WrongState("stage", "instead")
    before = rung_of(project)
    step = move(before, rung)
    if step is Move.NEVER:
        raise WrongState("stage", step.value)
    if step is not Move.FORWARD and len(reason.strip()) < LEAST_WORDS:
        raise BadArgument("stage_reason")
    freely = step is Move.FORWARD and Group.STAGE not in chosen(work, REVIEWED)
    if by.may(Right.REVIEW) or freely:
        _move(work, project, rung, reason, by.id, now, instead)
        return None
    wanted = {STAGE: rung.value, BEFORE: before.value if before else ""}
    wanted |= {INSTEAD: instead.code} if instead else {}
    return _ask(work, project, RequestKind.STAGE, wanted, reason, by, calendar, now)


def change_plan(
    work: UnitOfWork,
    project: Project,
    plans: Mapping[KeyNode, PartialDate],
    reason: str,
    by: Person,
    calendar: Calendar,
    now: datetime,
) -> ChangeRequest | None:
    """Set planned days, or ask the office to; None: they are set.

    Whoever carries the project fills in days that nobody has planned; the office alone moves one that stands.
    """
    news = {node: on for node, on in plans.items() if planned_on(project, node) != on}
    moves = any(planned_on(project, node) is not None for node in news)
    if by.may(Right.REVIEW) or not moves:
        _plan(work, project, news, reason, by.id, now)
        return None
    wanted = {node.value: written(on) for node, on in news.items()}
    return _ask(work, project, RequestKind.PLAN, wanted, reason, by, calendar, now)


def decide(
    work: UnitOfWork, request_id: int, state: RequestState, by: Person, calendar: Calendar, now: datetime
) -> ChangeRequest:
    """Grant it, which carries it out, or refuse it. Whoever asked hears of it on his next free day.

    Raises:
        WrongState: it was decided before, or the project has moved on since.
    """
    request = work.requests.decide(request_id, state, by.id, now)
    if request is None:
        raise WrongState("request", work.requests.get(request_id).state.value)
    if state is RequestState.GRANTED:
        _carry_out(work, request, by, now)
    project = work.projects.get(request.project_id)
    work.audit.note(
        now, by.id, f"request.{state.value}", f"project:{project.id}", {"request": str(request.id)}
    )
    _tell(work, request, project, by, calendar, now)
    return request


def written(on: PartialDate) -> str:
    return f"{on.first}/{on.last}/{on.precision}"


def read(text: str) -> PartialDate:
    """The inverse of ``written``."""
    first, last, precision = text.split("/")
    return PartialDate(date.fromisoformat(first), date.fromisoformat(last), Precision(precision))


def _carry_out(work: UnitOfWork, request: ChangeRequest, by: Person, now: datetime) -> None:
    project = work.projects.get(request.project_id)
    if request.kind is RequestKind.PLAN:
        plans = {KeyNode(node): read(on) for node, on in request.wanted.items()}
        return _plan(work, project, plans, request.reason, by.id, now)
    before = rung_of(project)
    if (before.value if before else "") != request.wanted[BEFORE]:
        raise WrongState("request", "overtaken")
    code = request.wanted.get(INSTEAD, "")
    instead = work.projects.by_code(code) if code else None
    return _move(work, project, Rung(request.wanted[STAGE]), request.reason, by.id, now, instead)


def _move(
    work: UnitOfWork,
    project: Project,
    rung: Rung,
    reason: str,
    by: int,
    now: datetime,
    instead: Project | None = None,
) -> None:
    then = moved(project, rung)
    if instead is not None:
        then = replace(then, details={**then.details, REPLACED_BY: instead.code})
        other = replace(instead, details={**instead.details, REPLACES: project.code})
        change_project(work, instead, other, reason, by, now, "project.replaces")
    change_project(work, project, then, reason, by, now, "project.stage")


def _plan(
    work: UnitOfWork,
    project: Project,
    plans: Mapping[KeyNode, PartialDate],
    reason: str,
    by: int,
    now: datetime,
) -> None:
    then = project
    for node, on in plans.items():
        then = with_plan(then, node, on)
    change_project(work, project, then, reason, by, now, "project.plan")


def change_project(
    work: UnitOfWork, before: Project, then: Project, why: str, by: int, now: datetime, action: str
) -> None:
    """Store ``then``, keep every old value with the reason or evidence given, and note it in the audit."""
    changes = [_from_rung(before, one) for one in differences(before, then, why.strip())]
    if changes:
        work.projects.change(then, changes, by, now)
        facts = {"changes": "; ".join(f"{one.field}: {one.old} → {one.new}" for one in changes), "why": why}
        work.audit.note(now, by, action, f"project:{before.id}", facts)


def _from_rung(before: Project, one: FieldChange) -> FieldChange:
    """The rung it stood on, also where the ledger held only its stage."""
    rung = rung_of(before)
    return replace(one, old=rung.value) if one.field == FINER and rung else one


def differences(before: Project, then: Project, why: str) -> tuple[FieldChange, ...]:
    """What differs, as people read it; headers of ``details`` under their own name."""
    found = []
    for name in (each.name for each in fields(Project)):
        old, new = getattr(before, name), getattr(then, name)
        if old != new and name != "details":
            found.append(FieldChange(name, shown(name, old), shown(name, new), why=why))
    for header in {**before.details, **then.details}:
        was, will = before.details.get(header, ""), then.details.get(header, "")
        if was != will:
            found.append(FieldChange(header, was, will, why=why))
    return tuple(found)


def _ask(
    work: UnitOfWork,
    project: Project,
    kind: RequestKind,
    wanted: Mapping[str, str],
    reason: str,
    by: Person,
    calendar: Calendar,
    now: datetime,
) -> ChangeRequest:
    asked = ChangeRequest(0, project.id, kind, wanted, reason.strip(), RequestState.ASKED, by.id, now)
    made = work.requests.add(asked)
    facts = {"kind": kind.value, "wanted": "; ".join(f"{k}={v}" for k, v in wanted.items()), "why": reason}
    work.audit.note(now, by.id, "request.asked", f"project:{project.id}", facts)
    card = texts.request(made, project, by.name, stage_names(work))
    tell_office(work, f"request:{made.id}", card, calendar, now)
    return made


def _tell(
    work: UnitOfWork,
    request: ChangeRequest,
    project: Project,
    by: Person,
    calendar: Calendar,
    now: datetime,
) -> None:
    account = work.people.account_of(request.asked_by)
    slot = free_slot(work, request.asked_by, calendar, now) if hears(account) else None
    if slot is None or not hears(account):
        return
    card = texts.request_decided(request, project, by.name, stage_names(work))
    key = f"request:{request.id}:{request.state.value}"
    work.outbox.put(Letter(key, Kind.NOTICE, account.address, card, slot, None, request.asked_by))
