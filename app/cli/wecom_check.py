"""What the doctor asks WeCom: the token, the application, and whether this machine's address is trusted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from app.settings import WeCom
from app.wecom import make_client
from bot.wecom.faults import WeComAway, WeComRefused
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
        advice = remedy(refused.number, refused.address) or "请把这一行发给系统维护人员"
        return Found(f"拒绝了请求：{refused}", advice, usable=False)
    except WeComAway as away:
        return Found(f"连接不上：{away}", "检查网络、代理和 DUBAN_WECOM__API_URL", usable=False)
    finally:
        await client.close()
    name = str(agent.get("name", ""))
    if agent.get("close"):
        return Found(f"应用“{name}”已停用", remedy(50003, ""), usable=False)
    if not agent.get("isreportenter"):
        return Found(
            f"应用“{name}”，未上报进入事件", "在应用的“接收消息”设置中勾选“用户进入应用事件”，以便问候"
        )
    return Found(f"应用“{name}”，回调地址为本机的 /wecom/callback")
