"""``wecom recall``: a broadcast is taken back."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.failed import Failed
from app.cli.session import AsJson, session, show
from app.settings import WeCom, load
from app.wecom import make_client
from bot.wecom.faults import WeComAway, WeComRefused
from bot.wecom.recalling import Recalled, message_ids, recall
from core.bulletins.model import BroadcastState
from core.ports import UnitOfWork

OUT = (BroadcastState.SENDING, BroadcastState.DONE)
app = typer.Typer(no_args_is_help=True)


@app.callback()
def wecom() -> None:
    """What only WeCom can do."""


@app.command("recall")
def recall_(
    broadcast: Annotated[int, typer.Argument(help="number of the broadcast; left out: the last one")] = 0,
    as_json: AsJson = False,
) -> None:
    """Take a broadcast back from members in WeCom; within 24 hours."""
    settings = load().wecom
    if settings is None:
        raise Failed("企业微信未启用")
    with session() as office:
        number = broadcast or office.desk.read_now(_last)
        ids = office.desk.read_now(message_ids, f"broadcast:{number}")
    if not ids:
        raise Failed(f"没有找到广播{number or ''}在企业微信中已送达的消息")
    result = asyncio.run(_recall(settings, ids))
    show(asdict(result), as_json, f"已撤回{result.done}条，超过24小时或已撤回{result.late}条")


def _last(work: UnitOfWork) -> int:
    sent = [each.id for state in OUT for each in work.bulletins.broadcasts_in(state)]
    return max(sent, default=0)


async def _recall(settings: WeCom, ids: tuple[str, ...]) -> Recalled:
    client = make_client(settings)
    try:
        return await recall(client, ids)
    except (WeComRefused, WeComAway) as fault:
        raise Failed(f"企业微信没有接受撤回：{fault}") from None
    finally:
        await client.close()
