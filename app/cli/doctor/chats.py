"""The chat services: whether they answer, and know us."""

from __future__ import annotations

import asyncio

from app.cli.doctor.check import Check, Grade
from app.settings import Settings
from core.texts.catalogue import say


def telegram(settings: Settings) -> Check:
    from app.bots import make_bot
    from bot.telegram.commands import greet
    from bot.telegram.faults import ServiceAway, TokenRefusedByTelegram

    telegram = settings.telegram
    if telegram is None:
        return Check("Telegram", Grade.WARNING, say("doctor.off"), say("doctor.telegram.off.fix"))

    async def ask() -> str:
        bot = make_bot(telegram)
        try:
            name = await greet(bot)
            hook = await bot.get_webhook_info()
            if not telegram.webhook_url:
                return say("doctor.telegram.polling", name=name)
            return say("doctor.telegram.webhook", name=name, url=hook.url or "–")
        finally:
            await bot.shutdown()

    try:
        return Check("Telegram", Grade.OK, asyncio.run(ask()))
    except TokenRefusedByTelegram:
        return Check(
            "Telegram", Grade.ERROR, say("doctor.telegram.refused"), say("doctor.telegram.refused.fix")
        )
    except ServiceAway as away:
        return Check("Telegram", Grade.ERROR, say("doctor.away", why=away), say("doctor.telegram.away.fix"))


def wecom(settings: Settings) -> Check:
    if settings.wecom is None:
        return Check(say("doctor.wecom"), Grade.OK, say("doctor.off"))
    from app.cli.doctor.wecom_answers import look

    found = look(settings.wecom)
    if not found.usable:
        return Check(say("doctor.wecom"), Grade.ERROR, found.said, found.advice)
    return Check(say("doctor.wecom"), Grade.WARNING if found.advice else Grade.OK, found.said, found.advice)
