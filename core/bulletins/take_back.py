"""A broadcast that should not have left is taken back where the service can do that: from members in WeCom (撤回).

The wish is kept and carried out beside everything else, for it takes a call for each message.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.bulletins.model import Broadcast, BroadcastState
from core.calendar import Calendar
from core.chat import Channel
from core.delivery.model import State
from core.errors import WrongState
from core.ports import UnitOfWork
from core.rounds.tell import tell_office
from core.texts import broadcasts as texts

LASTS = timedelta(hours=24)
"""Source: WeCom, "Recalling application messages". https://developer.work.weixin.qq.com/document/path/94867"""
MOST = 5000
_WANTED = "broadcast.take_back"


def reached_wecom(work: UnitOfWork, broadcast_id: int) -> bool:
    sent = work.outbox.listed(State.SENT, MOST, f"broadcast:{broadcast_id}")
    return any(letter.to.channel is Channel.WECOM for letter in sent)


def ask_to_take_back(work: UnitOfWork, broadcast_id: int, by: int, now: datetime) -> Broadcast:
    """Keep the wish; asking twice is one.

    Raises:
        WrongState: it has not been sent, or longer than a day ago.
    """
    broadcast = can_be_taken_back(work, broadcast_id, now)
    wanted = wishes(work)
    if broadcast_id not in wanted:
        work.settings.set(_WANTED, json.dumps([*wanted, broadcast_id]))
        work.audit.note(now, by, "broadcast.taken_back", f"broadcast:{broadcast_id}", {})
    return broadcast


def can_be_taken_back(work: UnitOfWork, broadcast_id: int, now: datetime) -> Broadcast:
    """
    Raises:
        WrongState: see ``ask_to_take_back``.
    """
    broadcast = work.bulletins.broadcast(broadcast_id)
    done_at = broadcast.done_at
    if broadcast.state is not BroadcastState.DONE or done_at is None or now - done_at > LASTS:
        raise WrongState("recall", "late")
    return broadcast


def wishes(work: UnitOfWork) -> Sequence[int]:
    """Numbers of the broadcasts that wait for it."""
    return [int(number) for number in json.loads(work.settings.get(_WANTED) or "[]")]


def taken_back(
    work: UnitOfWork, broadcast_id: int, done: int, late: int, calendar: Calendar, now: datetime
) -> None:
    """It is carried out; the office hears how many messages are gone."""
    work.settings.set(_WANTED, json.dumps([each for each in wishes(work) if each != broadcast_id]))
    card = texts.taken_back(work.bulletins.broadcast(broadcast_id), done, late)
    tell_office(work, f"broadcast:{broadcast_id}:taken_back:{now:%Y%m%d%H%M}", card, calendar, now)
