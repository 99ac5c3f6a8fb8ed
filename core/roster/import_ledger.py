"""Bring an office ledger into the roster (导入台账): say what would change, then do it, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime

from core.problems.model import names_in
from core.rights import Role
from core.roster.books import Books
from core.roster.columns_kept import DIRECT
from core.roster.keeping import kept_columns, shown_kept
from core.roster.ledger import Ledger, LedgerProject, LedgerTarget
from core.roster.model import (
    Assignment,
    Duty,
    FieldChange,
    ImportResult,
    Person,
    Project,
    ProjectChange,
    Target,
    Unit,
    UnitKind,
)
from core.roster.showing import shown

DUTIES = {Duty.LIAISON: "liaison", Duty.SITE: "site_officer", Duty.CONTACT: "contact"}
OURS = "LS-"
"""Codes that begin like this were given by us; the office's own code replaces them."""
MEANT = frozenset({"属地政府", "招引单位"})
"""Words in 需协调部门 that name another column's unit."""
ROLES = {Duty.LEADER: Role.LEADER, Duty.LIAISON: Role.LIAISON, Duty.SITE: Role.SITE, Duty.CONTACT: None}


def import_ledger(work: Books, ledger: Ledger, by: int | None, today: date, now: datetime) -> ImportResult:
    """Apply a ledger. Importing the same one again changes nothing.

    Projects are matched by code, else by name. A blank cell leaves the stored value alone: offices
    send partial tables. Rows the reader refused are not in ``ledger.projects``.
    """
    run = _Import(work, by, today, now)
    changes = [change for row in ledger.projects if (change := run.project(row))]
    for leader in ledger.leaders:
        run.titled(leader.name, leader.title)
    targets = sum(run.target(t.unit, t.year or today.year, t) for t in ledger.targets)
    result = ImportResult(len(ledger.projects), tuple(changes), tuple(run.people), tuple(run.units), targets)
    if not result.nothing:
        facts = {"read": str(result.read), "changed": str(len(changes)), "people": str(len(run.people))}
        work.audit.note(now, by, "ledger.imported", "ledger", facts)
    return result


class _Import:
    """One run: what exists is read once, what is new is remembered for the next row."""

    def __init__(self, work: Books, by: int | None, today: date, now: datetime) -> None:
        self._work, self._by, self._today, self._now = work, by, today, now
        self._units = {unit.name: unit for unit in work.projects.units()}
        self._known = {person.name: person for person in work.people.all()}
        projects = work.projects.all()
        self._codes = {p.code: p for p in projects if p.code}
        self._names = {p.name: p for p in projects}
        self._assigned: dict[tuple[int, Duty], list[int]] = {}
        for a in work.projects.assigned(today):
            self._assigned.setdefault((a.project_id, a.duty), []).append(a.person_id)
        self._targets: dict[int, dict[int, Target]] = {}
        self.people: list[str] = []
        self.units: list[str] = []

    def project(self, row: LedgerProject) -> ProjectChange | None:
        for name in (row.department, *names_in(row.helper)):
            if name and name not in MEANT:
                self._unit(name, _kind(name))  # a department can be bound before it has a project
        stored = self._match(row)
        if stored is None:
            return self._new(row)
        wanted = self._with(stored, row)
        changes = list(_differences(stored, wanted, self._unit_names()))
        if changes:
            self._work.projects.change(wanted, changes, self._by, self._now)
            self._remember(replace(wanted, version=wanted.version + 1))  # a second row may name it again
        changes += self._attach(stored.id, row)
        return ProjectChange(wanted.code, wanted.name, new=False, fields=tuple(changes)) if changes else None

    def _match(self, row: LedgerProject) -> Project | None:
        """By code; by name when one of the two has no code of the office. 一期 and 二期 may share a name."""
        if row.code in self._codes:
            return self._codes[row.code]
        named = self._names.get(row.name)
        return named if named and (not row.code or named.code.startswith(OURS)) else None

    def _new(self, row: LedgerProject) -> ProjectChange:
        blank = Project(0, row.code or self._free_code(), row.name)
        added = self._work.projects.add(self._with(blank, row))
        self._remember(added)
        self._attach(added.id, row)
        return ProjectChange(added.code, added.name, new=True)

    def _remember(self, project: Project) -> None:
        self._codes[project.code] = self._names[project.name] = project

    def _with(self, project: Project, row: LedgerProject) -> Project:
        """The project as the row wants it; what the row leaves blank stays."""
        direct = {name: value for name in DIRECT if (value := getattr(row, name)) not in (None, "")}
        flags = {
            name: value for name in ("in_stock", "in_stats") if (value := getattr(row, name)) is not None
        }
        details = {**project.details, **kept_columns(row), **row.extra}
        county = self._unit(row.county, UnitKind.COUNTY).id if row.county else project.county_id
        host = self._unit(row.host, _kind(row.host)).id if row.host else project.host_id
        code = row.code or project.code
        return replace(project, **direct, **flags, code=code, details=details, county_id=county, host_id=host)

    def _unit(self, name: str, kind: UnitKind) -> Unit:
        if name not in self._units:
            self._units[name] = self._work.projects.add_unit(name, kind)
            self.units.append(name)
        return self._units[name]

    def _unit_names(self) -> Mapping[int, str]:
        return {unit.id: name for name, unit in self._units.items()}

    def _free_code(self) -> str:
        """A code for a row without one: LS-<year>-<number>, recognisably ours (临时编号)."""
        number = len(self._codes) + 1
        while f"{OURS}{self._today.year}-{number:03d}" in self._codes:
            number += 1
        return f"{OURS}{self._today.year}-{number:03d}"

    def _attach(self, project_id: int, row: LedgerProject) -> list[FieldChange]:
        """Leaders, liaison, site officer and contact of the row; who is no longer named is released."""
        named = {Duty.LEADER: row.leaders} | {
            d: tuple(n for n in getattr(row, f).split("、") if n) for d, f in DUTIES.items()
        }
        changes = []
        for duty, names in named.items():
            if names:
                phone = row.phone if duty is Duty.LIAISON and len(names) == 1 else ""
                wanted = [self._person(name, ROLES[duty], phone).id for name in names]
                changes += self._assign(project_id, duty, wanted)
        return changes

    def _assign(self, project_id: int, duty: Duty, wanted: Sequence[int]) -> list[FieldChange]:
        has = self._assigned.get((project_id, duty), [])
        if set(has) == set(wanted):
            return []
        for person_id in set(has) - set(wanted):
            self._work.projects.unassign(project_id, person_id, duty, self._today)
        for person_id in wanted:
            if person_id not in has:
                self._work.projects.assign(Assignment(project_id, person_id, duty, self._today))
        self._assigned[project_id, duty] = list(wanted)
        return [FieldChange(duty.value, self._names_of(has), self._names_of(wanted))]

    def _names_of(self, person_ids: Sequence[int]) -> str:
        names = {person.id: person.name for person in self._known.values()}
        return "、".join(names[i] for i in person_ids)

    def _person(self, name: str, role: Role | None, phone: str) -> Person:
        person = self._known.get(name)
        roles = frozenset({role} if role else ())
        if person is None:
            person = self._work.people.add(name, "", roles, None, phone)
            self.people.append(name)
        elif not roles <= person.roles:
            person = replace(person, roles=person.roles | roles, phone=person.phone or phone)
            self._work.people.change(person)
        self._known[name] = person
        return person

    def titled(self, name: str, title: str) -> None:
        person = self._person(name, Role.LEADER, "")
        if title and person.title != title:
            self._known[name] = replace(person, title=title)
            self._work.people.change(self._known[name])

    def target(self, unit: str, year: int, wanted: LedgerTarget) -> bool:
        unit_id = self._unit(unit, UnitKind.COUNTY).id
        stored = self._stored_targets(year).get(unit_id, Target(unit_id, year, None, None))
        said = {"signed_yuan": wanted.signed_yuan, "arrived_yuan": wanted.arrived_yuan, "previous_rank": wanted.previous_rank}  # fmt: skip
        target = replace(stored, **{name: value for name, value in said.items() if value is not None})
        if target == stored:
            return False
        self._work.projects.set_target(target)
        self._targets[year][unit_id] = target
        return True

    def _stored_targets(self, year: int) -> dict[int, Target]:
        if year not in self._targets:
            self._targets[year] = {t.unit_id: t for t in self._work.projects.targets(year)}
        return self._targets[year]


def _differences(old: Project, new: Project, units: Mapping[int, str]) -> Iterator[FieldChange]:
    for each in fields(Project):
        before, after = getattr(old, each.name), getattr(new, each.name)
        if before == after or each.name in ("id", "version"):
            continue
        if each.name == "details":
            yield from _detail_differences(before, after)
        elif each.name in ("county_id", "host_id"):
            yield FieldChange(each.name, units.get(before, ""), units.get(after, ""))
        else:
            yield FieldChange(each.name, shown(each.name, before), shown(each.name, after))


def _detail_differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[FieldChange]:
    for name, value in new.items():
        if old.get(name, "") != value:
            yield FieldChange(name, shown_kept(name, old.get(name, "")), shown_kept(name, value))


def _kind(name: str) -> UnitKind:
    """What kind of unit a 招引单位 is, by its name."""
    if name.endswith(("园区", "开发区", "新区")):
        return UnitKind.PARK
    if name.endswith(("区", "县", "区政府", "县政府")):
        return UnitKind.COUNTY
    if name.endswith(("镇", "乡", "街道", "办事处")):
        return UnitKind.TOWN
    return UnitKind.DEPARTMENT
