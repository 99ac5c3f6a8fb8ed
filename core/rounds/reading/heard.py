"""What the clauses about one project have said so far, while a reply is being read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from core.problems.model import Category
from core.roster.model import STARTED, Stage
from core.rounds.reading.model import (
    Doubt,
    Flag,
    Item,
    Kind,
    Plan,
    Reason,
    Span,
    Sum,
    Trouble,
    Unclear,
    When,
)


@dataclass
class Heard:
    """Grows clause by clause; ``item`` closes it."""

    nochange: bool = False
    on_track: bool = False
    well: bool = False  # 没有问题 was said
    stage: Stage | None = None
    sums: dict[Kind, Sum] = field(default_factory=dict)
    last_kind: Kind | None = None
    scope: str = ""  # 本月, said in a piece of its own
    percent: Decimal | None = None
    problems: list[Trouble] = field(default_factory=list)
    resolved: list[Category] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)
    ongoing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    heading: Unclear | None = None  # 有问题, and nothing yet about which
    known_total: int | None = None  # 总投资 as the ledger has it, yuan
    before: str = ""  # the clause before this one
    subject: tuple[Category, ...] = ()  # what that clause was about
    put_off: str = ""  # 封顶, that will not be reached in time: a day that follows is its new one
    in_parts: bool = False  # 其中…: sums that follow without a span are parts
    unsure: bool = False  # 听说, in a piece of its own: the next clause is hearsay
    taken_back: bool = False  # 不对: the next figure replaces the one before

    def doubt(self, doubt: Doubt) -> None:
        if doubt not in self.doubts:
            self.doubts.append(doubt)

    def flag(self, flag: Flag) -> None:
        if flag not in self.flags:
            self.flags.append(flag)

    def add_sum(self, one: Sum) -> None:
        """A second figure of the same kind is never preferred in silence, unless the first was taken back."""
        if self.taken_back:
            self._take_back(one.kind)
        kept = self.sums.setdefault(one.kind, one)
        if kept.yuan != one.yuan:
            self.doubt(Doubt.SEVERAL)
        if one.approximate:
            self.flag(Flag.APPROX)
        if one.unit_assumed:
            self.doubt(Doubt.UNIT_ASSUMED)

    def _take_back(self, kind: Kind) -> None:
        """The figure of that kind; without one the last figure, which then has to be asked about."""
        self.taken_back = False
        if kind not in self.sums and self.last_kind in self.sums:
            del self.sums[self.last_kind]
            self.doubt(Doubt.PERIOD_UNCLEAR)
        self.sums.pop(kind, None)

    def add_problem(self, new: Trouble) -> None:
        """Two clauses about one subject are one problem; the later one fills what was open."""
        self.heading = None
        vague = bool(self.problems) and self.problems[-1].category is Category.OTHER
        if vague and not self.problems[-1].department:  # 进展缓慢，主要卡在天然气: one problem
            old = self.problems.pop()
            new = replace(new, text=f"{old.text}，{new.text}", due=new.due or old.due)
        for index, old in enumerate(self.problems):
            if old.category is new.category:
                text = old.text if new.text in old.text else f"{old.text}，{new.text}"
                self.problems[index] = Trouble(
                    old.category, text, old.department or new.department, new.due or old.due
                )
                return
        self.problems.append(new)

    def amend_problem(self, department: str | None, due: When | None) -> bool:
        """Give the last problem its department or deadline, if there is a problem."""
        if not self.problems:
            return False
        last = self.problems[-1]
        self.problems[-1] = replace(last, department=last.department or department, due=due or last.due)
        return True

    def settle(self, *, half: bool, solved: bool) -> bool:
        """The last problem is over after all: 土地有纠纷，已解决."""
        if half:
            self.doubt(Doubt.PROBLEM_UNCLEAR)
            return True
        text = self.problems[-1].text
        over = [one for one in self.problems if one.text == text]  # 土地有纠纷: of two subjects
        self.problems = [one for one in self.problems if one.text != text]
        for one in over if solved else ():
            self.resolve(one.category)
        return solved

    def resolve(self, category: Category) -> None:
        """A subject that is still open elsewhere in the reply stays open."""
        if category not in self.resolved:
            self.resolved.append(category)

    def set_stage(self, stage: Stage) -> None:
        if self.stage not in (None, stage) and not self.taken_back:
            self.doubt(Doubt.STAGE_UNCLEAR)
        self.stage, self.taken_back = stage, False

    def set_percent(self, percent: Decimal) -> None:
        if self.percent not in (None, percent) and not self.taken_back:
            self.doubt(Doubt.SEVERAL)
        if self.percent is None or self.taken_back:
            self.percent, self.taken_back = percent, False

    @property
    def facts(self) -> tuple[object, ...]:
        """What somebody may be held to; to see whether a clause has said any."""
        return (self.stage, tuple(self.sums.values()), self.percent, tuple(self.flags), tuple(self.resolved))

    @property
    def says_anything(self) -> bool:
        return any(
            (self.nochange, self.on_track, self.well, self.stage, self.sums, self.percent is not None,
             self.problems, self.resolved, self.plans, self.flags, self.reached, self.ongoing, self.notes,
             self.doubts)
        )  # fmt: skip

    @property
    def _news(self) -> bool:
        moved = any(one.yuan for one in self.sums.values()) or self.stage or self.percent is not None
        return bool(moved or self.reached or self.resolved)

    @property
    def _said_more(self) -> bool:
        """无变化 beside a problem or a plan is a way of speaking, no report that nothing is new."""
        return bool(self.problems or self.plans or self.sums or self.flags or self.doubts)

    def item(self, no: int) -> Item:
        if any(one.category is Category.OTHER for one in self.problems):
            self.doubt(Doubt.PROBLEM_UNCLEAR)  # of which kind?
        progress = self.reached or self.ongoing
        notes = self.notes + (self.ongoing if self.reached else [])
        plain = (self.nochange or self.on_track) and not (self._news or self._said_more)
        if not progress and notes and not self._fields:
            progress, notes = notes, []
        return Item(
            no,
            nochange=plain,
            on_track=self.on_track and not self.nochange,
            stage=self.stage,
            sums=tuple(self.sums.values()),
            percent=self.percent,
            problems=tuple(self.problems),
            resolved=tuple(
                one for one in self.resolved if one not in {two.category for two in self.problems}
            ),
            plans=tuple(self.plans),
            flags=tuple(self.flags),
            progress="，".join(dict.fromkeys(progress)) or None,
            notes=tuple(notes),
            doubts=tuple(self.doubts),
            spans=tuple(self.spans),
        )

    @property
    def _fields(self) -> bool:
        return any((self.nochange, self.on_track, self.well, self.stage, self.sums, self.percent is not None,
                    self.problems, self.resolved, self.plans, self.flags))  # fmt: skip

    @property
    def contradicts(self) -> bool:
        """已开工 and 还没开工 of one project."""
        return self.stage in STARTED and Flag.NOT_STARTED in self.flags

    def close(self, no: int) -> list[Unclear]:
        """What has to be asked about this project beside its doubts."""
        pending = [self.heading] if self.heading else []
        return [replace(one, no=no) for one in self.unclear + pending]


def problem_unnamed(quote: str, span: Span) -> Unclear:
    return Unclear(Reason.PROBLEM, quote, span)
