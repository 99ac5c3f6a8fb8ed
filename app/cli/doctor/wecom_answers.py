"""What the doctor asks WeCom: the token, the application, and whether this machine's address is trusted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from app.settings import WeCom
from app.wecom import make_client
from bot.wecom.faults import WeComAway, WeComRefused
from core.texts.catalogue import say
from core.texts.trouble import remedy


@dataclass(frozen=True, slots=True)
class Found:
    """``advice`` is empty when all is well; ``usable``: nothing stands in the way of sending."""

    said: str
    advice: str = ""
    usable: bool = True


def look(wecom: WeCom) -> Found:
    """One token, one question about the application."""
    return asyncio.run(_look(wecom))


async def _look(wecom: WeCom) -> Found:
    client = make_client(wecom)
    try:
        agent = await client.call("/cgi-bin/agent/get", agentid=str(wecom.agent_id))
    except WeComRefused as refused:
        advice = remedy(refused.number, refused.address) or say("doctor.unforeseen")
        return Found(say("doctor.wecom.refused", why=refused), advice, usable=False)
    except WeComAway as away:
        return Found(say("doctor.away", why=away), say("doctor.wecom.away.fix"), usable=False)
    finally:
        await client.close()
    name = str(agent.get("name", ""))
    if agent.get("close"):
        return Found(say("doctor.wecom.stopped", name=name), remedy(50003, ""), usable=False)
    if not agent.get("isreportenter"):
        return Found(say("doctor.wecom.no_event", name=name), say("doctor.wecom.no_event.fix"))
    return Found(say("doctor.wecom.fine", name=name))
