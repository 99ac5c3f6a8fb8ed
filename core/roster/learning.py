"""Names that people were heard to use (别名建议): proposed by an answer, taught by the office alone."""

from __future__ import annotations

import json
import re
from datetime import datetime

from core.errors import StaleButton
from core.ports import UnitOfWork
from core.roster.aliases import teach
from core.roster.model import Project, Proposal

_KEPT = "alias_proposals"
MOST = 20
"""Proposals that wait; more are not kept, the office would not read them."""

_HEAD = re.compile(r"[一-鿿A-Za-z]{2,10}?(?=项目|[\s:：，,])")
_NO_NAME = re.compile(
    r"本周|本月|今年|今天|昨天|目前|现在|上周|下周|主体|到位|累计|资金|环评|能评|用地|土地|手续|正常|变化|问题|完成|进[展度]|开工|投产"
    r"|竣工|封顶|已经|还[没有在]|没有?|正在|领导|报告|收到|您好|我们|这个|那个|其余|其他|全部|都|项目"
)
"""What begins a message and names nothing."""


def name_at_head(words: str) -> str:
    """老鸡场 of 老鸡场 封顶了; empty where the words begin with no name of their own."""
    found = _HEAD.match(words.strip())
    name = found[0] if found else ""
    return "" if not name or _NO_NAME.search(name) else name


def propose(work: UnitOfWork, project: Project, words: str, by: int, now: datetime) -> Proposal | None:
    """Somebody said which project he means by these words: their name may be worth teaching.

    Nothing is proposed twice, nor what finds the project, or is another's name, already.
    """
    alias, waiting = name_at_head(words), proposals(work)
    if not alias or len(waiting) >= MOST or any(one.alias == alias for one in waiting):
        return None
    exact = [one for one in work.projects.search(alias, None, 2) if one.sure]
    if exact:
        return None
    proposal = Proposal(max((one.id for one in waiting), default=0) + 1, project.id, alias, by)
    _keep(work, (*waiting, proposal))
    work.audit.note(now, by, "alias.proposed", f"project:{project.id}", {"alias": alias})
    return proposal


def proposals(work: UnitOfWork) -> tuple[Proposal, ...]:
    """Oldest first."""
    return tuple(Proposal(*each) for each in json.loads(work.settings.get(_KEPT) or "[]"))


def decide(work: UnitOfWork, proposal_id: int, by: int, now: datetime, *, accept: bool) -> None:
    """The office teaches it or not; either way it waits no longer.

    Raises:
        StaleButton: it was decided before.
        AliasTaken, BadArgument: as ``teach``.
    """
    waiting = proposals(work)
    chosen = next((one for one in waiting if one.id == proposal_id), None)
    if chosen is None:
        raise StaleButton
    if accept:
        teach(work, work.projects.get(chosen.project_id), chosen.alias, by, now)
    else:
        work.audit.note(now, by, "alias.declined", f"project:{chosen.project_id}", {"alias": chosen.alias})
    _keep(work, tuple(one for one in waiting if one is not chosen))


def _keep(work: UnitOfWork, waiting: tuple[Proposal, ...]) -> None:
    rows = [[one.id, one.project_id, one.alias, one.by] for one in waiting]
    work.settings.set(_KEPT, json.dumps(rows, ensure_ascii=False))
