"""Which kind of issue a round leads to (通报种类): the one its rule names, else that of its length."""

from __future__ import annotations

from core.bulletins.model import BulletinKind
from core.bulletins.period import kind_for
from core.ports import UnitOfWork
from core.rounds.model import Round


def kind_of(work: UnitOfWork, round_: Round) -> BulletinKind:
    return work.rounds.cadence(round_.cadence_id).bulletin or kind_for(round_.period)
